"""Builds: swapped in whole or not at all, equal for equal sources, stale when old."""

import datetime
import gc
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge import build as build_module
from knowledge.approval import LEDGER_NAME
from knowledge.build import (
    alike_in_words,
    build_index,
    current_build,
    is_current,
    is_usable,
    make_current,
)
from knowledge.errors import (
    IndexDamagedError,
    IndexElsewhereError,
    IndexNotBuiltError,
    KnowledgeError,
    NoSourcesError,
    SourceError,
    TooFewQuestionsError,
)
from knowledge.index import read_index, with_sources
from knowledge.settings import Settings
from tests.knowledge.conftest import TableEncoder, page, sign

TEXT = "Wash gently. No sun.\n\n## Later\n\nRest.\n"


@pytest.fixture
def build(settings, table_encoder):
    def build_it(**options):
        return build_index(settings, **{"encoder": table_encoder, **options})

    return build_it


def served(settings):
    return (settings.index_dir / "current").resolve()


def contents(folder):
    """Every file's bytes by its path, links as their target."""
    return {
        path.relative_to(folder).as_posix(): path.readlink() if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }  # fmt: skip


def bank(n_answered=20, n_gaps=20):
    lines = ["answers:", "  wash:", '    quote: ["Wash gently."]', "    questions:"]
    lines += [f"      - may I wash {n}" for n in range(n_answered)]
    for n in range(n_gaps):
        lines += ["gaps:"] if n == 0 else []
        lines += [f"  gap-{n}:", f"    questions: [what about {n}]"]
    return "\n".join(lines) + "\n"


def test_a_build_holds_the_approved_pages_and_says_so(write, build, settings):
    write(page(TEXT))
    write(page("Secret.", id="b", status="draft"), "b.md")
    write(page("Old.", id="c", status="withdrawn"), "c.md")
    manifest = build()
    index, extra = read_index(served(settings), encoder="fake@1")
    assert index.manifest == manifest
    assert [(s.id, s.text, s.section) for s in index.sentences] == [
        ("care#s01", "Wash gently.", None),
        ("care#s02", "No sun.", None),
        ("care#s03", "Rest.", "Later"),
    ]
    assert list(manifest.sources) == ["care"]
    assert (manifest.n_sentences, manifest.n_questions) == (3, 0)
    assert (manifest.encoder, manifest.dim) == ("fake@1", 3)
    assert served(settings) == settings.index_dir / "builds" / manifest.build_id
    assert list(extra) == ["sources.json"]
    assert json.loads(extra["sources.json"]) == {
        "care": {
            "sha256": manifest.sources["care"],
            "approved_by": "Dr Test",
            "approved_at": "2026-01-01T00:00:00+00:00",
            "review_due": None,
        }
    }


def test_sentences_are_embedded_in_context_and_alone_where_they_may_be_repeats(
    write, build, table_encoder
):
    write(page("Wash gently. No sun. Gently wash.\n"))
    build()
    assert table_encoder.asked == [
        "Care. Wash gently. No sun.",
        "Care. Wash gently. No sun. Gently wash.",
        "Care. No sun. Gently wash.",
        "Wash gently.",
        "Gently wash.",
    ]


def sets(*texts):
    return [frozenset(text.split()) for text in texts]


def test_seven_of_ten_words_in_common_are_alike():
    words = sets("a b c d e f g h", "a b c d e f g", "a b c d e f x", "x y", "", "")
    assert alike_in_words(words) == [(1, 0), (2, 1)]
    # 7 of 10, and 6 of 9: just enough, and not.
    assert alike_in_words(sets("a b c d e f g h", "a b c d e f g x y")) == [(1, 0)]
    assert alike_in_words(sets("a b c d e f g", "a b c d e f x y")) == []


def test_no_pair_is_missed_by_looking_at_rare_words_only():
    random = np.random.default_rng(3)
    words = [
        frozenset(random.choice(list("abcdefghij"), size, replace=False))
        for size in random.integers(1, 9, 150)
    ]
    words = list(dict.fromkeys(words))
    every = [
        (i, j)
        for i in range(len(words))
        for j in range(i)
        if len(words[i] & words[j]) >= 0.7 * len(words[i] | words[j])
    ]
    found = alike_in_words(words)
    most = max(sum(i == row for i, _ in every) for row in range(len(words)))
    assert most < 16 and len(every) > 50
    assert sorted(found) == every


def test_a_sentence_on_every_page_is_compared_with_few_of_its_copies():
    pairs = alike_in_words(sets(*["call us"] * 100))
    assert max(sum(i == row for i, _ in pairs) for row in range(100)) == 16


def test_progress_is_reported_step_by_step(write, build):
    write(page(TEXT))
    steps = []
    build(progress=lambda *step: steps.append(step))
    assert steps == [
        ("Reading pages", 0, 1),
        ("Reading pages", 1, 1),
        ("Encoding sentences", 0, 3),
        ("Encoding sentences", 3, 3),
        ("Finding repeats", 0, 0),
        ("Encoding questions", 0, 0),
        ("Writing the index", 0, 1),
        ("Writing the index", 1, 1),
    ]


@pytest.mark.parametrize(
    ("cosine", "text", "same"),
    [
        (0.93, "Wash the skin very gently today.", True),
        (0.91, "Wash the skin very gently today.", False),
        (0.99, "Something else entirely is written.", False),
    ],
)
def test_repeats_are_near_in_meaning_and_alike_in_words(
    write, settings, cosine, text, same
):
    first = "Wash your skin gently today."
    write(page(first), "a.md")
    write(page(text, id="other"), "b.md")
    table = {first: (1, 0, 0), text: (cosine, (1 - cosine**2) ** 0.5, 0)}
    build_index(settings, encoder=TableEncoder(table))
    index, _ = read_index(served(settings), encoder="fake@1")
    both = {"care#s01": ("other#s01",), "other#s01": ("care#s01",)}
    assert index.same_as == (both if same else {})


# Swapping


def test_a_failure_half_way_leaves_the_old_build_served_and_no_litter(
    write, build, settings, monkeypatch
):
    write(page(TEXT))
    build()
    before = contents(settings.index_dir)

    def fail(index, extra, folder):
        (folder / "sentences.json").write_text("half")
        raise OSError("disk full")

    monkeypatch.setattr(build_module, "write_index", fail)
    write(page("New."))
    with pytest.raises(OSError, match="^disk full$"):
        build()
    assert contents(settings.index_dir) == before
    assert len(list((settings.index_dir / "builds").iterdir())) == 1


def test_bad_input_writes_nothing(write, build, settings, sources_dir):
    with pytest.raises(NoSourcesError, match="There is no page"):
        build()
    write(page(TEXT))
    write(page("Text.", id="b").replace("title: Care", "title:"), "b.md")
    with pytest.raises(SourceError, match=r"b\.md:3: The key `title` is missing"):
        build()
    (sources_dir / "b.md").unlink()
    write("answers: [", "care.questions.yml")
    with pytest.raises(SourceError, match=r"questions\.yml:1: The YAML is broken"):
        build()
    assert not settings.index_dir.exists()


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_only_an_unserved_page_answers_is_a_known_gap(
    write, build, settings, status
):
    write(page(TEXT))
    write(page("Secret.", id="b", status=status), "b.md")
    write(
        "answers: {a: {quote: [Secret.], questions: [what?], situations: [I am ill]}}\n"
        "gaps: {g: {in_words: [a], questions: [how much?]}}",
        "b.questions.yml",
    )
    build()
    index, _ = read_index(served(settings), encoder="fake@1")
    assert index.bank.answers == ()
    assert [(g.id, g.in_words, g.questions) for g in index.bank.gaps] == [
        ("g", (), ("how much?",)),
        ("a", (), ("what?",)),
    ]


def test_a_page_that_nobody_signed_off_is_not_indexed(
    write, build, settings, sources_dir
):
    write(page(TEXT))
    write(page("More.", id="b"), "b.md")
    assert set(build().sources) == {"care", "b"}
    (sources_dir / "b.md").write_text(page("More. ", id="b"))
    assert set(build().sources) == {"care"}
    (sources_dir / LEDGER_NAME).unlink()
    wanted = r"No page here is signed off and in date: b \(draft\), care \(draft\)"
    with pytest.raises(NoSourcesError, match=wanted):
        build()


def test_a_page_is_indexed_until_its_review_is_due(write, build, settings):
    write(page(TEXT))
    due = page("More.", id="b").replace("id: b", "id: b\nreview_due: 2027-03-01")
    write(due, "b.md")
    day = datetime.date(2027, 3, 1)
    assert set(build(today=day).sources) == {"care", "b"}
    assert is_current(settings, day)
    day += datetime.timedelta(days=1)
    assert not is_current(settings, day)
    assert set(build(today=day).sources) == {"care"}


def test_a_build_may_wait_beside_the_current_one(write, build, settings):
    write(page("Old."))
    old = build()
    write(page("New."))
    new = build(swap=False)
    assert served(settings).name == old.build_id
    make_current(settings.index_dir, new.build_id)
    assert served(settings).name == new.build_id
    assert current_build(settings.index_dir, "previous") == old.build_id
    for n in range(4):
        write(page(f"Other {n}."))
        build(swap=False)
    make_current(settings.index_dir, old.build_id)
    assert current_build(settings.index_dir, "previous") == new.build_id


def test_a_damaged_build_does_not_become_current(write, build, settings):
    write(page("Old."))
    old = build()
    write(page("New."))
    new = build(swap=False)
    (settings.index_dir / "builds" / new.build_id / "sources.json").write_text("{}")
    with pytest.raises(IndexDamagedError, match="sources.json is not the file"):
        make_current(settings.index_dir, new.build_id)
    with pytest.raises(IndexNotBuiltError):
        make_current(settings.index_dir, "0123456789ab")
    assert served(settings).name == old.build_id


@pytest.mark.parametrize(("n_answered", "n_gaps"), [(1, 0), (20, 0), (1, 1)])
def test_too_few_questions_to_learn_from_are_an_error(
    write, build, settings, sources_dir, n_answered, n_gaps
):
    write(page(TEXT))
    write(bank(n_answered, n_gaps), "care.questions.yml")
    wanted = (
        f"^{sources_dir}: The question files hold {n_answered} questions with an "
        f"answer and {n_gaps} of known gaps, too few to learn when to answer. "
        "Write at least ten of each, or remove the files to build without them.$"
    )
    with pytest.raises(TooFewQuestionsError, match=wanted):
        build()
    assert not settings.index_dir.exists()


def test_a_bank_is_built_with_its_fitted_part(write, build, settings):
    write(page(TEXT))
    write(bank(), "care.questions.yml")
    manifest = build()
    index, extra = read_index(served(settings), encoder="fake@1")
    assert manifest.n_questions == 40
    assert index.question_vectors.shape == (40, 3)
    assert index.bank.answers[0].quote == ("care#s01",)
    assert list(extra) == ["answerability.npz", "sources.json"]


def test_what_is_fitted_is_taken_over_only_when_it_would_be_the_same(
    write, build, settings, monkeypatch
):
    fits = []
    fit = build_module.fit_answerability

    def counted(*arguments, **options):
        fits.append(1)
        return fit(*arguments, **options)

    monkeypatch.setattr(build_module, "fit_answerability", counted)
    write(page(TEXT))
    write(bank(), "care.questions.yml")
    build()
    before = (served(settings) / "answerability.npz").read_bytes()
    write(page("More.", id="b"), "b.md")
    build()
    assert len(fits) == 1
    assert (served(settings) / "answerability.npz").read_bytes() == before
    # A title is evidence of what an answer is about; so are its questions.
    write(page(TEXT, title="Other"))
    build()
    assert len(fits) == 2
    write(bank(21), "care.questions.yml")
    build()
    assert len(fits) == 3
    (served(settings) / "manifest.json").write_text("{}")
    build()
    assert len(fits) == 4


def test_the_old_build_stays_whole_beside_the_new_one(write, build, settings):
    write(page("Old."))
    old = build()
    folder = served(settings)
    write(page("New."))
    new = build()
    assert old.build_id != new.build_id
    assert read_index(folder, encoder="fake@1")[0].sentences[0].text == "Old."
    assert read_index(served(settings), encoder="fake@1")[0].sentences[0].text == "New."


def test_building_the_same_again_does_not_touch_the_served_files(
    write, build, settings
):
    write(page(TEXT))
    build()
    inode = served(settings).stat().st_ino
    build()
    assert served(settings).stat().st_ino == inode


def test_building_again_mends_a_damaged_build(write, build, settings):
    write(page(TEXT))
    build()
    path = served(settings) / "sentences.json"
    path.write_bytes(path.read_bytes()[:50])
    with pytest.raises(IndexDamagedError, match="sentences.json is not the file"):
        read_index(served(settings), encoder="fake@1")
    assert not is_current(settings)
    build()
    assert len(read_index(served(settings), encoder="fake@1")[0].sentences) == 3
    assert len(list((settings.index_dir / "builds").iterdir())) == 1


def test_the_newest_three_builds_are_kept(write, build, settings):
    ids = []
    for n in range(5):
        write(page(f"Text {n}."))
        ids.append(build().build_id)
        # Clocks may be too coarse to tell the builds apart.
        os.utime(settings.index_dir / "builds" / ids[-1], (n, n))
    kept = {folder.name for folder in (settings.index_dir / "builds").iterdir()}
    assert kept == set(ids[2:])
    assert served(settings).name == ids[4]
    assert {path.name for path in settings.index_dir.iterdir()} == {
        "builds",
        "current",
        "previous",
    }


def test_going_back_to_old_sources_keeps_their_build(write, build, settings):
    ids = []
    for text in ("A.", "B.", "C.", "A.", "D."):
        write(page(text))
        ids.append(build().build_id)
    assert ids[0] == ids[3]
    assert served(settings).name == ids[4]


# Equal builds


def test_equal_sources_give_equal_files_but_for_the_time(write, build, settings):
    write(page(TEXT))
    write(bank(), "care.questions.yml")
    first = build()
    other = replace(settings, index_dir=settings.index_dir.with_name("other"))
    second = build_index(other, encoder=TableEncoder())
    assert replace(second, built_at="") == replace(first, built_at="")
    ours, theirs = contents(served(settings)), contents(served(other))
    assert ours.pop("manifest.json") and theirs.pop("manifest.json")
    assert ours == theirs


@pytest.mark.slow
def test_another_process_with_other_hash_seeds_gives_the_same_files(
    write, settings, tmp_path
):
    # bm25s once numbered its words in the order of a set.
    write(page(TEXT * 3))
    write(bank(), "care.questions.yml")
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from knowledge.build import build_index\n"
        "from knowledge.settings import Settings\n"
        "from tests.knowledge.conftest import TableEncoder\n"
        "s = Settings(sources_dir=Path(sys.argv[1]), index_dir=Path(sys.argv[2]))\n"
        "print(sorted(build_index(s, encoder=TableEncoder()).files.items()))\n"
    )
    printed = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, settings.sources_dir, tmp_path / seed],
            cwd=Path(__file__).resolve().parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        printed.append(done.stdout)
    assert printed[0] == printed[1] != ""


# What is current


def test_a_fresh_build_is_current_and_none_is_not(write, build, settings):
    write(page(TEXT))
    assert not is_current(settings)
    build()
    assert is_current(settings)


@pytest.mark.parametrize(
    "change",
    [
        lambda write, folder: write(page(TEXT + "\nMore.\n")),
        lambda write, folder: write(page(TEXT).replace("title: Care", "title: X")),
        lambda write, folder: write(page("B.", id="b"), "b.md"),
        lambda write, folder: (folder / "second.md").unlink(),
        lambda write, folder: write(
            page("Two.", id="two", status="draft"), "second.md"
        ),
        lambda write, folder: write(bank(21), "care.questions.yml"),
        lambda write, folder: write("gaps: {}", "new.questions.yml"),
        lambda write, folder: (folder / "care.questions.yml").unlink(),
    ],
    ids="text title page+ page- draft questions questions+ questions-".split(),
)
def test_a_change_of_what_is_indexed_makes_it_stale(
    write, build, settings, sources_dir, change
):
    write(page(TEXT))
    write(page("Two.", id="two"), "second.md")
    write(bank(), "care.questions.yml")
    build()
    assert is_current(settings)
    change(write, sources_dir)
    assert not is_current(settings)


def test_a_change_of_what_is_not_indexed_leaves_it_current(write, build, settings):
    write(page(TEXT))
    build()
    write(page("Draft.", id="b", status="draft"), "b.md")
    write("notes", "notes.txt")
    assert is_current(settings)


@pytest.mark.parametrize(
    "change", [{"encoder": "other"}, {"encoder": "fak"}, {"max_wrong_answers": 0.5}]
)
def test_other_settings_make_it_stale(write, build, settings, change):
    write(page(TEXT))
    build()
    assert not is_current(replace(settings, **change))


def test_other_weights_of_the_same_encoder_make_it_stale(
    write, build, settings, monkeypatch
):
    write(page(TEXT))
    build()
    monkeypatch.setattr(build_module, "exported_name", lambda settings: "fake@2")
    assert not is_current(settings)
    monkeypatch.setattr(build_module, "exported_name", lambda settings: "fake@1")
    assert is_current(settings)


def test_bad_pages_are_an_error_when_asked_whether_it_is_current(
    write, build, settings
):
    write(page(TEXT))
    build()
    write("", "b.md")
    with pytest.raises(KnowledgeError, match=r"b\.md:1: This file is empty"):
        is_current(settings)


def test_questions_saved_while_it_is_built_make_it_stale(write, settings):
    write(page(TEXT))
    write(bank(), "care.questions.yml")

    class Slow(TableEncoder):
        def encode(self, texts):
            write(bank(22), "care.questions.yml")
            return super().encode(texts)

    assert build_index(settings, encoder=Slow()).n_questions == 40
    assert not is_current(settings)


# The real pages


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The four articles without their questions, encoded by the real model."""
    folder = tmp_path_factory.mktemp("real")
    (folder / "sources").mkdir()
    given = Settings().sources_dir
    for path in [*given.glob("*.md"), given / "approvals.jsonl"]:
        (folder / "sources" / path.name).write_bytes(path.read_bytes())
    sign(folder / "sources")
    settings = Settings(sources_dir=folder / "sources", index_dir=folder / "index")
    manifest = build_index(settings)
    assert is_current(settings)
    return read_index(served(settings), encoder=manifest.encoder)[0]


@pytest.mark.slow
def test_repeats_of_the_articles_are_found(real):
    prefix = "microneedling-acne-scars-"
    found = {
        name.removeprefix(prefix): [other.removeprefix(prefix) for other in others]
        for name, others in real.same_as.items()
    }
    # The first three sentences of each article, but for 4#s02 ("fine needles ... tiny
    # punctures"), and 1#s01 and 2#s01, which say different things of what it is for.
    assert found == {
        "1#s01": ["3#s01", "4#s01"],
        "2#s01": ["3#s01", "4#s01"],
        "3#s01": ["1#s01", "2#s01", "4#s01"],
        "4#s01": ["1#s01", "2#s01", "3#s01"],
        "1#s02": ["2#s02", "3#s02"],
        "2#s02": ["1#s02", "3#s02"],
        "3#s02": ["1#s02", "2#s02"],
        "1#s03": ["2#s03", "3#s03", "4#s03"],
        "2#s03": ["1#s03", "3#s03", "4#s03"],
        "3#s03": ["1#s03", "2#s03", "4#s03"],
        "4#s03": ["1#s03", "2#s03", "3#s03"],
    }


@pytest.mark.slow
def test_the_real_manifest_counts_what_is_there(real):
    assert (real.manifest.n_sentences, real.manifest.dim) == (66, 384)
    rows = real.vectors.reconstruct(np.arange(66))
    assert np.linalg.norm(rows, axis=1) == pytest.approx(np.ones(66), abs=1e-5)


@pytest.fixture
def in_postgres(settings, index_url):
    return replace(settings, index_url=index_url)


def tables(url):
    from tests.knowledge.test_pgvector_index import tables

    return sorted(tables(url))


def table_of(folder):
    return json.loads((folder / "sentences.pgvector.json").read_text())["name"]


def test_a_build_in_postgres_answers_as_the_one_in_memory(
    write, build, settings, in_postgres, table_encoder, index_url, monkeypatch
):
    write(page(TEXT))
    write(bank(), "care.questions.yml")
    in_memory = build()
    whole, _ = read_index(served(settings), encoder="fake@1")
    # Nothing is fitted again for another place of the vectors.
    monkeypatch.delattr(build_module, "fit_answerability")
    manifest = build_index(in_postgres, encoder=table_encoder)
    # It is another build: each can be gone back to.
    assert manifest.build_id != in_memory.build_id
    assert "sentences.faiss" not in manifest.files
    index, extra = read_index(served(settings), encoder="fake@1", index_url=index_url)
    query = np.array([0, 0, 1], dtype="float32")
    assert index.nearest(query, top_k=9) == whole.nearest(query, top_k=9)
    assert set(extra) == {"sources.json", "answerability.npz"}
    part = with_sources(index, {"care"}, build_id="part")
    assert part.nearest(query, top_k=9) == whole.nearest(query, top_k=9)


def test_a_setting_changed_makes_the_index_stale_either_way(
    write, build, settings, in_postgres, table_encoder, monkeypatch
):
    monkeypatch.setattr(build_module, "exported_name", lambda settings: "fake@1")
    write(page(TEXT))
    build()
    assert is_current(settings) and not is_current(in_postgres)
    build_index(in_postgres, encoder=table_encoder)
    assert is_current(in_postgres) and not is_current(settings)
    assert is_usable(in_postgres) and not is_usable(settings)
    build()
    assert is_current(settings)
    # What was built in memory is served whatever the setting says.
    assert is_usable(in_postgres)


def test_without_the_setting_a_build_in_postgres_is_refused_by_name(
    write, settings, in_postgres, table_encoder
):
    write(page(TEXT))
    manifest = build_index(in_postgres, encoder=table_encoder)
    with pytest.raises(IndexElsewhereError, match="Set BEDSIDE_INDEX_URL"):
        read_index(served(settings), encoder="fake@1")
    with pytest.raises(IndexElsewhereError, match="Set BEDSIDE_INDEX_URL"):
        make_current(settings.index_dir, manifest.build_id)


def test_a_build_whose_rows_are_gone_does_not_become_current_and_is_mended(
    write, settings, in_postgres, table_encoder, index_url
):
    from tests.knowledge.test_pgvector_index import rows_of

    write(page("Old."))
    old = build_index(in_postgres, encoder=table_encoder)
    write(page(TEXT))
    new = build_index(in_postgres, encoder=table_encoder, swap=False)
    folder = settings.index_dir / "builds" / new.build_id
    rows_of(index_url, f"DELETE FROM {table_of(folder)} WHERE id = 1")
    with pytest.raises(IndexDamagedError, match="holds 2 rows, 3 were written"):
        make_current(settings.index_dir, new.build_id, index_url=index_url)
    assert served(settings).name == old.build_id
    assert build_index(in_postgres, encoder=table_encoder).build_id == new.build_id
    assert served(settings).name == new.build_id


def test_a_build_that_dies_before_its_rows_are_there_leaves_none(
    write, settings, in_postgres, table_encoder, index_url, monkeypatch
):
    write(page("Old."))
    old = build_index(in_postgres, encoder=table_encoder)
    (before,) = tables(index_url)
    write(page(TEXT))

    def die(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(build_module, "write_index", die)
    with pytest.raises(KeyboardInterrupt):
        build_index(in_postgres, encoder=table_encoder)
    assert served(settings).name == old.build_id
    assert tables(index_url) == [before]


def test_tables_of_builds_that_are_removed_go_with_them(
    write, settings, in_postgres, table_encoder, index_url
):
    for n in range(6):
        table_encoder.table = {f"Care. Text {n}.": (1.0, n, 0.0)}
        write(page(f"Text {n}."))
        build_index(in_postgres, encoder=table_encoder)
    left = sorted(table_of(b) for b in (settings.index_dir / "builds").iterdir())
    assert len(left) == 3
    assert tables(index_url) == left


def test_a_table_that_another_build_has_as_well_stays(
    write, settings, in_postgres, table_encoder, index_url
):
    for n in range(6):
        # Other words, the very same vectors.
        write(page(f"Text {n}."))
        build_index(in_postgres, encoder=table_encoder)
    (name,) = tables(index_url)
    assert {table_of(b) for b in (settings.index_dir / "builds").iterdir()} == {name}


def test_a_build_that_a_server_has_loaded_is_removed_when_it_lets_go(
    write, settings, in_postgres, table_encoder, index_url
):
    def build_one(n):
        table_encoder.table = {f"Care. Text {n}.": (1.0, n, 0.0)}
        write(page(f"Text {n}."))
        build_index(in_postgres, encoder=table_encoder)

    build_one(0)
    first = served(settings)
    loaded, _ = read_index(first, encoder="fake@1", index_url=index_url)
    query = np.array([1, 0, 0], dtype="float32")
    for n in range(1, 6):
        build_one(n)
    assert first.is_dir()
    assert loaded.nearest(query, top_k=1) == [(0, 1.0)]
    del loaded
    gc.collect()
    build_one(6)
    assert not first.is_dir()
    assert len(tables(index_url)) == 3


def test_builds_left_behind_in_postgres_are_named_when_the_setting_is_gone(
    write, build, settings, in_postgres, table_encoder, index_url, caplog
):
    write(page("Text."))
    build_index(in_postgres, encoder=table_encoder)
    first = served(settings)
    for n in range(4):
        write(page(f"Other {n}."))
        build()
    assert not first.is_dir()
    assert len(tables(index_url)) == 1
    assert f"Build {first.name} is removed; its table" in caplog.text


def test_a_removal_waits_for_a_database_that_is_down(
    write, settings, in_postgres, table_encoder, caplog, monkeypatch
):
    from knowledge import pgvector_index
    from knowledge.errors import VectorStoreError

    def is_down(*_):
        raise VectorStoreError("OperationalError")

    monkeypatch.setattr(pgvector_index, "drop", is_down)
    for n in range(4):
        table_encoder.table = {f"Care. Text {n}.": (1.0, n, 0.0)}
        write(page(f"Text {n}."))
        build_index(in_postgres, encoder=table_encoder)
    assert len(list((settings.index_dir / "builds").iterdir())) == 4
    assert "is not removed yet: The index database failed" in caplog.text


def test_a_database_that_is_down_is_noticed_before_anything_is_encoded(
    write, settings, table_encoder
):
    from knowledge.errors import VectorStoreError

    write(page(TEXT))
    nowhere = replace(settings, index_url="postgresql://bedside@127.0.0.1:9/none")
    with pytest.raises(VectorStoreError, match="failed: OperationalError"):
        build_index(nowhere, encoder=table_encoder)
    assert table_encoder.asked == []
