"""Is a message about somebody's own case, whatever its intent was taken for?

The message, its entities and the last route in, yes or no out. The intent model knows
most personal medical messages; these rules know the rest by what they state: something
of health (a condition, medicine, pregnancy, implant, an earlier procedure, a result, a
symptom) that the writer or a relative has. Asking alone ("can people with keloids have
it?", "can I sunbathe?") states nothing of the kind.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.language import other_language
from actions.utterance import intent_probability, message_text

_RELATIVE = (
    r"(?:daughter|son|child|baby|kid|boy|girl|twins?|mum|mom|mother|dad|father|husband|"
    r"wife|partner|boyfriend|girlfriend|sister|brother|friend|niece|nephew|nan|gran)"
)
# Somebody has, takes or is something: "I'm on", "she has", "my daughter is", "we are".
_STATES = re.compile(
    r"\b(?:i|we|he|she|they)\b\s*(?:['’]?(?:m|ve|s|re|d)\b|am|is|are|was|were|have|"
    r"has|had|got|gets?|take|takes|took|use|uses|suffer|tend|just|also|still|do|keep|"
    r"started|finished|came|can['’]?t|only|react|reacted|carry|wear|burn|bruise|scar|"
    r"heal|pick|smoke|tan|cover|hate|feel|lost|used|need|want|wonder)"
    r"|\b(?:im|ive|ihave|shes|hes|weve|who (?:has|have|had|takes?|is on))\b"
    r"|\bmy\s+(?!question|appointment|session|booking|face\s+will)"
    r"|\b(?:diagnosed|prescribed|allergic to|on my|history of|prone to|taking|been on|"
    r"started on|currently on|recovering from)\b"
    r"|\bis (?:it|this|that) (?:ok|okay|safe|alright|fine) for me\b"
    r"|\b(?:ich bin|estoy|soy|je suis|sono|jestem|estou)\b"
    r"|^\W*(?:[a-z-]+ ){1,3}(?:in|fitted)[,;:]"
    # Without the "I": "on warfarin, can I", "copper coil in, wanted", "just had".
    r"|^\W*(?:just |still |recently |only |also |currently |now )*(?:on|got|had|have|"
    r"been|used|using|took|taking|turned|came off|coming off|weaning|pregnant|"
    r"breastfeeding|due|trying|finished|started|allergic)\b(?! (?:a|an|any) (?:quick )?"
    r"(?:question|query|voucher|booking|appointment))",
    re.IGNORECASE,
)
_FOR_SELF = re.compile(
    r"\b(?:i|i['’]?m|i['’]?ve|im|ive|me|my|mine|myself|we|us|our|she|her|he|him|his)\b"
    rf"|\bmy {_RELATIVE}\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:i|we)(?:['’\s]?(?:m|ve)|\s+(?:am|have|had|got|take|suffer|was|were))\b"
    r"(?!\s+(?:an?\s+)?(?:question|query|read|reading|wonder|asking|curious|heard))",
    re.IGNORECASE,
)
_ASKS_IN_GENERAL = re.compile(
    r"\b(?:in general|generally|general rule|people|patients|someone|somebody|anyone|"
    r"others|women|men|clients|users|those who|can you get|do you treat|does anyone|"
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
    r"am i (?:ok|allowed|able)|that'?s a (?:\w+ )?(?:no|yes)|or not)\b",
    re.IGNORECASE,
)
PLAUSIBLE = 0.03
_CASE_KINDS = frozenset({"condition", "medicine"})
_REFERRING = frozenset({"refer", "answer_and_refer"})
_MINORS = frozenset({"child", "teenager"})

# What one has in or about the body that a clinician must know, in lay words; beside the
# list of named things, which holds what the pages and their readers speak of.
_HEALTH = re.compile(
    r"\b(?:pregnan\w*|breast ?feed\w*|nursing|weaning|conceive|ivf|egg collection|"
    r"miscarr\w+|postpartum|c-?section|period is late|the pill|"
    r"implants?|coil|iud|pacemaker|shunt|stent|loop recorder|metal (?:plate|pin)s?|"
    r"titanium|screws in|gold threads?|hearing aid|insulin pump|"
    r"transplant\w*|spleen|bypass|chemo\w*|radiotherapy|dialysis|surgery|operation|"
    r"facelift|nose job|rhinoplasty|root canal|wisdom te\w+|stitches|thread lift|"
    r"vaccin\w+|jab|booster|steroids?|immune|immuno\w+|"
    r"allerg\w+|intoleran\w+|epi-?pens?|react(?:ed|ion|s)?|break out|rash|hives|"
    r"puffy|swell\w*|swollen|numb|lumps?|bumps?|blister\w*|itch\w*|scabs?|oozing|"
    r"infect\w+|warts?|stye|cold sores?|shingles|ringworm|open (?:cut|wound|skin)|"
    r"slow healer|heals? slow\w*|bleed\w*|bruise\w*|faint\w*|dizzy|seizures?|epilep\w+|"
    r"heart|blood pressure|diabet\w+|sugar levels?|thyroid|lupus|arthritis|asthma|"
    r"cancer|tumou?r|moles?|freckle|biops\w+|"
    r"(?:brown|black|dark|darker|olive|asian|mixed[- ]race|type [3-6]) skin|skin type|"
    r"nigerian|indian|asian|african|caribbean|mixed race|fake tan|spray tan|"
    r"tan(?:ned)?|"
    r"sunburn\w*|sunbeds?|pigment\w*|patch(?:es)?|lightening cream|"
    r"schwanger|embarazada|enceinte|incinta|ciąży|ttc|embryo|hba1c|type [12]|remission|"
    r"(?:makes?|made|breaks?) (?:me|my (?:skin|face))|hiv|virus|warts?|"
    r"keloids?|raised scars?|silicone sheets?|genes?|chronic|syndrome|disease|"
    r"disorder|condition)\b",
    re.IGNORECASE,
)
_AGE = re.compile(
    r"(?<!\blike )\b(?:i['’]?m|im|am|is|are|turn(?:ed|s|ing)?|aged?|she['’]?s|"
    r"he['’]?s|just) "
    r"(?:only |nearly |almost )?(?:[1-9]|1[0-7]|nine|ten|eleven|twelve|thirteen|"
    r"fourteen|fifteen|sixteen|seventeen)\b(?! ?(?:minutes|mins|weeks?|days?|months?|"
    r"hours?|st\b|sessions?|%|years? (?:ago|since|on|off)|and up))"
    r"|\b(?:[1-9]|1[0-7])[- ]?(?:years?|yrs?|yr)[- ]old\b|\byear (?:[7-9]|1[0-3])\b|"
    r"\bunder ?age\b|\bgcses?\b",
    re.IGNORECASE,
)
_MINE = re.compile(rf"\b(?:i|my|{_RELATIVE}|she|he|her|his|me)\b", re.IGNORECASE)
_RESULT = re.compile(
    r"\b(?:(?:my|the) (?:\w+ ){0,2}(?:results?|biopsy|bloods?|scan|swab|report|letter|"
    r"app|score|levels?)\b.{0,60}\b(?:says?|said|show\w*|came|gave|mean|is|are|got)\b"
    r"|came back\b|send(?:ing)? (?:you |u )?(?:a |the |this |my )?(?:photo|pic|"
    r"picture|close[- ]?up|image|video)|sent (?:you |u )?(?:a |the |my )?(?:photo|pic)|"
    r"look at (?:this|these|my)|(?:in|from) (?:this|the|my) (?:photo|pic|picture)|"
    r"what do you (?:reckon|think|see)|attached)\b",
    re.IGNORECASE,
)
_DOSE = re.compile(
    r"\b\d+ ?(?:mg|mcg|ml|g|iu|%)\b|\b(?:skip|miss|double|halve|up|lower|stop|start|"
    r"restart|come off|coming off|switch|carry on|continue|change) (?:a |my |the |"
    r"an? )?"
    r"(?:\w+ )?(?:dose|dosage|tablets?|pills?|meds?|medication|medicines?|cream|"
    r"antibiotics?|it)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:ago|since|last (?:week|month|year|night|time)|yesterday|on (?:mon|tues|"
    r"weds?|"
    r"wednes|thurs|fri|satur|sun)(?:day)?|this morning|back in|in (?:19|20)\d\d|"
    r"recently|"
    r"elsewhere|just had|had (?:a|an|my)|was done|were done|i had|i['’]ve had|"
    r"(?:days?|weeks?|wks?|months?|years?) (?:after|post|since|back|on) (?:a|my|"
    r"the)?)\b",
    re.IGNORECASE,
)
_PROCEDURES = re.compile(
    r"\b(?:filler|botox|laser|lasered|peel|threads?|thread lift|facelift|implants?|"
    r"lips? "
    r"done|surgery|operation|nose job|subcision|prp|profhilo|sculptra|hifu|ultherapy|"
    r"micro-?needling|needling|facial|dissolv\w+|fat (?:freezing|dissolving)|tattoo|"
    r"piercing|deep clean|root canal|wisdom teeth|c-?section|spray tan|vaccine|jab|"
    r"injections?|removal|waxing|microblading|morpheus|ipl)\b",
    re.IGNORECASE,
)
_LOOKS = re.compile(
    r"\b(?:hate[ds]? (?:my|how|the way|what)|(?:i['’]?m|im|feel|look|looking|looks?) "
    r"(?:so )?(?:ugly|hideous|disgusting|deformed|like a (?:monster|freak))|"
    r"mirrors?|obsess\w*|bdd|dysmorphi\w*|wonky|crooked|lopsided|ruin(?:s|ed|ing)? my|"
    r"all i (?:can )?think about|can['’]?t (?:stop|leave|go out|face)|cry|crying|"
    r"ashamed|embarrass\w*|nobody (?:sees|understands)|refunds? from|filters? made|"
    r"gets? me (?:so )?down|hide my|disfigur\w*|spend hours|avoid (?:photos|people|"
    r"friends|going))\b",
    re.IGNORECASE,
)
# How treated skin looks or feels when somebody writes about it afterwards.
_CHANGED = re.compile(
    r"\b(?:brown|white|dark(?:er)?|red(?:der)?|pink|blu(?:e|ish)|grey|patchy|stripes?|"
    r"lines? where|bumps?|dents?|numb|lower|higher|droop\w*|bigger|smaller|uneven|"
    r"worse|lighter|fad(?:e|ed|ing)|open(?:ed)?|sore|tender|hard|lift|wore off|"
    r"twitch\w*|swell\w*|puffy|peel(?:ing|ed)|scabb?\w*|heal\w*)\b",
    re.IGNORECASE,
)
_ELIGIBLE = re.compile(
    r"\b(?:am i|would i be|will i be|i['’]?d be) (?:a |an |ok|okay|safe|suitable|too|"
    r"allowed|eligible|at risk|able|good|right|the)|\b(?:safe|ok|okay|wise|right|"
    r"suit\w*|"
    r"best|good|bad|wrong|danger\w*|risk\w*) for (?:me|my|her|him|us)\b|"
    r"\brules? me out\b|\b(?:do|should|shall) i (?:risk|steer|skip|avoid|worry|stop|"
    r"wait|still|keep|leave|take)\b|\bcan i still\b|\bwhat (?:could|can) i safely\b|"
    r"\b(?:affect|matter for|problem for|interfere)\b",
    re.IGNORECASE,
)


def is_personal(
    text: str,
    entities: Iterable[Mapping[str, Any]],
    *,
    last_route: str = "",
    probability: float = 1.0,
) -> bool:
    """True when a message states somebody's own case, or goes on about it.

    Args:
        text: The patient's message.
        entities: Of the message, as Rasa gives them.
        last_route: Route of the last reply; a follow-up of a referral stays one.
        probability: What the intent model gives personal medical messages, 0 to 1. The
            rules read words, not meaning ("explain like I'm five", "I study
            medicine"): below `PLAUSIBLE` they are not believed.
    """
    if last_route in _REFERRING and _OWN_DECISION.search(text):
        return True
    if probability < PLAUSIBLE:
        return False
    kinds = {str(entity.get("entity")) for entity in entities}
    values = {str(entity.get("value")) for entity in entities}
    # "I am pregnant. Is it generally safe?" is about the writer, whatever it asks.
    if kinds & _CASE_KINDS and _OWN.search(text):
        return True
    if _ASKS_IN_GENERAL.search(text):
        return False
    states = bool(_STATES.search(text))
    if states and (kinds & _CASE_KINDS or values & _MINORS):
        return True
    if _states_health(text, states=states):
        return True
    has_symptom = "symptom" in kinds
    return (
        has_symptom
        and bool(_HAPPENED.search(text))
        and not _NO_QUESTION_OF_OWN.search(text)
    )


def tells_own_case(tracker: Tracker, *, last_route: str = "") -> bool:
    """`is_personal` of this turn's message."""
    text = message_text(tracker)
    # The intent model knows English only: "estoy embarazada" is left to the rules.
    is_english = not other_language(text)
    return is_personal(
        text,
        tracker.latest_message.get("entities") or [],
        last_route=last_route,
        probability=(
            intent_probability(tracker, "personal_medical") if is_english else 1.0
        ),
    )


def names_case(tracker: Tracker) -> bool:
    """True when this turn's message names a condition, a medicine or a symptom."""
    entities = tracker.latest_message.get("entities") or []
    kinds = {str(entity.get("entity")) for entity in entities}
    return bool(kinds & (_CASE_KINDS | {"symptom"}))


def _states_health(text: str, *, states: bool) -> bool:
    """True for what a clinician must know of this person, told or asked about."""
    own = bool(_FOR_SELF.search(text))
    if states and _HEALTH.search(text) and not _NO_QUESTION_OF_OWN.search(text):
        return True
    if own and _HEALTH.search(text) and _ELIGIBLE.search(text):
        return True
    if _AGE.search(text) and _MINE.search(text):
        return True
    if _RESULT.search(text) and (own or "?" in text):
        return True
    if own and _DOSE.search(text):
        return True
    if own and _LOOKS.search(text):
        return True
    is_told = states and not _NO_QUESTION_OF_OWN.search(text)
    procedure, earlier = _PROCEDURES.search(text), _EARLIER.search(text)
    if is_told and procedure and earlier and _CHANGED.search(text):
        return True
    n_procedures = len({found.lower() for found in _PROCEDURES.findall(text)})
    return n_procedures > 1 and bool(earlier) and (own or states)
