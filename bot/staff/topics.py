"""Unanswered messages -> topics that ten or more conversations share.

Texts with the conversation they come from in, names and counts out. What leaves this
module is the staff's own words, and single words that ten conversations used: never a
message, never a word that few people wrote.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from knowledge.encoder import Vectors

LEAST_CONVERSATIONS = 10
"""Smallest group of which anything is said (docs/staff.md, "Gaps")."""

MAX_COSINE_DISTANCE = 0.6
"""Groups further apart than this, on average, stay two. On the 862 held-out questions
of 129 known gaps, from 0.5 to 0.7: 0.65 has the highest adjusted Rand index, 0.25
against 0.21, and 0.6 the purer groups of ten and more, 69 % against 63 %."""

MAX_TEXTS = 4000
"""Different texts that are compared with each other: 16 million distances, 130 MB."""

MAX_WORDS = 6

_WORD = re.compile(r"(?<!\w)[^\W\d_][^\W\d_'’-]{2,}(?!\w)")
_EXTRA_STOP_WORDS = frozenset(
    "hello please thanks thank want know tell like just does did doing don dont isn "
    "didn doesn ive i'm i've it's can't don't got get need really would could there "
    "here anyone clinic have you the and about".split()
)


class Encodes(Protocol):
    """The part of `knowledge.encoder.Encoder` that is used here."""

    def encode(self, texts: Sequence[str]) -> Vectors: ...


@dataclass(frozen=True)
class Message:
    """One unanswered message: its words and whose they are."""

    conversation: str
    text: str


@dataclass(frozen=True)
class Group:
    """Messages that ask about one thing.

    Attributes:
        messages: Their positions in what was clustered.
        n_conversations: Different conversations among them, ten or more.
        words: What ten or more of these conversations wrote, most telling first.
    """

    messages: tuple[int, ...]
    n_conversations: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Groups:
    """All groups, largest first, and what was too rare to be shown.

    Attributes:
        n_left_out: Messages beyond `MAX_TEXTS`, the oldest ones.
    """

    groups: tuple[Group, ...]
    n_left_out: int = 0


def cluster(
    messages: Sequence[Message],
    encoder: Encodes,
    *,
    least: int = LEAST_CONVERSATIONS,
    max_distance: float = MAX_COSINE_DISTANCE,
) -> Groups:
    """Group messages by meaning.

    Args:
        messages: Oldest first.
        encoder: Of the index.
        least: Smallest group that is given, in conversations.
        max_distance: Mean cosine distance at which two groups stay apart, 0 to 2.

    Average-linkage agglomerative clustering (scikit-learn); equal input, equal output.
    """
    # The newest, when there are too many; the same words of many people count once.
    texts = list(dict.fromkeys(_plain(m.text) for m in reversed(messages)))[:MAX_TEXTS]
    kept = set(texts)
    places = defaultdict(list)
    for place, message in enumerate(messages):
        if _plain(message.text) in kept:
            places[_plain(message.text)].append(place)
    n_left_out = len(messages) - sum(map(len, places.values()))
    labels = _labels(texts, encoder, max_distance)
    members: dict[int, list[int]] = defaultdict(list)
    for text, label in zip(texts, labels, strict=True):
        members[label] += places[text]
    in_all = conversations_by_word(messages)
    groups = []
    for rows in members.values():
        of_group = [messages[row] for row in rows]
        conversations = {message.conversation for message in of_group}
        if len(conversations) < least:
            continue
        words = common_words(of_group, in_all, len(messages), least=least)
        groups.append(Group(tuple(sorted(rows)), len(conversations), words))
    groups.sort(key=lambda group: (-group.n_conversations, group.messages))
    return Groups(tuple(groups), n_left_out)


def common_words(
    of_group: Sequence[Message],
    in_all: dict[str, set[str]],
    n_all: int,
    *,
    least: int = LEAST_CONVERSATIONS,
) -> tuple[str, ...]:
    """Words that `least` conversations of a group used, most telling first.

    Args:
        of_group: The group's messages.
        in_all: Word -> conversations that used it, anywhere.
        n_all: Messages altogether.
        least: A word of fewer conversations is not given, whatever it is.
    """
    counts = {
        word: len(conversations)
        for word, conversations in conversations_by_word(of_group).items()
        if len(conversations) >= least
    }
    weight = {
        word: count * math.log(1 + n_all / max(1, len(in_all.get(word, ()))))
        for word, count in counts.items()
    }
    best = sorted(counts, key=lambda word: (-weight[word], word))
    chosen: list[str] = []
    for word in best:
        # "park" beside "parking" says nothing more.
        if not any(word.startswith(other[:4]) for other in chosen):
            chosen.append(word)
    return tuple(chosen[:MAX_WORDS])


def conversations_by_word(messages: Sequence[Message]) -> dict[str, set[str]]:
    """Word -> conversations that used it; words that tell nothing left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for message in messages:
        # What the mask put in the place of a name or a number is nobody's word.
        text = re.sub(r"\[[^\]]*\]", " ", message.text.casefold())
        for word in set(_WORD.findall(text)):
            if word not in ENGLISH_STOP_WORDS and word not in _EXTRA_STOP_WORDS:
                found[word].add(message.conversation)
    return found


def _labels(texts: Sequence[str], encoder: Encodes, max_distance: float) -> list[int]:
    if len(texts) < 2:
        return [0] * len(texts)
    blocks = [
        encoder.encode(list(texts[start : start + 256]))
        for start in range(0, len(texts), 256)
    ]
    vectors = np.concatenate(blocks)
    fitted = AgglomerativeClustering(
        n_clusters=None,
        affinity="cosine",
        linkage="average",
        distance_threshold=max_distance,
    ).fit(vectors)
    return [int(label) for label in fitted.labels_]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def most_common_of(
    values: Sequence[tuple[str, str]], *, least: int = LEAST_CONVERSATIONS
) -> str | None:
    """The value that most conversations share, when at least `least` do.

    Args:
        values: (conversation, value) pairs; an empty value counts for nothing.
        least: Fewer conversations are not told.
    """
    pairs = {(conversation, value) for conversation, value in values if value}
    counts = Counter(value for _, value in pairs)
    if not counts:
        return None
    value, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    return value if count >= least else None
