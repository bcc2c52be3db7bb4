"""Two real clinics under the supervisor: what is one's never meets the other.

Both have the project's trained model and encoder, which know no page's sentence; each
has pages, an index, settings and conversations of its own.
"""

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import time
import urllib.error
import urllib.request

import pytest

from tests.bot.clinics.conftest import Installation, page
from tests.conftest import BEDSIDE, PROJECT_DIR, free_port

pytestmark = pytest.mark.slow

QUESTION = "what should I wear after a heron peel?"
# Each stands on one clinic's page only.
FACTS = {
    "willow": "After a heron peel, wear the orange scarf for nine days.",
    "harbour": "After a heron peel, wear the violet gloves for six days.",
}
START_TIMEOUT_S = 180
CANARY = "my zebracanary itches since the heron peel, what should I wear?"


class Clinics:
    """The supervisor, and two clinics that answer."""

    def __init__(self, installation, process, log):
        self.process, self._log = process, log
        self.tenants = {t.id: t for t in installation.registry().tenants}

    def told(self):
        return self._log.read_text()

    def call(self, clinic_id, path, body=None, token=None, method=None, **headers):
        """Status and text of one call."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            headers["Content-Type"] = "application/json"
        if token:
            headers["Authorization"] = f"Bearer {token}"
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.tenants[clinic_id].port}{path}",
            None if body is None else json.dumps(body).encode(),
            headers,
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def session(self, clinic_id):
        status, said = self.call(clinic_id, "/chat/api/session", {})
        assert status == 201
        return json.loads(said)["token"]

    def ask(self, clinic_id, token, text, message_id):
        body = {"message_id": message_id, "text": text}
        return self.call(clinic_id, "/chat/api/messages", body, token)

    def pid(self, clinic_id):
        found = re.findall(rf"{clinic_id}: starting as process (\d+)", self.told())
        return int(found[-1])

    def wait_ready(self, *clinic_ids):
        until = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(OSError):
                calls = [self.call(i, "/health/ready")[0] for i in clinic_ids]
                if set(calls) == {200}:
                    return
            time.sleep(0.2)
        raise AssertionError(self.told()[-4000:])

    def rows_of(self, clinic_id):
        """Every row of every table of a clinic's conversations."""
        file = self.tenants[clinic_id].data_dir / "conversations.db"
        with contextlib.closing(
            sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=10)
        ) as database:
            names = database.execute(
                "select name from sqlite_master where type='table'"
            )
            return {
                name: database.execute(f'select * from "{name}"').fetchall()
                for (name,) in names.fetchall()
            }

    def bytes_of(self, clinic_id):
        """All that a clinic's folders hold, of what its own process can write."""
        tenant = self.tenants[clinic_id]
        found = b""
        for folder in (tenant.folder, tenant.data_dir):
            for file in sorted(folder.rglob("*")):
                if file.is_file() and not file.is_symlink():
                    found += file.read_bytes()
        return found


@pytest.fixture(scope="module")
def clinics(trained, tmp_path_factory):
    folder = tmp_path_factory.mktemp("installation")
    installation = Installation(folder / "clinics")
    installation.folder.mkdir()
    installation.file.write_text(
        f"data_dir: {folder / 'data'}\nclinics: {{}}\n", encoding="utf-8"
    )
    environ = {**os.environ, "BEDSIDE_CLINICS": str(installation.file)}
    for clinic_id, fact in FACTS.items():
        tenant = installation.add(
            clinic_id, host="chat.example", path=f"/{clinic_id}", port=free_port()
        )
        page(tenant.folder / "sources", fact)
        tenant.data_dir.mkdir(parents=True)
        (tenant.data_dir / "rasa").symlink_to(trained.model_dir)
        (tenant.data_dir / "models").symlink_to(trained.knowledge.models_dir)
        subprocess.run(
            [*BEDSIDE, "--clinic", clinic_id, "index"],
            cwd=PROJECT_DIR,
            env=environ,
            check=True,
            capture_output=True,
        )
    log = folder / "log"
    with log.open("w") as opened:
        process = subprocess.Popen(
            [*BEDSIDE, "clinics", "serve"],
            cwd=PROJECT_DIR,
            env=environ,
            stdout=opened,
            stderr=opened,
        )
    running = Clinics(installation, process, log)
    try:
        running.wait_ready(*FACTS)
        yield running
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def other(clinic_id):
    return next(i for i in FACTS if i != clinic_id)


@pytest.mark.parametrize("clinic_id", sorted(FACTS))
def test_the_same_question_gets_each_clinics_own_sentence_only(clinics, clinic_id):
    token = clinics.session(clinic_id)
    status, said = clinics.ask(clinic_id, token, QUESTION, "message-1")
    assert status == 200
    assert FACTS[clinic_id] in said and FACTS[other(clinic_id)] not in said
    _, page = clinics.call(clinic_id, "/chat")
    assert f"{clinic_id.title()} Clinic" in page
    assert f"{other(clinic_id).title()} Clinic" not in page


@pytest.mark.parametrize("clinic_id", sorted(FACTS))
def test_a_token_of_one_clinic_does_nothing_at_the_other(clinics, clinic_id):
    token = clinics.session(clinic_id)
    assert clinics.ask(clinic_id, token, QUESTION, "message-2")[0] == 200
    there = other(clinic_id)
    before = clinics.rows_of(there)
    for path, body, method in (
        ("messages", None, "GET"),
        ("messages", {"message_id": "message-2", "text": QUESTION}, "POST"),
        ("export", None, "GET"),
        ("feedback", {"message_id": "message-2", "vote": "up", "comment": ""}, "POST"),
        ("conversation", None, "DELETE"),
    ):
        status, said = clinics.call(
            there, f"/chat/api/{path}", body, token, method=method
        )
        assert (status, "unknown_session" in said) == (401, True), (path, said)
    assert clinics.rows_of(there) == before
    status, history = clinics.call(clinic_id, "/chat/api/messages", token=token)
    assert status == 200 and QUESTION in history


def run_bedside(clinics, clinic_id, *arguments):
    file = clinics.tenants[clinic_id].folder.parent / "clinics.yml"
    done = subprocess.run(
        [*BEDSIDE, "--clinic", clinic_id, *arguments],
        cwd=PROJECT_DIR,
        env={**os.environ, "BEDSIDE_CLINICS": str(file)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def rest(clinics, clinic_id, sender, text):
    body = {"sender": sender, "message": text}
    status, said = clinics.call(clinic_id, "/webhooks/rest/webhook", body)
    assert status == 200
    return json.loads(said)


def test_words_stand_in_one_clinics_folder_until_that_one_erases_them(clinics):
    here, there = clinics.session("willow"), clinics.session("harbour")
    assert clinics.ask("willow", here, CANARY, "message-3")[0] == 200
    assert clinics.ask("harbour", there, QUESTION, "message-3")[0] == 200
    assert b"zebracanary" in clinics.bytes_of("willow")
    assert b"zebracanary" not in clinics.bytes_of("harbour")

    before = clinics.rows_of("harbour")
    erased = clinics.call(
        "willow", "/chat/api/conversation", token=here, method="DELETE"
    )
    assert erased == (204, "")
    assert b"zebracanary" not in clinics.bytes_of("willow")
    assert clinics.rows_of("harbour") == before
    _, history = clinics.call("harbour", "/chat/api/messages", token=there)
    assert QUESTION in history


def test_the_same_sender_at_both_is_two_conversations(clinics):
    """An id that a gateway gave out, which is no secret."""
    rest(clinics, "willow", "a-patient-of-both", "I am afraid of needles, 7 of them")
    rest(clinics, "harbour", "a-patient-of-both", QUESTION)
    assert "afraid of needles" in str(clinics.rows_of("willow"))
    assert "afraid of needles" not in str(clinics.rows_of("harbour"))


def test_a_receipt_is_found_where_it_was_made_and_nowhere_else(clinics):
    reply = rest(clinics, "willow", "who-keeps-a-receipt", QUESTION)
    code = next(m["custom"]["receipt"] for m in reply if "custom" in m)
    assert code in str(clinics.rows_of("willow"))
    assert code not in str(clinics.rows_of("harbour"))
    assert f"Receipt {code}" in run_bedside(clinics, "willow", "receipt", code)
    with pytest.raises(AssertionError, match=code):
        run_bedside(clinics, "harbour", "receipt", code)


def test_figures_audit_log_and_keys_are_each_clinics_own(clinics):
    def turns(clinic_id):
        _, text = clinics.call(clinic_id, "/metrics")
        return sum(
            map(float, re.findall(r"^bedside_turns_total\S* (\S+)$", text, re.M))
        )

    before = turns("willow"), turns("harbour")
    rest(clinics, "willow", "who-is-counted-1", QUESTION)
    assert (turns("willow"), turns("harbour")) == (before[0] + 1, before[1])
    keys = {(t.data_dir / "widget.key").read_bytes() for t in clinics.tenants.values()}
    assert len(keys) == 2


def test_what_is_asked_of_another_host_gets_no_page(clinics):
    status, said = clinics.call("willow", "/chat", Host="chat.other.example")
    assert status == 421 and "Willow" not in said
    assert clinics.call("willow", "/chat", Host="chat.example")[0] == 200


def test_a_withdrawal_at_one_clinic_leaves_the_other_its_answer(clinics):
    arguments = ("sources", "withdraw", "heron-peel", "--by", "Dr Test")
    run_bedside(clinics, "willow", *arguments)
    until = time.monotonic() + 20
    for number in range(100):
        (answer,) = [
            m["custom"]
            for m in rest(clinics, "willow", f"after-withdrawal-{number}", QUESTION)
            if "custom" in m
        ]
        if not answer["citations"] or time.monotonic() > until:
            break
        time.sleep(0.5)
    assert answer["citations"] == []
    said = json.dumps(rest(clinics, "harbour", "after-withdrawal-1", QUESTION))
    assert FACTS["harbour"] in said
    assert (clinics.tenants["willow"].data_dir / "audit.jsonl").is_file()
    assert not (clinics.tenants["harbour"].data_dir / "audit.jsonl").exists()


def test_a_killed_clinic_comes_back_while_the_other_answers(clinics):
    harbour = clinics.pid("harbour")
    os.kill(clinics.pid("willow"), signal.SIGKILL)
    said = json.dumps(rest(clinics, "harbour", "while-it-is-away-1", QUESTION))
    assert FACTS["harbour"] in said
    clinics.wait_ready("willow")
    assert "willow: was ended by SIGKILL" in clinics.told()
    assert clinics.pid("harbour") == harbour


def test_sigterm_ends_all(clinics):
    pids = [clinics.pid(clinic_id) for clinic_id in FACTS]
    clinics.process.terminate()
    assert clinics.process.wait(30) == 0
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert clinics.told().count(": stopped\n") == 2
    assert "zebracanary" not in clinics.told()
