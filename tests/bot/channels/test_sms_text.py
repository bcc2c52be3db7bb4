import pytest

from bot.channels.sms_text import n_segments, plain_marks


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        # Brackets and the euro sign cost an escape.
        ("[" * 80, 1),
        ("[" * 81, 2),
        ("é" * 160, 1),
        ("“" + "a" * 69, 1),
        ("“" + "a" * 70, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_segments_as_the_standard_counts_them(text, n):
    assert n_segments(text) == n


def test_only_typographic_marks_are_rewritten():
    assert plain_marks("“It’s 4–6 weeks…” ¿né? 😀") == '"It\'s 4-6 weeks..." ¿né? 😀'
    assert n_segments(plain_marks("“" + "a" * 150 + "”")) == 1
