"""What a text names: how patients write it, what wins, and what the pages name."""

import re
from pathlib import Path

import pytest

from knowledge.errors import NamedThingsError
from knowledge.named_things import KINDS, NamedThing, NamedThings

SOURCES = Path(__file__).parents[2] / "knowledge" / "sources"


@pytest.fixture(scope="module")
def things():
    return NamedThings.load()


@pytest.fixture
def write(tmp_path):
    def write_list(text):
        path = tmp_path / "things.yml"
        path.write_text(text, encoding="utf-8")
        return path

    return write_list


def ids(things, text):
    return [thing.id for thing in things.find(text)]


def test_things_come_in_order_with_their_places(things):
    text = "I’m on Roaccutane – does it work on ICE-PICK scars?"
    found = things.find(text)
    assert found == (
        NamedThing("medicine", "isotretinoin", 7, 17),
        NamedThing("scar_type", "ice_pick_scar", 36, 50),
    )
    assert [text[thing.start : thing.end] for thing in found] == [
        "Roaccutane",
        "ICE-PICK scars",
    ]


@pytest.mark.parametrize("text", ["", "   ", "?!", "\n\n", "👍", "does it work"])
def test_a_text_that_names_nothing_gives_nothing(things, text):
    assert things.find(text) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("icepick / ice pick / ice-pick / Ice‑Pick", ["ice_pick_scar"] * 4),
        ("micro needling, micro-needling, MICRONEEDLING", ["microneedling"] * 3),
        ("box car scars", ["boxcar_scar"]),
        ("Crohn’s or crohns", ["crohns_disease"] * 2),
        ("don’t like needles", ["needle_phobia"]),
        ("a keloid's edge, keloids", ["keloid", "keloid"]),
        (
            "allergies, patches, rashes, dark patches",
            ["allergy", "rash", "dark_patches"],
        ),
        ("CO₂ laser", ["co2_laser"]),
        ("spf50 or factor30", ["sunscreen", "sunscreen"]),
        ("is it 1.5mm", ["needle_depth"]),
        ("will it be 50% better", ["statistics"]),
        ("platelet-rich plasma (PRP)", ["prp", "prp"]),
    ],
)
def test_capitals_hyphens_quotes_and_plurals_make_no_difference(things, text, wanted):
    assert ids(things, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("keliod", ["keloid"]),
        ("isotretinion", ["isotretinoin"]),
        ("iburpofen", ["ibuprofen"]),
        ("parcetamol", ["paracetamol"]),
        ("hypertorphic scars", ["hypertrophic_scar"]),
        ("microneeeding", ["microneedling"]),
        ("hyperpigmentaton", ["hyperpigmentation"]),
        ("strech marks", ["stretch_mark"]),
        ("exzcema", ["eczema"]),
        ("ekloid", ["keloid"]),
    ],
)
def test_slips_in_long_words_are_found(things, text, wanted):
    assert ids(things, text) == wanted


@pytest.mark.parametrize("text", ["fce", "chn", "lgis", "kelxyd", "warfxxyn"])
def test_short_words_and_more_slips_are_not_guessed(things, text):
    assert things.find(text) == ()


def test_a_slip_as_near_to_two_things_is_not_guessed(write):
    path = write("medicine:\n  cortane: [cortane]\n  cartane: [cartane]\n")
    assert NamedThings.load(path).find("curtane") == ()


def test_a_slip_as_near_to_two_words_for_one_thing_is_found(write):
    path = write("medicine:\n  cortane: [cortane, cartane]\n")
    assert ids(NamedThings.load(path), "curtane") == ["cortane"]


@pytest.mark.parametrize(
    "text",
    [
        "accusation",
        "insulting behaviour",
        "the ordinary meditation lesson was relaxing",
        "an important warning about staying patient",
        "approve the procedure with certainty",
        "adhering to the arrangement",
        "considering a different solution",
    ],
)
def test_ordinary_words_are_no_slips(things, text):
    assert things.find(text) == ()


def test_ordinary_words_of_the_list_are_no_slips(write):
    text = "medicine:\n  warfarin: [warfarin]\n"
    assert ids(NamedThings.load(write(text)), "warfaring") == ["warfarin"]
    guarded = write(text + "ordinary_words: warfaring seafaring\n")
    assert ids(NamedThings.load(guarded), "warfaring") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("dark spots", ["hyperpigmentation"]),
        ("still have spots", ["active_acne"]),
        ("ice cold water", []),
        ("put ice on it", ["cold_compress"]),
        ("laser focused, laser-sharp", []),
        ("is laser better", ["laser"]),
        ("laser hair removal", ["laser_hair_removal"]),
        ("a cold compress or a cold sore or a cold", ["cold_compress", "cold_sore"]
         + ["cold_or_flu"]),
        ("are the needles long", []),
        ("active acne", ["active_acne"]),
        ("acne scars", ["acne_scar"]),
        ("keloid or raised scars", ["keloid", "raised_scar"]),
        ("on the other hand", []),
        ("my hands", ["hands"]),
        ("come back to work on my back", ["back"]),
        ("numbing cream and numb cheeks", ["numbing_cream", "numbness", "cheeks"]),
        ("will my skin peel after a chemical peel", ["peeling", "chemical_peel"]),
        ("c-section scar", ["c_section_scar"]),
    ],
)  # fmt: skip
def test_the_longest_wording_wins_and_nothing_overlaps(things, text, wanted):
    assert [i for i in ids(things, text) if i != "work"] == wanted


def test_punctuation_parts_two_words(things):
    assert ids(things, "sun. Bed rest") == ["sun_exposure"]
    assert ids(things, "sun bed rest") == ["sunbed"]
    assert ids(things, "cold\n\ncompress") == ["cold_compress"]
    assert ids(things, "cold\ncompress") == ["cold_compress"]


def test_some_wordings_count_only_beside_another_word(things):
    assert ids(things, "rolling or boxcar") == ["rolling_scar", "boxcar_scar"]
    assert ids(things, "are rolling clouds pretty") == []
    assert ids(things, "my scar is quite raised") == ["scar", "raised_scar"]


@pytest.mark.parametrize(
    ("text", "wanted", "said"),
    [
        ("today", "today", "today"),
        ("see you tmrw", "tomorrow", "tmrw"),
        ("I go in 3 days", "3_days", "in 3 days"),
        ("4-6 weeks", "4_6_weeks", "4-6 weeks"),
        ("4 or 6 wks", "4_6_weeks", "4 or 6 wks"),
        ("a couple of weeks ago", "2_weeks", "a couple of weeks ago"),
        ("two days after", "2_days", "two days"),
        ("half an hour", "half_hour", "half an hour"),
        ("a few weeks apart", "few_weeks", "a few weeks"),
        ("within 24 hours", "24_hours", "within 24 hours"),
        ("once a year", "1_year", "a year"),
        ("next Friday", "friday", "next Friday"),
        ("not on thurs", "thursday", "on thurs"),
        ("next week", "next_week", "next week"),
        ("the day after", "day_after", "the day after"),
        ("by week 3", "week_3", "week 3"),
        ("at 10.30am", "clock_time", "at 10.30am"),
    ],
)
def test_times_are_found(things, text, wanted, said):
    [found] = things.find(text)
    assert (found.kind, found.id) == ("time", wanted)
    assert text[found.start : found.end] == said


@pytest.mark.parametrize(
    "text", ["before a second session", "may I", "sat down", "a few sessions"]
)
def test_what_looks_like_a_time_is_none(things, text):
    assert [thing for thing in things.find(text) if thing.kind == "time"] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("my 9 year old", ["child"]),
        ("I'm 15 years old", ["teenager"]),
        ("im 17, ok?", ["teenager"]),
        ("aged 30", ["adult"]),
        ("im 70 is it too late", ["older_person"]),
        ("im 10 weeks pregnant", ["10_weeks", "pregnancy"]),
        ("my scars are 10 years old", ["scar"]),
    ],
)
def test_ages_are_found(things, text, wanted):
    assert ids(things, text) == wanted


@pytest.mark.parametrize(
    ("narrow", "broad"),
    [
        ("co2_laser", "laser"),
        ("sunbathing", "sun_exposure"),
        ("cold_sore", "skin_infection"),
        ("haemophilia", "bleeding_disorder"),
        ("von_willebrand", "bleeding_disorder"),
        ("foundation", "makeup"),
        ("ibuprofen", "over_the_counter_pain_reliever"),
        ("paracetamol", "over_the_counter_pain_reliever"),
        ("acne_scar", "scar"),
    ],
)
def test_a_wider_word_covers_a_narrower_one_and_never_the_reverse(
    things, narrow, broad
):
    assert {narrow, broad} <= things.broader(narrow)
    assert narrow not in things.broader(broad)


@pytest.mark.parametrize(
    "alone",
    ["keloid", "hypertrophic_scar", "boxcar_scar", "rolling_scar", "stretch_mark"]
    + ["sunscreen", "retinol", "sunbed", "rf_microneedling", "home_roller", "laser"],
)
def test_what_no_wider_word_covers_stands_alone(things, alone):
    assert things.broader(alone) == {alone}


def test_broader_climbs_every_step_and_leaves_times_alone(things):
    assert things.broader("hydrocortisone") == {
        "hydrocortisone",
        "steroid_cream",
        "steroid",
    }
    assert things.broader("3_days") == {"3_days"}


def test_nothing_that_a_patient_wrote_is_kept(things):
    things.find("my secret name is Xylophanta Quizzlewick")
    for word in ("xylophanta", "Xylophanta", "quizzlewick", "Quizzlewick"):
        assert word not in things._vocab.strings


PAGES = {
    "microneedling-acne-scars-1.md": {
        "treatment": {"microneedling"},
        "scar_type": {"acne_scar", "depressed_scar", "scar"},
        "condition": {"skin_condition"},
        "symptom": {"side_effect", "skin_texture"},
        "product": set(),
        "medicine": set(),
        "activity": set(),
        "time": set(),
    },
    "microneedling-acne-scars-2.md": {
        "treatment": {"microneedling", "laser", "chemical_peel"},
        "scar_type": {"acne_scar", "depressed_scar", "scar"},
        "condition": {"skin_condition", "general_health"},
        "symptom": {"soreness", "swelling", "skin_texture"},
        "product": {"skincare_product", "topical_treatment", "cold_compress"},
        "medicine": {"over_the_counter_pain_reliever"},
        "activity": {"sun_exposure"},
        "time": set(),
    },
    "microneedling-acne-scars-3.md": {
        "treatment": {"microneedling"},
        "scar_type": {"acne_scar", "scar"},
        "condition": {"general_health"},
        "symptom": {"side_effect", "skin_texture"},
        "product": {"growth_factors", "skincare_product", "topical_treatment"},
        "medicine": set(),
        "activity": set(),
        "time": {"several_weeks"},
    },
    "microneedling-acne-scars-4.md": {
        "treatment": {"microneedling", "laser", "prp"},
        "scar_type": {"acne_scar", "atrophic_scar", "ice_pick_scar", "raised_scar"},
        "condition": {"active_acne", "skin_infection", "bleeding_disorder"},
        "symptom": {"redness", "swelling", "bleeding", "risk"}
        | {"skin_texture", "firmness"},
        "product": {"serum"},
        "medicine": set(),
        "activity": {"daily_activities"},
        "time": {"few_weeks"},
    },
}


@pytest.mark.parametrize("page", sorted(PAGES))
def test_exactly_these_things_are_named_in_the_first_pages(things, page):
    text = re.sub(r"\A---\n.*?\n---\n", "", (SOURCES / page).read_text(), flags=re.S)
    found = things.find(text)
    named = {
        kind: {thing.id for thing in found if thing.kind == kind}
        for kind in PAGES[page]
    }
    assert named == PAGES[page]
    assert "face" not in {thing.id for thing in found}


def test_every_kind_but_time_has_things(things):
    listed = {entry.kind for entry in things._entries.values()}
    assert listed == set(KINDS) - {"time"}


BROKEN = [
    ("medicine: [a\n", r"things\.yml:\d+: not YAML"),
    ("", r"things\.yml:1: The file is empty"),
    ("- a\n", r"things\.yml:1: The file must be `name: \.\.\.` lines"),
    (
        "food:\n  tea: [tea]\n",
        r"things\.yml:1: 'food' is no kind of thing\. Use one of",
    ),
    ("symptom:\n  pus: [pus, 5]\n", r"things\.yml:2: Words were wanted, .* '5'"),
    ("symptom:\n  pus: [pus, [a]]\n", r"things\.yml:2: .* a list or mapping"),
    ("symptom:\n  pus: pus\n", r"things\.yml:2: 'pus' must be"),
    ("symptom:\n  pus: ['!?']\n", r"things\.yml:2: '!\?' has no word"),
    ("symptom:\n  pus:\n    says: [pus]\n", r"things\.yml:3: 'says' of 'pus' is not"),
    ("symptom:\n  a: [x]\n  a: [y]\n", r"things\.yml:3: 'a' stands twice, .* line 2"),
    (
        "symptom:\n  a: [x]\nproduct:\n  a: [y]\n",
        r"things\.yml:4: 'a' is already a symptom, in line 2",
    ),
    (
        "symptom:\n  a: [x-ray]\n  b:\n    said: [z,\n      X Rays]\n",
        r"things\.yml:5: 'X Rays' \(b\) is already said of 'a' in line 2",
    ),
    (
        "symptom:\n  a: [x]\nnot_things: [x]\n",
        r"things\.yml:3: 'x' \(not_things\) is already said of 'a' in line 2",
    ),
    (
        "symptom:\n  a: {is: b, said: [x]}\n",
        r"things\.yml:2: 'a' is said to be a kind of 'b', which is not in the list",
    ),
    (
        "symptom:\n  a: {is: b, said: [x]}\n  b: {is: [a], said: [y]}\n",
        r"things\.yml:3: 'a' is said to be a kind of itself, by way of 'b'",
    ),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_broken_list_is_refused_with_file_and_line(write, text, message):
    with pytest.raises(NamedThingsError, match=message):
        NamedThings.load(write(text))


def test_a_missing_or_foreign_file_is_refused(tmp_path):
    with pytest.raises(NamedThingsError, match=r"none\.yml: cannot be read"):
        NamedThings.load(tmp_path / "none.yml")
    (tmp_path / "latin.yml").write_bytes(b"symptom:\n  a: [caf\xe9]\n")
    with pytest.raises(NamedThingsError, match=r"latin\.yml: cannot be read"):
        NamedThings.load(tmp_path / "latin.yml")
