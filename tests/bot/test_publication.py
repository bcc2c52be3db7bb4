"""Publishing: compared, signed, swapped in, taken back; and nothing by halves."""

import argparse
import csv
import datetime
import io
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy
from rich.console import Console

from bot import cli, publication
from bot.audit_log import AuditLog
from bot.publication import (
    BlockedError,
    PublicationError,
    is_published,
    pages_left_out,
    prepare,
    publish,
    roll_back,
    write_changes,
)
from bot.publish_command import print_left_out, run, shown
from bot.settings import Settings
from knowledge.approval import ApprovalError, withdraw
from knowledge.build import current_build
from knowledge.errors import NoSourcesError, VectorStoreError
from knowledge.library import Library
from knowledge.named_things import NamedThings
from knowledge.replay import REPLAYS, replay
from knowledge.settings import Settings as KnowledgeSettings
from tests.knowledge.conftest import page, sign

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.timezone.utc)
TODAY = NOW.date()
TOPICS = {"wash": "Wash your face gently.", "sun": "Stay out of the sun."}


class WordEncoder:
    """A text's vector is the words that it has of a list, at unit length."""

    name, words = "fake@1", frozenset()
    known = ("wash", "sun", "price", "park", "rest")
    dim = len(known) + 1

    def encode(self, texts):
        rows = np.array(
            [[w in text.lower() for w in self.known] + [0.1] for text in texts],
            dtype="float32",
        ).reshape(len(texts), self.dim)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def bank():
    lines = ["answers:"]
    for name, sentence in TOPICS.items():
        lines += [f"  {name}:", f'    quote: ["{sentence}"]', "    questions:"]
        lines += [f"      - what about {name} number {n}" for n in range(12)]
    lines += ["gaps:"]
    for name in ("price", "park"):
        lines += [f"  {name}:", "    questions:"]
        lines += [f"      - what about {name} number {n}" for n in range(12)]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def things():
    return NamedThings.load()


@pytest.fixture
def settings(tmp_path, monkeypatch, things):
    # Reading the list takes longer than all the rest of a test.
    monkeypatch.setattr(NamedThings, "load", lambda: things)
    sources_dir = tmp_path / "sources"
    sources_dir.mkdir()
    knowledge = KnowledgeSettings(
        sources_dir=sources_dir,
        index_dir=tmp_path / "index",
        models_dir=tmp_path / "models",
        encoder="fake",
    )
    # The fake's name is known to no model folder.
    monkeypatch.setattr("knowledge.build.exported_name", lambda settings: "fake@1")
    (sources_dir / "wash.md").write_text(page(TOPICS["wash"], id="wash", title="Wash"))
    (sources_dir / "sun.md").write_text(page(TOPICS["sun"], id="sun", title="Sun"))
    (sources_dir / "care.questions.yml").write_text(bank())
    sign(sources_dir)
    return replace(Settings(), data_dir=tmp_path / "var", knowledge=knowledge)


@pytest.fixture
def ready(settings):
    def prepared(today=TODAY):
        return prepare(settings, today, progress=lambda *_: None, encoder=WordEncoder())

    return prepared


@pytest.fixture
def first(settings, ready):
    candidate = ready()
    publish(settings, candidate, "Dr A", NOW)
    return candidate


def current(settings):
    return current_build(settings.knowledge.index_dir)


def test_the_first_publication_has_nothing_to_compare_with(settings, ready):
    candidate = ready()
    assert (candidate.before, candidate.changes) == (None, ())
    assert candidate.n_questions == 48
    assert candidate.approved_by == {"wash": "Dr Test", "sun": "Dr Test"}
    assert current(settings) is None
    assert not is_published(settings)
    publish(settings, candidate, "Dr A", NOW)
    assert current(settings) == candidate.manifest.build_id
    assert is_published(settings)
    (entry,) = AuditLog(settings.data_dir).verify()
    assert (entry.event, entry.by) == ("published", "Dr A")
    assert entry.facts == {
        "build": candidate.manifest.build_id,
        "before": None,
        "sources": {"wash": "Dr Test", "sun": "Dr Test"},
        "compared": False,
        "n_changes": None,
        "n_questions": 48,
    }


def test_what_is_current_is_not_published_again(first, ready):
    assert ready() is None


def test_pages_that_are_no_part_of_it_are_named(settings, first, ready, capsys):
    sources_dir = settings.knowledge.sources_dir
    changed = page(TOPICS["sun"] + " Rest.", id="sun", title="Sun")
    (sources_dir / "sun.md").write_text(changed)
    draft = page("Swim.", id="swim", title="Swim", status="draft")
    (sources_dir / "swim.md").write_text(draft)
    candidate = ready()
    assert candidate.left_out == {
        "sun": "changed since it was signed off",
        "swim": "draft",
    }
    assert pages_left_out(settings, TODAY) == candidate.left_out
    assert {change.question for change in candidate.lost} == {
        change.question for change in candidate.changes
    }
    Console(width=200).print(shown(candidate))
    print_left_out(Console(), candidate.left_out)
    said = capsys.readouterr().out
    n = len(candidate.changes)
    assert f"{n} of them had an answer and have none now." in said
    assert said.endswith(
        "Not part of it: sun, changed since it was signed off. Sign it off anew: "
        "bedside sources approve sun\nNot part of it: swim, draft.\n"
    )


@pytest.mark.parametrize("stops", [False, True])
def test_without_anybody_there_no_work_is_begun(settings, monkeypatch, capsys, stops):
    options = argparse.Namespace(by=None, rollback=False, dry_run=False, changes=None)

    def interrupted(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(publication, "prepare", interrupted)
    monkeypatch.setattr("sys.stdin", io.StringIO())  # no terminal
    if stops:  # somebody is there, and presses Ctrl-C
        options.by = "Dr A"
        with pytest.raises(KeyboardInterrupt):
            run(settings, options)
        said = "Stopped. Nothing was published; what was served is served.\n"
        assert capsys.readouterr().out == said
    else:
        with pytest.raises(PublicationError, match="Nobody is here to decide"):
            run(settings, options)


def test_every_answer_that_changes_is_shown_with_its_reason(settings, first, ready):
    sources_dir = settings.knowledge.sources_dir
    withdraw(sources_dir, "sun", "Dr B", now=NOW)
    candidate = ready()
    assert candidate.before == first.manifest.build_id
    assert {change.question for change in candidate.changes} == {
        f"what about sun number {n}" for n in range(12)
    }
    for change in candidate.changes:
        assert change.before.quotes == (("sun", "Stay out of the sun."),)
        assert change.after.quotes == ()
        assert change.why == "'sun' is not served any more: withdrawn"
    # It is asked of the build, not of what is withheld from patients just now.
    assert current(settings) == first.manifest.build_id


def test_a_changed_sentence_and_a_new_page_are_the_reasons_of_their_answers(
    settings, first, ready
):
    sources_dir = settings.knowledge.sources_dir
    text = "Wash your face twice a day."
    (sources_dir / "wash.md").write_text(page(text, id="wash", title="Wash"))
    (sources_dir / "rest.md").write_text(page("Rest well.", id="rest", title="Rest"))
    entry = '  rest:\n    quote: ["Rest well."]\n    questions: [rest after it]\ngaps:'
    more = bank().replace(TOPICS["wash"], text).replace("gaps:", entry)
    (sources_dir / "care.questions.yml").write_text(more)
    sign(sources_dir)
    whys = {change.why for change in ready().changes}
    assert "'wash' no longer says this" in whys
    assert "'rest' is new" in whys


def test_a_contradiction_stops_a_publication(settings, first, ready):
    sources_dir = settings.knowledge.sources_dir
    for name, days in (("a", 3), ("b", 9)):
        text = f"Stay at home for {days} days."
        (sources_dir / f"{name}.md").write_text(page(text, id=name))
    sign(sources_dir)
    with pytest.raises(BlockedError, match="not fit to be published: a, b: Two pages"):
        ready()
    assert current(settings) == first.manifest.build_id


def test_a_page_that_is_not_signed_off_is_not_published(settings, first, ready):
    with (settings.knowledge.sources_dir / "wash.md").open("a") as stream:
        stream.write("\n")
    candidate = ready()
    assert list(candidate.manifest.sources) == ["sun"]
    assert {c.why for c in candidate.changes} == {
        "'wash' is not served any more: changed since it was signed off"
    }


def test_an_overdue_page_leaves_with_the_next_publication(settings, ready):
    sources_dir = settings.knowledge.sources_dir
    due = page(TOPICS["sun"], id="sun", title="Sun").replace(
        "title", "review_due: 2026-11-25\ntitle"
    )
    (sources_dir / "sun.md").write_text(due)
    sign(sources_dir)
    publish(settings, ready(), "Dr A", NOW)
    tomorrow = ready(TODAY + datetime.timedelta(days=1))
    assert list(tomorrow.manifest.sources) == ["wash"]
    assert {c.why for c in tomorrow.changes} == {
        "'sun' is not served any more: review overdue"
    }


def test_without_any_page_nothing_is_published(settings, first, ready):
    for name in ("wash", "sun"):
        withdraw(settings.knowledge.sources_dir, name, "Dr B", now=NOW)
    with pytest.raises(NoSourcesError, match="approved"):
        ready()
    assert current(settings) == first.manifest.build_id


@pytest.mark.parametrize("by", ["", " "])
def test_a_publication_needs_a_name(settings, ready, by):
    candidate = ready()
    with pytest.raises(ApprovalError, match="Give the name of the person"):
        publish(settings, candidate, by, NOW)
    assert current(settings) is None
    assert AuditLog(settings.data_dir).verify() == ()


def test_what_was_compared_with_something_else_is_not_published(settings, first, ready):
    sources_dir = settings.knowledge.sources_dir
    withdraw(sources_dir, "sun", "Dr B", now=NOW)
    mine, theirs = ready(), ready()
    publish(settings, theirs, "Dr B", NOW)
    with pytest.raises(PublicationError, match="Another index was put in place"):
        publish(settings, mine, "Dr A", NOW)


def test_with_a_broken_audit_log_nothing_is_published(settings, first, ready):
    withdraw(settings.knowledge.sources_dir, "sun", "Dr B", now=NOW)
    candidate = ready()
    log = AuditLog(settings.data_dir).path
    log.write_bytes(log.read_bytes()[:-1])
    with pytest.raises(Exception, match="The last line has no end"):
        publish(settings, candidate, "Dr A", NOW)
    assert current(settings) == first.manifest.build_id


def test_a_publication_is_taken_back_once(settings, first, ready):
    withdraw(settings.knowledge.sources_dir, "sun", "Dr B", now=NOW)
    second = ready()
    publish(settings, second, "Dr A", NOW)
    assert roll_back(settings, "Dr C", NOW) == first.manifest.build_id
    assert current(settings) == first.manifest.build_id
    assert is_published(settings)
    # What was withdrawn stays so, whatever index is served.
    library = Library.load(settings.knowledge, encoder=WordEncoder())
    assert not library.holds("Stay out of the sun.")
    # Whoever calls it again to be sure must not undo it.
    with pytest.raises(PublicationError) as error:
        roll_back(settings, "Dr D", NOW)
    assert str(error.value) == (
        "The last publication was taken back already, by Dr C on "
        f"{NOW.astimezone(datetime.timezone.utc).date()}: index "
        f"{first.manifest.build_id} is served. To put the pages of today before "
        "patients: `bedside publish`."
    )
    assert current(settings) == first.manifest.build_id
    publish(settings, ready(), "Dr A", NOW)
    assert current(settings) == second.manifest.build_id
    assert roll_back(settings, "Dr C", NOW) == first.manifest.build_id
    events = [(e.event, e.by) for e in AuditLog(settings.data_dir).verify()]
    assert events == [
        ("published", "Dr A"),
        ("published", "Dr A"),
        ("rolled back", "Dr C"),
        ("published", "Dr A"),
        ("rolled back", "Dr C"),
    ]


def test_in_postgres_a_publication_is_taken_back_and_put_back(
    settings, index_url, pgvector
):
    settings = replace(
        settings, knowledge=replace(settings.knowledge, index_url=index_url)
    )

    def ready():
        return prepare(settings, TODAY, progress=lambda *_: None, encoder=WordEncoder())

    def reply():
        library = Library.load(settings.knowledge, encoder=WordEncoder())
        return library.answer("what about sun number 3")

    first = ready()
    publish(settings, first, "Dr A", NOW)
    assert reply().quotes[0].text == TOPICS["sun"]
    withdraw(settings.knowledge.sources_dir, "sun", "Dr B", now=NOW)
    second = ready()
    assert second.compared and second.changes
    publish(settings, second, "Dr A", NOW)
    assert current(settings) == second.manifest.build_id
    assert roll_back(settings, "Dr C", NOW) == first.manifest.build_id
    assert current(settings) == first.manifest.build_id
    publish(settings, ready(), "Dr A", NOW)
    assert current(settings) == second.manifest.build_id
    # Rows that are gone are damage; a database that is down is none.
    pgvector.stop()
    try:
        with pytest.raises(VectorStoreError, match="failed: OperationalError"):
            roll_back(settings, "Dr C", NOW)
    finally:
        pgvector.start()
    engine = sqlalchemy.create_engine(index_url)
    for table in sqlalchemy.inspect(engine).get_table_names():
        engine.execute(f"TRUNCATE {table}")
    engine.dispose()
    with pytest.raises(PublicationError, match="is damaged"):
        roll_back(settings, "Dr C", NOW)
    assert current(settings) == second.manifest.build_id


def test_without_an_earlier_publication_there_is_no_way_back(settings, first):
    with pytest.raises(PublicationError, match="no earlier publication"):
        roll_back(settings, "Dr C", NOW)


def test_a_damaged_earlier_index_is_not_put_back(settings, first, ready):
    withdraw(settings.knowledge.sources_dir, "sun", "Dr B", now=NOW)
    second = ready()
    publish(settings, second, "Dr A", NOW)
    folder = settings.knowledge.index_dir / "builds" / first.manifest.build_id
    (folder / "sentences.json").write_text("{}")
    with pytest.raises(PublicationError, match="is damaged, or of another encoder"):
        roll_back(settings, "Dr C", NOW)
    assert current(settings) == second.manifest.build_id


def test_a_build_is_asked_once_and_its_replies_are_kept(
    settings, first, ready, monkeypatch
):
    asked = []
    answer = Library.answer

    def counted(library, question, **options):
        asked.append((library.build_id, question))
        return answer(library, question, **options)

    monkeypatch.setattr(Library, "answer", counted)
    withdraw(settings.knowledge.sources_dir, "sun", "Dr B", now=NOW)
    candidate = ready()
    assert {build for build, _ in asked} == {candidate.manifest.build_id}
    replays = settings.knowledge.index_dir / REPLAYS
    assert {file.stem for file in replays.iterdir()} == {
        first.manifest.build_id,
        candidate.manifest.build_id,
    }
    (replays / f"{first.manifest.build_id}.json").write_text("{broken")
    assert len(ready().changes) == 12


def test_replies_of_an_earlier_program_are_not_taken_for_these(
    settings, first, monkeypatch
):
    library = Library.load(settings.knowledge, encoder=WordEncoder())
    asked, index_dir = {"what about sun number 3": False}, settings.knowledge.index_dir
    known = replay(library, asked, index_dir)
    path = index_dir / REPLAYS / f"{library.build_id}.json"
    kept = path.read_text().replace('"why": ""', '"why": "kept"')
    for file in ("library.py", "question.py", "search.py"):
        path.write_text(kept)

        def upgraded(self, file=file, read=Path.read_bytes):
            return read(self) + (b"#" if self.name == file else b"")

        with monkeypatch.context() as context:
            context.setattr(Path, "read_bytes", upgraded)
            assert replay(library, asked, index_dir) == known


@pytest.mark.parametrize(
    "change",
    [{"min_near": 0.5}, {"max_quotes": 2}, {"personal_discount": 0.8}, {"top_k": 11}],
    ids=str,
)
def test_replies_of_other_settings_are_not_taken_for_these(settings, first, change):
    library = Library.load(settings.knowledge, encoder=WordEncoder())
    other = Library.load(replace(settings.knowledge, **change), encoder=WordEncoder())
    asked, index_dir = {"what about sun number 3": False}, settings.knowledge.index_dir
    (known,) = replay(library, asked, index_dir).values()
    marked = replace(known, why="kept")
    path = index_dir / REPLAYS / f"{library.build_id}.json"
    path.write_text(path.read_text().replace('"why": ""', '"why": "kept"'))
    assert replay(library, asked, index_dir) == {"what about sun number 3": marked}
    assert replay(other, asked, index_dir) == {"what about sun number 3": known}


def test_changes_are_written_for_a_spreadsheet(settings, first, ready, tmp_path):
    withdraw(settings.knowledge.sources_dir, "sun", "Dr B", now=NOW)
    changes = list(ready().changes)
    changes.append(replace(changes[0], question="=cmd()"))
    path = tmp_path / "changes.csv"
    write_changes(changes, path)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["question", "before", "after", "why"]
    assert rows[1][1:3] == ["“Stay out of the sun.” [sun]", "no answer (not covered)"]
    assert rows[-1][0] == "'=cmd()"
    with pytest.raises(PublicationError, match="Name another file"):
        write_changes(changes, tmp_path)


def test_another_build_put_in_place_by_hand_is_not_published(settings, first, ready):
    publication.make_current(settings.knowledge.index_dir, first.manifest.build_id)
    assert is_published(settings)
    (settings.knowledge.index_dir / "published.json").write_text("{}")
    assert not is_published(settings)


def edit_sun(settings):
    """Sign another text off, and publish nothing."""
    sources_dir = settings.knowledge.sources_dir
    (sources_dir / "sun.md").write_text(page("Sun is fine.", id="sun", title="Sun"))
    questions = bank().replace(TOPICS["sun"], "Sun is fine.")
    (sources_dir / "care.questions.yml").write_text(questions)
    sign(sources_dir)


@pytest.fixture
def other_encoder(monkeypatch):
    """Teach the encoder anew, and say which one it is then."""

    def teach():
        encoder = WordEncoder()
        encoder.name = "fake@2"
        monkeypatch.setattr("knowledge.build.exported_name", lambda settings: "fake@2")
        monkeypatch.setattr(publication, "load_encoder", lambda settings: encoder)
        monkeypatch.setattr("knowledge.build.load_encoder", lambda settings: encoder)
        return encoder

    return teach


def make_overdue(settings):
    """Sign both pages off with a review that is long past."""
    for name, text in TOPICS.items():
        due = page(text, id=name, title=name.title()).replace(
            "title", "review_due: 2026-01-02\ntitle", 1
        )
        (settings.knowledge.sources_dir / f"{name}.md").write_text(due)
    sign(settings.knowledge.sources_dir)


def index(settings, *, force=False):
    return cli.index(settings, argparse.Namespace(force=force))


def test_what_could_not_be_compared_is_not_called_unchanged(
    settings, first, other_encoder
):
    edit_sun(settings)
    other_encoder()
    candidate = prepare(settings, TODAY, progress=lambda *_: None)
    assert (candidate.before, candidate.compared) == (first.manifest.build_id, False)
    out = Console(file=io.StringIO(), width=200)
    out.print(shown(candidate))
    said = out.file.getvalue()
    assert "could not be compared" in said
    assert "every answer may differ" in said
    assert "0 of" not in said
    publish(settings, candidate, "Dr A", NOW)
    facts = AuditLog(settings.data_dir).verify()[-1].facts
    assert (facts["compared"], facts["n_changes"]) == (False, None)


def test_an_encoder_taught_anew_brings_no_page_that_nobody_published(
    settings, first, other_encoder, capsys
):
    edit_sun(settings)
    encoder = other_encoder()
    assert is_published(settings)
    assert index(settings) == 0
    said = capsys.readouterr().out
    assert "indexed again" in said
    assert "`bedside publish`" in said
    library = Library.load(settings.knowledge, encoder=encoder)
    assert library.holds(TOPICS["sun"])
    assert not library.holds("Sun is fine.")
    assert library.index.manifest.sources == first.manifest.sources
    assert is_published(settings)
    last = AuditLog(settings.data_dir).verify()[-1]
    assert (last.event, last.by) == ("rebuilt", "bedside")
    assert last.facts == {
        "build": current(settings),
        "before": first.manifest.build_id,
        "encoder": "fake@2",
    }
    # Once is enough, and the next encoder finds the same pages.
    assert index(settings) == 0
    assert AuditLog(settings.data_dir).verify()[-1] == last


def test_a_damaged_publication_is_mended_from_its_own_pages(
    settings, first, monkeypatch, capsys
):
    monkeypatch.setattr(publication, "load_encoder", lambda settings: WordEncoder())
    edit_sun(settings)
    build = settings.knowledge.index_dir / "builds" / first.manifest.build_id
    (build / "sentences.json").write_text("{}")
    assert index(settings) == 0
    assert current(settings) == first.manifest.build_id
    library = Library.load(settings.knowledge, encoder=WordEncoder())
    assert library.holds(TOPICS["sun"])


@pytest.mark.parametrize("damage", ["gone", "changed"])
def test_without_the_published_pages_the_index_stops_and_names_the_step(
    settings, first, other_encoder, damage
):
    edit_sun(settings)
    other_encoder()
    folder = settings.knowledge.index_dir / "pages" / first.manifest.build_id
    if damage == "gone":
        shutil.rmtree(folder)
    else:
        (folder / "sun.md").write_text(page("Sun is fine.", id="sun", title="Sun"))
    with pytest.raises(
        PublicationError, match=r"Look at the pages .*`bedside publish`"
    ):
        index(settings)
    assert current(settings) == first.manifest.build_id


def test_a_publication_whose_pages_were_not_kept_is_built_from_the_same_bytes(
    settings, first, other_encoder
):
    shutil.rmtree(settings.knowledge.index_dir / "pages")
    encoder = other_encoder()
    assert index(settings) == 0
    library = Library.load(settings.knowledge, encoder=encoder)
    assert library.index.manifest.sources == first.manifest.sources


def test_a_published_page_that_is_overdue_is_built_again_and_withheld(
    settings, ready, other_encoder
):
    sources_dir = settings.knowledge.sources_dir
    text = page(TOPICS["sun"], id="sun", title="Sun")
    due = text.replace("title", "review_due: 2026-11-25\ntitle", 1)
    (sources_dir / "sun.md").write_text(due)
    sign(sources_dir)
    publish(settings, ready(), "Dr A", NOW)
    encoder = other_encoder()
    again = publication.build_published_again(
        settings, NOW + datetime.timedelta(days=9), progress=lambda *_: None
    )
    assert set(again.sources) == {"wash", "sun"}
    library = Library.load(settings.knowledge, encoder=encoder)
    library.withholding._today = lambda: TODAY + datetime.timedelta(days=9)
    assert not library.holds(TOPICS["sun"])


@pytest.mark.parametrize("was_published", [True, False])
def test_with_every_page_overdue_a_usable_index_stays(
    settings, ready, capsys, was_published
):
    candidate = ready()
    if was_published:
        publish(settings, candidate, "Dr A", NOW)
    else:
        publication.make_current(
            settings.knowledge.index_dir, candidate.manifest.build_id
        )
    make_overdue(settings)
    assert index(settings) == 0
    assert current(settings) == candidate.manifest.build_id
    said = capsys.readouterr()
    if was_published:
        assert "`bedside publish`" in said.out
    else:
        assert "The index stays as it was" in said.err
        assert "wash (overdue)" in " ".join(said.err.split())


def test_with_every_page_overdue_and_no_index_none_is_built(settings):
    make_overdue(settings)
    with pytest.raises(NoSourcesError, match="No page here is signed off and in date"):
        index(settings)
