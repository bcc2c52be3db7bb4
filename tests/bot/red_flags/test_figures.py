"""The bars the lexicon alone must pass, on the development sets and a fresh one.

The sets are development data by one author each, not yet approved by a clinician.
"""

import json
import random
from pathlib import Path

import pytest

from bot.red_flags import is_over, screen

PROJECT = Path(__file__).parents[3]
DATA = PROJECT / "bot" / "red_flags" / "data"
DEV = DATA / "redflags_dev"
EVAL = PROJECT.parent / "shared" / "eval" / "dev"
FRESH = Path(__file__).with_name("fresh.jsonl")


def rows(path):
    if not path.exists():
        pytest.skip(f"no evaluation set at '{path.name}'")
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def alarmed(text):
    alarm = screen(text)
    return alarm is not None and alarm.tier != "urgent"


def share(texts):
    return sum(map(alarmed, texts)) / len(texts)


def typo(word, rng):
    """Swap two neighbouring letters inside a word."""
    if len(word) < 4 or rng.random() > 0.1:
        return word
    at = rng.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def test_recall_overall_and_in_every_category():
    emergencies = rows(DEV / "emergencies.jsonl")
    assert share([row["text"] for row in emergencies]) >= 0.95
    for category in {row["category"] for row in emergencies}:
        texts = [row["text"] for row in emergencies if row["category"] == category]
        assert share(texts) >= 0.85, category


def test_false_alarms():
    others = rows(DEV / "not_emergencies.jsonl")
    ordinary = [r["text"] for r in others if r["kind"].startswith("ordinary")]
    hard = [r["text"] for r in others if r["kind"].startswith("hard")]
    assert share(ordinary) <= 0.01
    assert share(hard) <= 0.05
    assert share([row["text"] for row in rows(DEV / "general.jsonl")]) <= 0.01
    assert share([row["text"] for row in rows(DEV / "personal.jsonl")]) <= 0.02


@pytest.mark.parametrize(
    ("writer", "recall"),
    [("further", 0.90), ("later", 0.83), ("blind", 0.90), ("chat", 0.80)],
)
def test_recall_on_the_further_writers(writer, recall):
    emergencies = rows(DATA / writer / "emergencies.jsonl")
    assert share([row["text"] for row in emergencies]) >= recall


@pytest.mark.parametrize("writer", ["further", "later", "blind", "chat"])
def test_false_alarms_on_the_further_writers(writer):
    others = rows(DATA / writer / "not_emergencies.jsonl")
    ordinary = [r["text"] for r in others if r["kind"].startswith("ordinary")]
    hard = [r["text"] for r in others if r["kind"].startswith("hard")]
    assert share(ordinary) == 0
    assert share(hard) <= 0.03


@pytest.mark.parametrize(
    ("writer", "most"),
    [("plain", 0.04), ("hinted", 0.03), ("crisis", 0.04), ("voices", 0.06)],
)
def test_false_alarms_on_the_writers_of_hard_negatives(writer, most):
    others = rows(DATA / writer / "not_emergencies.jsonl")
    ordinary = [r["text"] for r in others if r["kind"].startswith("ordinary")]
    hard = [r["text"] for r in others if r["kind"].startswith("hard")]
    assert not any(map(alarmed, ordinary))
    assert share(hard) <= most


@pytest.mark.parametrize(
    "change",
    [
        str.upper,
        lambda text: text.replace("'", "").replace(",", "").replace(".", ""),
        lambda text: f"{text} 😭🙏",
        lambda text: f"{text} but my husband says it's nothing",
        lambda text: f"{text} probably nothing",
        lambda text: "  ".join(" ".join(word) for word in text.split()),
    ],
    ids=["caps", "no-punctuation", "emoji", "husband", "probably", "spaced"],
)
def test_the_same_message_written_otherwise(change):
    texts = [row["text"] for row in rows(DEV / "emergencies.jsonl")]
    assert share([change(text) for text in texts]) >= share(texts) - 0.03


def test_the_same_message_with_typos():
    rng = random.Random(7)
    texts = [row["text"] for row in rows(DEV / "emergencies.jsonl")]
    typed = [" ".join(typo(word, rng) for word in text.split(" ")) for text in texts]
    assert share(typed) >= share(texts) - 0.03


def test_the_fresh_set():
    fresh = rows(FRESH)
    assert share([r["text"] for r in fresh if r["category"]]) >= 0.9
    assert share([r["text"] for r in fresh if not r["category"]]) <= 0.04


def test_single_messages():
    for row in rows(EVAL / "questions.jsonl"):
        accepted = {row["route"], *row["accept_routes"]}
        if row["route"] == "emergency":
            assert alarmed(row["text"]), row["id"]
        elif "emergency" not in accepted:
            assert not alarmed(row["text"]), row["id"]


def test_dialogues_turn_by_turn():
    for dialogue in rows(EVAL / "dialogues.jsonl"):
        standing = None
        for turn in dialogue["turns"]:
            accepted = {turn["route"], *turn["accept_routes"]}
            alarm = screen(turn["text"])
            if alarm is not None and alarm.tier != "urgent":
                assert "emergency" in accepted, dialogue["id"]
                standing = alarm
            elif standing is not None and is_over(turn["text"], standing):
                assert accepted != {"emergency"}, dialogue["id"]
                standing = None
            else:
                in_route = "emergency" in accepted
                assert in_route == (standing is not None) or (
                    standing is None and turn["route"] != "emergency"
                ), dialogue["id"]
