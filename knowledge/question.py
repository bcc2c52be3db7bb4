"""The patient's message as questions: its parts, and its readings in a conversation.

A message in, one or more texts to judge out. Plain rules on words; no vectors, no
thresholds, and no knowledge of what the pages say.
"""

import re
from dataclasses import dataclass

MAX_PARTS = 4

_ASKING = (
    r"(?:how|what|whats|what's|when|whens|where|who|whos|which|why|is|are|does|do|did|"
    r"can|could|will|would|should|shall|any|has|have)\b"
)
_SENTENCE_END = re.compile(r"(?<=[?!.;\n])\s+|\n+")
_JOINT = re.compile(
    rf"(?:\s*,\s*(?:and\s+|also\s+|n\s+)?|\s+(?:and|also|plus|n|&|\+)\s+)(?={_ASKING})",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"^\W*(?:hi\W+|hello\W+)?(?:\w+\s+)?"
    r"(?:(?:two|three|few|couple)|(?:four|[2-4])\s+(?:things|questions|qs)\b)[^:]*:\s*",
    re.IGNORECASE,
)
# "3 things: does it hurt, the price, and makeup"; not "a few weeks on: rest, wash".
_THINGS = re.compile(r"\b(?:things|questions|qs)\b", re.IGNORECASE)
_LISTED_ITEM = re.compile(r"\s*[,;\n]\s*(?:(?:and|also|n|&)\s+)?", re.IGNORECASE)
# "1 is it sore 2 how many times": with one such number only, it may be a count.
_NUMBERED = re.compile(rf"(?:^|(?<=\s))\(?[1-9][.):]?\s+(?={_ASKING})", re.IGNORECASE)
_STARTS_ASKING = re.compile(
    rf"^\W*(?:and\s+|so\s+|but\s+|ok\s+|also\s+)*{_ASKING}", re.I
)
_WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LEANS_BACK = re.compile(
    r"\b(?:it|its|that|this|they|them|those|these|ones?|same|other|second|first|both|"
    r"either|more|else|then|why|instead)\b",
    re.IGNORECASE,
)
_OPENS_BACK = re.compile(
    r"^\W*(?:and|or|what about|how about|but|so|for|in which|why|ok what about)\b", re.I
)
_POINTS_BACK = re.compile(
    r"\b(?:the two|both|those|these|that|them|in which|which one|each other|"
    r"each (?:one|1)|same thing)\b",
    re.IGNORECASE,
)
# "Oops, meant the needling ones": what is asked stands in the question before.
_CORRECTS = re.compile(
    r"^\W*(?:(?:oops|sorry|no|nah|wait|ah|ok|and|but)\W+)*(?:i\s+)?(?:just\s+)?"
    rf"mean(?:t)?\b(?!.*\b{_ASKING})",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"^\W*(?:(?:oops|sorry|no|nah|wait|ah|ok)\W+)+(?:i\s+)?(?:just\s+)?"
    rf"mean(?:t)?(?:\s+to\s+(?:ask|say))?\W+(?={_ASKING})",
    re.IGNORECASE,
)
_NOT_THAT = re.compile(r"\W+(?:and\s+)?not\s+(?:the\s+)?([^\W_]+)\W*$", re.IGNORECASE)
_FIRST_PERSON = re.compile(
    r"\b(?:i|i['’]?m|me|my|mine|we|us|our|she|her|he|him|his)\b", re.IGNORECASE
)
_IN_GENERAL = re.compile(
    r"\b(?:in general|generally(?: speaking)?|as a rule|normally|for most people)\b",
    re.IGNORECASE,
)
_SAYS_IT = re.compile(r"\b(?:it|its|they)\b", re.IGNORECASE)
# Not "a second one" (one more), "the first one you have" (to book), nor the thing of
# "one last thing: does it hurt?".
_ORDINAL = re.compile(
    r"(?<!\ba )\b(?:the\s+)?(first|1st|second|2nd|third|3rd|last)\s+"
    r"(?:one\b(?!\s+(?:going|free|available|you)\b)|of (?:those|them)\b|"
    r"thing(?=\W*$))",
    re.IGNORECASE,
)
# "And the second?", and nothing else.
_ONLY_ORDINAL = re.compile(
    r"(?:^|(?<=^and ))the (first|second|third|last)(?=\W*$)", re.IGNORECASE
)
_OTHER = re.compile(r"\b(?:the\s+)?other (?:one|thing)\b", re.IGNORECASE)
_LIST = re.compile(r"([^,.;:]+(?:, [^,.;:]+)+)(,?) (?:and|or) ([^,.;:]+)")
_PAIR = re.compile(r"\b([\w-]+) and ([\w-]+)\b")
_LIST_LEAD = re.compile(r"^.*\b(?:include|includes|including|as|of|are|avoid|with)\s+")
_LIST_OPENS = re.compile(r"\s*(?:such as|including|like)\s+")
_PLACES = {
    "first": 0,
    "1st": 0,
    "second": 1,
    "2nd": 1,
    "third": 2,
    "3rd": 2,
    "last": -1,
}
# "Not 'several': a number", whatever words the pages have for it.
_FIGURE = re.compile(
    r"\b(?:exact|precise|actual)\W+(?:number|figure|count|amount)\b|"
    r"\bhow (?:many|long)\b.*\b(?:exactly|precisely)\b|"
    r"\b(?:exactly|precisely) how (?:many|long)\b|"
    r"\b(?:want|need|give (?:me|us)|say|just|as|is|be|isn['’]?t|not|no) an? "
    r"(?:number|figure|numeral|digit)\b(?! of\b)|"
    r"\b(?:the|a) (?:number|figure),? please\b|\bin (?:numbers|figures|digits)\b|"
    r"\bnot ['‘’\"“](?:several|multiple|a few|a series|it depends)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\w[,.;:!?\n]+\s.*\w")
_JOINS_TURNS = ": "
N_TURNS_READ = 2
SHORT_QUESTION = 6
"""Up to this many words a question may lean on what was said before."""


@dataclass(frozen=True)
class Previous:
    """What was said before in a conversation, as far as a follow-up may need it.

    Attributes:
        question: The last question that was answered or not, as it was judged.
        answer_ids: The approved answers that were quoted for it, if any.
        topic: Its topic, if known.
        quotes: Texts quoted lately, the latest first, for "the second one".
        asked: The questions of the last message, when it held several.
    """

    question: str
    answer_ids: tuple[str, ...] = ()
    topic: str | None = None
    quotes: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def parts(message: str) -> tuple[str, ...]:
    """The questions of a message, in order; the whole message when it is only one.

    Background sentences that ask nothing are left out. At most `MAX_PARTS`.
    """
    text = " ".join(message.split("\r"))
    listed = _LISTED.match(text)
    if listed:
        text = text[listed.end() :]
        items = [item.strip() for item in _LISTED_ITEM.split(text) if item.strip()]
        if _THINGS.search(listed[0]) and 2 < len(items) <= MAX_PARTS:
            return tuple(items)
    if len(_NUMBERED.findall(text)) > 1:
        text = _NUMBERED.sub("\n", text).strip()
    pieces: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        pieces += _JOINT.split(sentence)
    asked = [
        piece.strip(" ,;")
        for piece in pieces
        if piece.rstrip().endswith("?") or _STARTS_ASKING.search(piece)
    ]
    asked = [piece for piece in asked if len(_WORDS.findall(piece)) >= 2]
    if len(asked) < 2:
        return (message.strip(),)
    return tuple(asked[:MAX_PARTS])


def last_question(message: str) -> str | None:
    """The one sentence of a longer message that asks, if there is exactly one."""
    sentences = [s for s in _SENTENCE_END.split(message.strip()) if s]
    asked = [s for s in sentences if s.endswith("?") or _STARTS_ASKING.search(s)]
    if len(sentences) < 2 or len(asked) != 1:
        return None
    return asked[0].strip()


def stands_alone(question: str, n_stems: int) -> bool:
    """True when one sentence of a message can be judged without the others.

    "True?", "any go for me?" and "does it work for those?" cannot: what they are about
    stands in the sentences before them.

    Args:
        question: The sentence.
        n_stems: Content words in it.
    """
    if points_back(question):
        return False
    if n_stems >= 3:
        return True
    n_words = len(_WORDS.findall(question))
    return n_stems >= 1 and n_words >= 3 and not _FIRST_PERSON.search(question)


def is_compound(message: str) -> bool:
    """True when a message says more than one thing: "book me in, may I wash after?"."""
    return len(parts(message)) > 1 or bool(_CLAUSE.search(message))


def asks(message: str) -> bool:
    """True when a message holds a question of three words or more."""
    return any(
        (sentence.rstrip().endswith("?") or _STARTS_ASKING.search(sentence))
        and len(_WORDS.findall(sentence)) >= 3
        for sentence in _SENTENCE_END.split(message.strip())
    )


def leans_on_previous(question: str) -> bool:
    """True when a question may not be whole without the one before it."""
    n_words = len(_WORDS.findall(question))
    if corrects(question):
        return True
    if _OPENS_BACK.search(question) and n_words <= 2 * SHORT_QUESTION:
        return True
    if n_words <= 3:
        return True
    return n_words <= 2 * SHORT_QUESTION and bool(_LEANS_BACK.search(question))


def points_back(question: str) -> bool:
    """True when a question names nothing itself but "that", "those", "the two" ..."""
    return bool(_POINTS_BACK.search(question))


def corrects(question: str) -> bool:
    """True when a message says what the one before should have said: "I meant ..."."""
    return bool(_CORRECTS.search(question))


def without_correction(message: str) -> str:
    """A question without the "sorry, I meant" before it."""
    return _MEANT.sub("", message)


def opens_back(question: str) -> bool:
    """True when a question goes on from the one before: "and ...", "what about ..."."""
    return bool(_OPENS_BACK.search(question))


def asks_in_general(question: str) -> bool:
    """True when a question says that it is meant in general."""
    return bool(_IN_GENERAL.search(question))


def without_general(question: str) -> str:
    """The question without the words that say it is meant in general."""
    return _IN_GENERAL.sub(" ", question)


def insists_on_figure(question: str) -> bool:
    """True when a question wants a figure and says that no words will do."""
    return bool(_FIGURE.search(question))


def says_it(question: str) -> bool:
    """True when a question speaks of "it" or "they"."""
    return bool(_SAYS_IT.search(question))


def resolve_ordinal(question: str, previous: Previous) -> str:
    """The question with "the second one" or "the other one" put into words.

    Looked up in the questions that were asked together just before, in lists
    ("redness, swelling, and minor bleeding") and in pairs ("collagen and elastin") of
    what was quoted lately; unchanged when nothing fits.
    """
    ordinal = _ORDINAL.search(question) or _ONLY_ORDINAL.search(question)
    if ordinal:
        place = _PLACES[ordinal[1].casefold()]
        lists = [previous.asked, *map(_items, previous.quotes)]
        # A pair is a list only where there is no better one.
        lists += [pair for q in previous.quotes for pair in _PAIR.findall(q)[:1]]
        for items in lists:
            if len(items) > max(place, 1):
                named = items[place].strip(" ?.!")
                return question[: ordinal.start()] + named + question[ordinal.end() :]
    if _OTHER.search(question):
        asked = previous.question.casefold()
        for quote in previous.quotes:
            for one, two in _PAIR.findall(quote):
                for named, other in ((one, two), (two, one)):
                    if named.casefold() in asked and other.casefold() not in asked:
                        return _OTHER.sub(other, question, count=1)
    return question


def _items(sentence: str) -> list[str]:
    """The items of a list in a sentence, without the words that lead up to them."""
    listed = _LIST.search(sentence)
    if not listed:
        return []
    items = [*listed[1].split(", "), listed[3]]
    is_short = all(len(item.split()) <= 4 for item in items[1:-1])
    if not (listed[2] or is_short):
        return []  # "In response, the skin makes new collagen and elastin"
    for number, item in enumerate(items):
        opening = _LIST_OPENS.match(item)
        if opening:  # "other treatments, such as serums or plasma"
            return [item[opening.end() :], *items[number + 1 :]]
    return [_LIST_LEAD.sub("", items[0]), *items[1:]]


def with_previous(question: str, previous: Previous) -> str:
    """One text that holds both the last question and the follow-up.

    Of a last question that was itself a follow-up, its last `N_TURNS_READ` turns. What
    a correction takes back ("not peels") is left out of both.
    """
    turns = previous.question.split(_JOINS_TURNS)[-N_TURNS_READ:]
    taken_back = _NOT_THAT.search(question) if corrects(question) else None
    if taken_back:
        wrong = re.escape(taken_back[1].removesuffix("s"))
        question = question[: taken_back.start()]
        turns = [
            re.sub(rf"\b{wrong}\w{{0,2}}\b", "", turn, flags=re.IGNORECASE)
            for turn in turns
        ]
    return f"{_JOINS_TURNS.join(turns).rstrip(' ?.!')}{_JOINS_TURNS}{question}"
