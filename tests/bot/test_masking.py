"""Identifiers go, everything a page could be about stays."""

import json
import time
from pathlib import Path

import pytest

from bot.masking import mask

DATA = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("my name is sarah jones and i have acne", "my name is [name] and i have acne"),
        ("Im called Bob", "Im called [name]"),
        ("my names jo", "my names [name]"),
        ("name: Jo Smith", "name: [name]"),
        ("I am Sarah Jones. How long?", "I am [name]. How long?"),
        ("you can call me Jo", "you can call me [name]"),
        ("How long? Thanks, Sarah", "How long? Thanks, [name]"),
        ("my daughter's name is Lily", "my daughter's name is [name]"),
        ("call me on 07700 900123", "call me on [number]"),
        ("+44 20 7946 0128 pls", "[number] pls"),
        ("(555) 123-4567", "[number]"),
        ("0800 111 222", "[number]"),
        ("mail jo.b+x@mail.co.uk thx", "mail [email] thx"),
        ("jo at gmail dot com", "[email]"),
        ("card 4111 1111 1111 1111", "card [number]"),
        ("4111111111111111", "[number]"),
        ("943 476 5919", "[number]"),
        ("NHS number 943 476 5919", "NHS number [number]"),
        ("ssn 123-45-6789", "ssn [number]"),
        ("AB 12 34 56 C", "[number]"),
        ("1234567T", "[number]"),
        ("medicare 2123 45670 1", "medicare [number]"),
        ("dob: 12 March 1990", "dob: [date]"),
        ("born 3/4/87", "born [date]"),
        ("i was born in 1987", "i was born in [date]"),
        ("1990-02-28", "[date]"),
        ("I live in SW1A 1AA", "I live in [postcode]"),
        ("m1 1ae", "[postcode]"),
        ("D02 X285", "[postcode]"),
        ("zip 90210", "zip [postcode]"),
        ("Sydney NSW 2000", "Sydney NSW [postcode]"),
    ],
)
def test_identifiers_are_masked(text, masked):
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "10-12 sessions, 4-6 weeks apart",
        "0.25 mm or 1.5 mm needles",
        "2010-2015",
        "it costs 1500 2000 or 3000",
        "5-7 days or 10-14 days, then 48 hours",
        "I am not sure",
        "I am Really worried",
        "can someone call me back",
        "I'm 16, i had it in march 2023",
        "is it safe with accutane 20mg",
        "",
    ],
)
def test_the_rest_stays(text):
    assert mask(text) == text


def test_no_message_of_the_training_and_safety_data_is_changed():
    """14,000 messages with no identifier in them, by several writers."""
    texts = [
        line.strip(' -"\n')
        for file in (DATA / "bot" / "dialogue" / "nlu").glob("*.yml")
        for line in file.read_text("utf-8").splitlines()
    ]
    for file in (DATA / "bot" / "red_flags").rglob("*.jsonl"):
        texts += [
            json.loads(line)["text"] for line in file.read_text("utf-8").splitlines()
        ]
    assert len(texts) > 5000
    # A year of birth and a name are meant to go.
    assert {text for text in texts if mask(text) != text} == {
        "Am I too young? Born 2010.",
        "Hello, this is Mrs Pettigrew, the one with the stick. I had it written for "
        "the 4th, my neighbour says I told her the 5th, and the card has gone through "
        "the wash. Would you look and tell me when I'm to come?",
        "pension age for a woman born 1961",
    }


def test_masking_again_changes_nothing():
    once = mask("my name is Jo Smith, 07700 900123, jo@mail.com, SW1A 1AA, 3/4/1987")
    assert mask(once) == once


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "a.b",
        "a@",
        "1.",
        "0 ",
        "12345 ",
        "my name is ",
        "I am ",
        "Thanks Aa",
        "born ",
    ],
)
def test_twice_the_length_takes_about_twice_the_time(part):
    def seconds(n_chars):
        text = (part * n_chars)[:n_chars]
        times = []
        for _ in range(3):
            started = time.thread_time()
            mask(text)
            times.append(time.thread_time() - started)
        return min(times)

    # Where each letter is tried with all that follow, it is 64 times.
    assert seconds(16_000) < 16 * seconds(2_000)
