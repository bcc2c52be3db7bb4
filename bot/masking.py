"""A patient's message without what identifies the patient: text in, masked text out.

Runs before anything is stored, logged or given to Rasa, and after the red flags were
screened on the words as they were written. Each kind of identifier becomes a fixed
word in brackets, so that the sentence around it can still be understood. Standard
library only. What it cannot know: a name without "my name is", an address.
"""

import re
from collections.abc import Callable

# A word that ends a name: people write "my name is jo and i have ...".
_NOT_A_NAME = (
    r"(?:and|but|i|im|i'm|i’m|ive|i've|i’ve|my|me|the|a|an|can|could|do|does|did|is|are"
    r"|was|am|have|had|has|how|what|when|where|who|why|will|would|should|which|not|on"
    r"|in|at|for|to|from|of|with|please|pls|hi|hello|so|or|if|about|here|there|this"
    r"|that|it|calling|asking|writing|born|dob|aged|age|interested|wondering|looking"
    r"|thinking|just|really|very|going|having|getting|also|because|since|after|before"
    r"|you|your|it's|its|mr|mrs|ms)"
)
_NAME_WORD = rf"(?!{_NOT_A_NAME}\b)[^\W\d_][\w'’.-]*"
_NAME = re.compile(
    r"\b(?P<before>(?:my|our|her|his|child's|daughter's|son's|full|first|last)\s+"
    r"(?:full\s+|first\s+|last\s+|sur|maiden\s+)?name(?:['’]s|\s+is|\s*[:=])\s*"
    r"|\b(?:sur|first\s+|last\s+)?name\s*[:=]\s*"
    r"|\bmy\s+names\s+"
    r"|\b(?:i\s+am|i['’]?m|this\s+is|am)\s+(?:called|named)\s+"
    r"|\b(?:you\s+can|people|please|just)\s+call\s+me\s+(?!back\b|on\b|when)"
    r"|\b(?:i\s+am|i['’]?m|this\s+is|it['’]?s)\s+(?:mr|mrs|ms|miss|mx|dr)\.?\s+)"
    rf"(?P<name>{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,2}})",
    re.IGNORECASE,
)
# "I am Sarah Jones": two capitals, or every adjective would be a name.
_CAPITALS = re.compile(
    r"\b(?P<before>(?:I am|I['’]m|This is|this is)\s+)"
    # Not "I am Sri Lankan".
    r"(?!(?:Sri|New|North|South|East|West|Latin|Puerto|Saudi|British|African|Asian)\b)"
    r"(?P<name>[A-Z][a-z'’-]+\s+(?:[A-Z]\.?\s+)?[A-Z][a-z'’-]+)\b"
)
_SIGNED = re.compile(
    r"(?P<before>\b(?i:kind regards|regards|many thanks|thanks|best wishes|yours),?\s+)"
    r"(?P<name>[A-Z][a-z'’-]+(?:\s+[A-Z][a-z'’-]+){0,2})(?=[\s.!]*$)"
)
_EMAIL = re.compile(
    # No longer than RFC 5321 lets them be: without a bound, one long word is tried
    # from each of its letters to its end.
    r"[\w.+%'-]{1,64}\s?(?:@|\(at\)|\[at\]|\sat\s(?=[\w-]+\s?(?:\.|dot)\s?(?:com|co|org|net)\b))"
    r"\s?[\w-]{1,63}(?:\s?(?:\.|\(dot\)|\[dot\]|\sdot\s)\s?[\w-]{1,63})+",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    r"(?:\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2})"
    r"|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\.?,?\s+(?:\d{{4}}|\d{{2}})\b"
    rf"|{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
)
# A whole date is masked wherever it stands; a year alone only where it is a birth.
_BORN = re.compile(
    r"(?P<before>\b(?:d\.?o\.?b\.?|date\s+of\s+birth|birth\s?day|birth\s?date|born)\b"
    r"(?:\s+(?:is|on|in|was|the))*\s*[:=]?\s*)"
    rf"(?:{_DATE}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+\d{{4}}"
    r"|(?:19|20)\d{2}|\d{6}|\d{8})\b",
    re.IGNORECASE,
)
_WHOLE_DATE = re.compile(rf"(?<![\w.]){_DATE}(?![\w])", re.IGNORECASE)
_NATIONAL_WORDS = re.compile(
    r"(?P<before>\b(?:nhs|ssn|social\s+security|national\s+insurance|ni\s+number|nino"
    r"|medicare|ihi|tfn|pps|ppsn|passport|driving\s+licen[cs]e|driver'?s\s+licen[cs]e"
    r"|patient|hospital|policy|insurance|account|member(?:ship)?)"
    r"(?:\s+(?:number|no\.?|id|card|#))*\s*(?:is|was|[:=#])?\s*)"
    r"(?P<id>[A-Z]{0,3}[\s-]?\d(?:[\s-]?\d){3,15}(?:[\s-]?[A-Z]{1,2})?)\b",
    re.IGNORECASE,
)
_NATIONAL = re.compile(
    # UK National Insurance; US social security; Irish PPS.
    r"\b[A-CEGHJ-PR-TW-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b"
    r"|\b\d{3}-\d{2}-\d{4}\b"
    r"|\b\d{7}[A-W][A-IW]?\b",
    re.IGNORECASE,
)
_POSTCODE = re.compile(
    # UK: https://www.gov.uk, "postcode format"; Irish Eircode; US and Australia only
    # beside a word that says so, since five and four digits can be anything.
    r"\b(?:GIR\s?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d(?:\d|[ABEHMNPRV-Y])?|\d[A-HJKPS-UW])"
    r"\s?\d[ABD-HJLNP-UW-Z]{2})\b"
    r"|\b(?:[AC-FHKNPRTV-Y]\d{2}|D6W)\s?(?=[a-z]*\d)[0-9AC-FHKNPRTV-Y]{4}\b"
    r"|\b\d{5}-\d{4}\b",
    re.IGNORECASE,
)
_NAMED_POSTCODE = re.compile(
    r"(?P<before>\b(?:zip|post\s?code|postal\s+code|eircode|NSW|VIC|QLD|TAS|ACT)"
    r"(?:\s+code)?(?:\s+is)?\s*[:=]?\s*)\d{4,5}\b",
    re.IGNORECASE,
)
# Digits with the separators that people put between them.
_DIGITS = re.compile(r"(?<![\w.])(?:\+|00)?\(?\d(?:[\s().\-/–]{0,2}\d){6,18}(?![\w])")
# Anything else this long is somebody's number and nothing that a page is about.
_LONG = re.compile(r"(?<!\d)\d{9,}(?!\d)")


def mask(text: str) -> str:
    """Replace identifiers by [email], [number], [date], [postcode] and [name].

    Args:
        text: As a patient wrote it.

    Returns:
        The same text where nothing was found.
    """
    text = _EMAIL.sub("[email]", text)
    text = _NATIONAL_WORDS.sub(_after("[number]"), text)
    text = _BORN.sub(_after("[date]"), text)
    text = _WHOLE_DATE.sub("[date]", text)
    text = _NATIONAL.sub("[number]", text)
    text = _DIGITS.sub(_number, text)
    text = _LONG.sub("[number]", text)
    text = _POSTCODE.sub("[postcode]", text)
    text = _NAMED_POSTCODE.sub(_after("[postcode]"), text)
    text = _NAME.sub(_after("[name]"), text)
    text = _CAPITALS.sub(_after("[name]"), text)
    return _SIGNED.sub(_after("[name]"), text)


def _after(replacement: str) -> Callable[["re.Match[str]"], str]:
    """Keep the words that led to the identifier."""
    return lambda match: f"{match['before']}{replacement}"


def _number(match: "re.Match[str]") -> str:
    """The run of digits, or what stands for a telephone, card or patient number."""
    run = match[0]
    n_digits = sum(char.isdigit() for char in run)
    # "4-6 weeks, 10-12" and "2010 2015 2020" are no telephone numbers.
    if n_digits < 9 and not run.startswith(("+", "0", "(")):
        is_local = re.fullmatch(r"\d{3}[\s-]\d{4}|\d{7}", run)
        return "[number]" if is_local else run
    return "[number]"
