import json
import subprocess

import pytest

from bot.assistant import Assistant
from bot.settings import PROJECT_DIR
from tests.bot.fakes import CLINIC
from tests.conftest import BEDSIDE, run_bedside


@pytest.mark.slow
async def test_the_assistant_answers_keeps_the_conversation_and_its_alarm(
    trained, tmp_path
):
    """One assistant, then a second one on the same record, as after a restart."""
    from dataclasses import replace

    (tmp_path / "rasa").symlink_to(trained.model_dir)
    settings = replace(trained, data_dir=tmp_path)
    assistant = await Assistant.load(settings)
    turn = await assistant.turn("visitor", "how many sessions will I need?")
    assert turn.reply.route == "answer" and turn.reply.citations
    assert turn.trace.steps_ms["rasa"] > 0
    reply = await assistant.reply("visitor", "I took too many of my pills")
    assert reply.route == "emergency"
    await assistant.close()

    restarted = await Assistant.load(settings)
    reply = await restarted.reply("visitor", "how many sessions will I need?")
    assert reply.text == CLINIC.texts["emergency"]
    await restarted.close()
    said = await restarted.door.conversations.transcript("visitor")
    assert [(s.by_patient, s.tier) for s in said] == [
        (True, None),
        (False, None),
        (True, None),
        (False, "emergency"),
        (True, None),
        (False, "emergency"),
    ]
    assert said[1].citations == list(turn.reply.citations)


@pytest.mark.slow
def test_ask_explains_itself(trained):
    text = run_bedside("ask", "how many sessions will I need?", "--explain")
    for part in ("Intents", "ask_sessions", "Sentences found", "Milliseconds", "red"):
        assert part in text


@pytest.mark.slow
def test_ask_speaks_json(trained):
    answer = json.loads(
        run_bedside("ask", "how many sessions will I need?", "--json", "--explain")
    )
    assert answer["route"] == "answer" and answer["text"] and answer["citations"]
    assert answer["explain"]["steps_ms"]["rasa"] > 0


@pytest.mark.slow
def test_index_and_train_do_no_work_twice(trained):
    assert "current" in run_bedside("index")
    assert "current" in run_bedside("train")


@pytest.mark.slow
def test_the_serving_process_imports_neither_tensorflow_nor_torch(trained):
    code = """
import asyncio, sys
from bot.assistant import Assistant
async def run():
    assistant = await Assistant.load()
    await assistant.reply("import-test", "how many sessions will I need?")
    await assistant.close()
asyncio.run(run())
found = {"tensorflow", "torch", "transformers", "sentence_transformers"}
assert not found & set(sys.modules), found & set(sys.modules)
"""
    done = subprocess.run(
        [BEDSIDE[0], "-c", code], cwd=PROJECT_DIR, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
