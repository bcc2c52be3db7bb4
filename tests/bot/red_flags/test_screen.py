"""Each mechanism of the screen, one promise a test."""

import time

import pytest

from bot.red_flags import Alarm, screen
from bot.red_flags.lexicon import CATEGORIES, RULES


def tier(text):
    alarm = screen(text)
    return alarm and alarm.tier


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("my throat is closing up", "anaphylaxis_airway"),
        ("tongue is swelling since the cream", "anaphylaxis_airway"),
        ("I can't breathe", "breathing_collapse_seizure"),
        ("he passed out and won't wake up", "breathing_collapse_seizure"),
        ("crushing pain in my chest", "chest_pain"),
        ("one side of her mouth has dropped", "stroke"),
        ("it won't stop bleeding", "uncontrolled_bleeding"),
        ("redness is spreading and I have a fever", "sepsis_spreading_infection"),
        ("suddenly lost vision in one eye", "eye_vision"),
        ("my lip is white and cold since the filler", "filler_vascular_occlusion"),
        ("he swallowed bleach", "overdose_poisoning"),
        ("numbing cream on and my ears are ringing", "overdose_poisoning"),
        ("third degree burn", "severe_burn"),
        ("choking on water since botox", "toxin_spread"),
        ("rash doesn't fade under a glass", "severe_drug_reaction"),
        ("I'm 9 weeks pregnant and bleeding", "pregnancy_clot_diabetic"),
        ("this scar makes me want to die", "suicide_self_harm"),
        ("my boyfriend hits me", "abuse_safeguarding"),
        ("pus and a foul smell since the peel on my cheek", "local_infection"),
        ("my stitches have split open", "herpes_blister_wound"),
        ("it's getting worse, day 5 after microneedling", "worse_not_better"),
    ],
)
def test_every_category_has_an_alarm(text, category):
    alarm = screen(text)
    assert alarm is not None
    assert alarm.category == category
    assert CATEGORIES[alarm.rule_id.split(".")[0]] == (category, alarm.tier)


@pytest.mark.parametrize(
    "text",
    [
        "no chest pain",
        "I don't have any swelling of my tongue or trouble breathing",
        "without any bleeding that won't stop",
        "no fever, no pus, just a bit pink",
        "I have never had a seizure",
        "I'm not suicidal",
    ],
)
def test_a_denied_sign_is_silent(text):
    assert tier(text) in (None, "urgent")


@pytest.mark.parametrize(
    "text",
    [
        "no chest pain but my throat is closing",
        "I don't have a fever. My tongue is swelling",
        "not being dramatic but I can't breathe",
        "no idea why but my face has dropped on one side",
        "it is not stopping, still bleeding",
    ],
)
def test_a_denied_sign_does_not_silence_another(text):
    assert tier(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "my gran had a stroke in 2010",
        "I had a seizure when I was 12",
        "used to self harm as a teenager",
        "he had a heart attack years ago",
        "I have seizures, controlled for years on tablets, may I have it",
        "my epilepsy is under control, is it ok",
    ],
)
def test_long_past_is_silent(text):
    assert tier(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "I had chest pain last year and now it is back",
        "had a stroke in 2010 and his face has dropped again right now",
        "fainted an hour ago",
        "she has seizures every day now since the numbing cream",
        "my daughter is having a seizure and I managed to ring you",
        "having seizures we can't get controlled",
        "my wife had a seizure, is she stable?",
        "she has had three seizures, managed to get her breathing",
        "his seizures are not controlled and he is having one",
    ],
)
def test_a_past_that_goes_on_alarms(text):
    assert tier(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "what are the signs of infection?",
        "can filler cause blindness",
        "what happens if you swallow the peel",
        "do people ever faint during microneedling?",
        "what if my throat closes up",
        "leaflet says chest pain is a rare side effect",
        "can it cause infection",
    ],
)
def test_a_general_question_is_silent(text):
    assert tier(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "is it normal to have trouble breathing after? it started 10 minutes ago",
        "Can I move my Tuesday slot? Also my lips and tongue are swelling fast",
        "should I worry that my chest hurts",
    ],
)
def test_a_question_with_a_sign_that_is_there_alarms(text):
    assert tier(text) == "emergency"


@pytest.mark.parametrize(
    "text",
    [
        "dying to get rid of these scars",
        "the price nearly gave me a heart attack",
        "these scars are killing my confidence",
        "so excited I can hardly breathe haha",
        "can you fit me in on Monday",
        "I want to end my membership",
        "I cut myself shaving",
        "faint lines on my forehead",
        "day 3 and so itchy I want to scratch my face off",
    ],
)
def test_idiom_and_other_sense_are_silent(text):
    assert tier(text) is None


# What the lexicon's loose phrases once took for danger: two common words with a gap.
@pytest.mark.parametrize(
    "text",
    [
        "my swelling wont go down",
        "im stuck in traffic be there in 10",
        "the redness on the left side has gone",
        "my email didnt come",
        "you didnt respond to my email",
        "i cant remember the date of my appointment",
        "i cant see my booking",
        "everything went black on your website",
        "can i drop it down to just the one session",
        "my face is burning, its been just 10 minutes",
        "face hot and tight, had it done at noon",
        "which is better in the end, this or laser",
        "like somebody pushed the end of a pen in my cheek",
        "they wrote it on my notes",
        "i dont want to be shelling out again",
        "where can i send before photos",
        "do you honour the voucher",
        "am i not allowed to go swimming",
        "can you send me back the form",
        "my mum got me a voucher",
        "drooling over the results",
        "puffy cheeks this evening, breathing fine, nothing else",
        "i have a lump in my throat reading the reviews",
        "can i have it if my blood doesnt clot properly",
        "there are lots of people whose blood doesn't clot as it should",
        "cutting myself off from buying creams",
        "bump my slot up please",
    ],
)
def test_a_chance_meeting_of_common_words_is_silent(text):
    assert tier(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "someone at bingo told me about it",
        "I take mycophenolate every day, can I have it",
        "add a chore to my list",
        "some ambiance please",
        "they are striving for a good result",
    ],
)
def test_an_ordinary_word_is_not_made_into_a_sign(text):
    assert tier(text) is None


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("i plan on not being here by christmas, been giving my things away", "C1"),
        ("punching my own face again because i hate it", "C1"),
        ("the marks are ones i make on purpose", "C1"),
        ("i don't deserve to breathe", "C1"),
        ("he holds my hand against the radiator when i answer back", "C2"),
        ("the boss has got my passport and i sleep in the salon", "C2"),
        ("just water and gum for eight days", "C2"),
        ("the carer grabs her and leaves her in wet sheets", "C2"),
        ("on warfarin, held a towel on the cut two hours and it is still going", "E5"),
        ("kettle went over his tummy, under the tap now", "E10"),
        ("my skin is like wet tissue paper and comes off", "E12"),
        ("his lips are going blue and the inhaler made no change", "E2"),
        ("filler yesterday, the spot feels like ice", "E8"),
    ],
)
def test_an_emergency_in_lay_words_has_its_category(text, category):
    alarm = screen(text)
    assert alarm is not None
    assert alarm.rule_id.partition(".")[0] == category


def test_a_past_in_other_numbers_is_past():
    assert tier("my uncle bled to death back in the fifties") is None
    assert tier("nan had meningitis as a girl") is None
    assert tier("he was violent but he's been gone nine years") is None


def test_a_question_may_begin_with_its_sign():
    assert tier("Is septic shock possible from a roller?") is None
    assert tier("could this be sepsis, it is hot and red and he is slurring") == (
        "emergency"
    )


@pytest.mark.parametrize(
    "text",
    [
        "I read about a woman who went blind from filler",
        "some people faint with needles",
        "saw on tiktok someone had a seizure after lidocaine",
    ],
)
def test_what_is_told_of_others_is_silent(text):
    assert tier(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "my husband has collapsed",
        "my daughter can't breathe",
        "my friend says she is going to kill herself",
        "my mum is slurring her words",
    ],
)
def test_somebody_close_in_danger_alarms(text):
    assert tier(text) in ("emergency", "crisis")


def test_resolved_is_silent_but_not_for_a_stroke():
    assert tier("it bled a bit but has stopped now, all fine") is None
    assert tier("hospital checked my chest pain and gave me the all clear") is None
    assert tier("half my face dropped but it went away after ten minutes") == (
        "emergency"
    )


@pytest.mark.parametrize(
    "tail",
    [
        "but my husband says it's nothing",
        "probably nothing",
        "sorry to bother you, I'm sure it's fine",
        "lol",
        "haha 😂",
        "tbh, no rush",
        "I'm sure it's fine, just asking",
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "I can't breathe",
        "my tongue is swelling",
        "chest is crushing",
        "I want to kill myself",
        "tumbler test positive",
    ],
)
def test_a_minimiser_changes_nothing(text, tail):
    assert screen(f"{text} {tail}") == screen(text)


@pytest.mark.parametrize(
    "text",
    [
        "I CAN'T BREATHE",
        "i cant breathe",
        "I can’t breathe",
        "cnt breeth",
        "c a n t  b r e a t h e",
        "c a n t b r e a t h e",
        "cantbreathe",
        "can't breatheeeee",
        "can\u200b't bre\u200bathe",
        "I can't breahte 😭😭",
        "I can not breathe",
        "no can breathe",
        "c@n't br3athe",
    ],
)
def test_however_it_is_written(text):
    alarm = screen(text)
    assert alarm is not None
    assert alarm.rule_id == "E2.cannot-breathe"


def test_emoji_keep_their_meaning():
    assert tier("🩸🩸 wont stop") == "emergency"
    assert tier("🚑 please") == "emergency"
    assert tier("love it 😍") is None


@pytest.mark.parametrize(
    "text",
    [
        "no puedo respirar",
        "se me hincha la lengua",
        "quiero morir",
        "je n'arrive plus à respirer",
        "j'ai une douleur dans la poitrine",
        "je veux mourir",
        "ich bekomme keine Luft",
        "Meine Zunge ist geschwollen",
        "ich will sterben",
        "non riesco a respirare",
        "dolore al petto",
        "voglio morire",
        "não consigo respirar",
        "dor no peito",
        "quero morrer",
        "nie mogę oddychać",
        "boli mnie w klatce piersiowej",
        "chcę umrzeć",
        "ich bin schwanger und blute stark",
        "mi marido me pega",
        "mein Mann schlägt mich",
        "nach dem Filler ist die Nase blass und kalt und tut mehr weh",
        "mi hijo tiene manchas moradas que no desaparecen",
        "kochendes Wasser über das Gesicht, mein Kind",
    ],
)
def test_core_phrases_of_other_languages_alarm(text):
    assert tier(text) in ("emergency", "crisis")


def test_the_most_severe_alarm_is_given():
    assert tier("pus since the peel and I can't breathe") == "emergency"
    assert tier("pus since the peel and I want to die") == "crisis"
    assert tier("I want to die and I have taken an overdose") == "emergency"


def test_urgent_needs_a_procedure():
    assert tier("I have a cold sore, can I come on Monday") is None
    assert tier("cold sores all over my lip two days after the peel") == "urgent"


def test_several_weak_signs_are_an_alarm_and_one_is_not():
    assert tier("feeling pale today") is None
    assert tier("he's gone grey, clammy and drowsy") == "emergency"


def test_nothing_comes_of_nothing():
    for text in ("", "   ", "?!", "\u200b", "\x00", "\ud800"):
        assert screen(text) is None


def test_an_alarm_keeps_no_word_of_the_patient():
    alarm = screen("my zebrafish cousin's throat is closing")
    assert alarm == Alarm("E1.throat-closing", "anaphylaxis_airway", "emergency")
    assert "zebrafish" not in repr(alarm)


def test_every_rule_can_be_reviewed():
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.cue, rule.id
        assert rule.category == CATEGORIES[rule.id.split(".")[0]][0]


@pytest.mark.parametrize(
    "unit",
    [
        "throat closing ",
        "a ",
        "c a n t ",
        "no fever, ",
        "x",
        "kill my ",
        "if what signs my chest ",
        "((((",
        "a.b.",
    ],
)
def test_time_is_linear(unit):
    screen("warm up")
    begun = time.perf_counter()
    screen((unit * 20_000)[:20_000])
    assert time.perf_counter() - begun < 1.5


def test_a_normal_message_takes_milliseconds():
    text = "Hi, how many sessions of microneedling do I need for acne scars please? "
    screen(text)
    begun = time.perf_counter()
    for _ in range(50):
        screen(text)
    # 3 ms is the goal; room for a busy machine.
    assert (time.perf_counter() - begun) / 50 < 0.012
