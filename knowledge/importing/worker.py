"""The process that parses documents: requests on stdin, replies on stdout.

It loads the parsers once and forks for every document; the fork locks itself down,
parses and ends. What a document does to its fork, by crash, endless loop or memory, is
the reply "refused" for that document and nothing else. Started by `importer.py`.

A frame is a length (4 bytes, big-endian) and that many bytes. A request is two frames,
the file's name and its content; a reply is one frame of JSON.
"""

import json
import logging
import os
import select
import signal
import struct
import sys
import time
from typing import BinaryIO

from knowledge.importing.document import RefusedError
from knowledge.importing.lock_down import MAX_MEMORY_BYTES, MAX_SECONDS, lock_down
from knowledge.importing.reader import read_document

MAX_REPLY_BYTES = 32 * 1024 * 1024


def main() -> None:
    """Serve requests until stdin ends."""
    # What parsers warn of holds parts of the document.
    logging.disable(logging.CRITICAL)
    requests, replies = sys.stdin.buffer, sys.stdout.buffer
    while True:
        name = read_frame(requests)
        content = read_frame(requests)
        if name is None or content is None:
            return
        write_frame(replies, _in_a_fork(name.decode("utf-8"), content))


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame, or None at the end of the stream."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack(">I", head)
    body = stream.read(length)
    return body if len(body) == length else None


def write_frame(stream: BinaryIO, body: bytes) -> None:
    """Write one frame and flush it."""
    stream.write(struct.pack(">I", len(body)) + body)
    stream.flush()


def _in_a_fork(name: str, content: bytes) -> bytes:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        status = 1
        try:
            # The channels of this worker are none of the document's.
            os.close(0)
            os.close(1)
            held_by = lock_down()
            reply = _reply(name, content, held_by)
            while reply:
                reply = reply[os.write(writing, reply) :]
            status = 0
        finally:
            os._exit(status)
    os.close(writing)
    reply, is_late = _read_until(reading, time.monotonic() + MAX_SECONDS)
    os.close(reading)
    if is_late or len(reply) > MAX_REPLY_BYTES:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    if is_late or ended in (-signal.SIGXCPU, -signal.SIGKILL):
        limit = f"It took longer than {MAX_SECONDS} seconds to read."
        return _refusal("too_slow", limit, "Save it anew, or in parts.")
    if ended != 0 or not reply:
        problem = "Reading it broke the program that reads it."
        return _refusal("crash", problem, "Save it anew with your word processor.")
    return reply


def _read_until(source: int, deadline: float) -> tuple[bytes, bool]:
    """Everything up to the end of a pipe, and whether the deadline came before."""
    parts: list[bytes] = []
    n_bytes = 0
    while n_bytes <= MAX_REPLY_BYTES:
        wait_s = deadline - time.monotonic()
        if wait_s <= 0 or not select.select([source], [], [], wait_s)[0]:
            return b"".join(parts), True
        part = os.read(source, 1 << 16)
        if not part:
            break
        parts.append(part)
        n_bytes += len(part)
    return b"".join(parts), False


def _reply(name: str, content: bytes, held_by: str) -> bytes:
    try:
        document = read_document(name, content)
        reply = {"document": document.as_json(), "held_by": held_by}
        return json.dumps(reply).encode("ascii")
    except RefusedError as error:
        return _refusal(error.code, error.problem, error.step)
    except MemoryError:
        limit = f"It needs more than {MAX_MEMORY_BYTES >> 20} MB of memory to read."
        return _refusal("too_big", limit, "Save it in parts.")
    except Exception as error:
        # Whatever a parser raises for a damaged file; its class, never its text.
        problem = f"It is damaged ({type(error).__name__})."
        return _refusal("damaged", problem, "Save it anew with the program it is from.")


def _refusal(code: str, problem: str, step: str) -> bytes:
    reply = {"refused": {"code": code, "problem": problem, "step": step}}
    return json.dumps(reply).encode("ascii")


if __name__ == "__main__":
    main()
