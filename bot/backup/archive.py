"""A folder of files with a manifest <-> one gzipped tar, readable by its owner only.

It knows nothing of what the files mean. On the way back every byte is checked before
anything is used: names against the manifest, lengths, hashes, and gzip's own sum at the
end. Links, devices and names that are not in the manifest are refused.
"""

import gzip
import hashlib
import io
import os
import tarfile
import zlib
from pathlib import Path
from typing import IO

from bot.backup.errors import BackupDamagedError, BackupExistsError, NotABackupError
from bot.backup.manifest import FILE_NAME, MAX_BYTES, Manifest, read_manifest

# Models and vectors hardly shrink; conversations and pages do at any level.
COMPRESSION = 1
BLOCK_BYTES = 1024 * 1024
OWNER_ONLY = 0o600


def write_archive(folder: Path, manifest: Manifest, file: Path) -> None:
    """Write the manifest and the files that it names; whole or not at all.

    Args:
        folder: Holds them under their names.
        manifest: Comes first.
        file: Must not be there yet.

    Raises:
        BackupExistsError: It is.
    """
    part = file.with_name(f".{file.name}.part-{os.getpid()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(handle, "wb") as raw:
            with (
                gzip.GzipFile("", "wb", COMPRESSION, raw, mtime=0) as packed,
                tarfile.open(fileobj=packed, mode="w|") as tar,
            ):
                text = manifest.to_json()
                tar.addfile(_member(FILE_NAME, len(text)), io.BytesIO(text))
                for name, entry in manifest.files.items():
                    with (folder / name).open("rb") as opened:
                        tar.addfile(_member(name, entry.size), opened)
            raw.flush()
            os.fsync(raw.fileno())
        try:
            # Not a rename: that would overwrite what came meanwhile.
            os.link(part, file)
        except FileExistsError as error:
            raise BackupExistsError(file) from error
    finally:
        part.unlink(missing_ok=True)


def read_archive(file: Path, folder: Path) -> Manifest:
    """Unpack a backup into an empty folder, and check all of it.

    Raises:
        NotABackupError: It is none, or cannot be read.
        NewerBackupError: A later version wrote it.
        BackupDamagedError: It is not as it was written.
    """
    try:
        with (
            file.open("rb") as raw,
            gzip.GzipFile(fileobj=raw, mode="rb") as packed,
            tarfile.open(fileobj=packed, mode="r|") as tar,
        ):
            manifest = _first(file, tar)
            _unpack(file, tar, manifest, folder)
            # Up to gzip's sum, which is at the very end.
            while packed.read(BLOCK_BYTES):
                pass
            return manifest
    except (EOFError, zlib.error) as error:
        raise BackupDamagedError(file, "it ends too early or was changed") from error
    except gzip.BadGzipFile as error:
        if file.stat().st_size and file.open("rb").read(2) == b"\x1f\x8b":
            raise BackupDamagedError(file, "its sum is not right") from error
        raise NotABackupError(file, "it is not packed as one") from error
    except tarfile.TarError as error:
        raise BackupDamagedError(file, "its files cannot be told apart") from error
    except OSError as error:
        raise NotABackupError(file, error.strerror or "it cannot be read") from error


def hash_file(file: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while block := opened.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def _member(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, OWNER_ONLY
    return info


def _first(file: Path, tar: tarfile.TarFile) -> Manifest:
    try:
        info = tar.next()
    except tarfile.TarError as error:
        raise NotABackupError(file, "there is nothing in it") from error
    opened = tar.extractfile(info) if info is not None and info.isreg() else None
    if info is None or info.name != FILE_NAME or opened is None:
        raise NotABackupError(file, f"it does not begin with {FILE_NAME}")
    if info.size > MAX_BYTES:
        raise BackupDamagedError(file, "its list is too long")
    return read_manifest(file, opened.read())


def _unpack(file: Path, tar: tarfile.TarFile, manifest: Manifest, folder: Path) -> None:
    missing = dict(manifest.files)
    while (info := tar.next()) is not None:
        entry = missing.pop(info.name, None)
        opened = tar.extractfile(info) if info.isreg() else None
        if entry is None or opened is None or info.size != entry.size:
            raise BackupDamagedError(file, f"'{info.name!r:.80}' is not as listed")
        target = folder / info.name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _write(opened, target) != entry.sha256:
            raise BackupDamagedError(file, f"'{info.name}' was changed")
    if missing:
        raise BackupDamagedError(file, f"'{next(iter(missing))}' is not in it")


def _write(opened: IO[bytes], target: Path) -> str:
    """Write what is read to a new file; the hash of it."""
    digest = hashlib.sha256()
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    with os.fdopen(handle, "wb") as written:
        while block := opened.read(BLOCK_BYTES):
            digest.update(block)
            written.write(block)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()
