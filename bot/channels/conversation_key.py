"""The secret that names conversations: a file in, 32 bytes out.

The chat and the messaging platforms hash a token or a platform's name with it, so that
neither files nor logs tell whose conversation it is.
"""

import os
import secrets
from pathlib import Path

KEY_BYTES = 32


class KeyFileError(Exception):
    """The file of the secret that names conversations is damaged."""

    def __init__(self, file: Path, n_bytes: int) -> None:
        super().__init__(
            f"'{file}' has {n_bytes} bytes, not {KEY_BYTES}. Restore it from a backup; "
            "without it old conversations cannot be continued. Or delete it: a new one "
            "is made, and patients begin anew."
        )
        self.file = file


def load_key(file: Path) -> bytes:
    """The secret that names conversations; made once, readable by its owner only.

    Raises:
        KeyFileError: The file is not the key that was written.
    """
    try:
        key = file.read_bytes()
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        key = secrets.token_bytes(KEY_BYTES)
        try:
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            # Another process was faster; its key is the one that counts.
            return load_key(file)
        with os.fdopen(handle, "wb") as opened:
            opened.write(key)
    if len(key) != KEY_BYTES:
        raise KeyFileError(file, len(key))
    return key
