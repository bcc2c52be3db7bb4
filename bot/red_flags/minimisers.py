"""What plays a message down: "probably nothing", "my husband says it's fine", "lol".

A message in, the message without it out. Fear and shame write these words; they never
make a sign smaller. It knows no sign.
"""

import re
import unicodedata

_FINE = r"(?:nothing|fine|ok|okay|normal|alright|all right|overreacting|dramatic|silly)"
_CLOSE_ONE = (
    r"(?:husband|wife|partner|boyfriend|girlfriend|mum|mom|mother|dad|father|sister|"
    r"brother|friend|mate|son|daughter|flatmate|everyone|he|she)"
)
MINIMISER = re.compile(
    r"\b(?:lol|lmao|rofl|haha\w*|hehe|tbh|x{1,3})\b"
    rf"|\b(?:but |and )?(?:my )?{_CLOSE_ONE} (?:says?|said|thinks?|reckons?|"
    rf"keeps? saying)"
    rf" (?:that )?(?:it|i|that)(?:['’]?s|['’]?m| is| am)? (?:\w+ ){{0,3}}{_FINE}\b"
    rf"|\b(?:i['’]?m|i am) (?:sure|prob(?:ably)?|guessing) (?:it|that|i)?(?:['’]?s|"
    rf"['’]?m)?"
    rf" ?(?:just |being |all )*{_FINE}\b"
    rf"|\b(?:it['’]?s |this is )?(?:prob(?:ably)?|prolly|maybe|"
    rf"most likely) (?:just |only )?"
    rf"(?:{_FINE}|nerves|me|anxiety|stress)\b"
    r"|\b(?:but )?(?:i['’]?m )?(?:only|just) (?:asking|wondering|checking|curious)\b"
    r"|\b(?:so )?sorry (?:to|for) (?:bother|bothering|disturb|disturbing|be a pain)"
    r"(?: you| u)?\b"
    r"|\b(?:there['’]?s )?(?:no|not any) (?:rush|hurry|worries|panic|fuss)\b"
    r"|\b(?:it['’]?s )?not urgent\b|\bwhen(?:ever)? you (?:can|have a (?:minute|"
    r"moment))\b"
    r"|\b(?:don['’]?t|do not) (?:want|mean) to (?:make a fuss|bother|worry|waste)"
    r"(?: you| anyone| anybody| your time)?\b"
    r"|\b(?:i )?feel (?:so |a bit )?(?:silly|daft|stupid|foolish)(?: asking)?\b"
    r"|\b(?:silly|daft|stupid) question\b|\bnot (?:being|to be) dramatic\b",
    re.IGNORECASE,
)


def without_minimisers(text: str) -> str:
    """The message without emoji and without what plays it down."""
    plain = "".join(" " if _is_emoji(char) else char for char in text)
    left = MINIMISER.sub(" ", plain)
    if left == text:
        return text
    return re.sub(r"\s+([,.!?])", r"\1", " ".join(left.split())).strip(" ,;-")


def _is_emoji(char: str) -> bool:
    return unicodedata.category(char) in ("So", "Sk") and not char.isascii()
