"""Is it over: a later message and the standing alarm in, yes or no out.

The caller keeps an alarm until the patient ends it; this module decides whether the
words end it. A change of subject never does, nor does a message with a new red flag. A
crisis ends only with contact with help or a plain statement of safety.
"""

import functools

from bot.red_flags.alarm import Alarm
from bot.red_flags.concepts import CLASSES
from bot.red_flags.normalise import Words
from bot.red_flags.phrases import Hit, PhraseBook
from bot.red_flags.screen import screen, words_of

_ENDS: dict[str, tuple[str, ...]] = {
    # Any alarm: safe, helped, well, or a mistake.
    "SAFE": (
        (
            "i|we|she|he|they|all|kids|feeling|feel|now|mum|dad|husband|wife|son|"
            "daughter ~3 safe"
        ),
        "safe now|at|with|and|again|thanks",
    ),
    "HELP_CAME": (
        (
            "ambulance|paramedics|999|911|112|111|doctor|gp|hospital|crew|nurse|"
            "police|samaritans|helpline|hotline|line|crisis|therapist|counsellor|"
            "counselor|psychiatrist ~6 came|come|been|arrived|checked|sorted|saw|"
            "seen|treated|said|says|gave|helped|nice|kind|fine|lovely|great|here|"
            "with|good|brilliant|discharged|looking|took|happy|cleared|listened|"
            "spoke|talked|well"
        ),
        (
            "spoke|spoken|speaking|talked|talking|rang|rung|called|phoned|ringing|"
            "contacted|texted|saw|seen|went|been|got|messaged|told|reached|with ~5 "
            "samaritans|helpline|hotline|line|crisis|gp|doctor|doctors|111|999|911|"
            "112|988|hospital|ambulance|therapist|counsellor|counselor|a&e|ae|er|"
            "nurse|paramedics|police|psychiatrist|team|lifeline|refuge|emergency|"
            "urgent|mind|mum|mom|dad|friend|sister|brother"
        ),
        (
            "been|got|was|were|am|is seen|checked|treated|discharged|sent|given|"
            "sorted|looked"
        ),
        "discharged",
        "home ~2 from hospital|now|well|safe|and",
        "at ~2 hospital|a&e|er|doctors|gp|ae",
        "on ~2 way to ~2 hospital|a&e|er|ae|doctors",
        "in ~1 hospital|ambulance|a&e|er|ae",
        "getting help|support",
        "got help|support",
        "have help|support",
        "someone is|with ~1 with|me",
        "friend|mum|sister|husband|partner|brother|wife|mom|dad ~3 with me|here",
        "hospital|doctor|gp|they ~2 sorted",
        "took ~3 antihistamine|antihistamines",
    ),
    "WELL": (
        (
            "i|we|she|he|it|everything|all|he|baby|mum|son|daughter|husband|that|"
            "thats ~5 fine|ok|okay|well|better|alright|good|sorted|stable|recovered|"
            "normal|settled|gone|stopped|cleared|resolved|over|passed"
        ),
        "all clear|good|fine|ok|okay|sorted|better|well|over|gone",
        "feel|feeling|felt|am|doing ~3 better|fine|ok|okay|well|alright|good|normal",
        "has|is|its ~2 gone|stopped|settled|cleared|passed|over|resolved|calmed",
        "back to normal",
        "no longer",
        (
            "can breathe|see|swallow|speak|talk ~2 fine|again|now|ok|okay|normally|"
            "properly|better"
        ),
        "fine now|again",
        "better now|today",
        "ok|okay now|again",
        "recovered",
    ),
    "MISTAKE": (
        "mistake",
        "false alarm",
        "by accident",
        "wrong chat|window|person|message|word|button|number",
        (
            "mistyped|typo|autocorrect|misread|misunderstood|misunderstanding|"
            "misunderstand|exaggerating|exaggerated|overreacted|overreacting"
        ),
        "didnt|dont|wasnt|not ~2 mean|meant|meaning",
        "i meant",
        "i mean",
        "just ~2 joke|joking|kidding|cold|panic|hayfever|blocked|nerves",
        "joking|joke|kidding|messing|testing|test",
        "not ~2 emergency|serious|literally|literal",
        "figure of speech",
        "only ~2 cold|blocked|a|asking|joking",
        "through ~3 nose",
        "blocked nose",
        "head cold",
        "was ~3 asking|wondering|curious ~3 general|friend|future|only|just",
        "didnt|not ~1 happening|happen|happened",
        "nothing|not wrong|happening|bad ~2 now|actually",
        "never mind|nevermind",
        "forget i|it|that|about",
        "ignore ~2 that|me|last|it|message",
        "old|previous message",
        "wrong end of",
        "hypothetical|hypothetically",
        "speaking generally",
        "was a quote|lyric|song",
    ),
    # The only plain words, besides help, that end a crisis.
    "CRISIS_SAFE": (
        "i|we|she|he|they|kids|feeling|feel|now|am|mum|were|daughter|son ~3 safe",
        "safe now|with|at|and|again",
        "not ~3 going to|gonna|planning ~4 hurt|harm|kill|do|end|myself|anything|it",
        "wont ~3 hurt|harm|kill|do|end ~3 myself|anything|it",
        (
            "dont|not ~4 want|feel|feeling|thinking ~4 die|dying|hurt|hurting|harm|"
            "suicidal|kill|killing|myself|way"
        ),
        "not suicidal",
        "not in ~1 danger",
        "no danger",
        "in no danger",
        "i want to live",
        "not at risk",
    ),
    # Takes the above back.
    "OPEN": (
        (
            "still|not|isnt|hasnt|arent|doesnt|didnt|never|wont|no|dont ~2 safe|"
            "better|ok|okay|fine|well|alright|good|stopped|gone|help|helped|settled|"
            "helping|answer|answering|answered|came|come|sorted|coming|sure|normal|"
            "over|passed|calm"
        ),
        "what|where|when|how|should|can|could|if|will|shall ~2 i|we|it|he|she",
        "getting worse",
        "worse",
        "want|wish|need|hope|trying|waiting|like ~3 safe|better|fine|ok|okay|help|well",
        "should i|we ~3 call|go|ring",
        "do i ~2 call|go|need",
        "would ~3 better|fine|ok|okay|safe",
    ),
    "OPEN_CRISIS": (
        "thanks|thank for nothing",
        "hung up|hang up",
        (
            "didnt|dont|wont|not|no|never ~3 help|helped|listen|listened|answer|"
            "answered|pick"
        ),
        "no one",
        "nobody|noone",
    ),
}


@functools.cache
def _book() -> PhraseBook:
    return PhraseBook(_ENDS, CLASSES)


def is_over(text: str, alarm: Alarm) -> bool:
    """Say whether the patient's words end this alarm.

    Args:
        text: The raw message after the alarm.
        alarm: The alarm that stands. Emergencies also end as a mistake.
    """
    fresh = screen(text)
    if fresh is not None and fresh.tier != "urgent":
        return False
    words = words_of(text)
    hits = _told(words, _book().find(words.words, words.sentences))
    if alarm.tier == "crisis":
        if hits.get("CRISIS_SAFE"):
            denied = any(
                _denied_safe(words.words, h.start, h.end) for h in hits["CRISIS_SAFE"]
            )
            return not denied
        return bool(hits.get("HELP_CAME")) and not (
            hits.get("OPEN") or hits.get("OPEN_CRISIS")
        )
    if hits.get("MISTAKE"):
        return True
    ends = [*hits.get("SAFE", ()), *hits.get("HELP_CAME", ()), *hits.get("WELL", ())]
    if not ends:
        return False
    clear = [
        end
        for end in ends
        if not any(
            o.start < end.end + 2 and o.end > end.start - 4
            for o in hits.get("OPEN", ())
        )
    ]
    return bool(clear)


_ASKING = frozenset(
    "is are am was will would should can could do does did how what when where why "
    "which who may might shall".split()
)


def _told(words: Words, hits: dict[str, list[Hit]]) -> dict[str, list[Hit]]:
    """Drop what stands in a question: "is it safe now?" tells nothing."""
    asked = set(words.questions)
    for place, sentence in enumerate(words.sentences):
        first = place == 0 or words.sentences[place - 1] != sentence
        if first and words.words[place] in _ASKING:
            asked.add(sentence)
    return {
        name: [hit for hit in found if words.sentences[hit.start] not in asked]
        for name, found in hits.items()
    }


def _denied_safe(words: tuple[str, ...], start: int, end: int) -> bool:
    before = words[max(0, start - 3) : end]
    if "safe" not in before:
        return False
    return any(
        w in ("not", "dont", "isnt", "never", "arent", "if", "wish") for w in before
    )
