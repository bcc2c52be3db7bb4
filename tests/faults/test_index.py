"""The index rebuilt under load, and damaged on purpose."""

import asyncio
import contextlib
import itertools
import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import replace

import aiohttp
import pytest
from ruamel.yaml import YAML

from bot.settings import PROJECT_DIR
from knowledge.encoder import load_encoder
from knowledge.errors import KnowledgeError
from knowledge.index import read_index
from tests.faults import checker
from tests.faults.checker import Sent, check
from tests.faults.clients import send
from tests.faults.test_load import at_once
from tests.knowledge.conftest import sign

pytestmark = [pytest.mark.faults, pytest.mark.slow]
ANSWERED = (
    "how many sessions will I need?",
    "does it hurt?",
    "how long is the downtime?",
    "what are the risks?",
)
MARK = "Second edition of "
N_QUESTIONS = 1000
N_QUESTIONS_KEPT = 12
N_FLIPS = 200


@pytest.fixture(scope="module")
def small(trained, tmp_path_factory):
    """The project's pages with a few questions of each answer: built in seconds."""
    folder = tmp_path_factory.mktemp("small")
    sources = folder / "sources"
    shutil.copytree(trained.knowledge.sources_dir, sources)
    yaml = YAML()
    for bank in sources.glob("*.questions.yml"):
        entries = yaml.load(bank)
        for entry in (*entries["answers"].values(), *entries["gaps"].values()):
            for kind in ("questions", "situations", "follow_ups"):
                if kind in entry:
                    entry[kind] = list(entry[kind])[:N_QUESTIONS_KEPT]
        yaml.dump(entries, bank)
    knowledge = replace(
        trained.knowledge, sources_dir=sources, index_dir=folder / "index"
    )
    building = rebuild(knowledge)
    _, said = building.communicate()
    assert building.returncode == 0, said
    return knowledge


@pytest.fixture
def knowledge(small, tmp_path):
    """Settings with sources and an index of the test's own."""
    shutil.copytree(small.sources_dir, tmp_path / "sources")
    shutil.copytree(small.index_dir, tmp_path / "index", symlinks=True)
    return replace(
        small, sources_dir=tmp_path / "sources", index_dir=tmp_path / "index"
    )


def rebuild(knowledge):
    """As an administrator would; returns the process."""
    return subprocess.Popen(
        [sys.executable, "-m", "bot.cli", "index"],
        cwd=PROJECT_DIR,
        env={
            **os.environ,
            "BEDSIDE_SOURCES_DIR": str(knowledge.sources_dir),
            "BEDSIDE_INDEX_DIR": str(knowledge.index_dir),
            "BEDSIDE_INDEX_URL": knowledge.index_url,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def change_titles(knowledge):
    for page in knowledge.sources_dir.glob("*.md"):
        text = page.read_text("utf-8")
        page.write_text(text.replace("title: ", f"title: {MARK}", 1), "utf-8")
    sign(knowledge.sources_dir)


def test_rebuilt_under_load_no_turn_fails_and_no_answer_mixes_versions(
    forks, data_dir, url, knowledge, figures
):
    # A long deadline: this is about versions, and a build takes a core to itself.
    server = forks.start(
        data_dir=data_dir,
        index_dir=knowledge.index_dir,
        sources_dir=knowledge.sources_dir,
        deadline_s=15.0,
    )
    change_titles(knowledge)
    sent = []

    def is_new(message):
        citations = message.answers[0][-1]["custom"]["citations"]
        titles = {c["title"].startswith(MARK) for c in citations}
        assert len(titles) == 1, message.answers
        return titles == {True}

    async def client(session, number):
        """Asks its share, and on until the new build has answered it for a while."""
        n_new = 0
        for part in itertools.count():
            if part >= N_QUESTIONS // 4 and n_new >= 25:
                return
            sender = f"c{number}-{part // 10}"
            message = Sent(sender, f"{number}-{part}", random.choice(ANSWERED))
            sent.append(message)
            # A kept connection may be closed in the moment in which it is used again.
            for _ in range(3):
                if await send(session, server.address, message):
                    break
            assert message.answers
            n_new += is_new(message)

    async def run():
        building = rebuild(knowledge)
        async with aiohttp.ClientSession() as session:
            asking = [asyncio.ensure_future(client(session, n)) for n in range(4)]
            said = await asyncio.to_thread(building.communicate)
            assert building.returncode == 0, said[1]
            await asyncio.wait_for(asyncio.gather(*asking), 120)

    random.seed(3)
    asyncio.run(run())
    server.stop()
    n_new = sum(map(is_new, sent))
    faults = check(sent, url).counts()
    figures["index under load"] = {
        "questions": len(sent),
        "failed": sum(not m.is_acknowledged for m in sent),
        "from the new build": n_new,
        **faults,
    }
    assert all(m.is_acknowledged for m in sent)
    assert not any(faults.values())
    assert 0 < n_new < len(sent)


def test_a_damaged_new_build_is_refused_and_the_old_one_stays(
    forks, data_dir, knowledge, log
):
    server = forks.start(data_dir=data_dir, index_dir=knowledge.index_dir)
    current = (knowledge.index_dir / "current").resolve()
    bad = current.with_name("0" * 12)
    shutil.copytree(current, bad)
    (bad / "sentences.json").write_text("{}")
    link = knowledge.index_dir / "new-link"
    link.symlink_to(bad)
    os.replace(link, knowledge.index_dir / "current")
    time.sleep(1.5)
    message = Sent("a", "a-1", ANSWERED[0])

    async def ask():
        async with aiohttp.ClientSession() as session:
            return await send(session, server.address, message)

    assert asyncio.run(ask()) and message.is_acknowledged
    assert f'"index":"{current.name}"' in server.status("/health/ready")[1]
    server.stop()
    log.seek(0)
    assert "The new index is not served" in log.read()


def test_a_changed_page_is_built_and_served_without_anybody(forks, data_dir, knowledge):
    server = forks.start(
        data_dir=data_dir,
        index_dir=knowledge.index_dir,
        sources_dir=knowledge.sources_dir,
        watch_sources=True,
    )
    before = server.status("/health/ready")[1]
    change_titles(knowledge)
    deadline = time.monotonic() + 120
    while server.status("/health/ready")[1] == before:
        assert time.monotonic() < deadline
        time.sleep(0.5)
    server.stop()


@pytest.mark.parametrize("how", ["stopped", "hanging"])
def test_without_the_index_database_patients_are_told_and_emergencies_are_answered(
    forks, data_dir, url, knowledge, pgvector, index_url, how, log, figures
):
    knowledge = replace(knowledge, index_url=index_url)
    building = rebuild(knowledge)
    assert building.communicate() and building.returncode == 0
    server = forks.start(
        data_dir=data_dir, index_dir=knowledge.index_dir, index_url=index_url
    )
    before = [Sent(f"b{n}", "m", text) for n, text in enumerate(ANSWERED)]
    assert all(asyncio.run(at_once(server, before)))
    assert all(m.answers[0][-1]["custom"]["citations"] for m in before)
    (pgvector.stop if how == "stopped" else pgvector.pause)()
    try:
        started = time.monotonic()
        during = [Sent(f"d{n}", "m", ANSWERED[n % 4]) for n in range(12)]
        # Not of the lexicon: the second screen needs a thread and the encoder.
        urgent = [Sent(f"e{n}", "m", "my throat is closing, help") for n in range(6)]
        assert all(asyncio.run(at_once(server, [*during, *urgent])))
        told_s = time.monotonic() - started
        assert server.wait_ready(10, status=503)
    finally:
        (pgvector.start if how == "stopped" else pgvector.resume)()
    figures[f"index database {how}"] = {"told after s": round(told_s, 2)}
    assert all(checker.is_refusal(m.answers[0]) for m in during)
    routes = {m.answers[0][-1]["custom"]["route"] for m in urgent}
    assert routes == {"emergency"}
    assert told_s < 5
    server.wait_ready(30)
    after = [Sent(f"a{n}", "m", text) for n, text in enumerate(ANSWERED)]
    assert all(asyncio.run(at_once(server, after)))
    assert all(m.answers[0][-1]["custom"]["citations"] for m in after)
    server.stop()
    assert check([*before, *during, *urgent, *after], url).counts()["silent"] == 0
    log.seek(0)
    said = log.read()
    assert index_url not in said and "Traceback" not in said


def test_two_hundred_random_flips_and_cuts_are_all_refused(knowledge, figures):
    """One byte of one file each, or its end; and a whole index of another encoder."""
    random.seed(7)
    encoder = load_encoder(knowledge).name
    folder = (knowledge.index_dir / "current").resolve()
    read_index(folder, encoder=encoder)
    files = sorted(f for f in folder.rglob("*") if f.is_file() and f.stat().st_size)
    n_refused = 0
    for number in range(N_FLIPS):
        file = random.choice(files)
        content = file.read_bytes()
        at = random.randrange(len(content))
        changed = bytearray(content)
        changed[at] ^= 1 << random.randrange(8)
        file.write_bytes(content[:at] if number % 4 == 0 else bytes(changed))
        with contextlib.suppress(KnowledgeError):
            read_index(folder, encoder=encoder)
            pytest.fail(f"{file.name} was loaded with byte {at} changed")
        n_refused += 1
        file.write_bytes(content)
    figures["index flips"] = {"flips and cuts": N_FLIPS, "refused": n_refused}
    read_index(folder, encoder=encoder)
    with pytest.raises(KnowledgeError, match="encoder"):
        read_index(folder, encoder="another-encoder")
