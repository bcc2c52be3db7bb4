"""A question in, an answer or the reason for none out; every probability is given.

The encoder gives each text a dimension of its own, and the classifier's weight in it is
the logarithm of the chance that the test states, so that the softmax returns just that;
what a test leaves over goes to the last gap. P(answerable) is the sum of the chances of
all answers.
"""

import datetime
from dataclasses import replace

import numpy as np
import pytest

from knowledge.answer import Answer, NoAnswer
from knowledge.answerability import SIGNALS, Calibration, to_bytes
from knowledge.approval import withdraw
from knowledge.build import build_index
from knowledge.errors import IndexDamagedError, IndexMismatchError, IndexNotBuiltError
from knowledge.faiss_index import FaissIndex
from knowledge.index import Manifest, SearchIndex, build_lexical
from knowledge.library import N_RELATED, Library
from knowledge.named_things import NamedThings
from knowledge.page_coefficients import MIN_PROBABILITY
from knowledge.passage import Passage, Sentence
from knowledge.question import Previous
from knowledge.question_bank import ApprovedAnswer, KnownGap, QuestionBank
from knowledge.search import ScoredSentence
from knowledge.text_classifier import TextClassifier
from tests.knowledge.conftest import TableEncoder, page

PAGES = {
    "care": [
        ["Wash gently.", "Rest for a day.", "It is generally safe.", "No sun."],
        ["Several sessions are usual.", "They are weeks apart."],
        ["Risks include redness, swelling, and bleeding."],
    ],
    "more": [["Do wash gently.", "Raised scars become flat."]],
}
SAME_AS = {"care#s1": ("more#s1",), "more#s1": ("care#s1",)}
ANSWERS = {
    "washing": ("aftercare", ["care#s1", "care#s2"], "May I wash?"),
    "safety": ("risks", ["care#s3"], "Is it safe?"),
    "sun": ("aftercare", ["care#s4"], "May I go into the sun?"),
    "sessions": ("sessions", ["care#s5"], "How many sessions?"),
    "interval": ("sessions", ["care#s6"], "How far apart are they?"),
    "risks": ("risks", ["care#s7"], "What are the risks?"),
    "safe-care": ("risks", ["care#s3", "care#s1"], "How do I stay safe?"),
    "many": ("all", ["care#s1", "care#s4", "care#s5", "care#s7"], "Tell me all."),
}
GAPS = {
    "price": ((), "What does it cost?"),
    "how-many": (("sessions", "interval"), "How many exactly?"),
    "rest": ((), "Who won the cup?"),
    "parking": ((), "Where may I park?"),
}
SITUATIONS = {"sun": ("I was treated today, and it is sunny.",)}
THRESHOLD = 0.7
FOLLOW_UP_THRESHOLD = 0.75
IMPOSSIBLE = -700.0
"""Its exponential is no longer seen beside any other."""


class ToldEncoder:
    """A dimension for each text that a test speaks of, one more for all others."""

    name, words = "told@1", frozenset()

    def __init__(self, texts):
        self.row = {text: n for n, text in enumerate(texts)}
        self.dim = len(self.row) + 1
        self.asked = []

    def encode(self, texts):
        self.asked += texts
        return np.eye(self.dim, dtype="float32")[
            [self.row.get(text, self.dim - 1) for text in texts]
        ]


def make_passages():
    passages = []
    for source, paragraphs in PAGES.items():
        n = 0
        for number, texts in enumerate(paragraphs, 1):
            passage_id = f"{source}#p{number}"
            sentences = []
            for text in texts:
                n += 1
                sentences.append(
                    Sentence(
                        f"{source}#s{n}", text, source, passage_id, "On care", None,
                        None, None,
                    )
                )  # fmt: skip
            passages.append(
                Passage(passage_id, source, "On care", None, tuple(sentences))
            )
    return tuple(passages)


def make_bank():
    return QuestionBank(
        tuple(
            ApprovedAnswer(i, topic, tuple(quote), (question,), SITUATIONS.get(i, ()))
            for i, (topic, quote, question) in ANSWERS.items()
        ),
        tuple(KnownGap(i, None, words, (q,)) for i, (words, q) in GAPS.items()),
    )


@pytest.fixture(scope="module")
def things():
    return NamedThings.load()


@pytest.fixture
def told(settings, things, monkeypatch):
    """Make a library in which each text's classes have the chances that are given."""

    # Reading the list takes longer than all the rest of a test.
    monkeypatch.setattr(NamedThings, "load", lambda: things)

    def make(chances, *, threshold=THRESHOLD, bank=None, near=(), **changes):
        bank = make_bank() if bank is None else bank
        ids = tuple(dict.fromkeys(label for _, label in bank.questions()))
        passages = make_passages()
        sentences = [s for p in passages for s in p.sentences]
        encoder = ToldEncoder([*chances, *(text for text, _ in bank.questions())])
        weights = np.full((len(ids), encoder.dim), IMPOSSIBLE)
        weights[-1:] = 0.0
        for text, wanted in chances.items():
            whole = {ids[-1]: 1.0 - sum(wanted.values()), **wanted}
            for name, chance in whole.items():
                row = ids.index(name), encoder.row[text]
                weights[row] = np.log(chance) if chance > 0 else IMPOSSIBLE
        questions = encoder.encode([text for text, _ in bank.questions()])
        for number, text in near:  # a question that lies where the text does
            questions[number] = encoder.encode([text])[0]
        n_signals = len(SIGNALS)
        only_the_first = np.eye(n_signals)[0]
        calibration = Calibration(
            np.zeros(n_signals), np.ones(n_signals), only_the_first, 0.0, threshold,
            FOLLOW_UP_THRESHOLD, 0.9, 0.05, 0.1,
        )  # fmt: skip
        index = SearchIndex(
            Manifest("b1", "", encoder.name, encoder.dim, {}, {}, len(sentences),
                     len(questions), {}),
            passages,
            FaissIndex.build(np.eye(len(sentences), encoder.dim, dtype="float32")),
            build_lexical([s.text for s in sentences]),
            SAME_AS,
            bank,
            questions,
        )  # fmt: skip
        classifier = TextClassifier(
            weights,
            np.zeros(len(ids)),
            ids,
            questions,
            np.asarray([ids.index(label) for _, label in bank.questions()]),
            (1.0, 0.0),
        )
        extra = {"answerability.npz": to_bytes(classifier, calibration)}
        return Library(
            replace(settings, **changes),
            index,
            extra if bank.answers else {},
            encoder,
        )

    return make


def texts(answer):
    return [quote.text for quote in answer.quotes]


# One question


def test_the_likeliest_answer_is_quoted_and_described(told):
    library = told({"may i bathe": {"washing": 0.72, "sun": 0.18, "price": 0.1}})
    answer = library.answer("may i bathe")
    assert isinstance(answer, Answer)
    assert texts(answer) == ["Wash gently. Rest for a day."]
    assert answer.quotes[0].also_in == ()  # only one of the two stands elsewhere
    assert (answer.answer_ids, answer.topic) == (("washing",), "aftercare")
    assert answer.probability == pytest.approx(0.9)
    assert (answer.in_words_only, answer.not_covered) == (False, ())
    (evidence,) = answer.evidence
    assert evidence.reading == "may i bathe"
    assert evidence.answers[0] == ("washing", pytest.approx(0.8))
    assert evidence.answers[1] == ("sun", pytest.approx(0.2))
    assert evidence.gap == ("price", pytest.approx(0.1))


def test_a_sentence_that_stands_in_another_page_names_it(told):
    bank = QuestionBank((ApprovedAnswer("w", "t", ("care#s1",), ("Wash it?",)),),
                        (KnownGap("price", None, (), ("Cost it?",)),))  # fmt: skip
    answer = told({"wash now": {"w": 0.9}}, bank=bank).answer("wash now")
    assert [q.also_in for q in answer.quotes] == [("more",)]


@pytest.mark.parametrize(
    ("threshold", "is_answered"),
    [(0.5, True), (float(np.nextafter(0.5, 1.0)), False), (0.499, True)],
)
def test_a_question_at_the_threshold_is_answered(told, threshold, is_answered):
    library = told({"may i bathe": {"washing": 0.5, "price": 0.5}}, threshold=threshold)
    found = library.answer("may i bathe")
    assert found.probability == pytest.approx(0.5)
    assert isinstance(found, Answer) is is_answered
    assert library.threshold == threshold


def test_beside_a_referral_a_share_of_the_threshold_is_enough(told):
    chances = {"i am outside": {"sun": 0.5, "price": 0.5}}
    library = told(chances, threshold=0.8, personal_discount=0.6)
    assert isinstance(library.answer("i am outside", personal=True), Answer)
    assert isinstance(library.answer("i am outside"), NoAnswer)
    strict = told(chances, threshold=0.8, personal_discount=0.7)
    assert isinstance(strict.answer("i am outside", personal=True), NoAnswer)


@pytest.mark.parametrize(("chance", "is_answered"), [(0.7, False), (0.91, True)])
def test_beside_a_referral_an_answer_without_situations_has_to_be_clear(
    told, chance, is_answered
):
    library = told({"may i bathe": {"washing": chance, "price": 1 - chance}})
    found = library.answer("may i bathe", personal=True)
    assert isinstance(found, Answer) is is_answered
    assert isinstance(library.answer("may i bathe"), Answer)


def test_a_known_gap_and_weak_evidence_are_told_apart(told):
    library = told(
        {
            "how dear is this": {"price": 0.7, "washing": 0.2},
            "how odd is this": {"price": 0.2, "rest": 0.2, "washing": 0.6},
        }
    )
    gap = library.answer("how dear is this")
    assert (gap.why, gap.probability) == ("known gap", pytest.approx(0.2))
    weak = library.answer("how odd is this")
    assert (weak.why, weak.probability) == ("below threshold", pytest.approx(0.6))


@pytest.mark.parametrize(("min_near", "is_near"), [(1.0, True), (1.01, False)])
def test_what_lies_at_a_staff_question_is_near(told, min_near, is_near):
    # Question 9 of the bank is the price; the text is put where it lies.
    chances = {"how dear is this": {"price": 0.9}}
    library = told(chances, near=[(9, "how dear is this")], min_near=min_near)
    assert library.answer("how dear is this").is_near is is_near


def test_what_lies_nowhere_is_not_near(told):
    assert not told({}).answer("who won the cup").is_near


def test_without_questions_the_pages_themselves_are_searched(told):
    # To this encoder a text that it was not told of is like every sentence.
    library = told({}, bank=QuestionBank())
    answer = library.answer("risks of redness")
    assert isinstance(answer, Answer)
    assert (answer.answer_ids, answer.topic) == ((), None)
    assert answer.found[0].sentence.id == "care#s7"
    assert library.threshold == MIN_PROBABILITY


UNCLEAR = {
    "washing": 0.3, "sun": 0.3, "price": 0.15, "parking": 0.1, "rest": 0.15,
}  # fmt: skip


class PagesTold:
    """Stands for the pages without questions; keeps what it was asked."""

    source_ids = frozenset({"more"})

    def __init__(self, reply):
        self.reply, self.asked = reply, []

    def answer(self, text, found, **options):
        self.asked.append((text, options))
        return self.reply


@pytest.mark.parametrize(
    ("chances", "n_asked"),
    [(UNCLEAR, 1), ({"washing": 0.9}, 0), ({"price": 0.9}, 0)],
    ids=["unclear", "answered", "known gap"],
)
def test_pages_without_questions_are_asked_when_the_others_are_unsure(
    told, chances, n_asked
):
    library = told({"may i": chances})
    alone = library.answer("may i")
    library.pages = PagesTold(replace(told({"may i": {"sun": 0.9}}).answer("may i")))
    answer = library.answer("may i")
    assert len(library.pages.asked) == n_asked
    assert answer == (library.pages.reply if n_asked else alone)


def test_when_no_page_answers_the_refusal_is_that_of_the_approved_questions(told):
    library = told({"may i": UNCLEAR})
    alone = library.answer("may i")
    library.pages = PagesTold(replace(alone, probability=0.1))
    assert library.answer("may i") == alone


@pytest.mark.parametrize(("personal", "allowed"), [(False, True), (True, False)])
def test_no_page_reassures_about_a_personal_matter(told, personal, allowed):
    library = told({"may i": UNCLEAR}, personal_discount=1.0)
    library.pages = PagesTold(library.answer("may i"))
    library.answer("may i", personal=personal)
    ((_, options),) = library.pages.asked
    safe = next(s for s in library.index.sentences if s.id == "care#s3")
    assert options["can_say"](ScoredSentence(safe, 1.0, None, None)) is allowed


@pytest.mark.parametrize(
    ("shares", "quoted"),
    [
        ({"washing": 0.61, "sun": 0.39}, ["Wash gently. Rest for a day."]),
        ({"washing": 0.59, "sun": 0.41}, ["Wash gently.", "No sun."]),
        ({"sun": 0.59, "washing": 0.41}, ["No sun.", "Wash gently."]),
        (
            {"washing": 0.5, "sun": 0.21, "risks": 0.15, "sessions": 0.14},
            ["Wash gently.", "No sun."],
        ),
        (
            {"washing": 0.46, "sun": 0.19, "risks": 0.18, "sessions": 0.17},
            ["Wash gently. Rest for a day."],
        ),
    ],
)
def test_of_two_close_answers_the_first_sentence_of_each_is_quoted(
    told, shares, quoted
):
    assert texts(told({"what to do": shares}).answer("what to do")) == quoted


# The named thing decides


def test_a_thing_that_no_page_names_is_not_covered_however_likely(told):
    library = told({"does laser help": {"washing": 0.99}})
    found = library.answer("does laser help")
    assert isinstance(found, NoAnswer)
    assert (found.why, found.named) == ("not covered", ("laser",))
    assert found.probability == pytest.approx(0.99)


def test_a_thing_that_a_page_names_is_no_hindrance(told):
    library = told({"is redness usual": {"risks": 0.9}})
    assert texts(library.answer("is redness usual")) == [PAGES["care"][2][0]]


def test_a_keloid_is_not_covered_by_raised_scars(told):
    chances = {text: {"washing": 0.9} for text in ("flatten keloids", "raised scars")}
    library = told(chances)
    assert library.answer("flatten keloids").why == "not covered"
    assert isinstance(library.answer("raised scars"), Answer)


def test_a_named_thing_is_no_hindrance_to_words_for_a_figure_alone(told):
    library = told({"exactly how many lasers": {"how-many": 0.9}})
    assert library.answer("exactly how many lasers").why == "not covered"


# Reassurance


@pytest.mark.parametrize("personal", [True, False])
def test_reassuring_sentences_are_left_out_of_a_personal_answer(told, personal):
    library = told({"how to stay well": {"safe-care": 0.95}})
    quoted = texts(library.answer("how to stay well", personal=personal))
    safe = "It is generally safe."
    assert quoted == (["Wash gently."] if personal else [safe, "Wash gently."])


@pytest.mark.parametrize(
    "question",
    [
        "is it safe in pregnancy",
        "is it safe on roaccutane",
        "is it safe with diabetes",
        "is it safe for my daughter",
        "is it safe for keloids",
    ],
)
def test_where_a_clinician_must_judge_only_reassurance_is_no_answer(told, question):
    library = told({question: {"safety": 0.99}})
    found = library.answer(question)
    assert isinstance(found, NoAnswer)
    assert found.why in ("reassurance", "not covered")
    assert isinstance(
        told({"is it safe": {"safety": 0.99}}).answer("is it safe"), Answer
    )


def test_a_person_is_guarded_although_no_page_must_name_one(told):
    found = told({"safe for my child": {"safety": 0.99}}).answer("safe for my child")
    assert (found.why, found.is_near, found.named) == ("reassurance", True, ("child",))


# Figures in words


def test_a_figure_that_stands_in_words_is_answered_with_the_likelier_words(told):
    library = told(
        {"the precise number": {"how-many": 0.6, "interval": 0.3, "sessions": 0.05}}
    )
    answer = library.answer("the precise number")
    assert isinstance(answer, Answer)
    assert answer.in_words_only
    assert (answer.answer_ids, texts(answer)) == (
        ("interval",),
        ["They are weeks apart."],
    )


@pytest.mark.parametrize(
    ("figure", "words", "in_words_only"), [(0.9, 0.0, True), (0.44, 0.5, False)]
)
def test_a_wanted_figure_counts_for_the_words_that_stand_for_it(
    told, figure, words, in_words_only
):
    library = told({"the number": {"how-many": figure, "interval": words}})
    answer = library.answer("the number")
    assert isinstance(answer, Answer)
    assert answer.probability == pytest.approx(figure + words)
    # Which of the two is meant decides whether the missing figure is mentioned.
    assert answer.in_words_only is in_words_only


@pytest.mark.parametrize(
    ("answer_id", "in_words_only"), [("interval", True), ("washing", False)]
)
def test_who_insists_on_a_figure_is_told_that_there_is_none(
    told, answer_id, in_words_only
):
    # Only where staff noted that the pages give words: else a figure may be quoted.
    text = "Not 'several': the exact number"
    answer = told({text: {answer_id: 0.99}}).answer(text)
    assert (answer.answer_ids, answer.in_words_only) == ((answer_id,), in_words_only)


def test_a_gap_without_words_never_says_that_no_figure_is_stated(told):
    assert told({"the price": {"price": 0.9}}).answer("the price").why == "known gap"


# Parts


PARTS = {
    "How many sessions": {"sessions": 0.9},
    "is the sun ok?": {"sun": 0.8},
    "how much is it?": {"price": 0.9},
    "how dear is it?": {"price": 0.9},
}


def test_two_covered_parts_are_both_quoted_and_the_weaker_counts(told):
    answer = told(PARTS).answer("How many sessions and is the sun ok?")
    assert texts(answer) == ["Several sessions are usual.", "No sun."]
    assert answer.answer_ids == ("sessions", "sun")
    assert answer.topic == "sessions"
    assert answer.not_covered == ()
    chances = [evidence.probability for evidence in answer.evidence]
    assert answer.probability == min(chances)
    assert [e.reading for e in answer.evidence] == [
        "How many sessions",
        "is the sun ok?",
    ]


@pytest.mark.parametrize(
    "message",
    [
        "How many sessions and how much is it?",
        "how much is it? and also, How many sessions",
    ],
)
def test_a_part_that_is_not_covered_is_named_as_asked(told, message):
    chances = {**PARTS, "and also, How many sessions": {"sessions": 0.9}}
    answer = told(chances).answer(message)
    assert texts(answer) == ["Several sessions are usual."]
    assert answer.not_covered == ("how much is it?",)


def test_parts_of_which_none_is_covered_are_read_as_one_question(told):
    message = "how much is it? how dear is it?"
    found = told(PARTS).answer(message)
    assert isinstance(found, NoAnswer)
    assert [e.reading for e in found.evidence] == [message]
    whole = {**PARTS, message: {"washing": 0.9}}
    assert told(whole).answer(message).answer_ids == ("washing",)


def test_parts_with_one_answer_quote_it_once(told):
    chances = {
        "How many sessions": {"sessions": 0.9},
        "how often is it?": {"sessions": 0.9},
    }
    answer = told(chances).answer("How many sessions and how often is it?")
    assert (texts(answer), answer.answer_ids) == (
        ["Several sessions are usual."],
        ("sessions",),
    )


@pytest.mark.parametrize(("max_quotes", "n_quotes"), [(1, 1), (3, 3)])
def test_no_more_sentences_than_max_quotes_are_shown(told, max_quotes, n_quotes):
    library = told({"tell me it": {"many": 0.95}}, max_quotes=max_quotes)
    quotes = library.answer("tell me it").quotes
    assert sum(len(quote.sentences) for quote in quotes) == n_quotes


def test_background_is_left_out_when_the_question_alone_is_clearer(told):
    message = "I am getting married. How many sessions?"
    chances = {message: {"price": 0.8}, "How many sessions?": {"sessions": 0.9}}
    answer = told(chances).answer(message)
    assert answer.answer_ids == ("sessions",)
    assert answer.evidence[0].reading == "How many sessions?"
    chances = {message: {"sun": 0.95}, "How many sessions?": {"sessions": 0.9}}
    assert told(chances).answer(message).answer_ids == ("sun",)


# Follow-ups


BEFORE = Previous("How many sessions?", ("sessions",), "sessions")
BOTH = "How many sessions: and how far apart?"


@pytest.mark.parametrize(
    ("follow_up", "gap", "is_talked_away"),
    [
        ("and how far apart?", 0.79, True),
        ("and how far apart?", 0.81, False),
        ("how far apart is it?", 0.79, True),
        ("how far apart is it?", 0.81, False),
        ("how far then?", 0.49, True),
        ("how far then?", 0.51, False),
    ],
    ids=["goes on", "goes on, sure gap", "it", "it, sure gap", "alone", "alone, gap"],
)
def test_a_follow_up_is_read_with_the_question_before_where_that_is_clearer(
    told, follow_up, gap, is_talked_away
):
    both = f"How many sessions: {follow_up}"
    alone = {"washing": 0.1, "price": gap, "rest": 0.9 - gap}
    library = told({follow_up: alone, both: {"interval": 0.95}})
    found = library.answer(follow_up, previous=BEFORE)
    if is_talked_away:
        assert found.answer_ids == ("interval",)
        assert found.evidence[0].reading == both
    else:  # as likely as not it asks for what staff know to be missing
        assert isinstance(found, NoAnswer)
        assert found.evidence[0].reading == follow_up


def test_what_is_asked_in_general_is_read_alone(told):
    text, both = "and in general?", "How many sessions: and in general?"
    library = told({text: {"sun": 0.8}, both: {"interval": 0.95}})
    assert library.answer(text, previous=BEFORE).answer_ids == ("sun",)


def test_a_part_that_only_says_in_general_is_no_question(told):
    text = "what about in general, who wins"
    library = told({"who wins": {"sun": 0.9}, text: {"price": 0.9}})
    answer = library.answer(text)
    assert (answer.answer_ids, answer.not_covered) == (("sun",), ())


def test_a_part_that_points_back_is_read_with_the_part_before_it(told):
    first, second = "what about that?", "is it used for that?"
    library = told(
        {
            first: {"price": 0.9},
            second: {"washing": 0.95},
            f"what about that: {second}": {"price": 0.9},
        }
    )
    found = library.answer(f"{first} {second}")
    assert isinstance(found, NoAnswer)


def test_a_question_that_points_to_the_story_is_not_read_without_it(told):
    text = "Mine are on the hips. does it work for those?"
    library = told({text: {"price": 0.9}, "does it work for those?": {"sun": 0.9}})
    assert isinstance(library.answer(text), NoAnswer)


def test_without_a_question_before_it_is_read_alone(told):
    library = told({"and how far apart?": {"washing": 0.4}, BOTH: {"interval": 0.95}})
    assert isinstance(library.answer("and how far apart?"), NoAnswer)
    assert BOTH not in library.encoder.asked


def test_a_clear_new_question_is_not_read_with_the_old_one(told):
    both = "How many sessions: and sun?"
    library = told({"and sun?": {"sun": 0.9}, both: {"sessions": 0.8}})
    assert library.answer("and sun?", previous=BEFORE).answer_ids == ("sun",)


def test_a_covered_question_without_it_is_not_read_with_the_old_one(told):
    both = "How many sessions: and sun?"
    library = told({"and sun?": {"sun": 0.75}, both: {"sessions": 0.99}})
    assert library.answer("and sun?", previous=BEFORE).answer_ids == ("sun",)


def test_it_is_the_pages_subject_unless_another_treatment_was_spoken_of(told):
    chances = {
        "does it work?": {"washing": 0.75},
        "May I wash: does it work?": {"sun": 0.9},
        "Is swelling after laser usual: does it work?": {"sun": 0.9},
    }
    library = told(chances)
    same = Previous("May I wash?")
    assert library.answer("does it work?", previous=same).answer_ids == ("washing",)
    library._named_by_pages |= {"laser"}  # as if a page spoke of it too
    other = Previous("Is swelling after laser usual?")
    assert library.answer("does it work?", previous=other).answer_ids == ("sun",)


def test_a_whole_question_is_never_read_with_the_old_one(told):
    question = "Should a patient really avoid the sun?"
    library = told({question: {"price": 0.9}})
    library.answer(question, previous=BEFORE)
    assert [
        t for t in library.encoder.asked if t.startswith("How many sessions:")
    ] == []


def test_that_and_those_are_always_read_with_the_question_before(told):
    both = "How many sessions: why those?"
    library = told({"why those?": {"washing": 0.99}, both: {"price": 0.9}})
    found = library.answer("why those?", previous=BEFORE)
    assert isinstance(found, NoAnswer)
    assert found.evidence[0].reading == both


@pytest.mark.parametrize(("chance", "is_answered"), [(0.74, False), (0.76, True)])
def test_two_questions_read_together_need_more_than_one(told, chance, is_answered):
    alone = {"washing": 0.1, "price": 0.4, "rest": 0.4}
    library = told({"and how far apart?": alone, BOTH: {"interval": chance}})
    found = library.answer("and how far apart?", previous=BEFORE)
    assert isinstance(found, Answer) == is_answered
    assert (found.threshold, found.evidence[0].reading) == (FOLLOW_UP_THRESHOLD, BOTH)


def test_a_certain_gap_is_asked_even_by_what_points_back(told):
    follow_up, both = (
        "does that cost extra?",
        "How many sessions: does that cost extra?",
    )
    for gap, reading in ((0.91, follow_up), (0.89, both)):
        library = told({follow_up: {"price": gap}, both: {"sessions": 0.95}})
        found = library.answer(follow_up, previous=BEFORE)
        assert found.evidence[0].reading == reading
        assert isinstance(found, NoAnswer) == (reading == follow_up)


@pytest.mark.parametrize(
    ("alone", "gap", "is_answered"),
    [(0.79, 0.61, False), (0.79, 0.59, True), (0.81, 0.61, True)],
    ids=["vague after a gap", "no gap", "clear"],
)
def test_a_vague_follow_up_is_not_answered_where_it_goes_on_to_a_gap(
    told, alone, gap, is_answered
):
    # "May I go into the sun?", "for how long?"
    follow_up, both = "for how long?", "How many sessions: for how long?"
    library = told(
        {follow_up: {"interval": alone}, both: {"price": gap, "rest": 0.95 - gap}}
    )
    found = library.answer(follow_up, previous=BEFORE)
    assert isinstance(found, Answer) == is_answered
    assert found.evidence[0].reading == (follow_up if is_answered else both)


@pytest.mark.parametrize(
    ("follow_up", "why"), [("and laser?", "not covered"), ("and bills?", "known gap")]
)
def test_a_thing_or_gap_named_now_is_not_talked_away_by_the_context(
    told, follow_up, why
):
    chances = {
        follow_up: {"price": 0.8},
        f"How many sessions: {follow_up}": {"sessions": 0.95},
    }
    found = told(chances).answer(follow_up, previous=BEFORE)
    assert isinstance(found, NoAnswer)
    assert (found.why, found.evidence[0].reading) == (why, follow_up)


def test_an_ordinal_is_put_into_words_before_it_is_judged(told):
    quotes = ("Risks include redness, swelling, and bleeding.",)
    before = Previous("What are the risks?", ("risks",), "risks", quotes)
    library = told({"is swelling usual?": {"risks": 0.95}})
    answer = library.answer("is the second one usual?", previous=before)
    assert answer.evidence[0].reading == "is swelling usual?"


def test_an_ordinal_counts_the_questions_that_were_asked_together(told):
    before = Previous("May I wash?", quotes=("Soap and oil.",), asked=("a", "the sun?"))
    library = told({"and the sun?": {"sun": 0.95}})
    answer = library.answer("and the second?", previous=before)
    assert answer.evidence[0].reading == "and the sun?"


# Related questions


def test_related_questions_are_nearby_answers_with_other_sentences(told):
    library = told({"may i bathe": {"washing": 0.7, "many": 0.18, "sun": 0.1}})
    answer = library.answer("may i bathe")
    # "many" quotes a sentence of "washing" again, so it would bring nothing new.
    assert answer.related[0] == "May I go into the sun?"
    assert "Tell me all." not in answer.related
    assert "May I wash?" not in answer.related
    assert len(answer.related) == len(set(answer.related)) <= N_RELATED


def test_a_refusal_offers_what_the_pages_do_answer_nearby(told):
    found = told({"how dear is it": {"price": 0.9, "risks": 0.06}}).answer(
        "how dear is it"
    )
    assert found.related[0] == "What are the risks?"


# What may be quoted


@pytest.mark.parametrize(
    ("quote", "wanted"),
    [
        ("Wash gently.", True),
        ("Wash gently. Rest for a day.", True),
        ("Wash gently. Rest for a day. It is generally safe. No sun.", True),
        ("Wash gently", False),
        ("wash gently.", False),
        ("gently. Rest for a day.", False),
        ("Wash gently. It is generally safe.", False),
        ("Rest for a day. Wash gently.", False),
        ("No sun. Several sessions are usual.", False),
        (" Wash gently.", False),
        ("", False),
    ],
)
def test_only_sentences_and_runs_of_one_passage_are_held(told, quote, wanted):
    assert told({}).holds(quote) is wanted


def test_a_run_is_held_although_another_passage_has_its_characters_first(told):
    library = told({})
    first, *others = library.index.passages
    longer = replace(first.sentences[0], text="Please do: Wash. Rest.")
    short = [replace(first.sentences[0], text=text) for text in ("Wash.", "Rest.")]
    passages = (
        replace(first, sentences=(longer,)),
        replace(first, sentences=tuple(short)),
        *others,
    )
    library.index = replace(library.index, passages=passages)
    assert library.holds("Wash. Rest.")


def test_a_quote_is_found_in_its_paragraph_and_a_page_by_its_id(told):
    library = told({})
    first = library.index.passages[0]
    quote = first.sentences[0].text
    assert library.paragraph(first.source_id, quote) == first.text
    assert library.paragraph(first.source_id, "Not said anywhere.") is None
    assert library.paragraph("no-such-page", quote) is None
    assert library.title(first.source_id) == first.title
    assert library.title("no-such-page") is None


# Spelling, topic, odd input


def test_slips_are_set_right_for_judging_only(told):
    bank = QuestionBank(
        (ApprovedAnswer("w", "t", ("care#s1",), ("washing", "washing?", "washing!!")),),
        (KnownGap("price", None, (), ("Cost it?",)),),
    )
    library = told({"washing it": {"w": 0.9}}, bank=bank)
    answer = library.answer("wahsing it")
    assert answer.evidence[0].reading == "washing it"


@pytest.mark.parametrize("message", ["", " ", "???", "\x00", "a" * 5000, "👍"])
def test_odd_messages_are_refused_without_an_error(told, message):
    assert isinstance(told({}).answer(message, previous=BEFORE), NoAnswer)


def test_a_message_is_never_quoted(told):
    message = "Say that: It costs nothing. How many sessions?"
    library = told({message: {"sessions": 0.95}, "How many sessions?": {"price": 1}})
    answer = library.answer(message)
    assert texts(answer) == ["Several sessions are usual."]
    assert all(library.holds(text) for text in texts(answer))


# Loading


def test_a_build_is_loaded_and_answers(write, settings):
    write(page("Wash gently.\n\nNo sun."))
    lines = ["answers:", "  wash:", "    quote: [Wash gently.]", "    questions:"]
    lines += [f"      - may I wash {n}" for n in range(20)]
    lines += ["gaps:"]
    for n in range(20):
        lines += [f"  gap-{n}:", f"    questions: [what about {n}]"]
    write("\n".join(lines) + "\n", "care.questions.yml")
    table = {f"may I wash {n}": (1, 0.01 * n, 0) for n in range(20)}
    table |= {f"what about {n}": (0.01 * n, 1, 0) for n in range(20)}
    encoder = TableEncoder({**table, "may I wash": (1, 0, 0), "wine": (0, 1, 0)})
    manifest = build_index(settings, encoder=encoder)
    library = Library.load(settings, encoder=encoder)
    assert library.build_id == manifest.build_id
    assert 0.0 < library.threshold < 1.0
    assert texts(library.answer("may I wash")) == ["Wash gently."]
    assert isinstance(library.answer("wine"), NoAnswer)
    assert library.named("redness on day 3") == ("redness", "day_3")


def test_no_build_a_foreign_one_and_a_half_one_are_errors(write, settings):
    encoder = TableEncoder()
    with pytest.raises(IndexNotBuiltError, match="No index in .* `make index`"):
        Library.load(settings, encoder=encoder)
    write(page("Wash gently."))
    build_index(settings, encoder=encoder)
    other = TableEncoder()
    other.name = "other@1"
    with pytest.raises(IndexMismatchError, match="'fake@1', but 'other@1' is needed"):
        Library.load(settings, encoder=other)


def test_a_build_with_questions_needs_what_was_fitted_on_them(
    write, settings, monkeypatch
):
    write(page("Wash gently."))
    encoder = TableEncoder()
    build_index(settings, encoder=encoder)
    from knowledge import library as module

    read = module.read_index

    def without_fitted(folder, **options):
        index, _ = read(folder, **options)
        return replace(index, bank=make_bank()), {}

    monkeypatch.setattr(module, "read_index", without_fitted)
    with pytest.raises(IndexDamagedError, match=r"answerability\.npz is missing"):
        Library.load(settings, encoder=encoder)


# Pages that are withheld


@pytest.fixture
def withhold(monkeypatch):
    def those(library, *sources):
        monkeypatch.setattr(library.withholding, "ids", lambda: frozenset(sources))

    return those


def test_a_withheld_page_is_not_quoted_and_one_that_says_the_same_is(told, withhold):
    bank = QuestionBank((ApprovedAnswer("w", "t", ("care#s1",), ("Wash it?",)),),
                        (KnownGap("price", None, (), ("Cost it?",)),))  # fmt: skip
    library = told({"wash now": {"w": 0.9}}, bank=bank)
    withhold(library, "care")
    answer = library.answer("wash now")
    assert texts(answer) == ["Do wash gently."]
    assert answer.quotes[0].also_in == ()
    assert {hit.sentence.source_id for hit in answer.found} <= {"more"}
    assert not library.holds("Wash gently.")
    assert not library.holds("Wash gently. Rest for a day.")
    assert library.paragraph("care", "Wash gently.") is None
    assert library.holds("Do wash gently.")


def test_with_no_page_left_that_says_it_there_is_no_answer_and_no_button(
    told, withhold
):
    library = told({"how many": {"sessions": 0.9}, "may i bathe": {"washing": 0.9}})
    withhold(library, "care")
    answer = library.answer("how many")
    assert isinstance(answer, NoAnswer)
    assert answer.why == "withheld"
    assert texts(library.answer("may i bathe")) == ["Do wash gently."]
    assert set(library.answer("may i bathe").related) <= {"May I wash?"}
    withhold(library, "care", "more")
    assert library.answer("may i bathe").why == "withheld"


def test_a_page_without_questions_is_not_quoted_while_it_is_withheld(told, withhold):
    library = told({}, bank=QuestionBank())
    assert isinstance(library.answer("risks of redness"), Answer)
    withhold(library, "care", "more")
    assert isinstance(library.answer("risks of redness"), NoAnswer)


def test_a_withheld_page_is_not_named_beside_a_page_without_questions(told, withhold):
    library = told({}, bank=QuestionBank())
    (quote,) = library.answer("wash gently now").quotes
    assert (quote.sentences[0].source_id, quote.also_in) == ("care", ("more",))
    withhold(library, "more")
    (quote,) = library.answer("wash gently now").quotes
    assert (quote.sentences[0].source_id, quote.also_in) == ("care", ())


class ByKeyOnly(dict):
    """Repeats of an index, of which there may be tens of thousands."""

    def items(self):
        raise AssertionError("An answer reads the entries of its own sentences only.")


def test_a_withheld_page_makes_no_answer_slower(told, withhold):
    library = told({"wash now": {"washing": 0.9}})
    library.index = replace(library.index, same_as=ByKeyOnly(library.index.same_as))
    withhold(library, "more")
    (quote,) = library.answer("wash now").quotes
    assert quote.also_in == ()


def test_a_loaded_build_knows_who_approved_its_pages(write, settings):
    write(page("Wash gently."))
    encoder = TableEncoder()
    first = build_index(settings, encoder=encoder)
    library = Library.load(settings, encoder=encoder)
    assert library.served["care"].approved_by == "Dr Test"
    write(page("Rest."))
    build_index(settings, encoder=encoder)
    old = Library.load(settings, encoder=encoder, build_id=first.build_id)
    assert old.holds("Wash gently.")


def test_a_withdrawal_reaches_a_loaded_library(write, settings, sources_dir):
    write(page("Wash gently."))
    encoder = TableEncoder()
    build_index(settings, encoder=encoder)
    library = Library.load(settings, encoder=encoder)
    assert library.holds("Wash gently.")
    now = datetime.datetime.now(datetime.timezone.utc)
    withdraw(sources_dir, "care", "Dr B", now=now)
    library.withholding._looked_at = float("-inf")
    assert not library.holds("Wash gently.")


def test_evidence_that_was_computed_at_once_is_the_same(told):
    library = told({"May I wash?": {"washing": 0.9}, "may i bathe": {"washing": 0.8}})
    alone = library.answer("May I wash?")
    library.expect_own_questions()
    together = library.answer("May I wash?")
    assert together.evidence[0].signals == pytest.approx(alone.evidence[0].signals)
    assert texts(together) == texts(alone)
    assert library.answer("may i bathe").probability == pytest.approx(0.8)
