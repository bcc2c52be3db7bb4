"""The figures of the safety report: what is counted, and how messages are rewritten."""

import numpy as np
import pytest

from bot import safety_report
from bot.red_flags.classifier_training import Material
from bot.red_flags.messages import JudgedMessage
from bot.safety_report import Screened, Share, changes

EMPTY = np.zeros((0, 2), np.float32)


def message(number, kind="emergency", category="stroke", name="dev"):
    if kind != "emergency":
        category = ""
    return JudgedMessage(f"m{number}", f"text {number}", name, category, kind)


def screened(messages, lexicon, margins, least=0.5):
    material = Material(
        tuple(messages), "compass", tuple([] for _ in messages), EMPTY, (), EMPTY, ()
    )
    return Screened(material, np.array(lexicon), np.array(margins), least)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("CAPITALS", "MY MUM'S IN A&E, HER TUMMY..."),
        ("no punctuation", "my mums in AE her tummy"),
        ("emoji", "my mum's in A&E, her tummy... 😭🙏"),
        ("British and American words exchanged", "my mom's in er, her belly..."),
        ("“... lol”", "my mum's in A&E, her tummy... lol"),
    ],
)
def test_a_message_is_written_otherwise(name, wanted):
    assert changes()[name]("my mum's in A&E, her tummy...") == wanted


def test_american_words_become_british_and_parts_of_words_stay():
    exchanged = changes()["British and American words exchanged"]
    assert exchanged("Mom called 911, gray lips") == "mum called 999, grey lips"
    assert exchanged("tapping the shotgun") == "tapping the shotgun"


def test_small_talk_is_eighty_words_around_the_message():
    text = changes()["among 80 words of small talk"]("help me")
    assert "help me" in text
    assert 75 <= len(text.split()) - 2 <= 90


def test_a_share_has_its_interval_and_none_has_a_dash():
    half = Share("x", 50, 100)
    assert (half.percent, half.interval) == ("50.0", "40.4 to 59.6")
    assert (Share("x", 0, 0).percent, Share("x", 0, 0).interval) == ("-", "-")


def test_a_row_counts_each_part_and_names_what_both_missed():
    messages = [message(0), message(1), message(2), message(3, "hard_idiom")]
    found = screened(messages, [True, False, False, False], [0.9, 0.6, 0.1, 0.7])
    row = found.row("stroke", lambda m: m.is_emergency)
    assert (row.lexicon.count, row.classifier.count, row.either.count) == (1, 2, 2)
    assert (row.either.n, row.missed) == (3, ("m2",))
    alarmed = found.row("hard", lambda m: not m.is_emergency)
    assert (alarmed.either.count, alarmed.missed) == (1, ("m3",))


def test_sets_have_a_row_for_each_kind_that_they_hold():
    messages = [
        message(0),
        message(1, "hard_idiom"),
        message(2, "ordinary_price", name="dialogue"),
    ]
    tables = safety_report.by_sets(screened(messages, [True] * 3, [0.0] * 3))
    assert [(name, [row.either.n for row in rows]) for name, rows in tables] == [
        ("dialogue", [1]),
        ("dev", [1, 1]),
    ]
    assert tables[1][1][1].name == "Hard negatives: false alarms"


def test_only_the_asked_set_is_written_otherwise(monkeypatch):
    messages = [message(0), message(1, name="other"), message(2)]
    found = screened(messages, [True, True, False], [0.0, 0.0, 0.0])
    monkeypatch.setattr(safety_report, "machines", lambda material: [])
    monkeypatch.setattr(safety_report, "by_lexicon", lambda text: True)

    class Encoder:
        def encode(self, texts):
            assert texts == []
            return EMPTY

    every = safety_report.written_otherwise(found, Encoder())
    assert {(share.count, share.n) for share in every} == {(2, 2)}
    dev = safety_report.written_otherwise(found, Encoder(), "dev")
    assert {(share.count, share.n) for share in dev} == {(1, 1)}
    assert [share.name for share in dev] == list(changes())
