import os
from dataclasses import replace
from uuid import uuid4

import pytest
from sanic import Sanic

from bot.channels.conversation_key import KEY_BYTES, KeyFileError, load_key
from bot.channels.telegram import TelegramChannel
from bot.settings import Settings
from tests.bot.channels.test_messaging import CREDENTIALS


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


def test_conversations_are_named_with_the_key_of_the_servers_settings(
    tmp_path, monkeypatch
):
    names = []
    for folder in ("of_settings", "of_settings", "of_environment"):
        app = Sanic(f"key_{uuid4().hex}", configure_logging=False)
        if folder == "of_settings":
            app.ctx.settings = replace(
                Settings.from_environment(), data_dir=tmp_path / folder
            )
        else:
            monkeypatch.setenv("BEDSIDE_DATA_DIR", str(tmp_path / folder))
        channel = TelegramChannel.from_credentials(CREDENTIALS["telegram"])
        channel.blueprint(None)
        channel._take_key(app)
        names.append(channel.sender_of("7"))
        assert (tmp_path / folder / "widget.key").is_file()
    assert names[0] == names[1] != names[2]


def test_a_damaged_key_stops_the_start_and_not_the_first_message(tmp_path, monkeypatch):
    monkeypatch.setenv("BEDSIDE_DATA_DIR", str(tmp_path))
    (tmp_path / "widget.key").write_bytes(b"short")
    channel = TelegramChannel.from_credentials(CREDENTIALS["telegram"])
    app = Sanic(f"key_{uuid4().hex}", configure_logging=False)
    with pytest.raises(KeyFileError, match="has 5 bytes"):
        channel.start(app)
