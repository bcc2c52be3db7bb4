"""What a text names: treatments, kinds of scar, medicines, symptoms, products, times.

A text in, `NamedThing`s with their places in it out. The list is named_things.yml,
which clinic staff edit; this file only knows how patients write: capitals, hyphens,
curly quotes, plurals, slips of the keyboard, and times and ages in figures. It does
not know what the pages say, and it draws no conclusion from what it finds.

No word that a patient wrote is kept: spaCy's table of strings never forgets, so a word
that is not in the list reaches it only as a placeholder.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import NoReturn

from rapidfuzz import process
from rapidfuzz.distance import OSA
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from knowledge.errors import NamedThingsError
from knowledge.lean_imports import spacy

DEFAULT_PATH = Path(__file__).with_name("named_things.yml")

KINDS = (
    "treatment",
    "scar_type",
    "medicine",
    "condition",
    "symptom",
    "body_part",
    "product",
    "activity",
    "person",
    "matter",
    "time",
)


@dataclass(frozen=True)
class NamedThing:
    """One thing named in a text.

    Attributes:
        kind: One of `KINDS`.
        id: The thing's name in named_things.yml, or a time such as "3_days".
        start: Where it begins in the text that was given, in characters.
        end: The first character after it.
    """

    kind: str
    id: str
    start: int
    end: int


@dataclass(frozen=True)
class _Form:
    """One way to say a thing, as written in the list."""

    text: str
    line: int
    # Counts only in a message that also holds one of these words; none: always.
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Entry:
    """One thing of the list."""

    kind: str
    id: str
    line: int
    broader: tuple[str, ...]
    forms: tuple[_Form, ...]


@dataclass(frozen=True)
class _Word:
    """One word of a text, made comparable; `text` is "" when it is in no form."""

    text: str
    start: int
    end: int


class NamedThings:
    """The list of named things, ready to be looked for in texts."""

    def __init__(
        self,
        entries: Iterable[_Entry],
        not_things: Iterable[_Form],
        ordinary_words: Iterable[str],
        path: Path,
    ) -> None:
        """Use `load`, which reads and checks the file these come from."""
        self._entries = {entry.id: entry for entry in entries}
        self._broader = {name: self._climb(name, path) for name in self._entries}
        self._ordinary = frozenset(_singular(word) for word in ordinary_words)
        self._vocab = spacy.blank("en").vocab
        self._matcher = spacy.matcher.PhraseMatcher(self._vocab, attr="ORTH")
        # Matches carry a number; this is what it stands for.
        self._rules: list[tuple[_Entry | None, frozenset[str]]] = []
        self._words: set[str] = set()
        seen: dict[tuple[str, ...], tuple[str, int]] = {}
        for entry in self._entries.values():
            for form in entry.forms:
                self._add(entry, form, seen, path)
        for form in not_things:
            self._add(None, form, seen, path)
        # What a word means when it stands alone, if anything.
        self._alone = {
            words[0]: name for words, (name, _) in seen.items() if len(words) == 1
        }
        self._by_initial: dict[str, list[str]] = {}
        for word in sorted(self._words):
            if len(word) >= _SHORTEST_TARGET and word.isalpha():
                self._by_initial.setdefault(word[0], []).append(word)

    @classmethod
    def load(cls, path: Path | None = None) -> "NamedThings":
        """Read and check a list of named things.

        Args:
            path: A file laid out as named_things.yml, which is the default.

        Raises:
            NamedThingsError: The file is missing or no YAML, has a key or kind that
                is not known, names a thing twice, uses one wording for two things,
                or says that a thing is a kind of an unknown thing or of itself. The
                message names file and line.
        """
        path = DEFAULT_PATH if path is None else path
        try:
            root = YAML(typ="safe").compose(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise NamedThingsError(
                f"{path}: cannot be read ({error}). Restore the file."
            ) from error
        except YAMLError as error:
            mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
            place = f"{path}:{mark.line + 1}" if mark else f"{path}"
            raise NamedThingsError(
                f"{place}: not YAML ({error}). Look at the line and the one above it."
            ) from error
        return cls(*_Reader(path).read(root), path)

    def find(self, text: str) -> tuple[NamedThing, ...]:
        """Find what a text names, in order of appearance.

        Of two that overlap the longer counts, of two as long the first: "dark spots"
        is no spots, "ice-pick scars" is one thing.
        """
        words = list(self._read(text))
        present = {word.text for word in words}
        doc = spacy.tokens.Doc(
            self._vocab, words=[word.text or _UNKNOWN for word in words]
        )
        found: list[tuple[int, int, NamedThing | None]] = []
        for rule, first, after in self._matcher(doc):
            entry, beside = self._rules[int(self._vocab.strings[rule])]
            own = {word.text for word in words[first:after]}
            if beside and not beside & (present - own):
                continue
            start, end = words[first].start, words[after - 1].end
            thing = NamedThing(entry.kind, entry.id, start, end) if entry else None
            found.append((start, end, thing))
        found += [(hit.start, hit.end, hit) for hit in _times(text)]
        found += [(hit.start, hit.end, hit) for hit in _ages(text)]
        found.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
        kept: list[tuple[int, int, NamedThing | None]] = []
        for hit in found:
            if all(hit[1] <= start or end <= hit[0] for start, end, _ in kept):
                kept.append(hit)
        kept.sort(key=lambda hit: hit[0])
        return tuple(thing for _, _, thing in kept if thing is not None)

    @property
    def words(self) -> frozenset[str]:
        """Every word of the list, in lower case and singular."""
        return frozenset(self._words)

    def broader(self, thing_id: str) -> frozenset[str]:
        """The thing itself and all that it is a kind of; a time is only itself."""
        return self._broader.get(thing_id, frozenset({thing_id}))

    def _climb(self, thing_id: str, path: Path) -> frozenset[str]:
        above: set[str] = set()
        below = [thing_id]
        while below:
            entry = self._entries[below.pop()]
            for name in entry.broader:
                if name not in self._entries:
                    _fail(
                        path,
                        entry.line,
                        f"'{entry.id}' is said to be a kind of '{name}', "
                        "which is not in the list.",
                        "Add it, or correct `is`.",
                    )
                if name == thing_id:
                    _fail(
                        path,
                        entry.line,
                        f"'{thing_id}' is said to be a kind of itself, "
                        f"by way of '{entry.id}'.",
                        "Take one `is` of the circle out.",
                    )
                if name not in above:
                    above.add(name)
                    below.append(name)
        return frozenset(above | {thing_id})

    def _add(
        self,
        entry: _Entry | None,
        form: _Form,
        seen: dict[tuple[str, ...], tuple[str, int]],
        path: Path,
    ) -> None:
        name = entry.id if entry else "not_things"
        beside = frozenset(
            word for words in map(_written, form.beside) for word in words
        )
        self._words |= beside
        docs = []
        for variant in _variants(form.text):
            words = _written(variant)
            if not words:
                _fail(path, form.line, f"'{form.text}' has no word.", "Take it out.")
            if words in seen:
                other, line = seen[words]
                _fail(
                    path,
                    form.line,
                    f"'{form.text}' ({name}) is already said of '{other}' in line "
                    f"{line}; capitals, hyphens and plurals make no difference.",
                    "Keep one of the two.",
                )
            seen[words] = (name, form.line)
            self._words |= set(words)
            docs.append(spacy.tokens.Doc(self._vocab, words=list(words)))
        self._matcher.add(str(len(self._rules)), docs)
        self._rules.append((entry, beside))

    def _read(self, text: str) -> Iterator[_Word]:
        """The words of a text, with a break between two that punctuation parts."""
        end = 0
        for match in _WORD.finditer(text):
            if not _JOINS.fullmatch(text, end, match.start()):
                yield _Word("", end, match.start())
            end = match.end()
            plain = _plain(match.group())
            if plain in self._words:
                yield _Word(plain, match.start(), end)
            elif len(pieces := list(_PIECE.finditer(text, match.start(), end))) > 1:
                for piece in pieces:  # "spf50", "1.5mm"
                    word = self._known(_plain(piece.group()))
                    yield _Word(word, piece.start(), piece.end())
            else:
                yield _Word(self._known(plain), match.start(), end)

    def _known(self, plain: str) -> str:
        """The word of the list that a word is, or is a slip of; "" for none."""
        if plain in self._words:
            return plain
        size = len(plain)
        if size < _ONE_SLIP or plain in self._ordinary or not plain.isalpha():
            return ""
        # Hardly anybody gets the first letter wrong, but two swapped ones happen.
        targets = self._by_initial.get(plain[0], [])
        swapped = [
            word
            for word in self._by_initial.get(plain[1], [])
            if word[:2] == plain[1::-1]
        ]
        near = process.extract(
            plain,
            targets + swapped,
            scorer=OSA.distance,
            processor=None,
            score_cutoff=2 if size >= _TWO_SLIPS else 1,
            limit=None,
        )
        nearest = [word for word, slips, _ in near if slips == near[0][1]]
        if len(nearest) > 1:
            nearest = [word for word in nearest if word in self._alone]
            if len({self._alone[word] for word in nearest}) != 1:
                return ""  # as near to two things: better none than the wrong one
        return nearest[0] if nearest else ""


# Letters a word must have to be read as a slip of another: from the second number on
# two slips are allowed, before it one; the word meant must have the third.
_ONE_SLIP, _TWO_SLIPS, _SHORTEST_TARGET = 6, 9, 5
# In no form, for it is no word.
_UNKNOWN = "\N{WHITE SQUARE}"

_WORD = re.compile(r"[^\W_]+(?:['’‘`´][^\W_]+)*|[%£$€]")
_PIECE = re.compile(r"\d+|[^\W\d_]+|[%£$€]")
# What may stand between two words of one form; a blank line may not.
_JOINS = re.compile(r"(?:(?!\n\s*\n)[\s\-‐-―'’‘`´\"“”*&])*")
_CURLY = str.maketrans("’‘`´", "''''")
_APOSTROPHES = str.maketrans("", "", "'’‘`´")


def _plain(word: str) -> str:
    """A word in lower case, without accents, apostrophes or the plural s."""
    if not word.isascii():
        parts = unicodedata.normalize("NFKD", word.translate(_CURLY))
        word = "".join(part for part in parts if not unicodedata.combining(part))
    word = word.lower().removesuffix("'s")
    return _singular(word.translate(_APOSTROPHES))


def _singular(word: str) -> str:
    """Take a plural's ending off; what it leaves need not be a word ("diabete").

    The list and the text go through the same, so that only sameness matters.
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


def _written(form: str) -> tuple[str, ...]:
    return tuple(_plain(match.group()) for match in _WORD.finditer(form))


def _variants(form: str) -> Iterator[str]:
    """A hyphen in the list stands for a hyphen, a space or nothing."""
    parts = form.split("-")
    for glue in product((" ", ""), repeat=len(parts) - 1):
        yield "".join(map("".join, zip(parts, (*glue, ""), strict=True)))


_NUMBERS = {
    "a": "1",
    "an": "1",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "twelve": "12",
    "couple": "2",
    "half": "half",
    "few": "few",
    "several": "several",
}
_UNITS = {
    # "a second" is mostly "a second session".
    "seconds": "seconds",
    "secs": "seconds",
    "minute": "minutes",
    "min": "minutes",
    "hour": "hours",
    "hr": "hours",
    "day": "days",
    "night": "nights",
    "week": "weeks",
    "wk": "weeks",
    "fortnight": "fortnights",
    "month": "months",
    "mth": "months",
    "year": "years",
    "yr": "years",
}
_NUMBER = rf"\d+(?:\.\d+)?|{'|'.join(word for word in _NUMBERS if len(word) > 2)}|an|a"
_AMOUNT = re.compile(
    rf"\b(?:in |after |within |for )?(?:about |around )?(?:a |an )?"
    rf"(?P<number>{_NUMBER})(?: of| an?)?"
    rf"(?:\s?(?:-|–|to|or)\s?(?P<upto>{_NUMBER}))?"
    rf"[\s-]*(?P<unit>{'|'.join(_UNITS)})s?(?:['’]s?)?\b(?: ago| time)?"
    rf"(?![\s-]*old\b)",
    re.IGNORECASE,
)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = re.compile(
    rf"\b(?:(?:on|next|this|last|by|until|till) )?"
    rf"(?P<day>{'|'.join(_DAYS)}|mon|tue|tues|wed|weds|thu|thur|thurs|fri)s?\b",
    re.IGNORECASE,
)
_NAMED_TIME = re.compile(
    r"\b(?:the day (?:after|before) tomorrow|today|tonight|tomorrow|tmrw|tomoz|tmr"
    r"|yesterday|right now|the weekend|weekends?"
    r"|(?:this|next|last|same|the same|the next|the following)"
    r" (?:morning|afternoon|evening|night|day|weekend|week|month|year|summer|winter"
    r"|spring|autumn)"
    r"|the (?:day|night|week|month) (?:before|after)"
    r"|(?:day|week|month) \d+)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?:at )?(?:\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)|\d{1,2}:\d\d"
    r"|\d{1,2} ?o['’]?clock)\b",
    re.IGNORECASE,
)
_SAME_TIME = {
    "weekends": "weekend",
    "tmrw": "tomorrow",
    "tomoz": "tomorrow",
    "tmr": "tomorrow",
}


def _times(text: str) -> Iterator[NamedThing]:
    for match in _AMOUNT.finditer(text):
        amount = [match["number"], match["upto"]]
        numbers = [_NUMBERS.get(n.lower(), n) for n in amount if n]
        unit = _UNITS[match["unit"].lower()]
        if numbers in (["1"], ["half"]):
            unit = unit[:-1]
        yield NamedThing("time", "_".join([*numbers, unit]), *match.span())
    for match in _DAY.finditer(text):
        start = match["day"].lower()[:3]
        day = next(day for day in _DAYS if day.startswith(start))
        yield NamedThing("time", day, *match.span())
    for match in _NAMED_TIME.finditer(text):
        said = match.group().lower().removeprefix("the ")
        named = _SAME_TIME.get(said, said).replace(" ", "_")
        yield NamedThing("time", named, *match.span())
    for match in _CLOCK.finditer(text):
        yield NamedThing("time", "clock_time", *match.span())


_AGE = re.compile(
    r"\b(?:(?:i['’]?m |i am |aged? )?(?P<old>\d{1,3})[\s-]*"
    r"(?:(?:years?|yrs?)[\s-]*olds?|y/?o)\b"
    r"|(?:i['’]?m|i am|aged?|just turned|turning) (?P<am>\d{1,2})"
    r"(?=\s*(?:$|[,.!?)]|(?:and|so|is|can|but|now|am|years)\b)))",
    re.IGNORECASE,
)

_OLD_SCAR = re.compile(r"\b(?:scar|mark)s?\b[^.?!]{0,15}$", re.IGNORECASE)


def _ages(text: str) -> Iterator[NamedThing]:
    for match in _AGE.finditer(text):
        if _OLD_SCAR.search(text, 0, match.start()):
            continue
        years = int(match["old"] or match["am"])
        group = (
            "child"
            if years < 13
            else "teenager"
            if years < 18
            else "older_person"
            if years >= 60
            else "adult"
        )
        yield NamedThing("person", group, *match.span())


def _fail(path: Path, line: int, problem: str, step: str) -> NoReturn:
    raise NamedThingsError(f"{path}:{line}: {problem} {step}")


class _Reader:
    """The YAML tree of a list of named things, read with line numbers."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self, root: Node | None) -> tuple[list[_Entry], list[_Form], list[str]]:
        if root is None:
            _fail(self._path, 1, "The file is empty.", "Restore it.")
        entries: dict[str, _Entry] = {}
        not_things: list[_Form] = []
        ordinary: list[str] = []
        for kind, node in self._mapping(root, "The file").values():
            if kind.value == "not_things":
                not_things = self._forms(node)
            elif kind.value == "ordinary_words":
                ordinary = self._text(node).split()
            elif kind.value in KINDS:
                for entry in self._entries(kind.value, node):
                    if entry.id in entries:
                        _fail(
                            self._path,
                            entry.line,
                            f"'{entry.id}' is already a {entries[entry.id].kind}, "
                            f"in line {entries[entry.id].line}.",
                            "Give one of the two another name.",
                        )
                    entries[entry.id] = entry
            else:
                _fail(
                    self._path,
                    _line(kind),
                    f"'{kind.value}' is no kind of thing.",
                    f"Use one of: {', '.join((*KINDS, 'not_things'))}.",
                )
        return list(entries.values()), not_things, ordinary

    def _entries(self, kind: str, node: Node) -> Iterator[_Entry]:
        for name, said in self._mapping(node, f"'{kind}'").values():
            broader: tuple[str, ...] = ()
            forms: list[_Form] = []
            if isinstance(said, SequenceNode):
                forms = self._forms(said)
            else:
                fields = self._mapping(said, f"'{name.value}'")
                for key, value in fields.values():
                    if key.value == "is":
                        broader = tuple(form.text for form in self._forms(value))
                    elif key.value == "said":
                        forms += self._forms(value)
                    elif key.value == "said_beside":
                        forms += self._beside(value)
                    else:
                        _fail(
                            self._path,
                            _line(key),
                            f"'{key.value}' of '{name.value}' is not known.",
                            "Use `is`, `said` or `said_beside`.",
                        )
            yield _Entry(kind, name.value, _line(name), broader, tuple(forms))

    def _beside(self, node: Node) -> Iterator[_Form]:
        """`said_beside`: a word of the message -> what then is said of the thing."""
        for words, said in self._mapping(node, "`said_beside`").values():
            for form in self._forms(said):
                yield _Form(form.text, form.line, frozenset(words.value.split()))

    def _forms(self, node: Node) -> list[_Form]:
        nodes = node.value if isinstance(node, SequenceNode) else [node]
        return [_Form(self._text(item), _line(item)) for item in nodes]

    def _text(self, node: Node) -> str:
        if not isinstance(node, ScalarNode) or node.tag != "tag:yaml.org,2002:str":
            found = getattr(node, "value", "")
            shown = f"'{found}'" if isinstance(found, str) else "a list or mapping"
            _fail(
                self._path,
                _line(node),
                f"Words were wanted, but there is {shown}.",
                "Put words there, in quotes where they look like a number or a switch.",
            )
        return str(node.value)

    def _mapping(self, node: Node, what: str) -> Mapping[str, tuple[ScalarNode, Node]]:
        if not isinstance(node, MappingNode):
            _fail(
                self._path,
                _line(node),
                f"{what} must be `name: ...` lines.",
                "See the top of the file for the layout.",
            )
        fields: dict[str, tuple[ScalarNode, Node]] = {}
        for key, value in node.value:
            name = self._text(key)
            if name in fields:
                _fail(
                    self._path,
                    _line(key),
                    f"'{name}' stands twice, first in line {_line(fields[name][0])}.",
                    "Merge the two.",
                )
            fields[name] = (key, value)
        return fields


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1
