from itertools import islice

from actions.clinic import MAX_MESSAGE_CHARS
from benchmarks.serving.messages import messages


def test_no_message_comes_twice_in_a_round():
    every = list(messages(1))
    assert len(every) > 5000
    assert len(set(every)) == len(every)
    assert max(map(len, every)) < MAX_MESSAGE_CHARS


def test_a_round_can_be_repeated_and_another_differs():
    first = list(islice(messages(1), 50))
    assert first == list(islice(messages(1), 50))
    assert first != list(islice(messages(2), 50))
