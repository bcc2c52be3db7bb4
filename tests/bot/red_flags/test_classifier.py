"""The classifier beside the lexicon, on geometry that can be done in the head."""

import json
from dataclasses import replace

import numpy as np
import pytest

from bot.red_flags import classifier_training as training
from bot.red_flags.classifier import (
    CONCEPTS_WEIGHT,
    PIECE_WORDS,
    WORDS_WEIGHT,
    Classifier,
    ClassifierError,
    Weights,
    further_readings,
    hash_file,
    pieces,
    read_weights,
    terms_of,
    weigh_terms,
    write_weights,
)
from bot.red_flags.messages import JudgedMessage, MessagesError, read_messages
from bot.red_flags.minimisers import without_minimisers

EAST, NORTH = [1.0, 0.0], [0.0, 1.0]


class Compass:
    """A message that says "hurt" looks east, any other north."""

    name = "compass"

    def encode(self, texts):
        rows = [EAST if "hurt" in text else NORTH for text in texts]
        return np.array(rows, dtype=np.float32)


WEIGHTS = Weights(
    encoder="compass",
    gamma=50.0,
    vectors=np.array([EAST, NORTH], np.float32),
    alphas=np.array([1.0, -1.0], np.float32),
    categories=("suicide_self_harm", ""),
    terms=("scream",),
    idf=np.ones(1, np.float32),
    term_weights=np.array([6.0], np.float32),
    bias=0.0,
    slope=4.0,
    offset=0.0,
    threshold=0.9,
)


def judged(number, text, category="", kind="ordinary_x"):
    kind = "emergency" if category else kind
    return JudgedMessage(str(number), text, "test", category, kind)


def test_a_vector_among_emergencies_raises_an_alarm_with_its_category():
    alarm = Classifier(WEIGHTS, Compass()).alarm("it will hurt")
    assert alarm.rule_id == "model.classifier"
    assert (alarm.category, alarm.tier) == ("suicide_self_harm", "crisis")
    assert alarm.score == pytest.approx(1 / (1 + np.exp(-4.0)), abs=0.001)


def test_the_nearest_emergencies_name_the_category_not_the_most():
    few, many = [0.98, 0.199], [0.8, 0.6]
    weights = replace(
        WEIGHTS,
        gamma=0.1,
        vectors=np.array([few, *[many] * 6], np.float32),
        alphas=np.ones(7, np.float32),
        categories=("chest_pain", *["suicide_self_harm"] * 6),
    )
    alarm = Classifier(weights, Compass()).alarm("hurt")
    assert (alarm.category, alarm.tier) == ("chest_pain", "emergency")


def test_a_vector_among_others_raises_none():
    assert Classifier(WEIGHTS, Compass()).alarm("hello") is None


def test_words_count_beside_the_vector():
    assert Classifier(WEIGHTS, Compass()).alarm("scream") is not None


def test_a_sign_in_a_long_message_is_read_in_a_piece():
    small_talk = "well " * 60
    found = pieces(f"{small_talk}it will hurt")
    assert found and all(len(piece.split()) <= PIECE_WORDS for piece in found)
    assert any("hurt" in piece for piece in found)
    assert pieces("a short message") == []


@pytest.mark.parametrize(
    "tail",
    [
        " lol",
        ", probably nothing",
        " but my husband says it's nothing",
        ", I'm sure it's fine, just asking",
        ". Sorry to bother you, no rush",
        " 😭🙏",
        " - don't want to make a fuss",
        " haha",
    ],
)
def test_what_plays_a_message_down_is_not_read(tail):
    assert without_minimisers(f"it will hurt{tail}").rstrip(".") == "it will hurt"
    assert without_minimisers("it will hurt") == "it will hurt"
    assert Classifier(WEIGHTS, Compass()).alarm(f"it will hurt{tail}") is not None


def test_spaced_letters_are_read_as_words_too():
    assert "i cant breathe" in further_readings("i  c a n t  b r e a t h e")
    assert further_readings("I have a cat") == []


def test_a_short_plain_message_is_embedded_once():
    assert further_readings("how many sessions will I need?") == []


def test_words_and_concepts_each_have_the_length_that_they_count_for():
    places = {"cannot breathe": 0, "breathe": 1, "#FEVER": 2, "#EYE": 3}
    terms = ["breathe", "breathe", "#FEVER", "#EYE"]
    found = weigh_terms(terms, places, np.ones(4, np.float32))
    half = 0.5 / np.sqrt(2)
    assert WORDS_WEIGHT == CONCEPTS_WEIGHT == 0.25
    assert found == pytest.approx({1: 0.5, 2: half, 3: half})
    assert "my throat" in terms_of("My throat!")


def test_a_concept_says_whether_it_counts_here_and_now():
    assert "#FEVER" in terms_of("he has a feverr")
    assert "~FEVER" in terms_of("no fever")
    assert "~FEVER" in terms_of("as a child i had a fever")


def test_what_was_stored_is_what_is_read(tmp_path):
    file = tmp_path / "models" / "red_flags.npz"
    write_weights(file, WEIGHTS)
    weights = read_weights(file)
    assert weights.terms == WEIGHTS.terms and weights.categories == WEIGHTS.categories
    assert np.array_equal(weights.vectors, WEIGHTS.vectors)
    assert Classifier.load(file, Compass()).alarm("hurt") is not None


def test_a_missing_damaged_or_foreign_file_is_named(tmp_path):
    file = tmp_path / "red_flags.npz"
    with pytest.raises(ClassifierError, match="is not there. Train it"):
        read_weights(file)
    write_weights(file, replace(WEIGHTS, encoder="another"))
    with pytest.raises(ClassifierError, match="made for another, not compass"):
        Classifier.load(file, Compass())
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(bytes(content))
    with pytest.raises(ClassifierError, match="is damaged"):
        read_weights(file)
    hash_file(file).write_bytes(b"\xff")
    with pytest.raises(ClassifierError, match="is not there"):
        read_weights(file)


def test_folds_hold_every_message_once_and_every_kind_evenly():
    messages = [judged(n, f"text {n}") for n in range(20)]
    messages += [judged(n, f"text {n}", "stroke") for n in range(20, 30)]
    folds = training.folds(messages, 5)
    assert sorted(np.concatenate(folds).tolist()) == list(range(30))
    assert [sum(messages[i].is_emergency for i in fold) for fold in folds] == [2] * 5


def test_a_fold_is_one_writers_messages_and_a_share_of_the_dialogue():
    messages = [
        JudgedMessage(f"{writer}-{n}", f"{writer} {n}", writer, category, "emergency")
        for writer in ("anna", "ben", "carl")
        for n, category in enumerate(["stroke", "stroke", ""])
    ]
    messages += [JudgedMessage(f"d{n}", "hi", "dialogue", "", "x") for n in range(6)]
    folds = training.folds(messages, 5)
    assert [{messages[i].set_name for i in fold} for fold in folds] == [
        {writer, "dialogue"} for writer in ("anna", "ben", "carl")
    ]
    assert [len(fold) for fold in folds] == [5, 5, 5]


def test_small_writers_share_a_fold():
    sizes = {"anna": 5, "ben": 4, "carl": 2, "dora": 2, "emil": 1}
    messages = [
        JudgedMessage(f"{writer}-{n}", f"{writer} {n}", writer, "stroke", "emergency")
        for writer, size in sizes.items()
        for n in range(size)
    ]
    folds = training.folds(messages, 3)
    assert [{messages[i].set_name for i in fold} for fold in folds] == [
        {"anna"},
        {"ben", "emil"},
        {"carl", "dora"},
    ]


def test_the_margin_is_the_least_that_keeps_every_kinds_false_alarms_low():
    margins = np.array([0.9, 0.2, 0.1] + [-1.0] * 97)
    kinds = ["hard_idiom"] * 100
    least = training.choose_margin(margins, kinds)
    assert (margins >= least).sum() <= training.MAX_FALSE_ALARMS["hard"] * 100
    assert training.choose_margin(np.array([0.9]), ["ordinary_price"]) > 0.9


def test_a_message_is_judged_by_a_machine_that_has_not_seen_it():
    """The only message that looks east is an emergency: unseen, it is not known."""
    messages = [judged(n, "fine thanks") for n in range(12)]
    messages += [
        judged(12, "hurt", "stroke"),
        *(judged(n, "b", "stroke") for n in "xyz"),
    ]
    material = training.gather(messages, Compass())
    seen = training._machine(material, np.arange(16), 1.0, 0.0, 0.5)
    seen_margin = Classifier(seen, Compass()).margin(["hurt"], material.vectors[12])
    assert training.out_of_fold(material, n_folds=4)[12] < seen_margin


def test_the_pieces_of_a_harmless_message_are_learnt_as_harmless():
    # East is where emergencies lie; the long message as a whole looks there too, and
    # what it says in pieces, "calm words", is nowhere else.
    long = " ".join(["calm words"] * PIECE_WORDS + ["hurt"])
    messages = [judged(n, "it hurt", "chest_pain") for n in range(6)]
    messages += [judged(n, "fine") for n in range(6, 12)]
    material = training.gather([*messages, judged(12, long)], Compass())
    assert len(material.piece_owner) == len(pieces(long)) > 1
    every = np.arange(13)
    without = replace(
        material, piece_terms=(), piece_vectors=np.zeros((0, 2)), piece_owner=()
    )
    learnt = training._machine(material, every, 1.0, 0.0, 0.5)
    plain = training._machine(without, every, 1.0, 0.0, 0.5)
    terms = terms_of("calm words calm words hurt")
    vector = np.array(EAST, np.float32)
    margins = [
        Classifier(machine, Compass()).margin(terms, vector)
        for machine in (learnt, plain)
    ]
    assert margins[0] < margins[1]


def test_the_shipped_messages_cover_every_category_and_kind():
    messages = read_messages()
    further = [m for m in messages if m.set_name == "further"]
    assert sum(m.is_emergency for m in further) >= 600
    assert sum(not m.is_emergency for m in further) >= 600
    assert len({m.category for m in further}) == 16
    assert len({m.text.casefold() for m in messages}) == len(messages)


def test_a_bad_line_is_named(tmp_path):
    folder = tmp_path / "set"
    folder.mkdir()
    file = folder / "emergencies.jsonl"
    row = {"id": "1", "text": "help", "category": "stroke"}
    file.write_text(json.dumps(row) + "\nnothing\n")
    with pytest.raises(MessagesError, match="emergencies.jsonl:2: Write"):
        read_messages(tmp_path)
    file.write_text(json.dumps({**row, "category": "flu"}) + "\n")
    with pytest.raises(MessagesError, match="'flu' is no category. Known: abuse"):
        read_messages(tmp_path)
