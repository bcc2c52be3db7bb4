"""Hybrid search: two rankings fused by hand-computed reciprocal ranks."""

import numpy as np
import pytest

from knowledge.faiss_index import FaissIndex
from knowledge.index import Manifest, SearchIndex, build_lexical
from knowledge.passage import Passage, Sentence
from knowledge.question_bank import QuestionBank
from knowledge.search import search

EAST = np.array([1, 0], dtype="float32")


def make_index(*rows):
    """An index of (text, section, vector), one passage each."""
    passages = []
    for number, (text, section, _) in enumerate(rows, 1):
        passage_id = f"care#p{number}"
        sentence = Sentence(
            f"care#s{number}", text, "care", passage_id, "Care", section, None, None
        )
        passages.append(Passage(passage_id, "care", "Care", section, (sentence,)))
    vectors = np.array([vector for *_, vector in rows], dtype="float32")
    return SearchIndex(
        Manifest("", "", "fake@1", 2, {}, {}, len(rows), 0, {}),
        tuple(passages),
        FaissIndex.build(vectors),
        build_lexical([text for text, *_ in rows]),
        {},
        QuestionBank(),
        np.zeros((0, 2), dtype="float32"),
    )


@pytest.fixture
def index():
    return make_index(
        ("Wash gently.", None, (1, 0)),
        ("Sun burns.", "Sun and heat", (0.8, 0.6)),
        ("Sun and wind dry skin out.", "Aftercare", (0.6, 0.8)),
        ("Pay by card.", "Aftercare", (0, 1)),
    )


def by_id(found):
    return {hit.sentence.id: hit for hit in found}


def test_scores_are_the_sums_of_reciprocal_ranks(index):
    found = search(index, "sun?", EAST, top_k=4)
    assert [hit.sentence.id for hit in found] == [
        "care#s2",
        "care#s3",
        "care#s1",
        "care#s4",
    ]
    assert [hit.score for hit in found] == pytest.approx(
        [1 / 62 + 1 / 61, 1 / 63 + 1 / 62, 1 / 61, 1 / 64]
    )
    assert [hit.cosine for hit in found] == pytest.approx([0.8, 0.6, 1.0, 0.0])
    assert [hit.bm25 is not None for hit in found] == [True, True, False, False]
    assert found[0].bm25 > found[1].bm25 > 0


def test_a_question_without_shared_words_is_ranked_by_meaning_alone(index):
    found = search(index, "zzz", EAST, top_k=4)
    assert [hit.sentence.id for hit in found] == [f"care#s{n}" for n in (1, 2, 3, 4)]
    assert [hit.score for hit in found] == pytest.approx(
        [1 / r for r in (61, 62, 63, 64)]
    )
    assert {hit.bm25 for hit in found} == {None}


def test_what_only_its_words_found_has_no_cosine():
    angles = np.linspace(0, 1, 5)
    rows = [
        (f"Needle {n}.", None, (np.cos(a), np.sin(a))) for n, a in enumerate(angles)
    ]
    index = make_index(*rows, ("Sunlight.", None, (-1, 0)))
    # Four candidates by meaning and one by words; the two firsts are equal.
    (found,) = search(index, "sunlight", EAST, top_k=1)
    assert (found.sentence.id, found.score) == ("care#s1", pytest.approx(1 / 61))
    index = make_index(("Sunlight.", None, (-1, 0)), *rows)
    (found,) = search(index, "sunlight", EAST, top_k=1)
    assert (found.sentence.id, found.cosine) == ("care#s1", None)
    assert found.score == pytest.approx(1 / 61)


def test_ties_go_to_the_sentence_that_stands_first():
    index = make_index(("Sun.", None, (0, 1)), ("Wash.", None, (1, 0)))
    # First by words and second by meaning, and the other way round.
    found = search(index, "sun wash", np.array([0.6, 0.8], dtype="float32"), top_k=2)
    assert found[0].sentence.id == "care#s1"


def test_a_topic_lifts_the_sentences_of_its_section_by_a_quarter(index):
    plain = by_id(search(index, "sun?", EAST, top_k=4))
    lifted = by_id(search(index, "sun?", EAST, top_k=4, topic="aftercare"))
    assert {name: hit.score / plain[name].score for name, hit in lifted.items()} == (
        pytest.approx({"care#s1": 1, "care#s2": 1, "care#s3": 1.25, "care#s4": 1.25})
    )


@pytest.mark.parametrize("topic", ["aftercare", "sun", "unheard of", ""])
def test_a_topic_hides_nothing(index, topic):
    found = search(index, "sun?", EAST, top_k=4, topic=topic)
    assert set(by_id(found)) == {"care#s1", "care#s2", "care#s3", "care#s4"}


def test_a_topic_does_not_lift_a_poor_match_over_a_clear_one(index):
    found = search(index, "sun?", EAST, top_k=4, topic="aftercare")
    # (1/63 + 1/62) * 1.25, 1/62 + 1/61, 1/64 * 1.25, 1/61
    assert [hit.sentence.id[-1] for hit in found] == ["3", "2", "4", "1"]
    assert [hit.score for hit in found] == pytest.approx(
        [0.040003, 0.032522, 0.019531, 0.016393], abs=1e-6
    )


@pytest.mark.parametrize("top_k", [1, 2, 3])
def test_no_more_than_top_k_come_back(index, top_k):
    whole = search(index, "sun?", EAST, top_k=4)
    assert search(index, "sun?", EAST, top_k=top_k) == whole[:top_k]
