"""`python health.py [PATH]`: status 0 when this machine's server answers with 200.

For a container's health check: there is no curl in the image.
"""

import http.client
import os
import sys

TIMEOUT_S = 4.0


def status(path: str, port: int) -> int:
    """HTTP status of a path of the server on this machine; 0 without an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else "/health/live"
    sys.exit(status(asked, int(os.environ.get("BEDSIDE_PORT") or 5005)) != 200)
