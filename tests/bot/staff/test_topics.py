"""Two directions of meaning; what few people asked or wrote never comes out."""

import numpy as np
import pytest

from bot.staff.topics import (
    MAX_TEXTS,
    Message,
    cluster,
    common_words,
    conversations_by_word,
    most_common_of,
)


class TwoTopics:
    """Parking points one way, prices the other; anything else a third way."""

    def __init__(self):
        self.n_texts = 0

    def encode(self, texts):
        self.n_texts += len(texts)
        rows = [
            (float("park" in t), float("price" in t), float("park" not in t) * 0.01)
            for t in texts
        ]
        vectors = np.array(rows, "float32") + 1e-6
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def messages(n, text, start=0):
    return [Message(f"c{start + i}", text.format(i)) for i in range(n)]


def test_messages_that_mean_the_same_are_one_group():
    asked = messages(12, "where can i park number{} please") + messages(
        10, "price of it {}"
    )
    found = cluster(asked, TwoTopics())
    assert [group.n_conversations for group in found.groups] == [12, 10]
    assert found.groups[0].messages == tuple(range(12))
    assert found.groups[0].words == ("park",)


def test_a_group_of_nine_is_not_told():
    found = cluster(messages(9, "where can i park {}"), TwoTopics())
    assert found.groups == ()


def test_one_person_who_asks_ten_times_is_one():
    asked = [Message("same", f"may i park {n}") for n in range(30)]
    assert cluster(asked, TwoTopics()).groups == ()


def test_the_same_words_of_ten_people_are_compared_once():
    encoder = TwoTopics()
    found = cluster(messages(40, "Where  can I PARK?"), encoder)
    assert found.groups[0].n_conversations == 40
    assert encoder.n_texts <= 1


def test_a_word_of_nine_people_never_comes_out():
    asked = messages(9, "park smith") + messages(3, "park jones", start=9)
    (group,) = cluster(asked, TwoTopics()).groups
    assert group.n_conversations == 12 and group.words == ("park",)


def test_what_the_mask_wrote_is_no_word_of_a_patient():
    words = conversations_by_word([Message("c", "park [name] it's 12345 at 07946")])
    assert set(words) == {"park"}


def test_words_that_are_everywhere_tell_less():
    asked = messages(10, "skin laser") + messages(90, "skin cream", start=10)
    in_all = conversations_by_word(asked)
    assert common_words(asked[:10], in_all, len(asked)) == ("laser", "skin")


def test_nothing_and_one_message_are_no_group():
    assert cluster([], TwoTopics()).groups == ()
    assert cluster(messages(1, "park"), TwoTopics()).groups == ()


def test_too_many_messages_leave_the_oldest_out(monkeypatch):
    monkeypatch.setattr("bot.staff.topics.MAX_TEXTS", 20)
    assert MAX_TEXTS == 4000
    found = cluster(messages(25, "park {}"), TwoTopics())
    assert found.n_left_out == 5
    assert found.groups[0].messages == tuple(range(5, 25))


@pytest.mark.parametrize(("n", "value"), [(10, "laser"), (9, None)])
def test_the_commonest_value_needs_ten_conversations(n, value):
    pairs = [(f"c{i}", "laser") for i in range(n)] + [("c0", "laser"), ("x", "")]
    assert most_common_of(pairs) == value
    assert most_common_of([]) is None
