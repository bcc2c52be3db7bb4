"""Is a message about somebody's own case, whatever its intent was taken for?

The message, its entities and the last route in, yes or no out. The intent model knows
most personal medical messages; this rule knows the rest by what they state: a
condition, medicine, age or symptom that a named person has. Asking alone ("can people
with keloids have it?", "can I sunbathe?") states nothing of the kind.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

# Somebody has, takes or is something: "I'm on", "she has", "my daughter is", "we are".
_STATES = re.compile(
    r"\b(?:i|we|he|she|they|who)\b\s*(?:['’]?(?:m|ve|s|re|d)\b|am|is|are|was|were|have|"
    r"has|had|got|gets?|take|takes|took|use|uses|suffer|tend|just|also|still|do|keep|"
    r"started|finished|came|can't|cant|only)"
    r"|\b(?:im|ive|ihave|shes|hes|weve)\b"
    r"|\bmy\s+(?!question|appointment|session|face\s+will)"
    r"|\b(?:diagnosed|prescribed|allergic to|on my|history of|prone to|taking|been on|"
    r"started on|currently on|recovering from)\b"
    r"|\bis (?:it|this|that) (?:ok|okay|safe|alright|fine) for me\b",
    re.IGNORECASE,
)
_ASKS_IN_GENERAL = re.compile(
    r"\b(?:in general|generally|people|patients|someone|somebody|anyone|others|women|"
    r"men|clients|those who|can you get|do you treat|"
    r"just (?:curious|wondering|asking|reading))\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:since|yesterday|this morning|last night|today|tonight|ago|day \d+|"
    r"days? (?:on|after|since|later)|"
    r"weeks? (?:on|after|since|later)|woke up|popped up|started|"
    r"came up|right now|at the moment|atm|now)\b",
    re.IGNORECASE,
)
_NO_QUESTION_OF_OWN = re.compile(
    r"^\W*(?:can|could|may|should|shall|do|does|is|are|will|would|how|what|when|which|"
    r"who|why)\b",
    re.IGNORECASE,
)
_OWN_DECISION = re.compile(
    r"\b(?:so (?:can|should|could) i|on me|for me|in my case|can i (?:have|get) it|"
    r"am i (?:ok|allowed|able)|that'?s a (?:no|yes)|thats a (?:no|yes)|or not)\b",
    re.IGNORECASE,
)
_CASE_KINDS = frozenset({"condition", "medicine"})
_REFERRING = frozenset({"refer", "answer_and_refer"})
_MINORS = frozenset({"child", "teenager"})


def is_personal(
    text: str, entities: Iterable[Mapping[str, Any]], *, last_route: str = ""
) -> bool:
    """True when a message states somebody's own case, or goes on about it.

    Args:
        text: The patient's message.
        entities: Of the message, as Rasa gives them.
        last_route: Route of the last reply; a follow-up of a referral stays one.
    """
    if last_route in _REFERRING and _OWN_DECISION.search(text):
        return True
    if _ASKS_IN_GENERAL.search(text):
        return False
    kinds = {str(entity.get("entity")) for entity in entities}
    values = {str(entity.get("value")) for entity in entities}
    if _STATES.search(text) and (kinds & _CASE_KINDS or values & _MINORS):
        return True
    has_symptom = "symptom" in kinds
    return (
        has_symptom
        and bool(_HAPPENED.search(text))
        and not _NO_QUESTION_OF_OWN.search(text)
    )
