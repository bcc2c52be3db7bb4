"""The lexicon: which words, in which company, are a red flag.

Data only, for a clinician to read and approve: each rule names the concepts of
`concepts.py` that together raise an alarm. Whether a hit counts (denied, long past, a
general question) is decided in `scope.py`.

Where the categories come from: the clinic's safety list. Not yet approved by a
clinician: until then every result is engineering evidence only.
"""

from dataclasses import dataclass

from bot.red_flags.alarm import Tier


@dataclass(frozen=True)
class Rule:
    """Concepts that raise one alarm.

    Attributes:
        id: Category letter and number, a dot, the rule's name.
        cue: What the patient says, in plain English, for the reviewer.
        core: Concept groups that must stand near each other ("A|B" is either). Scope
            (negation, history, question) is judged on these words.
        context: Concept groups that must stand anywhere in the message.
        unless: Concepts that, in the same sentence, give the words another sense.
        within: Most words between neighbouring core concepts.
        personal: Only when the sentence speaks of the writer or of a relative.
        hardy: A disclosure: telling that help came does not take it back.
        asked: Holds in a question or supposition too ("how many would kill me").
        likened: A simile takes it back ("as if someone slapped me").
        deniable: False where "no" is part of the sign (other languages).
        signs: With this many different kinds of `SIGNS` in the message, and one core
            concept, the rule holds; 0 for the rules that do not count signs.
    """

    id: str
    cue: str
    core: tuple[str, ...]
    context: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    within: int = 6
    personal: bool = False
    hardy: bool = False
    signs: int = 0
    asked: bool = False
    likened: bool = False
    deniable: bool = True

    @property
    def category(self) -> str:
        """The category as a word."""
        return CATEGORIES[self.id.partition(".")[0]][0]

    @property
    def tier(self) -> Tier:
        """The tier of the rule's category."""
        return CATEGORIES[self.id.partition(".")[0]][1]


CATEGORIES: dict[str, tuple[str, Tier]] = {
    "E1": ("anaphylaxis_airway", "emergency"),
    "E2": ("breathing_collapse_seizure", "emergency"),
    "E3": ("chest_pain", "emergency"),
    "E4": ("stroke", "emergency"),
    "E5": ("uncontrolled_bleeding", "emergency"),
    "E6": ("sepsis_spreading_infection", "emergency"),
    "E7": ("eye_vision", "emergency"),
    "E8": ("filler_vascular_occlusion", "emergency"),
    "E9": ("overdose_poisoning", "emergency"),
    "E10": ("severe_burn", "emergency"),
    "E11": ("toxin_spread", "emergency"),
    "E12": ("severe_drug_reaction", "emergency"),
    "E13": ("pregnancy_clot_diabetic", "emergency"),
    "C1": ("suicide_self_harm", "crisis"),
    "C2": ("abuse_safeguarding", "crisis"),
    "U1": ("local_infection", "urgent"),
    "U2": ("herpes_blister_wound", "urgent"),
    "U3": ("worse_not_better", "urgent"),
}

# Weak signs, each from another part of the body. One alone is an ordinary after-effect
# or a bad day; several together are not.
SIGNS: tuple[str, ...] = (
    "S_BREATH",
    "S_COLOUR",
    "S_SWEAT",
    "S_FAINT",
    "S_DROWSY",
    "S_CONFUSED",
    "S_WEAK",
    "S_VOMIT",
    "S_FEVER",
    "S_PAIN",
    "S_SWELL",
    "S_RASH",
    "S_BLEED",
    "S_HEART",
    "S_SHAKE",
    "S_THROAT",
    "S_EYE",
    "S_URINE",
    "S_SLUR",
    "S_DOOM",
)


def _rules() -> tuple[Rule, ...]:
    return (
        # First of its tier: after toxin a swallowing or breathing sign means spread.
        Rule(
            "E11.any",
            "any sign of spread after toxin",
            ("TOXIN_ANY",),
            ("TOXIN",),
            unless=("BORN_SO", "CHOKED_UP"),
        ),
        Rule(
            "E11.spread",
            "after toxin: trouble swallowing, speaking, breathing, double vision",
            ("TOXIN_SPREAD", "SPREAD_BAD"),
            ("TOXIN",),
            within=5,
        ),
        Rule(
            "E11.weakness",
            "after toxin: weak all over, cannot hold the head",
            ("WEAK_ALL",),
            ("TOXIN",),
        ),
        Rule(
            "E1.throat-closing",
            "throat or airway is closing, tight or swelling",
            ("THROAT", "CLOSING"),
            unless=("GLANDS",),
        ),
        Rule(
            "E1.tongue-swelling",
            "tongue is swelling",
            ("TONGUE", "SWELLING|CLOSING"),
            unless=("GLANDS",),
        ),
        Rule(
            "E1.face-swelling",
            "lips, face or eyes swell, and something of haste or allergy",
            ("FACE", "SWELLING"),
            ("ALLERGIC_HURRY",),
            within=5,
            unless=("MILD",),
        ),
        Rule(
            "E1.anaphylaxis",
            "names anaphylaxis as happening",
            ("ANAPHYLAXIS_NAME", "HAVING"),
            unless=("ALLERGY_DRILL",),
            within=4,
        ),
        Rule(
            "E1.allergic-reaction",
            "a bad allergic reaction going on",
            ("ALLERGIC_REACTION",),
        ),
        Rule("E1.epipen", "adrenaline pen used or needed", ("EPIPEN",)),
        Rule(
            "E1.hives-plus",
            "hives or rash all over with a sign beyond the skin",
            ("HIVES",),
            ("SYSTEMIC",),
        ),
        Rule(
            "E1.cannot-swallow",
            "cannot swallow, drooling",
            ("CANT_SWALLOW",),
            unless=("SWALLOW_OTHER",),
        ),
        Rule(
            "E1.noisy-airway",
            "noisy breathing or lost voice with swelling or rash",
            ("STRIDOR",),
            ("SWELLING|HIVES|THROAT",),
        ),
        Rule(
            "E1.foreign",
            "throat closing, tongue or face swelling, in another language",
            ("FOREIGN_AIRWAY",),
            deniable=False,
        ),
        Rule(
            "E2.cannot-breathe",
            "cannot breathe, gasping, breathless",
            ("CANT_BREATHE",),
            unless=("NOSE_ONLY", "BREATH_OTHER", "JOY", "CHOKE_OTHER", "PET_DOES"),
        ),
        Rule(
            "E2.blue-lips",
            "lips, fingers or face blue",
            ("BLUE_LIPS",),
            unless=("BRUISE", "LIPSTICK"),
        ),
        Rule(
            "E2.collapse",
            "passed out, collapsed, will not wake",
            ("COLLAPSED",),
            unless=("FAINT_OTHER", "JOY", "PRICEY", "PET_DOES"),
        ),
        Rule(
            "E2.seizure",
            "a fit or convulsion",
            ("SEIZURE",),
            unless=("FIT_OTHER", "PET_DOES"),
        ),
        Rule(
            "E2.foreign",
            "cannot breathe, fainted, fitting, in another language",
            ("FOREIGN_BREATH",),
            deniable=False,
        ),
        Rule(
            "E2.dying",
            "asks for an ambulance or says they are dying",
            ("AMBULANCE",),
            unless=("AMBULANCE_OTHER",),
        ),
        Rule(
            "E3.chest-pain",
            "pain, pressure or tightness in the chest",
            ("CHEST", "CHEST_BAD"),
            unless=("CHEST_OTHER",),
            within=7,
        ),
        Rule(
            "E3.arm-jaw-pain",
            "pain in arm or jaw with a heart sign",
            ("ARM_JAW_PAIN",),
            ("HEART_SIGNS",),
            unless=("PROCEDURE_NEAR",),
        ),
        Rule(
            "E3.heart-attack",
            "names a heart attack",
            ("HEART_ATTACK",),
            unless=("HEART_JOKE",),
        ),
        Rule(
            "E3.heart-racing",
            "palpitations with faint, sweat, pain or breathlessness",
            ("HEART_RACING",),
            ("HEART_SIGNS_STRONG",),
        ),
        Rule(
            "E3.foreign",
            "chest pain in another language",
            ("FOREIGN_CHEST",),
            deniable=False,
        ),
        Rule(
            "E4.face-droop",
            "one side of face or mouth drops",
            ("FACE_SIDE", "DROOP"),
            unless=("BROW", "DROOP_OTHER", "BORN_SO"),
            within=4,
        ),
        Rule(
            "E4.speech", "slurred or lost speech", ("SPEECH",), unless=("SPEECH_OTHER",)
        ),
        Rule(
            "E4.limb-weak",
            "weak, numb or dead arm, leg or side",
            ("LIMB_WEAK",),
            unless=("LIMB_OTHER",),
        ),
        Rule(
            "E4.confusion",
            "suddenly confused",
            ("CONFUSED",),
            unless=("CONFUSED_OTHER",),
        ),
        Rule(
            "E4.stroke-name",
            "says it is like a stroke",
            ("STROKE_NAME",),
            unless=("STROKE_OTHER",),
        ),
        Rule(
            "E4.headache",
            "worst or sudden severe headache",
            ("BAD_HEADACHE",),
            unless=("HEAD_OTHER",),
        ),
        Rule(
            "E4.foreign",
            "stroke signs in another language",
            ("FOREIGN_STROKE",),
            deniable=False,
        ),
        Rule(
            "E5.nonstop",
            "bleeding that does not stop",
            ("BLEED", "NONSTOP"),
            unless=("BLEED_OTHER",),
            within=7,
        ),
        Rule(
            "E5.gush",
            "blood spurting, soaking, everywhere",
            ("BLEED", "GUSH"),
            unless=("BLEED_OTHER",),
            within=6,
        ),
        Rule(
            "E5.strong",
            "bleeding out, vomiting blood",
            ("WOUND_BLEED_STRONG",),
            unless=("BLEED_OTHER",),
        ),
        Rule(
            "E5.foreign",
            "heavy bleeding in another language",
            ("FOREIGN_BLEED",),
            deniable=False,
        ),
        Rule(
            "E6.infection-fever",
            "infection, pus or spreading redness, with fever",
            ("INFECTED",),
            ("FEVER",),
            unless=("VIRAL",),
        ),
        Rule(
            "E6.wound-fever",
            "a sore, red or hot treated place, with fever",
            ("FEVER",),
            ("SKIN_BAD", "AFTER"),
            unless=("VIRAL",),
        ),
        Rule(
            "E6.infection-sepsis",
            "infection with confusion, mottled skin, no urine",
            ("INFECTED",),
            ("SEPSIS_SIGNS",),
        ),
        Rule(
            "E6.fever-sepsis",
            "fever with confusion, mottled skin, no urine",
            ("FEVER",),
            ("SEPSIS_SIGNS",),
        ),
        Rule("E6.mottled", "mottled skin and very ill", ("MOTTLED_ILL",)),
        Rule("E6.sepsis-name", "says it may be sepsis", ("SEPSIS_NAME",)),
        Rule(
            "E7.vision-loss",
            "sudden loss, blur or doubling of sight",
            ("VISION_LOSS",),
            unless=("VISION_OTHER", "EYE_OTHER"),
        ),
        Rule(
            "E7.eye-pain",
            "severe pain in the eye",
            ("EYE", "EYE_PAIN"),
            unless=("EYE_OTHER",),
            within=4,
        ),
        Rule(
            "E7.chemical",
            "chemical, peel or cream in the eye",
            ("SPLASH", "CHEMICAL"),
            unless=("EYE_OTHER",),
            within=8,
        ),
        Rule(
            "E7.laser",
            "laser light in an unprotected eye",
            ("NO_GOGGLES",),
            ("EYE_LASER",),
        ),
        Rule(
            "E8.colour",
            "skin white, grey, dusky, net-like or cold after filler",
            ("PALE_SKIN", "FACE_SITE"),
            ("FILLER_CONTEXT",),
            unless=("BRUISE", "PALE_OTHER"),
            within=7,
        ),
        Rule(
            "E8.pain", "worsening pain after filler", ("PAIN_BAD",), ("FILLER_CONTEXT",)
        ),
        Rule("E8.name", "says vessel blocked or skin dying", ("OCCLUSION_NAME",)),
        Rule(
            "E9.too-many",
            "took too many, a whole packet",
            ("TOOK", "TOO_MANY"),
            ("DRUG",),
            unless=("OVERDOSE_OTHER",),
            within=5,
        ),
        Rule(
            "E9.overdose-name",
            "says overdose",
            ("OVERDOSE_NAME",),
            unless=("OVERDOSE_OTHER", "PET_DOES"),
        ),
        Rule(
            "E9.swallowed",
            "swallowed peel, bleach, cream",
            ("SWALLOWED", "POISON_STRONG"),
            unless=("DRINKS", "PET_DOES"),
            within=6,
        ),
        Rule(
            "E9.child",
            "a child swallowed something",
            ("SWALLOWED", "POISON"),
            ("CHILD",),
            within=7,
        ),
        Rule(
            "E9.numbing",
            "numbing cream with dizziness, ringing, metallic taste",
            ("TOXIC_SIGNS",),
            ("NUMBING",),
            unless=("FIT_OTHER",),
        ),
        Rule(
            "E9.foreign",
            "overdose in another language",
            ("FOREIGN_OVERDOSE",),
            deniable=False,
        ),
        Rule(
            "E10.severe",
            "burn that is large, deep, white, charred, electrical or chemical",
            ("BURN", "BURN_BAD"),
            unless=("BURN_OTHER",),
            within=7,
        ),
        Rule(
            "E10.face",
            "burnt face, eye or mouth",
            ("BURN_HARD", "BURN_FACE"),
            unless=("BURN_OTHER",),
            within=4,
            personal=True,
        ),
        Rule("E10.electric", "electric shock, smoke", ("ELECTRIC",)),
        Rule(
            "E12.rash",
            "rash that does not fade",
            ("RASH", "NOT_FADING"),
            ("GLASS_OR_ILL",),
            within=6,
        ),
        Rule(
            "E12.peeling",
            "widespread blisters or peeling with fever or sore mouth or eyes",
            ("PEELING_BAD",),
            ("DRUG_SIGNS",),
        ),
        Rule(
            "E12.meningitis",
            "stiff neck with rash, fever or light hurting",
            ("STIFF_NECK",),
            ("MENINGO_SIGNS",),
        ),
        Rule(
            "E12.name",
            "says Stevens-Johnson or meningitis",
            ("SJS_NAME",),
            personal=True,
        ),
        Rule(
            "E13.pregnant",
            "pregnant with bleeding, pain, waters, no movement",
            ("PREG_BLEED",),
            ("PREGNANT",),
            unless=("PREG_OTHER",),
        ),
        Rule(
            "E13.clot",
            "swollen leg with breathlessness or chest pain",
            ("LEG", "LEG_BAD"),
            ("CLOT_SIGNS",),
            within=5,
        ),
        Rule(
            "E13.calf",
            "one calf swollen and painful",
            ("CALF", "LEG_BAD"),
            ("LEG_TWO",),
            unless=("BORN_SO",),
            within=5,
        ),
        Rule("E13.clot-name", "says clot", ("CLOT_NAME",), unless=("CLOT_OTHER",)),
        Rule(
            "E12.glass-test",
            "glass test positive, skin coming off in sheets",
            ("GLASS_TEST",),
            unless=("FLAKE",),
        ),
        Rule(
            "E13.labour",
            "waters broken, contractions, baby coming",
            ("LABOUR",),
            unless=("LABOUR_OTHER",),
        ),
        Rule(
            "E13.sugar",
            "blood sugar off and drowsy, sick or shaking",
            ("SUGAR_LEVEL|SUGAR", "SUGAR_BAD"),
            ("SUGAR",),
            unless=("SUGAR_EATEN",),
            within=12,
        ),
        Rule(
            "C1.suicide",
            "wants to die, plans or has done self-harm",
            ("SUICIDE",),
            unless=("SUICIDE_OTHER",),
            hardy=True,
        ),
        Rule("C1.goodbye", "a goodbye with despair", ("GOODBYE",), ("DESPAIR",)),
        Rule("C1.method", "despair with a method at hand", ("DESPAIR",), ("METHOD",)),
        Rule(
            "C1.foreign",
            "wants to die, in another language",
            ("FOREIGN_SUICIDE",),
            unless=("FOREIGN_OTHER",),
            hardy=True,
            deniable=False,
        ),
        Rule(
            "C2.abuse",
            "hit, forced, threatened, touched",
            ("ABUSE",),
            unless=("ABUSE_OTHER",),
            likened=True,
            hardy=True,
        ),
        Rule(
            "C2.child",
            "a child with harm",
            ("YOUNG",),
            ("HARM_YOUNG",),
            unless=("YOUNG_OTHER",),
        ),
        Rule(
            "C2.eating",
            "makes herself sick, starves",
            ("EATING",),
            unless=("EATING_OTHER",),
            hardy=True,
        ),
        Rule(
            "U1.infection",
            "hot, pus, smell, red streaks after a procedure",
            ("U_INFECT",),
            ("SINCE",),
            unless=("NOT_YET",),
            personal=True,
        ),
        Rule(
            "U2.sore",
            "cold sore, blisters, split wound after a procedure",
            ("U_SORE",),
            ("SINCE",),
            unless=("NOT_YET",),
            personal=True,
        ),
        Rule(
            "U3.worse",
            "worse instead of better after a procedure",
            ("U_WORSE",),
            ("SINCE",),
        ),
        Rule(
            "U3.lump",
            "new lump after a procedure",
            ("U_LUMP",),
            ("SINCE", "U_NEW"),
            unless=("NOT_YET",),
            personal=True,
        ),
        Rule(
            "U3.pigment",
            "new pigment change after a procedure",
            ("U_PIGMENT",),
            ("SINCE", "U_NEW"),
            unless=("NOT_YET",),
            personal=True,
        ),
        Rule(
            "E3.indigestion-like",
            "heart pain taken for indigestion, toothache or a strain",
            ("ARM_JAW_PAIN", "HEART_SIGNS"),
            unless=("PROCEDURE_NEAR",),
            within=25,
        ),
        Rule(
            "E5.wound-pours",
            "blood not named, but the wound pours or soaks",
            ("POUR", "WOUND"),
            ("POUR_MUCH",),
            unless=("BLEED_OTHER", "NOSE_RUNS"),
            within=8,
        ),
        Rule(
            "E5.blood-and-faint",
            "blood lost and faint, pale or cold",
            ("BLOOD_LOST", "FAINTISH"),
            unless=("BLEED_OTHER",),
            within=14,
        ),
        Rule(
            "E5.thin-blood",
            "a cut that keeps coming in thinned blood, blood not named",
            ("THIN_BLOOD",),
            ("STILL_COMING", "POUR_MUCH|WOUND|NONSTOP"),
            unless=("NOT_YET",),
        ),
        Rule(
            "E8.pattern",
            "net-like, mottled or chalk-white lip, nose or cheek",
            ("PALE_STRONG", "LIPNOSE"),
            within=10,
        ),
        Rule(
            "E8.colour-pain",
            "discoloured lip or nose that is numb, cold or hurts",
            ("PALE_SKIN", "LIPNOSE", "NUMB_PAIN"),
            unless=("BRUISE", "PALE_OTHER"),
            within=8,
        ),
        Rule(
            "E10.destroyed",
            "skin destroyed: sloughing, charred, leathery, eaten away",
            ("BURN_DESTROYED",),
            ("BURN_CAUSE",),
            unless=("FLAKE", "FOOD_BURNT"),
        ),
        Rule(
            "E10.chemical",
            "a caustic on skin that burns on or cannot be washed off",
            ("CHEM_SKIN", "CHEM_SKIN_BAD"),
            unless=("BURN_OTHER",),
            within=14,
        ),
        Rule(
            "E10.spill",
            "scalded by a spill of something hot",
            ("HOT_SPILL", "SPILL_SITE"),
            ("SPILL_HURT",),
            within=10,
        ),
        Rule(
            "E12.rash-ill",
            "bruise-like spots or target rash and ill",
            ("RASH_BAD",),
            ("RASH_ILL|DRUG_SIGNS",),
        ),
        Rule(
            "E13.limb",
            "one leg or arm blue, tight, twice the size",
            ("CALF",),
            ("LEG_TWO",),
        ),
        Rule(
            "E6.immune-fever",
            "fever in chemotherapy, transplant or a newborn",
            ("FEVER",),
            ("IMMUNE", "SKIN_BAD|SEPSIS_SIGNS|INFECTED|CHEMO"),
            unless=("VIRAL",),
        ),
        Rule(
            "E12.sores-fever",
            "sores or blisters all over with fever",
            ("SORES_ALL",),
            ("FEVER",),
        ),
        Rule(
            "E9.child-pills",
            "a child got at pills",
            ("CHILD", "PILLS_CHILD"),
            ("POISON", "S_VOMIT|S_DROWSY|S_SHAKE|S_HEART|S_COLOUR|MISSING"),
            within=3,
        ),
        Rule(
            "C2.admission", "takes back an accident story", ("ADMISSION",), hardy=True
        ),
        Rule(
            "E7.foreign",
            "sight lost or something in the eye, in another language",
            ("FOREIGN_EYE",),
            deniable=False,
        ),
        Rule(
            "E8.foreign",
            "pale, cold and painful after filler, in another language",
            ("FOREIGN_FILLER",),
            deniable=False,
        ),
        Rule(
            "E10.foreign",
            "scald or severe burn, in another language",
            ("FOREIGN_BURN",),
            deniable=False,
        ),
        Rule(
            "E12.foreign",
            "rash that stays, peeling skin, stiff neck, in another language",
            ("FOREIGN_RASH",),
            deniable=False,
        ),
        Rule(
            "E13.foreign",
            "bleeding in pregnancy, in another language",
            ("FOREIGN_PREGNANT",),
            deniable=False,
        ),
        Rule(
            "C2.foreign",
            "hit, forced, threatened, in another language",
            ("FOREIGN_ABUSE",),
            deniable=False,
            hardy=True,
        ),
        Rule(
            "E2.signs-breath",
            "trouble with breath and two more signs",
            ("S_BREATH|S_THROAT",),
            signs=3,
        ),
        Rule(
            "E2.signs-mind",
            "drowsy, confused or faint and three more signs",
            ("S_DROWSY|S_CONFUSED|S_SLUR|S_FAINT",),
            signs=4,
        ),
        Rule(
            "E2.signs-mind-two",
            "drowsy, confused or slurring and two more signs",
            ("S_DROWSY|S_CONFUSED|S_SLUR|S_DOOM",),
            signs=3,
        ),
        Rule(
            "E2.signs-body",
            "pale, sweating, heart racing or bleeding, and two more signs",
            ("S_COLOUR|S_SWEAT|S_HEART|S_BLEED",),
            signs=3,
        ),
        Rule("E6.signs-fever", "fever and two more signs", ("S_FEVER",), signs=3),
        Rule(
            "E10.leathery",
            "skin white, brown or black and leathery, waxy or charred",
            ("LEATHERY",),
            unless=("TANNED",),
        ),
        Rule(
            "E1.throat-itch",
            "throat or tongue itches after a drug, food or sting, and more",
            ("THROAT|TONGUE|VOICE", "ITCHY"),
            ("ALLERGEN", "ALLERGY_MORE"),
            within=4,
        ),
        Rule(
            "C1.asks-method",
            "asks for a way or a dose to die",
            ("SUICIDE_ASK",),
            unless=("SUICIDE_ASK_OTHER", "SUICIDE_OTHER"),
            hardy=True,
            asked=True,
        ),
        Rule(
            "E1.drug-and-throat",
            "after a drug, food or sting: cough, voice or throat, and more",
            ("S_BREATH|S_THROAT|S_COUGH",),
            ("ALLERGEN", "S_SWELL|S_RASH|S_VOMIT|S_FAINT|HIVES"),
        ),
    )


RULES: tuple[Rule, ...] = _rules()
