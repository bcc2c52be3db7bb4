"""Files and folders of a clinic's documents -> drafts in the sources' folder.

The only part of this package that a program calls. It opens files and writes pages, and
parses nothing: that is done by a process that it starts (`worker.py`).
"""

import hashlib
import json
import os
import selectors
import stat
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.importing.document import Document, Finding, RefusedError
from knowledge.importing.page_writer import make_id, page_text
from knowledge.source import read_source

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_FILES = 2000
MAX_REPLY_BYTES = 64 * 1024 * 1024
# The worker ends a document at 30 s; this is for a worker that does not answer itself.
REPLY_TIMEOUT_S = 40.0
START_TIMEOUT_S = 120.0
# A folder's files that are no documents and nobody misses.
_BESIDE = (".DS_Store", "Thumbs.db", "desktop.ini")


class NothingToImportError(KnowledgeError):
    """There is no such file or folder, or nothing in it."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"'{path}': {problem} Name a document or a folder of them.")
        self.path = path


@dataclass(frozen=True)
class Imported:
    """What became of one file.

    Attributes:
        file: As it was found.
        outcome: "added", "replaced", "unchanged" or "refused".
        source_id: Of the page that was written, or None.
        page: The page's file, or None.
        n_paragraphs: Paragraphs and list items that were taken.
        n_headings: Headings that were taken.
        findings: What a person has to look at; of a refused file, why.
        held_by: "kernel" or "python": what kept the parser from everything else.
    """

    file: Path
    outcome: str
    source_id: str | None = None
    page: Path | None = None
    n_paragraphs: int = 0
    n_headings: int = 0
    findings: tuple[Finding, ...] = ()
    held_by: str | None = None


def import_documents(
    paths: Iterable[Path], sources_dir: Path, *, replace: bool = False
) -> Iterator[Imported]:
    """Import files one by one; a file that is not usable never stops the others.

    Args:
        paths: Files, and folders that are looked through with all below them.
        sources_dir: Where pages are written, as drafts.
        replace: Write over the page of the same id, which becomes a draft again.

    Raises:
        NothingToImportError: A path is not there, or a folder holds no file.
    """
    files = [file for path in paths for file in documents_in(path)]
    taken: dict[str, Path] = {}
    with Worker() as worker:
        for file in files:
            try:
                content = read_file(file)
                document, held_by = worker.read(file.name, content)
                yield _write(
                    file, content, document, sources_dir, held_by, replace, taken
                )
            except RefusedError as error:
                why = Finding(error.code, str(error))
                yield Imported(file, "refused", findings=(why,))


def documents_in(path: Path) -> list[Path]:
    """The file itself, or every file of a folder and below, by name.

    Raises:
        NothingToImportError: It is not there, or a folder without any file.
    """
    if path.is_symlink() or not path.is_dir():
        if not path.exists() and not path.is_symlink():
            raise NothingToImportError(path, "There is no such file or folder.")
        return [path]
    found: list[Path] = []
    # Not `rglob`, which follows links to folders before Python 3.13.
    for folder, folders, names in os.walk(path, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [
            Path(folder, name)
            for name in sorted(names)
            if not name.startswith(".") and name not in _BESIDE
        ]
        found += [
            Path(folder, name) for name in folders if Path(folder, name).is_symlink()
        ]
        if len(found) > MAX_FILES:
            problem = f"It holds more than {MAX_FILES} files."
            raise NothingToImportError(path, problem)
    if not found:
        raise NothingToImportError(path, "There is no file in this folder.")
    return found


def read_file(file: Path) -> bytes:
    """A file's bytes, of a regular file that is no link and not too big.

    Raises:
        RefusedError: It is something else, too big, or cannot be read.
    """
    try:
        # No waiting for a pipe, no following of a link, not even in a race.
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if file.is_symlink():
            step = "Name the file that it points to."
            raise RefusedError("path", "It is a link.", step) from error
        problem = f"It cannot be opened: {error.strerror}."
        raise RefusedError("unreadable_file", problem, "Check it.") from error
    with os.fdopen(handle, "rb") as stream:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise RefusedError("path", "It is no ordinary file.", "Leave it out.")
        content = stream.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        problem = f"It is larger than {MAX_FILE_BYTES >> 20} MB."
        raise RefusedError("too_big", problem, "Save it without pictures, or in parts.")
    return content


def _write(
    file: Path,
    content: bytes,
    document: Document,
    sources_dir: Path,
    held_by: str,
    replace: bool,
    taken: dict[str, Path],
) -> Imported:
    """Write the page; what became of it.

    Raises:
        RefusedError: There is a page of that id, or the folder cannot be written to.
    """
    source_id = make_id(file.name)
    page = sources_dir / f"{source_id}.md"
    if source_id in taken:
        problem = f"It would be page '{source_id}', as {taken[source_id].name} is."
        raise RefusedError("taken", problem, "Give one of the two another name.")
    digest = hashlib.sha256(content).hexdigest()
    text = page_text(document, source_id, name=file.name, sha256=digest)
    is_there = page.exists() or page.is_symlink()
    outcome = "replaced" if is_there else "added"
    if is_there and not replace:
        if f"sha256 {digest}" in page.read_text("utf-8", errors="replace"):
            outcome = "unchanged"
        else:
            problem = f"There is a page '{source_id}' already."
            step = "Use --replace to write over it, or give the file another name."
            raise RefusedError("taken", problem, step)
    taken[source_id] = file
    if outcome != "unchanged":
        _write_checked(page, text)
    kinds = [block.kind for block in document.blocks]
    return Imported(
        file=file,
        outcome=outcome,
        source_id=source_id,
        page=page,
        n_paragraphs=len(kinds) - kinds.count("heading"),
        n_headings=kinds.count("heading"),
        findings=document.findings,
        held_by=held_by,
    )


def _write_checked(page: Path, text: str) -> None:
    """Write a page beside its place, read it as the index will, and move it there."""
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=page.parent, prefix=".new-") as made:
            new = Path(made) / page.name
            new.write_text(text, encoding="utf-8")
            read_source(new)
            os.replace(new, page)
    except OSError as error:
        problem = f"'{page}' cannot be written: {error.strerror}."
        raise RefusedError("not_written", problem, "Check the folder.") from error
    except KnowledgeError as error:
        problem = f"What was read makes no page: {error}"
        raise RefusedError("damaged", problem, "Report it.") from error


class Worker:
    """The process that parses; started when it is needed, and again if it ends."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, name: str, content: bytes) -> tuple[Document, str]:
        """Have one document read; and what held its reader.

        Raises:
            RefusedError: The document is not taken, for whatever reason.
        """
        reply = self._ask(name, content)
        refused = reply.get("refused")
        if refused is not None:
            raise RefusedError(refused["code"], refused["problem"], refused["step"])
        return Document.from_json(reply["document"]), reply["held_by"]

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                # What was to be written to one that has ended is lost, as it is.
                with suppress(OSError):
                    stream.close()
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _ask(self, name: str, content: bytes) -> dict[str, Any]:
        is_new = self._process is None
        process = self._process = self._process or self._start()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("The worker has no pipes.")
        named = name.encode("utf-8", "replace")
        try:
            for frame in (named, content):
                process.stdin.write(struct.pack(">I", len(frame)) + frame)
            process.stdin.flush()
            # The first reply waits for the parsers to be loaded.
            timeout_s = REPLY_TIMEOUT_S + (START_TIMEOUT_S if is_new else 0)
            deadline = time.monotonic() + timeout_s
            head = _read_exactly(process, 4, deadline)
            (length,) = struct.unpack(">I", head)
            if length > MAX_REPLY_BYTES:
                raise ValueError(length)
            return dict(json.loads(_read_exactly(process, length, deadline)))
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            process.kill()
            self.close()
            problem = "Reading it broke the process that reads documents."
            step = "Save it anew with your word processor."
            raise RefusedError("crash", problem, step) from error

    def _start(self) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            # Isolated: no variable and no folder of the caller changes what it loads.
            [sys.executable, "-I", "-m", "knowledge.importing.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # What a parser says holds parts of the document.
            stderr=subprocess.DEVNULL,
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            cwd="/",
        )


def _read_exactly(
    process: "subprocess.Popen[bytes]", length: int, deadline: float
) -> bytes:
    if process.stdout is None:
        raise EOFError
    parts = bytearray()
    with selectors.DefaultSelector() as waiting:
        waiting.register(process.stdout, selectors.EVENT_READ)
        while len(parts) < length:
            if not waiting.select(max(0.0, deadline - time.monotonic())):
                raise TimeoutError
            part = os.read(process.stdout.fileno(), min(length - len(parts), 1 << 16))
            if not part:
                raise EOFError
            parts += part
    return bytes(parts)
