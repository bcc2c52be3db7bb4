import re

from bot.handover.note import reference_of
from bot.short_code import short_code
from bot.turn import receipt


def test_receipts_and_references_are_what_they_were_when_they_were_given_out():
    assert receipt("m-1", "build-1", "answer") == "k3tg-xqzb"
    assert reference_of("visitor", "m-1") == "rq00-naef"


def test_a_code_tells_its_parts_apart_and_has_no_digit_that_is_misread():
    assert short_code("ab", "c") != short_code("a", "bc") != short_code("abc")
    codes = {short_code(str(n)) for n in range(500)}
    assert len(codes) == 500
    assert all(
        re.fullmatch(r"[0-9a-hjkmnp-tv-z]{4}-[0-9a-hjkmnp-tv-z]{4}", c) for c in codes
    )
