import pytest

from bot.rate_limit import RateLimit, address_key


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_the_event_after_the_last_allowed_one_has_to_wait_for_the_first_to_age():
    clock = Clock()
    limit = RateLimit(2, 60, now=clock)
    assert limit.wait_s("a") == 0
    clock.now = 20
    assert limit.wait_s("a") == 0
    clock.now = 30
    assert limit.wait_s("a") == 30
    assert limit.wait_s("b") == 0


def test_waiting_as_long_as_was_said_is_enough_and_a_refusal_does_not_count():
    clock = Clock()
    limit = RateLimit(1, 60, now=clock)
    limit.wait_s("a")
    clock.now = 59
    assert limit.wait_s("a") == 1
    clock.now = 60
    assert limit.wait_s("a") == 0


def test_what_is_left_of_a_second_is_waited_for_whole():
    clock = Clock()
    limit = RateLimit(1, 60, now=clock)
    limit.wait_s("a")
    clock.now = 20.5
    assert limit.wait_s("a") == 40
    clock.now = 59.9
    assert limit.wait_s("a") == 1


def test_only_the_keys_seen_last_are_kept():
    limit = RateLimit(1, 60, n_keys_kept=3, now=Clock())
    for key in "abcde":
        limit.wait_s(key)
    assert len(limit._events) == 3
    assert limit.wait_s("e") == 60
    assert limit.wait_s("a") == 0


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::ffff]", "2001:db8:1:2::/64"),
        ("unix", "unix"),
    ],
)
def test_one_household_is_one_key(address, key):
    assert address_key(address) == key
