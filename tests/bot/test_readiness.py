"""Readiness, metrics and the jobs of a server, each without a server."""

import asyncio
import datetime
import time

import pytest

import actions.library
from bot import housekeeping
from bot.database import Database, DatabaseError
from bot.housekeeping import Housekeeping, delete_before
from bot.inbox import Inbox
from bot.metrics import Metrics
from bot.readiness import Readiness
from bot.turn import Door
from knowledge.errors import IndexNotBuiltError, VectorStoreError
from knowledge.settings import Settings as KnowledgeSettings
from tests.bot.fakes import CLINIC, FakeLibrary, FakeMessage, FakeRasa
from tests.knowledge.conftest import page, sign


@pytest.fixture
async def door(tmp_path):
    database = Database.of_file(tmp_path / "conversations.db")
    door = Door(CLINIC, FakeRasa(), inbox=Inbox(database), library=FakeLibrary)
    yield door
    await door.close()
    await database.close()


@pytest.fixture
def library():
    actions.library.use(FakeLibrary())
    yield
    actions.library.use(None)


@pytest.fixture
def jobs(door, tmp_path):
    def jobs(readiness=None, **options):
        knowledge = KnowledgeSettings(
            index_dir=tmp_path / "index", sources_dir=tmp_path / "sources"
        )
        options = {"retention_days": 30, **options}
        return Housekeeping(door, readiness or Readiness(door), knowledge, **options)

    return jobs


async def test_ready_is_said_only_when_everything_has_worked(door, library, jobs):
    readiness = Readiness(door)
    assert (await readiness.body())[0] == 503
    await jobs(readiness).finish_turns()
    status, body = await readiness.body()
    assert (status, body["ready"], body["index"]) == (200, True, "build-1")


@pytest.mark.parametrize(
    ("part", "breaks"),
    [
        ("model", lambda door: setattr(door, "conversations", None)),
        ("index", lambda door: actions.library.use(None)),
        (
            "database",
            lambda door: setattr(door.inbox.database, "check", _fails),
        ),
    ],
)
async def test_ready_names_what_is_wrong(door, library, part, breaks):
    readiness = Readiness(door)
    readiness.unfinished_turns_done = True
    breaks(door)
    status, body = await readiness.body()
    wrong = [name for name, state in body["checks"].items() if state != "ok"]
    assert (status, wrong) == (503, [part])


async def _fails():
    raise DatabaseError("OperationalError")


async def test_an_index_whose_database_is_down_is_not_ready(door, library, monkeypatch):
    def is_down(self):
        raise VectorStoreError("OperationalError")

    monkeypatch.setattr(FakeLibrary, "check", is_down)
    readiness = Readiness(door)
    readiness.unfinished_turns_done = True
    status, body = await readiness.body()
    assert (status, body["checks"]["index"]) == (503, "failed: OperationalError")


async def test_a_stopping_server_is_not_ready(door, library):
    readiness = Readiness(door)
    readiness.unfinished_turns_done = readiness.draining = True
    assert (await readiness.body())[0] == 503


async def test_metrics_count_turns_alarms_fallbacks_and_steps(door):
    metrics = Metrics(door, lambda: "2024-01-01T00:00:00+00:00")
    await door.handle(FakeMessage("how many?", message_id="m-1"))
    await door.handle(FakeMessage("I can't breathe", message_id="m-2"))
    door.conversations = FakeRasa(messages=[])
    await door.handle(FakeMessage("hello", "another", message_id="m-3"))
    door.counts["handover.taken"] = 2
    text = metrics.text()
    for line in (
        'bedside_turns_total{route="answer"} 1.0',
        'bedside_turns_total{route="emergency"} 1.0',
        'bedside_turns_total{route="handoff"} 0.0',
        'bedside_alarms_total{tier="emergency"} 1.0',
        'bedside_fallbacks_total{reason="no_text"} 1.0',
        'bedside_handovers_total{result="taken"} 2.0',
        'bedside_handovers_total{result="failed"} 0.0',
        'bedside_output_check_failures_total{reason="no_text"} 1.0',
        'bedside_output_check_failures_total{reason="dose"} 0.0',
        "bedside_turn_seconds_count 3.0",
        'bedside_step_seconds_count{step="screen"} 3.0',
    ):
        assert line in text
    assert float(text.split("\nbedside_index_age_seconds ")[1].split()[0]) > 1e6
    assert "breathe" not in text


async def test_an_error_of_another_library_is_counted_by_its_class(door):
    class Quotes(Exception):
        reason = "the patient said zanzibar"

    door.conversations = FakeRasa(error=Quotes())
    await door.handle(FakeMessage("hello"))
    # The test's own class is not the program's: its reason is not to be trusted.
    assert "zanzibar" not in Metrics(door, lambda: None).text()
    assert door.counts["fallback.Quotes"] == 1


async def test_what_is_past_its_retention_is_deleted_from_the_file(door, jobs):
    await door.handle(FakeMessage("an old canary", message_id="m-1"))
    database = door.inbox.database
    await database.run(
        lambda c: c.exec_driver_sql(
            f"UPDATE inbox SET received_at = {time.time() - 31 * 86_400}"
        )
    )
    await door.handle(FakeMessage("a young canary", message_id="m-2"))
    await jobs(retention_days=30).delete_old()
    assert [m.message_id for m in await door.inbox.history("visitor")] == ["m-2"]
    files = b"".join(f.read_bytes() for f in database.file.parent.glob("*.db*"))
    assert (b"an old canary" in files, b"a young canary" in files) == (False, True)


async def test_with_no_days_the_conversation_of_this_hour_stays(door, jobs):
    await door.handle(FakeMessage("how many?"))
    await jobs(retention_days=0).delete_old()
    assert len(await door.inbox.history("visitor")) == 1
    # The message, its receipt, and the page that the reply quotes.
    assert await delete_before(door.inbox.database, time.time() + 1) == 3


async def test_a_job_that_fails_is_tried_again_and_stops_when_told(
    door, jobs, monkeypatch
):
    monkeypatch.setattr(housekeeping, "INDEX_EVERY_S", 0.01)
    n_calls = 0

    async def fail(self):
        nonlocal n_calls
        n_calls += 1
        raise OSError

    monkeypatch.setattr(Housekeeping, "load_new_index", fail)
    running = jobs()
    running.start()
    await asyncio.sleep(0.1)
    await running.stop()
    assert n_calls > 1
    seen = n_calls
    await asyncio.sleep(0.05)
    assert n_calls == seen


async def test_a_job_in_the_middle_of_its_work_comes_to_its_end(
    door, jobs, monkeypatch
):
    done = []

    async def work(self):
        await asyncio.sleep(0.05)
        done.append("work")

    monkeypatch.setattr(Housekeeping, "load_new_index", work)
    running = jobs()
    running.start()
    await asyncio.sleep(0.01)
    await running.stop()
    assert done == ["work"]


async def test_a_job_that_hangs_does_not_hold_the_end_up(door, jobs, monkeypatch):
    monkeypatch.setattr(housekeeping, "STOP_TIMEOUT_S", 0.05)
    monkeypatch.setattr(Housekeeping, "load_new_index", lambda _: asyncio.sleep(60))
    running = jobs()
    running.start()
    await asyncio.sleep(0.01)
    tasks = list(running._tasks)
    await running.stop()
    await asyncio.sleep(0.01)
    assert all(task.done() for task in tasks)


async def test_reviews_that_come_due_are_named_with_their_owner(jobs, tmp_path, caplog):
    sources = tmp_path / "sources"
    sources.mkdir(exist_ok=True)
    today = datetime.date.today()
    for name, days in (("soon", 30), ("late", -1), ("far", 31)):
        due = today + datetime.timedelta(days=days)
        text = page("Wash.", id=name)
        (sources / f"{name}.md").write_text(
            text.replace("title", f"review_due: {due}\nreviewed_by: Dr A\ntitle", 1)
        )
    (sources / "broken.md").write_text("no front matter")
    sign(sources)
    running = jobs()
    await running.remind_of_reviews()
    said = [r.message for r in caplog.records if "The review of" in r.message]
    assert said == [
        "The review of 'late' is due 1 days ago: it is not served. Owner: Dr A.",
        "The review of 'soon' is due in 30 days. Owner: Dr A.",
    ]
    (sources / "approvals.jsonl").write_text("{")
    await running.remind_of_reviews()
    assert "Reviews cannot be looked up" in caplog.records[-1].message


class AnotherLibrary(FakeLibrary):
    build_id = "build-2"


async def test_a_newer_build_is_served_and_a_refused_one_is_tried_once(
    door, library, jobs, tmp_path, monkeypatch
):
    (tmp_path / "index" / "builds" / "build-2").mkdir(parents=True)
    current = tmp_path / "index" / "current"
    current.symlink_to("builds/build-2")
    loads = []

    def refuse(settings):
        loads.append(settings)
        raise IndexNotBuiltError(tmp_path)

    monkeypatch.setattr(actions.library, "load", refuse)
    running = jobs()
    for _ in range(3):
        await running.load_new_index()
    assert len(loads) == 1
    assert actions.library.loaded().build_id == "build-1"

    def load(settings):
        actions.library.use(AnotherLibrary())
        return actions.library.loaded()

    monkeypatch.setattr(actions.library, "load", load)
    (tmp_path / "index" / "builds" / "build-3").mkdir()
    current.unlink()
    current.symlink_to("builds/build-3")
    await running.load_new_index()
    assert actions.library.loaded().build_id == "build-2"


async def test_a_turn_keeps_the_build_it_began_with(tmp_path):
    """Its quotes are of the old build, and are checked against the old build."""

    class Swaps(FakeRasa):
        async def answer(self, message, text):
            assert actions.library.current().build_id == "build-1"
            current[0] = Empty()
            assert actions.library.current().build_id == "build-1"
            return await super().answer(message, text)

    class Empty(FakeLibrary):
        build_id = "build-2"

        def holds(self, quote):
            return False

    current = [FakeLibrary()]
    door = Door(CLINIC, Swaps(), library=lambda: current[0])
    assert (await door.handle(FakeMessage("how many?"))).reply.route == "answer"


@pytest.fixture
def newest(monkeypatch):
    """A build that is there to be loaded, and how its loading ends, one by one."""
    monkeypatch.setattr("bot.housekeeping.current_build", lambda index_dir: "build-2")
    ends = []

    def load(settings):
        end = ends.pop(0)
        if isinstance(end, Exception):
            raise end
        actions.library.use(end)
        return end

    monkeypatch.setattr(actions.library, "load", load)
    return ends


async def test_a_build_is_not_refused_because_its_database_is_down(
    library, jobs, newest, caplog
):
    served = actions.library.loaded()
    housekeeping = jobs()
    newest += [VectorStoreError("OperationalError"), FakeLibrary()]
    await housekeeping.load_new_index()
    assert actions.library.loaded() is served
    assert "is not served yet: The index database failed" in caplog.text
    await housekeeping.load_new_index()
    assert actions.library.loaded() is not served


async def test_a_server_that_started_without_its_index_loads_it_later(jobs, newest):
    actions.library.use(None)
    newest += [FakeLibrary()]
    await jobs().load_new_index()
    assert actions.library.loaded() is not None
    actions.library.use(None)
