"""The last look at every reply: may these words leave? A `Reply` in, or an error.

Two things pass: words of the clinic that judge nobody, and sentences that stand in the
approved pages. What is said to a person about that person ("you can", "it is safe for
you"), a dose, or the name of what somebody has is refused, whoever wrote it. It knows
nothing of Rasa, and words nothing itself.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from actions.reply import ROUTES, Button, Citation, Reply

QUOTING_ROUTES = frozenset({"answer", "answer_and_refer"})
MAX_EMERGENCY_WORDS = 60


class Quotable(Protocol):
    """The part of `actions.library.Library` that is read here."""

    def holds(self, quote: str) -> bool: ...


class BrokenReplyError(Exception):
    """A reply that may not be sent; `reason` is a fixed word."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"Reply refused: {reason}. The fallback reply was sent.")
        self.reason = reason


def read_reply(messages: Sequence[Mapping[str, Any]], library: Quotable) -> Reply:
    """Read Rasa's bot messages as one reply of the contract.

    Raises:
        BrokenReplyError: There is no text, not exactly one contract object, a field of
            it is wrong, or a quote is not verbatim in the approved index.
    """
    text = "\n\n".join(m["text"].strip() for m in messages if m.get("text"))
    if not text:
        raise BrokenReplyError("no_text")
    payloads = [m["custom"] for m in messages if m.get("custom")]
    if len(payloads) != 1:
        raise BrokenReplyError("no_payload" if not payloads else "many_payloads")
    try:
        reply = _reply_of(text, messages, payloads[0])
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BrokenReplyError("bad_payload") from error
    if reply.route not in ROUTES:
        raise BrokenReplyError("unknown_route")
    if reply.route == "emergency" and reply.citations:
        raise BrokenReplyError("emergency_cites")
    if reply.route in QUOTING_ROUTES and not reply.citations:
        raise BrokenReplyError("answer_without_citation")
    if not all(library.holds(citation.quote) for citation in reply.citations):
        raise BrokenReplyError("not_verbatim")
    return reply


def check_words(reply: Reply, *, patient_text: str = "") -> None:
    """Refuse a reply whose own words judge, dose or diagnose.

    Args:
        reply: Its citations are known to be verbatim.
        patient_text: A part of it may be repeated in quotation marks.

    Raises:
        BrokenReplyError: `invented_quote`, `verdict`, `dose` or `diagnosis`.
    """
    words = own_words(reply, patient_text=patient_text)
    if _CITED.search(words):
        raise BrokenReplyError("invented_quote")
    for reason, pattern in FORBIDDEN.items():
        if pattern.search(words):
            raise BrokenReplyError(reason)


def check_emergency(reply: Reply, numbers: Sequence[str]) -> None:
    """Refuse an emergency reply that is long, late or without its number.

    Args:
        reply: Of route emergency.
        numbers: Each has to be said, the first of them in the first sentence.

    Raises:
        BrokenReplyError: `emergency_...`, saying which rule is broken.
    """
    first = re.split(r"(?<=[.!?])\s", reply.text.strip())[0]
    if len(reply.text.split()) > MAX_EMERGENCY_WORDS:
        raise BrokenReplyError("emergency_long")
    if not _ACTION.match(first) or numbers[0] not in first:
        raise BrokenReplyError("emergency_no_action_first")
    if not all(number in reply.text for number in numbers):
        raise BrokenReplyError("emergency_no_number")
    if reply.citations or _LINK.search(reply.text):
        raise BrokenReplyError("emergency_cites")


def own_words(reply: Reply, *, patient_text: str = "") -> str:
    """The reply without what it quotes: the pages, their titles, the patient."""
    words = reply.text
    for citation in reply.citations:
        for quoted in (citation.quote, citation.title, citation.section):
            if quoted:
                words = words.replace(f"“{quoted}”", " ").replace(quoted, " ")
    said = " ".join(patient_text.split()).casefold()

    def drop_echo(match: re.Match[str]) -> str:
        is_echo = " ".join(match[1].split()).casefold() in said
        # A cited echo would pass the patient's words off as the clinic's.
        return " " if said and is_echo and not _CITED.match(match[0]) else match[0]

    return _QUOTED.sub(drop_echo, words)


_QUOTED = re.compile(r"“([^”]{1,400})”(?: ?\[\d+\])?")
_CITED = re.compile(r"“[^”]{1,400}” ?\[\d+\]")
_ACTION = re.compile(r"(?:please )?(?:call|ring|phone|dial)\b", re.IGNORECASE)
_LINK = re.compile(r"https?:|www\.|\[\d+\]", re.IGNORECASE)

# To reach people or to ask is no verdict: "you can ask", "you can reach a person".
_ASKING = (
    r"(?:also |always |still )?(?:reach|ask|call|contact|ring|phone|write|email|e-mail|"
    r"book|find|read|speak|talk|tell|send|choose|press|type|leave a message)\b"
)
_YOU_ARE = r"you(?:['’]?(?:re|ll be)| are| will be| would be| look| seem| sound)"
_FINE = (
    r"(?:completely |perfectly |probably |most likely |likely |absolutely |all |not |"
    r"quite |totally |a |an |very |too |good |bad )*"
)
_THING = r"(?:it|this|that|which|microneedling|treatment)"
_IS = r"(?:['’]s| is| are| (?:would|will|should|must|could|may|might) be)"
_JUDGED = (
    r"(?:safe|unsafe|fine|ok|okay|alright|dangerous|harmless|suitable|allowed|normal|"
    r"nothing|not serious|serious)"
)
_MEDICINE = r"(?:tablet|pill|capsule|drop|puff|spoonful|teaspoon|dose|sachet)s?"
_DRUG = r"(?:antihistamine|paracetamol|ibuprofen|aspirin|isotretinoin|antibiotic)s?"
_CONDITION = (
    r"(?:infection|allergy|allergic|keloids?|herpes|cold sore|sepsis|stroke|heart|"
    r"panic|anxiety|bruise|occlusion|reaction|eczema|rosacea|melasma|cancer|psoriasis|"
    r"scarring|purging)"
)
_PERHAPS = (
    r"(?:probably |likely |possibly |clearly |just |only |an? |the |some |most )*"
)
_PATTERNS: dict[str, tuple[str, ...]] = {
    "verdict": (
        # "A clinician who knows you can say": the clinician can.
        r"(?<!knows )\byou (?:can|can['’]t|cannot|could|may|should|shouldn['’]t|must|"
        r"mustn['’]t|ought to|need to|don['’]t need|do not need|are able to)\b"
        rf"(?! {_ASKING})",
        rf"\b{_YOU_ARE} {_FINE}(?:fine|ok|okay|safe|eligible|suitable|candidate|"
        r"allowed|healthy|alright|all right|good to go|clear|unsuitable|at risk|"
        r"healing|pregnant|allergic|infected)\b",
        rf"\b{_THING}{_IS} (?:\w+ ){{0,2}}{_JUDGED}\b",
        r"\b(?:safe|fine|ok|okay|suitable|unsafe|dangerous|right) for you\b",
        r"\bgo ahead\b",
        r"\bno need to (?:see|call|worry)\b",
        r"\bnothing to worry\b",
        r"\b(?:don['’]?t|do not|needn['’]?t) (?:worry|panic)\b",
        r"\byou(?: would| will|['’]ll) (?:benefit|heal|recover)\b",
        r"\b(?:yes|no|sure|absolutely|of course),? (?:you|it|that|this)\b",
        r"(?:^|[.!?\n])\s*(?:yes|no|absolutely|of course)\b",
        r"\b(?:i|we) (?:would )?(?:recommend|advise|suggest)\b"
        rf"(?! (?:that )?(?:you )?(?:to )?{_ASKING})",
    ),
    "dose": (
        r"\b\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|ug|g|ml|iu|milligrams?|micrograms?|grams?|"
        rf"millilit(?:re|er)s?|units?|tsp|tbsp|{_MEDICINE})\b",
        rf"\b(?:one|two|three|four|half an?|an?) (?:{_MEDICINE}|{_DRUG})\b",
        r"\b(?:once|twice|(?:three|four|\d) times) (?:a|per|every) (?:day|week)\b",
        r"\bevery (?:\d+|two|three|four|six|eight|twelve)(?: to \w+)? hours\b",
        r"\b(?:take|taking|swallow|apply|inject|double|halve|skip) "
        rf"(?:your|an?|the|one|two|some|\d+|{_DRUG})\b",
        r"\b(?:stop|start|keep|continue|restart|pause) (?:taking|using|your "
        r"(?:tablets?|medicines?|medication|pills?))\b",
    ),
    "diagnosis": (
        r"\b(?:sounds|looks|seems) (?:very )?(?:like|as if|infected|allergic|normal)\b",
        r"\byou (?:probably |likely |may |might |could |must |clearly |do )?"
        r"(?:have|had|are having|suffer from|are suffering)\b",
        r"\byou['’]ve (?:got|had|developed)\b",
        rf"\b(?:it|this|that){_IS} {_PERHAPS}{_CONDITION}\b",
        r"\byour (?:\w+ ){0,2}(?:is|are|has|have) (?:probably |likely |clearly |an? )*"
        r"(?:infected|healing|normal|keloids?|allergic|benign|cancerous|inflamed|fine)\b",
        r"\b(?:the|my|our) diagnosis\b",
    ),
}
FORBIDDEN: dict[str, re.Pattern[str]] = {
    reason: re.compile("|".join(patterns), re.IGNORECASE)
    for reason, patterns in _PATTERNS.items()
}

# Every reason that a reply is refused for.
REASONS = frozenset(
    {
        *FORBIDDEN,
        "no_text",
        "no_payload",
        "many_payloads",
        "bad_payload",
        "unknown_route",
        "answer_without_citation",
        "not_verbatim",
        "invented_quote",
        "emergency_long",
        "emergency_no_action_first",
        "emergency_no_number",
        "emergency_cites",
    }
)
"""Reason to what it finds in the reply's own words."""


def _reply_of(
    text: str, messages: Sequence[Mapping[str, Any]], payload: Mapping[str, Any]
) -> Reply:
    return Reply(
        text=text,
        route=payload["route"],
        intent_name=str(payload["intent"]["name"]),
        confidence=float(payload["intent"]["confidence"]),
        citations=tuple(
            Citation(**{**citation, "also_in": tuple(citation["also_in"])})
            for citation in payload["citations"]
        ),
        buttons=tuple(
            Button(title=button["title"], payload=button["payload"])
            for message in messages
            for button in message.get("buttons") or ()
        ),
        tier=payload["tier"],
    )
