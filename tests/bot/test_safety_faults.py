"""What is left when everything else is gone: the emergency reply."""

import sqlite3
import time
from dataclasses import replace

import pytest

from bot import agent
from bot.red_flags.classifier_training import MODEL_FILE
from bot.settings import Settings
from bot.turn import Door
from tests.bot.fakes import CLINIC, FakeMessage, FakeRasa


class LockedDatabase(FakeRasa):
    """Conversations whose every look-up meets a locked SQLite file."""

    async def _locked(self, *_):
        raise sqlite3.OperationalError("database is locked")

    answer = alarm = set_alarm = record = correct = has_spoken = _locked


def no_index():
    raise OSError("no index")


@pytest.mark.parametrize("rasa", [None, LockedDatabase()], ids=["no Rasa", "locked"])
@pytest.mark.parametrize("text", ["my throat is closing", "I want to kill myself"])
async def test_an_emergency_reply_needs_nothing_behind_the_door(rasa, text):
    door = Door(CLINIC, rasa, library=no_index, classifier=None)
    started = time.perf_counter()
    turn = await door.handle(FakeMessage(text, shows_notice=False))
    assert turn.reply.route == "emergency"
    assert CLINIC.emergency_number in turn.reply.text
    # 300 ms is promised; the first screen of a process also compiles its patterns.
    assert time.perf_counter() - started < 5
    assert (await door.handle(FakeMessage("thanks"))).reply.route == "emergency"
    await door.close()


async def test_an_ordinary_message_with_the_database_locked_gets_the_fallback():
    door = Door(CLINIC, LockedDatabase(), library=no_index)
    reply = (await door.handle(FakeMessage("how many?", shows_notice=False))).reply
    await door.close()
    assert reply.text.endswith(CLINIC.texts["fallback"])


def test_a_damaged_classifier_leaves_the_lexicon_working(
    tmp_path, monkeypatch, fake_encoder, caplog
):
    monkeypatch.setattr(
        agent.knowledge.encoder, "load_encoder", lambda settings: fake_encoder
    )
    settings = replace(Settings(), data_dir=tmp_path)
    door = Door(CLINIC, None)
    agent.load_second_screen(door, settings)
    assert door.classifier is None
    settings.model_dir.mkdir()
    (settings.model_dir / MODEL_FILE).write_bytes(b"not a model")
    (settings.model_dir / f"{MODEL_FILE}.sha256").write_text("0")
    agent.load_second_screen(door, settings)
    assert door.classifier is None
    assert "the lexicon works alone" in caplog.text
