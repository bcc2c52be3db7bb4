"""Raw text in, plain words out: what people type made comparable.

The only module that knows how messages are written: case, accents, curly quotes,
zero-width characters, contractions, texting, leetspeak, spaced-out and glued letters,
emoji. Spelling is corrected towards the lexicon's own words by `spelling.py`. It knows
nothing of danger.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

# Spelling in, the lexicon's spelling out (the same word when there is none).
Speller = Callable[[str], str]


class Segmenter(Protocol):
    """Letters without blanks in, words out; empty when they make none."""

    def __call__(self, letters: str, *, strict: bool = False) -> list[str]:
        """Split the letters; with `strict` no letter may stay unknown."""
        ...


@dataclass(frozen=True)
class Words:
    """A message as words.

    Attributes:
        words: Lower case, no accents, contractions spelt out.
        sentences: The number of the sentence each word stands in.
        clauses: The number of the clause each word stands in.
        questions: Numbers of the sentences that end in a question mark.
    """

    words: tuple[str, ...]
    sentences: tuple[int, ...]
    clauses: tuple[int, ...]
    questions: frozenset[int]


_EMOJI = {
    "\U0001fa78": "emojiblood",
    "\U0001f691": "emojiambulance",
    "\U0001f6a8": "emojialarm",
    "\U0001f198": "emojialarm",
    "\U0001f52a": "emojiknife",
    "\U0001f48a": "emojipill",
    "\U0001f602": "lol",
    "\U0001f923": "lol",
    "\U0001f606": "lol",
    "\U0001f605": "lol",
}
_QUOTES = "'’‘`´ʼ＇ʹ′"
_LEET = str.maketrans("013457@$!", "oieastasi")
_LEET_WORD = re.compile(r"[a-z@$!013457*]*[@$!013457*][a-z@$!013457*]*")

# Short forms to words. Several words are parted by a blank.
_SHORT: dict[str, str] = {
    "im": "i am",
    "iam": "i am",
    "ive": "i have",
    "iv": "i have",
    "id": "i would",
    "youre": "you are",
    "youve": "you have",
    "theyre": "they are",
    "theyve": "they have",
    "weve": "we have",
    "hes": "he is",
    "shes": "she is",
    "its": "it is",
    "thats": "that is",
    "theres": "there is",
    "whats": "what is",
    "wheres": "where is",
    "hows": "how is",
    "lets": "let us",
    "cannot": "cant",
    "cnt": "cant",
    "carnt": "cant",
    "cany": "cant",
    "kant": "cant",
    "coudnt": "couldnt",
    "dnt": "dont",
    "dosent": "doesnt",
    "doesent": "doesnt",
    "dosnt": "doesnt",
    "wnt": "wont",
    "aint": "isnt",
    "u": "you",
    "ur": "your",
    "r": "are",
    "pls": "please",
    "plz": "please",
    "wanna": "want to",
    "gonna": "going to",
    "gunna": "going to",
    "gotta": "got to",
    "gona": "going to",
    "rn": "right now",
    "atm": "at the moment",
    "hv": "have",
    "hav": "have",
    "av": "have",
    "b4": "before",
    "2day": "today",
    "2nite": "tonight",
    "tonite": "tonight",
    "2moro": "tomorrow",
    "thru": "through",
    "bf": "boyfriend",
    "gf": "girlfriend",
    "hubby": "husband",
    "mins": "minutes",
    "min": "minutes",
    "hrs": "hours",
    "hr": "hours",
    "wks": "weeks",
    "yrs": "years",
    "yr": "years",
    "yday": "yesterday",
    "yest": "yesterday",
    "abt": "about",
    "bcos": "because",
    "cos": "because",
    "cuz": "because",
    "coz": "because",
    "bc": "because",
    "amb": "ambulance",
    "hosp": "hospital",
    "doc": "doctor",
    "meds": "medicines",
    "preg": "pregnant",
    "preggo": "pregnant",
    "tabs": "tablets",
    "temp": "temperature",
    "kms": "kill myself",
    "ctb": "kill myself",
    "sh": "self harm",
    "od": "overdose",
    "oded": "overdosed",
    "oding": "overdosing",
    "ods": "overdoses",
    "bp": "blood pressure",
    "hav2": "have to",
    "wudnt": "wouldnt",
    "shouldve": "should have",
    "couldve": "could have",
    "idk": "i dont know",
    "dunno": "dont know",
    "w": "with",
    "wiv": "with",
    "fone": "phone",
    "sumthing": "something",
    "summat": "something",
    "smth": "something",
    "sth": "something",
    "nuffin": "nothing",
    "nothin": "nothing",
    "nan": "gran",
}

# Spelling by ear, too far from the word for the speller.
_BY_EAR: dict[str, str] = {
    "throte": "throat",
    "froat": "throat",
    "frote": "throat",
    "trote": "throat",
    "tung": "tongue",
    "tounge": "tongue",
    "swolow": "swallow",
    "swolo": "swallow",
    "swaller": "swallow",
    "tonge": "tongue",
    "toung": "tongue",
    "brethe": "breathe",
    "breeve": "breathe",
    "breve": "breathe",
    "breethe": "breathe",
    "breev": "breathe",
    "breef": "breath",
    "breth": "breath",
    "brething": "breathing",
    "breething": "breathing",
    "breving": "breathing",
    "hart": "heart",
    "hert": "hurt",
    "herts": "hurts",
    "hurtin": "hurting",
    "suiside": "suicide",
    "sucide": "suicide",
    "suecide": "suicide",
    "dieing": "dying",
    "siezure": "seizure",
    "seezure": "seizure",
    "seisure": "seizure",
    "caesure": "seizure",
    "unconcious": "unconscious",
    "unconshus": "unconscious",
    "uncontious": "unconscious",
    "anaphalaxis": "anaphylaxis",
    "anafilaxis": "anaphylaxis",
    "anaphilactic": "anaphylactic",
    "swolen": "swollen",
    "swolled": "swollen",
    "swole": "swollen",
    "sweling": "swelling",
    "sweld": "swelled",
    "fayce": "face",
    "bleading": "bleeding",
    "bleding": "bleeding",
    "bloood": "blood",
    "poisin": "poison",
    "preganant": "pregnant",
    "pregnat": "pregnant",
    "temprature": "temperature",
    "tempreture": "temperature",
    "infeckted": "infected",
    "puss": "pus",
    "puk": "puke",
    "skwint": "squint",
    "dubble": "double",
    "dubbel": "double",
    "slered": "slurred",
    "slurd": "slurred",
    "slurrd": "slurred",
    "strock": "stroke",
    "stroak": "stroke",
    "weezing": "wheezing",
    "weezy": "wheezy",
    "wheesing": "wheezing",
    "chocking": "choking",
    "choaking": "choking",
    "fante": "faint",
    "fanted": "fainted",
    "feinted": "fainted",
    "feint": "faint",
    "coff": "cough",
    "rong": "wrong",
    "alergic": "allergic",
    "sowallow": "swallow",
    "swalow": "swallow",
    "swollow": "swallow",
    "tite": "tight",
    "prest": "pressed",
    "numming": "numbing",
    "num": "numb",
    "nummed": "numbed",
    "dizy": "dizzy",
    "dissy": "dizzy",
    "feaver": "fever",
    "feva": "fever",
    "ambo": "ambulance",
    "colapsed": "collapsed",
    "blisterd": "blistered",
}

_BREAKS_SENTENCE = frozenset(".!?;\n…")
_BREAKS_CLAUSE = frozenset(",:()[]-–—/")
# A number from 38.0 to 42.9 with a decimal is a temperature in Celsius.
_FEVER = re.compile(r"(?:3[89]|4[0-2])[.,]\d")
_FEVER_F = re.compile(r"10[0-5][.,]\d")
_TOKEN = re.compile(
    r"\d{1,6}(?:[.,]\d{1,3})?(?![a-z0-9])|[a-z0-9@$*]+(?:![a-z0-9@$*]+)*|\n|[^\w\s]"
)
_RUN = re.compile(r"(.)\1{2,}")
_SPACED = re.compile(
    r"(?:(?<=\s)|^)[a-z0-9](?:[ .\-_*']{1,5}[a-z0-9]){3,2000}(?=[\s.!?,]|$)"
)


def fold(text: str) -> str:
    """Lower the case and drop accents, invisible characters and curly quotes."""
    plain = unicodedata.normalize("NFKD", text[:40_000])
    kept: list[str] = []
    for char in plain:
        if char in _EMOJI:
            kept.append(f" {_EMOJI[char]} ")
        elif char in _QUOTES:
            kept.append("'")
        elif char == "\n" or char == "\r" or char == "\u2028":
            kept.append("\n")
        elif char == "\t":
            kept.append(" ")
        elif char == "ł" or char == "Ł":
            kept.append("l")
        elif unicodedata.category(char) not in ("Mn", "Cf", "Cc", "Cs", "Co"):
            kept.append(char)
    return "".join(kept).casefold()


def expand_words(word: str) -> list[str]:
    """Spell out one written word: "can't" gives cant; "I'm" gives i, am."""
    if word.endswith("'s"):
        return [word[:-2], "is"] if word[:-2] != "let" else ["let", "us"]
    bare = word.replace("'", "")
    return _SHORT.get(bare, bare).split()


def _keep(word: str) -> str:
    return word


def _no_words(letters: str, *, strict: bool = False) -> list[str]:
    return []


def read(text: str, *, spell: Speller = _keep, segment: Segmenter = _no_words) -> Words:
    """Split a message into plain words.

    Args:
        text: The raw message; only the first 40,000 characters are read.
        spell: Corrects one word towards the lexicon.
        segment: Splits letters written without blanks into words.
    """
    folded = fold(text)
    folded = _SPACED.sub(lambda run: _join_spaced(run.group(), segment), folded)
    folded = _join_contractions(folded)
    words: list[str] = []
    sentences: list[int] = []
    clauses: list[int] = []
    questions: set[int] = set()
    sentence = clause = 0
    for token in _TOKEN.findall(folded):
        if token in _BREAKS_SENTENCE:
            if token == "?":
                questions.add(sentences[-1] if sentences else 0)
            if words and sentences[-1] == sentence:
                sentence += 1
                clause += 1
        elif token in _BREAKS_CLAUSE:
            if words and clauses[-1] == clause:
                clause += 1
        elif token[0].isalnum() or token[0] in "@$*":
            for word in _plain(token, spell, segment):
                words.append(word)
                sentences.append(sentence)
                clauses.append(clause)
    kept = _join_pairs(words, sentences)
    return Words(
        tuple(word for _, word in kept),
        tuple(sentences[place] for place, _ in kept),
        tuple(clauses[place] for place, _ in kept),
        frozenset(questions),
    )


# Two words for one denial, the way learners of English write them too.
_PAIRS: dict[tuple[str, str], str] = {
    ("can", "not"): "cant",
    ("no", "can"): "cant",
    ("not", "can"): "cant",
    ("can", "no"): "cant",
    ("dont", "can"): "cant",
    ("not", "able"): "cant",
    ("no", "able"): "cant",
    ("isnt", "able"): "cant",
    ("could", "not"): "couldnt",
    ("do", "not"): "dont",
    ("does", "not"): "doesnt",
    ("did", "not"): "didnt",
    ("is", "not"): "isnt",
    ("will", "not"): "wont",
    ("would", "not"): "wont",
    ("has", "not"): "hasnt",
    ("have", "not"): "havent",
    ("had", "not"): "hadnt",
    ("was", "not"): "wasnt",
    ("are", "not"): "arent",
    ("no", "more"): "anymore",
    ("any", "more"): "anymore",
}


def _join_pairs(words: list[str], sentences: list[int]) -> list[tuple[int, str]]:
    """Join pairs such as "can not"; give each word with its first place."""
    joined: list[tuple[int, str]] = []
    for place, word in enumerate(words):
        before = joined[-1] if joined else (0, "")
        pair = _PAIRS.get((before[1], word))
        if pair and sentences[before[0]] == sentences[place]:
            joined[-1] = (before[0], pair)
        else:
            joined.append((place, word))
    return joined


_NOT_LETTERS = re.compile(r"[^a-z0-9]")
# French and Italian "n'arrive", "l'aria".
_ELISION = re.compile(r"\b(j|n|l|d|m|c|qu|un|dell|all)'(?=[a-z]{3})")
_LET_US = re.compile(r"\blet's\b")
_CONTRACTION = re.compile(r"([a-z0-9])'(s|re|ve|m|ll|d|t)(?![a-z])")


def _join_contractions(folded: str) -> str:
    """Make "throat's" two words and "can't" one, as `expand_words` does."""
    folded = _ELISION.sub(r"\1 ", folded)
    folded = _LET_US.sub("let us", folded)
    opened = _CONTRACTION.sub(
        lambda found: (
            f"{found[1]}{found[2]}"
            if found[2] == "t"
            else f"{found[1]} {_TAIL[found[2]]}"
        ),
        folded,
    )
    return opened.replace("'", "")


_TAIL = {"s": "is", "re": "are", "ve": "have", "m": "am", "ll": "will", "d": "would"}


def _join_spaced(run: str, segment: Segmenter) -> str:
    """Join letters written one by one: two blanks part words, one blank letters."""
    pieces = [_NOT_LETTERS.sub("", piece) for piece in re.split(r" {2,}", run)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) > 1 and max(len(piece) for piece in pieces) > 1:
        return " ".join(pieces)
    letters = "".join(pieces)
    if letters.isdigit():
        return run
    return " ".join(segment(letters)) or letters


def _plain(token: str, spell: Speller, segment: Segmenter) -> list[str]:
    if token[0].isdigit() and token[-1].isdigit() and not token.isalpha():
        if _FEVER.fullmatch(token) or _FEVER_F.fullmatch(token):
            return ["feverdegrees"]
        if all(char.isdigit() or char in ".," for char in token):
            return [token]
    if token in _SHORT:
        return _SHORT[token].split()
    unit = re.fullmatch(
        r"(\d{1,4})(mg|g|ml|c|f|mins|min|hrs|hr|h|x|cm|wks|weeks|days)", token
    )
    if unit:
        return [unit[1], *_SHORT.get(unit[2], unit[2]).split()]
    if _LEET_WORD.fullmatch(token) and not token.isdigit():
        plain = spell(token.translate(_LEET).replace("*", ""))
        if plain.isalpha():
            token = plain
    token = token.replace("!", "").replace("@", "a").replace("$", "s").replace("*", "")
    if not token:
        return []
    shrunk = _RUN.sub(r"\1\1", token)
    if shrunk != token:
        single = _RUN.sub(r"\1", token)
        token = _first_known(spell, single, shrunk)
    token = _BY_EAR.get(token, token)
    if token in _SHORT:
        return _SHORT[token].split()
    word = spell(token)
    if word == token and len(token) >= 8:
        glued = segment(token, strict=True)
        if _is_glued(token, glued):
            return glued
    return [word]


# Parts of one word that are no word: "depressed" is not "de pressed".
_AFFIXES = frozenset(
    "able age aging al ance ant com con counter de der di dis em en ence ent ex fore "
    "ful ian il im inter ion ist ition ity ive less mal ment mid mis ness non per pre "
    "pro ship st sub tion ties trans un".split()
)


def _is_glued(token: str, parts: list[str]) -> bool:
    """Accept "cantbreathe" and "idontwanttolive", not "su n bat he"."""
    if not parts or any(len(part) == 1 and part not in "ia" for part in parts):
        return False
    if any(part in _AFFIXES for part in parts):
        return False
    longest = max(len(part) for part in parts)
    if len(token) < 12:
        return len(parts) == 2 and longest >= 5 and min(map(len, parts)) >= 2
    return longest >= 4 and len(token) / len(parts) >= 3


def _first_known(spell: Speller, single: str, double: str) -> str:
    for written in (single, double):
        plain = _BY_EAR.get(written, written)
        if spell(plain) != plain or plain in _SHORT:
            return plain
    return single
