"""No connection leaves this machine: for the tests and every Python that they start.

Python imports a `sitecustomize` from PYTHONPATH at its start; the tests put this folder
there. A connection or a look-up of anything but loopback fails, and says so in a file,
so that code which catches the error is found all the same.
"""

import os
import sys

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


def deny(event, arguments):
    """An audit hook (PEP 578)."""
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else "localhost"
    elif event == "socket.getaddrinfo":
        host = arguments[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if not host or str(host).startswith(LOOPBACK):
        return
    report = os.environ.get("BEDSIDE_TEST_DENIED")
    if report:
        with open(report, "a") as file:
            file.write(f"{event} {host} {' '.join(sys.argv)[:200]}\n")
    raise ConnectionRefusedError(f"The tests allow no connection to {host}.")


sys.addaudithook(deny)
