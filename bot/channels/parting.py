"""A long text in parts: whole paragraphs, else whole sentences, in order, none lost.

A text and a measure of what fits in; parts out. A quotation that has to be parted is
closed and opened again, so that each part shows what is quoted and from where. It
knows nothing of channels.
"""

import re
from collections.abc import Callable

Fits = Callable[[str], bool]

# An end of a sentence: its mark, what closes behind it, white space, a new beginning.
_END = re.compile(
    r"(?<=[.!?…])(?P<closing>[”\"’')\]]*(?: ?\[\d+\])*)\s+(?=[“\"‘'(]?[A-Z0-9])",
    re.UNICODE,
)
_ABBREVIATION = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Mx|Prof|St|No|Nr|approx|e\.g|i\.e|vs|cf|a\.m|p\.m)\.$",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"“(?P<quote>.+)” ?(?P<mark>\[\d+\])", re.DOTALL)


def sentences(text: str) -> list[str]:
    """The sentences of one paragraph, without the white space between them."""
    found, start = [], 0
    for match in _END.finditer(text):
        if _ABBREVIATION.search(text[start : match.start()]):
            continue
        found.append(text[start : match.end("closing")].strip())
        start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def parts(text: str, fits: Fits) -> list[str]:
    """Part a text; one part when it fits as it is.

    Args:
        text: Paragraphs with an empty line between them.
        fits: Whether a channel takes a text as one message.

    Returns:
        Each part fits. A sentence is parted, between words, only when it alone is too
        long; a word, when even that is.
    """
    paragraphs = [p.strip() for p in text.split("\n\n") if p.strip()]
    return _pack(paragraphs, "\n\n", fits, _part_paragraph)


def _part_paragraph(paragraph: str, fits: Fits) -> list[str]:
    quotation = _QUOTATION.fullmatch(paragraph)
    if quotation:
        mark = quotation["mark"]
        pieces = _part_line(quotation["quote"], lambda text: fits(f"“{text}” {mark}"))
        return [f"“{piece}” {mark}" for piece in pieces]
    return _pack(paragraph.split("\n"), "\n", fits, _part_line)


def _part_line(line: str, fits: Fits) -> list[str]:
    return _pack(sentences(line), " ", fits, _part_sentence)


def _part_sentence(sentence: str, fits: Fits) -> list[str]:
    return _pack(sentence.split(), " ", fits, _cut)


def _pack(
    pieces: list[str],
    between: str,
    fits: Fits,
    part: Callable[[str, Fits], list[str]],
) -> list[str]:
    """Join neighbours while they fit; `part` parts a piece that does not fit alone."""
    packed: list[str] = []
    for piece in pieces:
        if packed and fits(f"{packed[-1]}{between}{piece}"):
            packed[-1] += f"{between}{piece}"
        elif fits(piece):
            packed.append(piece)
        else:
            packed.extend(part(piece, fits))
    return packed


def _cut(word: str, fits: Fits) -> list[str]:
    """A word, such as an address, that is longer than a message."""
    packed = [""]
    for char in word:
        if packed[-1] and not fits(packed[-1] + char):
            packed.append("")
        packed[-1] += char
    return packed
