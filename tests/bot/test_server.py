"""The whole way with real models: REST in, contract out, on a server process."""

import json
import re
import urllib.error
import urllib.parse
import urllib.request
from uuid import uuid4

import pytest
import yaml

from bot.server import welcome
from bot.settings import PROJECT_DIR, Settings
from tests.bot.fakes import CLINIC
from tests.conftest import free_port, post_message, running

ROUTES = {
    "answer",
    "answer_and_refer",
    "refer",
    "emergency",
    "unknown",
    "handoff",
    "smalltalk",
    "off_topic",
}


def ask(address, message, sender=None):
    """The text and the one contract object of a turn."""
    messages = post_message(address, sender or uuid4().hex, message)
    payloads = [m["custom"] for m in messages if "custom" in m]
    texts = [m["text"] for m in messages if m.get("text")]
    assert len(payloads) == 1 and texts
    assert payloads[0]["route"] in ROUTES
    return "\n\n".join(texts), payloads[0]


def status_of(request):
    try:
        with urllib.request.urlopen(request, timeout=15) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_the_welcome_says_where_and_three_things_to_try():
    text = welcome(Settings(port=5007))
    assert "http://127.0.0.1:5007/" in text
    assert [n for n in "123" if f"  {n}. " in text] == ["1", "2", "3"]


@pytest.mark.slow
def test_a_question_gets_verbatim_sentences_with_citations(server):
    text, payload = ask(server, "how many sessions will I need?")
    assert payload["route"] == "answer"
    for citation in payload["citations"]:
        assert citation["quote"] in text
        page = PROJECT_DIR / "knowledge" / "sources" / f"{citation['source_id']}.md"
        assert citation["quote"] in " ".join(page.read_text("utf-8").split())


@pytest.mark.slow
def test_an_emergency_gets_the_number_and_stays(server):
    sender = uuid4().hex
    text, payload = ask(server, "my throat is closing and I can't breathe", sender)
    assert text == CLINIC.texts["emergency"]
    assert (payload["route"], payload["citations"]) == ("emergency", [])
    text, payload = ask(server, "how many sessions will I need?", sender)
    assert payload["route"] == "emergency"


@pytest.mark.slow
@pytest.mark.parametrize(
    "message", ["", " ", "/restart", "\x00", "😀" * 50, "?" * 1001, "/", "a" * 5000]
)
def test_every_message_gets_one_reply(server, message):
    ask(server, message)


@pytest.mark.slow
def test_a_sender_is_asked_for(server):
    request = urllib.request.Request(
        f"{server}/webhooks/rest/webhook", b'{"message": "hello"}'
    )
    status, body = status_of(request)
    assert status == 400
    assert 'Send a "sender"' in json.loads(body)["error"]


@pytest.mark.slow
def test_a_large_body_is_refused(server):
    body = json.dumps({"sender": "x", "message": "a" * 20_000}).encode()
    status, _ = status_of(
        urllib.request.Request(f"{server}/webhooks/rest/webhook", body)
    )
    assert status == 413


@pytest.mark.slow
@pytest.mark.parametrize(
    "path", ["conversations/x/tracker", "model/parse", "version", "status", "domain"]
)
def test_rasas_http_api_is_not_there(server, path):
    assert status_of(f"{server}/{path}")[0] == 404


@pytest.mark.slow
def test_the_page_answers_without_javascript(server):
    _, page = status_of(f"{server}/plain")
    token = re.search(r'name="conversation" value="([^"]+)"', page)[1]
    for question in ("how many sessions will I need?", "does it hurt?"):
        form = urllib.parse.urlencode({"conversation": token, "message": question})
        status, page = status_of(
            urllib.request.Request(f"{server}/plain", form.encode())
        )
        assert status == 200
        assert question in page
    assert page.count("<details>") >= 1
    assert "how many sessions will I need?" in page


@pytest.mark.slow
def test_rasas_standard_split_answers_the_same_behind_the_same_door(trained, tmp_path):
    """`rasa run` with `rasa run actions`, as bot/endpoints.yml says."""
    import sys

    actions_port, port = free_port(), free_port()
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(
        yaml.safe_dump(
            {"action_endpoint": {"url": f"http://127.0.0.1:{actions_port}/webhook"}}
        )
    )
    actions = [sys.executable, "-m", "rasa_sdk", "--actions", "actions"]
    rasa = [sys.executable, "-m", "rasa", "run", "--interface", "127.0.0.1"]
    rasa += ["--model", str(trained.model_dir), "--endpoints", str(endpoints)]
    rasa += ["--credentials", "bot/credentials.yml", "--port", str(port)]
    actions += ["--port", str(actions_port)]
    with (
        running(actions, f"http://127.0.0.1:{actions_port}/health"),
        running(rasa, f"http://127.0.0.1:{port}/webhooks/rest/") as address,
    ):
        address = address.removesuffix("/webhooks/rest")
        # The action server reads the index at its first question; on a busy machine
        # that takes longer than a turn may, and the patient gets the fallback.
        for _ in range(3):
            text, payload = ask(address, "how many sessions will I need?")
            if payload["route"] == "answer":
                break
        assert payload["route"] == "answer" and payload["citations"]
        text, payload = ask(address, "my throat is closing and I can't breathe")
        assert (payload["route"], text) == ("emergency", CLINIC.texts["emergency"])
        assert payload["receipt"]
