import os

import pytest

from bot.channels.conversation_key import KEY_BYTES, KeyFileError, load_key


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path):
    file = tmp_path / "sub" / "widget.key"
    key = load_key(file)
    assert len(key) == KEY_BYTES and load_key(file) == key
    assert os.stat(file).st_mode & 0o077 == 0


def test_a_damaged_key_is_an_error(tmp_path):
    file = tmp_path / "widget.key"
    file.write_bytes(b"short")
    with pytest.raises(KeyFileError, match="has 5 bytes, not 32. Restore it"):
        load_key(file)
