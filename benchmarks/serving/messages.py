"""Patients' messages for the load, no two alike: no cache can know one already."""

import itertools
import random
from collections.abc import Iterator

QUESTIONS = (
    "how many sessions will I need?",
    "does it hurt?",
    "how long is the downtime?",
    "what are the risks?",
    "can I park there?",
    "what should I avoid afterwards?",
    "is it good for dark skin?",
    "what does it cost?",
    "how does it work?",
    "when will I see results?",
    "I am on roaccutane, can I still have it?",
    "can it be combined with a peel?",
    "can I book for Tuesday?",
    "I want to talk to a person",
    "who wrote that?",
    "will it come back?",
    "is my face red afterwards?",
    "does it help against old scars?",
    "what is the weather like?",
    "thanks a lot",
)
OPENINGS = (
    "", "hello,", "hi,", "hi there,", "good morning,", "so", "ok,", "and", "well,",
    "please tell me:", "one more thing,", "quick question:", "sorry,", "I wonder,",
    "just asking,", "my sister asks:", "before I forget,", "by the way,",
)  # fmt: skip
CLOSINGS = (
    "", "please", "thanks", "for me", "roughly", "in general", "at your clinic",
    "on the first visit", "in summer", "in winter", "this year", "nowadays",
    "normally", "usually", "these days", "as a rule", "for acne scars",
)  # fmt: skip


def messages(seed: int) -> Iterator[str]:
    """Some 6,000 messages in a fixed random order, each once.

    Args:
        seed: Equal seeds give an equal order.
    """
    every = list(itertools.product(OPENINGS, QUESTIONS, CLOSINGS))
    random.Random(seed).shuffle(every)
    return (" ".join(part for part in parts if part) for parts in every)
