"""The index folder: what comes back from it, and that nothing damaged is served."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from knowledge.errors import IndexDamagedError, IndexMismatchError, IndexNotBuiltError
from knowledge.faiss_index import FaissIndex
from knowledge.index import (
    FORMAT,
    Manifest,
    SearchIndex,
    build_lexical,
    make_build_id,
    read_index,
    read_manifest,
    stems,
    with_sources,
    write_index,
)
from knowledge.passage import Passage, Sentence
from knowledge.question import Previous, with_previous
from knowledge.question_bank import ApprovedAnswer, KnownGap, QuestionBank

FILES = (
    "bm25/data.csc.index.npy",
    "bm25/indices.csc.index.npy",
    "bm25/indptr.csc.index.npy",
    "bm25/params.index.json",
    "bm25/vocab.index.json",
    "extra.bin",
    "questions.json",
    "questions.npy",
    "sentences.faiss",
    "sentences.json",
)
AGAIN = "Build it again with `make index`."


def sentence(number, text):
    name = f"care#s{number:02d}"
    return Sentence(
        name, text, "care", "care#p01", "Care", "Day “1”", None, "2026-05-31"
    )


@pytest.fixture
def index():
    texts = ["Wash the skin.", "Rest the skin today.", "No sun."]
    sentences = tuple(sentence(n, text) for n, text in enumerate(texts, 1))
    manifest = Manifest("", "2026-01-01", "fake@1", 2, {"care": "0"}, {}, 3, 1, {})
    return SearchIndex(
        manifest=replace(manifest, build_id=make_build_id(manifest)),
        passages=(Passage("care#p01", "care", "Care", "Day “1”", sentences),),
        vectors=FaissIndex.build(
            np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype="float32")
        ),
        lexical=build_lexical(texts),
        same_as={"care#s01": ("care#s02",), "care#s02": ("care#s01",)},
        bank=QuestionBank(
            (ApprovedAnswer("wash", "aftercare", ("care#s01",), ("wash?",)),),
            (KnownGap("price", None, ("wash",), ("cost – £?",)),),
        ),
        question_vectors=np.array([[1, 0], [0, 1]], dtype="float32"),
    )


@pytest.fixture
def folder(index, tmp_path):
    folder = tmp_path / "build"
    folder.mkdir()
    write_index(index, {"extra.bin": b"\x00extra"}, folder)
    return folder


def damaged(folder, problem):
    return (
        f"^The index in '{re.escape(str(folder))}' is damaged: {problem}\\. "
        f"{re.escape(AGAIN)}$"
    )


def test_what_is_written_comes_back(index, folder):
    read, extra = read_index(folder, encoder="fake@1")
    assert read.passages == index.passages
    assert read.sentences == index.passages[0].sentences
    assert read.same_as == index.same_as
    assert read.bank == index.bank
    assert read.question_vectors.tolist() == [[1, 0], [0, 1]]
    assert read.vectors.reconstruct(np.arange(3)).ravel() == pytest.approx(
        [1, 0, 0.6, 0.8, 0, 1]
    )
    assert extra == {"extra.bin": b"\x00extra"}
    assert tuple(sorted(read.manifest.files)) == FILES
    query = np.array([0.6, 0.8], dtype="float32")
    assert read.nearest(query, top_k=3) == index.nearest(query, top_k=3)
    assert read.lexical_best("skin sun", top_k=3) == index.lexical_best(
        "skin sun", top_k=3
    )


def test_the_nearest_sentence_comes_first_with_its_cosine(index):
    found = index.nearest(np.array([0.6, 0.8], dtype="float32"), top_k=2)
    assert [row for row, _ in found] == [1, 2]
    assert [cosine for _, cosine in found] == pytest.approx([1.0, 0.8])


def test_equal_scores_come_in_page_order(index):
    vectors = FaissIndex.build(np.array([[1, 0]] * 3, dtype="float32"))
    index = replace(index, vectors=vectors)
    query = np.array([1, 0], dtype="float32")
    assert index.nearest(query, top_k=3) == [(0, 1.0), (1, 1.0), (2, 1.0)]


def test_more_than_there_are_gives_all(index):
    found = index.nearest(np.array([1, 0], dtype="float32"), top_k=99)
    assert [row for row, _ in found] == [0, 1, 2]
    assert [cosine for _, cosine in found] == pytest.approx([1.0, 0.6, 0.0])


@pytest.mark.parametrize("shape", [(3,), (1, 2), ()])
def test_a_query_of_another_length_is_an_error(index, shape):
    wanted = re.escape(f"has vectors of shape (2,), but {shape} is needed. {AGAIN}")
    with pytest.raises(IndexMismatchError, match=wanted):
        index.nearest(np.ones(shape, dtype="float32"), top_k=1)


def test_the_sentence_with_the_rarer_word_comes_first(index):
    found = index.lexical_best("SUNS and skins?", top_k=3)
    assert [row for row, _ in found] == [2, 0, 1]
    # Robertson's idf with bm25s' "lucene" form: ln(1 + (N - n + .5) / (n + .5)), and
    # lengths of 2, 3 and 1 stems with a mean of 2.
    idf_sun, idf_skin = np.log(1 + 2.5 / 1.5), np.log(1 + 1.5 / 2.5)

    def score(idf, length):
        return idf / (1 + 1.5 * (1 - 0.75 + 0.75 * length / 2))

    assert [value for _, value in found] == pytest.approx(
        [score(idf_sun, 1), score(idf_skin, 2), score(idf_skin, 3)], rel=1e-5
    )


@pytest.mark.parametrize("text", ["", "?!", "the of and", "zzz"])
def test_a_text_that_shares_no_word_finds_nothing(index, text):
    assert index.lexical_best(text, top_k=3) == []


def test_stems_are_lower_case_without_stop_words():
    assert stems("The NEEDLES are needling – 1.5 mm, ice-pick!") == [
        "needl", "needl", "1", "5", "mm", "ice-pick",
    ]  # fmt: skip


def test_words_are_numbered_by_the_alphabet_not_by_chance():
    lexical = build_lexical(["sun wash", "burn"])
    assert lexical.vocab_dict == {"": 0, "burn": 1, "sun": 2, "wash": 3}


# What is not served


def test_no_index_is_an_error(tmp_path):
    wanted = f"^No index in '{tmp_path / 'none'}'. Build it with `make index`.$"
    with pytest.raises(IndexNotBuiltError, match=wanted):
        read_index(tmp_path / "none", encoder="fake@1")


def test_an_index_of_another_encoder_is_an_error(folder):
    wanted = (
        f"^The index in '{folder}' has encoder 'fake@1', but 'b@2' is needed. {AGAIN}$"
    )
    with pytest.raises(IndexMismatchError, match=wanted) as caught:
        read_index(folder, encoder="b@2")
    assert (caught.value.found, caught.value.wanted) == ("fake@1", "b@2")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_one_changed_bit_of_any_file_is_an_error(folder, name, place):
    data = bytearray((folder / name).read_bytes())
    data[{"first": 0, "middle": len(data) // 2, "last": -1}[place]] ^= 1
    (folder / name).write_bytes(data)
    wanted = damaged(folder, f"{name} is not the file that was written")
    with pytest.raises(IndexDamagedError, match=wanted):
        read_index(folder, encoder="fake@1")


@pytest.mark.parametrize("name", FILES)
def test_a_truncated_or_missing_file_is_an_error(folder, name):
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) // 2])
    wanted = damaged(folder, f"{name} is not the file that was written")
    with pytest.raises(IndexDamagedError, match=wanted):
        read_index(folder, encoder="fake@1")
    (folder / name).unlink()
    with pytest.raises(
        IndexDamagedError, match=damaged(folder, f"{name} cannot be read")
    ):
        read_index(folder, encoder="fake@1")


def test_a_changed_byte_of_the_manifest_is_an_error_or_changes_the_time_only(folder):
    path = folder / "manifest.json"
    whole = path.read_bytes()
    built_at = json.loads(whole)["built_at"]
    for place in range(len(whole)):
        data = bytearray(whole)
        data[place] ^= 1
        path.write_bytes(data)
        try:
            read, _ = read_index(folder, encoder="fake@1")
        except (IndexDamagedError, IndexMismatchError):
            continue
        if json.loads(whole) != json.loads(data):  # else it was white space
            assert read.manifest.built_at != built_at


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b"\xff\xfe", "codec can't decode"),
        (b"[]", "list indices"),
        (b"{}", "'format'"),
    ],
)
def test_a_broken_manifest_is_an_error(folder, content, problem):
    (folder / "manifest.json").write_bytes(content)
    wanted = damaged(folder, f"manifest\\.json: .*{re.escape(problem)}.*")
    with pytest.raises(IndexDamagedError, match=wanted):
        read_manifest(folder)


@pytest.fixture
def change(folder):
    def change_manifest(**values):
        path = folder / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        manifest.update(values)
        kept = {key: value for key, value in manifest.items() if value is not None}
        path.write_text(json.dumps(kept), encoding="utf-8")

    return change_manifest


@pytest.mark.parametrize("other", [FORMAT - 1, FORMAT + 1, str(FORMAT)])
def test_another_format_is_an_error_whatever_else_it_holds(folder, change, other):
    change(format=other, novelty=1)
    wanted = f"has format {other!r}, but {FORMAT} is needed. {AGAIN}$"
    with pytest.raises(IndexMismatchError, match=wanted):
        read_manifest(folder)


@pytest.mark.parametrize("key", ["encoder", "dim", "sources", "files", "n_sentences"])
def test_a_missing_key_of_the_manifest_is_an_error_that_names_it(folder, change, key):
    change(**{key: None})
    with pytest.raises(
        IndexDamagedError, match=damaged(folder, f"manifest\\.json: .*'{key}'")
    ):
        read_manifest(folder)


@pytest.mark.parametrize(
    "values",
    [
        {"build_id": "0" * 12},
        {"sources": {"care": "1"}},
        {"dim": 3},
        {"n_sentences": 4},
        {"n_questions": 9},
        {"files": []},
    ],
)
def test_a_manifest_that_its_build_id_does_not_name_is_an_error(folder, change, values):
    change(**values)
    problem = "manifest.json is not the one that was written"
    with pytest.raises(IndexDamagedError, match=damaged(folder, re.escape(problem))):
        read_manifest(folder)


def test_a_file_that_the_manifest_does_not_list_is_an_error(folder, change):
    files = read_manifest(folder).files
    change(files={k: v for k, v in files.items() if k != "sentences.json"})
    with pytest.raises(IndexDamagedError, match=damaged(folder, "'sentences.json'")):
        read_index(folder, encoder="fake@1")


def test_vectors_of_another_count_than_the_manifest_are_an_error(index, tmp_path):
    manifest = replace(index.manifest, n_sentences=4)
    manifest = replace(manifest, build_id=make_build_id(manifest))
    write_index(replace(index, manifest=manifest), {}, tmp_path)
    wanted = damaged(tmp_path, "vectors do not match the manifest")
    with pytest.raises(IndexDamagedError, match=wanted):
        read_index(tmp_path, encoder="fake@1")


def test_a_build_with_some_of_its_pages_keeps_every_question_with_its_vector(
    settings, write, table_encoder
):
    from knowledge.build import build_index
    from tests.knowledge.conftest import page

    axes = ((1, 0, 0), (0, 1, 0), (1, 1, 0), (0, 1, 1))
    kinds = ("wash", "sun", "price", "rest")
    asked = {kind: [f"{kind} {c}?" for c in "abcdefghijkl"] for kind in kinds}
    for axis, kind in zip(axes, kinds, strict=True):
        table_encoder.table |= dict.fromkeys(asked[kind], axis)
    table_encoder.table |= {
        "I was in the sun": (1, 0, 1),
        with_previous("and now?", Previous("sun a?")): (1, 1, 1),
    }
    write(page("Wash gently. Rest.\n"))
    write(page("No sun.\n", id="sun", title="Sun"), "sun.md")

    def entry(kind, quote=""):
        texts = "".join(f'      - "{text}"\n' for text in asked[kind])
        return f"  {kind}:\n{quote}    questions:\n{texts}"

    write(
        "answers:\n"
        + entry("wash", '    quote: ["Wash gently.", "No sun."]\n')
        + entry("sun", '    quote: ["No sun."]\n')
        + '    situations: ["I was in the sun"]\n'
        + '    follow_ups: [{after: "sun a?", ask: "and now?"}]\n'
        + "gaps:\n"
        + entry("price").replace("questions:", "in_words: [wash, sun]\n    questions:")
        + entry("rest"),
        "care.questions.yml",
    )
    build_index(settings, encoder=table_encoder)
    whole, _ = read_index(settings.index_dir / "current", encoder="fake@1")
    part = with_sources(whole, {"care"}, build_id="part")

    assert [sentence.text for sentence in part.sentences] == ["Wash gently.", "Rest."]
    assert len(part.vectors) == part.manifest.n_sentences == 2
    assert list(part.manifest.sources) == ["care"] and part.manifest.build_id == "part"
    assert [(a.id, a.quote) for a in part.bank.answers] == [("wash", ("care#s01",))]
    assert [(g.id, g.in_words) for g in part.bank.gaps] == [
        ("price", ("wash",)),
        ("rest", ()),
        ("sun", ()),
    ]
    vector_of = dict(
        zip(
            [text for text, _ in whole.bank.questions()],
            whole.question_vectors.tolist(),
            strict=True,
        )
    )
    assert [
        vector_of[text] for text, _ in part.bank.questions()
    ] == part.question_vectors.tolist()
    # A situation is somebody's own case, and no gap.
    assert len(part.bank.questions()) == 49
    # The same of an index that is searched by lists.
    exact = whole.vectors.reconstruct(np.arange(len(whole.vectors)))
    lists = replace(whole, vectors=FaissIndex.build(exact, exact_floats=0))
    of_lists = with_sources(lists, {"care"}, build_id="part").vectors
    assert of_lists.reconstruct(np.arange(2)) == pytest.approx(exact[:2], abs=1e-3)


def test_an_index_of_lists_is_the_same_after_writing_and_reading(index, tmp_path):
    vectors = np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype="float32")
    lists = replace(index, vectors=FaissIndex.build(vectors, exact_floats=0))
    write_index(lists, {}, tmp_path)
    loaded, _ = read_index(tmp_path, encoder=index.manifest.encoder)
    query = np.array([0.6, 0.8], dtype="float32")
    assert loaded.vectors.index.nprobe == lists.vectors.index.nprobe
    assert loaded.nearest(query, top_k=2) == lists.nearest(query, top_k=2)
    assert [row for row, _ in loaded.nearest(query, top_k=2)] == [1, 2]
