"""The screen: one raw message in, its most severe alarm or None out.

Joins the parts: `normalise` reads the message, `phrases` finds the lexicon's concepts,
`scope` says which of them count, the rules of `lexicon` are tried. It knows nothing of
the conversation, and writes nothing down.
"""

import functools
from bisect import bisect_left

from bot.red_flags.alarm import SEVERITY, Alarm
from bot.red_flags.concepts import CLASSES, CONCEPTS, FORMS
from bot.red_flags.cues import SCOPE_CONCEPTS
from bot.red_flags.lexicon import RULES, SIGNS, Rule
from bot.red_flags.minimisers import without_minimisers
from bot.red_flags.normalise import Words, read
from bot.red_flags.ordinary import COMMON, LEAVE_ALONE
from bot.red_flags.phrases import Hit, PhraseBook
from bot.red_flags.scope import Scope
from bot.red_flags.spelling import Segmenter, Speller

# Categories that only a professional's all-clear ends: a stroke, a lost eye or a
# poisoning that "went away" is still an emergency.
NEVER_JUST_GONE = frozenset({"E3", "E4", "E7", "E8", "E9", "E13"})
# Hits of one concept that are looked at: keeps long messages linear.
MOST_HITS = 6
# Words around the core in which an "unless" concept gives another sense.
UNLESS_REACH = 7
# Most words of one hit: how far before a window a hit that reaches into it may begin.
LONGEST_HIT = 40


@functools.cache
def _book() -> PhraseBook:
    return PhraseBook(CONCEPTS, CLASSES, FORMS)


@functools.cache
def _scope_book() -> PhraseBook:
    return PhraseBook(SCOPE_CONCEPTS, CLASSES)


@functools.cache
def _speller() -> Speller:
    english = {n: p for n, p in CONCEPTS.items() if not n.startswith("FOREIGN")}
    vocabulary = PhraseBook(english, CLASSES, FORMS).vocabulary
    foreign = _book().vocabulary - vocabulary
    scope_words = _scope_book().vocabulary
    return Speller(vocabulary, COMMON | LEAVE_ALONE | foreign | scope_words)


@functools.cache
def _segmenter() -> Segmenter:
    # The scope's words stay whole: "in the seventies" holds no "ties".
    whole = COMMON | LEAVE_ALONE | _scope_book().vocabulary
    return Segmenter(_book().vocabulary | COMMON, whole)


def words_of(text: str) -> Words:
    """Read a message with the lexicon's spelling."""
    return read(text, spell=_speller(), segment=_segmenter())


def concepts_of(words: Words) -> list[str]:
    """The lexicon's concepts in a message, for the classifier.

    Returns:
        "#NAME" for one that counts here and now, "~NAME" for one that is denied, past,
        supposed or asked about in general.
    """
    scope = _scope(words)
    found = _book().find(words.words, words.sentences)
    return [
        ("#" if any(_is_live(hit, scope) for hit in hits[:MOST_HITS]) else "~") + name
        for name, hits in found.items()
    ]


def _is_live(hit: Hit, scope: Scope) -> bool:
    return not (
        scope.denied(hit)
        or scope.long_past(hit.start, hit.end)
        or scope.general(hit.start, hit.end)
        or scope.supposed(hit.start)
    )


def screen(text: str) -> Alarm | None:
    """Find the most severe red flag of a message, played down or not.

    Returns:
        None when no rule holds. `score` is None: the lexicon gives no probability.
    """
    alarm = _screen(text)
    if alarm is None or alarm.tier == "urgent":
        plain = without_minimisers(text)
        if plain != text:
            return _screen(plain) or alarm
    return alarm


def _screen(text: str) -> Alarm | None:
    words = words_of(text)
    if not words.words:
        return None
    hits = _book().find(words.words, words.sentences)
    scope = _scope(words)
    best: Rule | None = None
    for rule in RULES:
        if best and SEVERITY[best.tier] >= SEVERITY[rule.tier]:
            continue
        if _holds(rule, hits, scope):
            best = rule
    if best is None:
        return None
    return Alarm(best.id, best.category, best.tier)


def _scope(words: Words) -> Scope:
    return Scope(words, _scope_book().find(words.words, words.sentences))


def _holds(rule: Rule, hits: dict[str, list[Hit]], scope: Scope) -> bool:
    groups = [_group(name, hits) for name in rule.core]
    if not all(groups):
        return False
    own = frozenset(
        place
        for group in groups
        for hit in group
        for place in range(hit.start, hit.end)
    )
    for context in rule.context:
        found = _group(context, hits)
        if all(scope.denied(hit, own) for hit in found):
            return False
    if rule.signs and _n_signs(rule, hits, scope) < rule.signs:
        return False
    return any(
        _counts(rule, chain, hits, scope)
        for anchor in groups[0]
        for chain in _chains(anchor, groups[1:], rule.within, scope.words)
    )


def _n_signs(rule: Rule, hits: dict[str, list[Hit]], scope: Scope) -> int:
    """Count the kinds of sign in the message that are present now."""
    return sum(
        any(_counts(rule, [hit], hits, scope) for hit in hits.get(name, [])[:MOST_HITS])
        for name in SIGNS
    )


def _around(found: list[Hit], low: int, high: int) -> list[Hit]:
    """Give the hits that may touch a window of words: keeps long messages linear."""
    first = bisect_left(found, low - LONGEST_HIT, key=_start)
    return found[first : bisect_left(found, high + 1, key=_start)]


def _start(hit: Hit) -> int:
    return hit.start


def _group(name: str, hits: dict[str, list[Hit]]) -> list[Hit]:
    if "|" not in name:
        return hits.get(name, [])
    found = [hit for part in name.split("|") for hit in hits.get(part, [])]
    return sorted(found, key=lambda hit: hit.start)


def _chains(
    anchor: Hit, groups: list[list[Hit]], within: int, words: Words
) -> list[list[Hit]]:
    """Join an anchor with near hits of the other concepts, at most four of each."""
    chains = [[anchor]]
    for group in groups:
        longer: list[list[Hit]] = []
        for chain in chains:
            low = min(hit.start for hit in chain)
            high = max(hit.end for hit in chain)
            near = _near(group, low, high, within)
            longer += [
                [*chain, hit] for hit in near if _together(words, low, high, hit)
            ]
        chains = longer[:8]
    return chains


def _near(group: list[Hit], low: int, high: int, within: int) -> list[Hit]:
    first = bisect_left([hit.start for hit in group], low - within - 8)
    near: list[Hit] = []
    for hit in group[first : first + 60]:
        if hit.start > high + within:
            break
        overlaps = hit.start < high and hit.end > low
        if not overlaps and low - hit.end <= within:
            near.append(hit)
    near.sort(key=lambda hit: max(low - hit.end, hit.start - high))
    return near[:4]


def _together(words: Words, low: int, high: int, hit: Hit) -> bool:
    if words.sentences[hit.start] == words.sentences[low]:
        return True
    return max(low - hit.end, hit.start - high) <= 2


def _counts(
    rule: Rule, chain: list[Hit], hits: dict[str, list[Hit]], scope: Scope
) -> bool:
    start = min(hit.start for hit in chain)
    end = max(hit.end for hit in chain)
    own = frozenset(
        place
        for name in rule.core
        for hit in _around(_group(name, hits), start, end)
        for place in range(hit.start, hit.end)
        if hit.start < end and hit.end > start
    )
    if rule.deniable and any(scope.denied(hit, own) for hit in chain):
        return False
    sentence = scope.words.sentences[start]
    for name in rule.unless:
        for hit in _around(
            hits.get(name, []), start - UNLESS_REACH, end + UNLESS_REACH
        ):
            near = hit.start < end + UNLESS_REACH and hit.end > start - UNLESS_REACH
            if near and scope.words.sentences[hit.start] == sentence:
                return False
    if rule.personal and not scope.about_someone(start, end):
        return False
    if rule.likened and scope.likened(start):
        return False
    if scope.long_past(start, end):
        return False
    if scope.reported(start, end, known=not rule.hardy):
        return False
    if not rule.asked and scope.general(start, end):
        return False
    if rule.hardy:
        return True
    by_staff = rule.id.partition(".")[0] in NEVER_JUST_GONE
    return not (
        scope.supposed(start) or scope.dealt_with(start, end, by_staff=by_staff)
    )
