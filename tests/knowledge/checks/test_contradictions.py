"""Pairs of sentences that differ, and pairs that do not; the figures are stated."""

from itertools import combinations
from pathlib import Path

import pytest

from knowledge.checks import contradictions
from knowledge.checks.claims import Claim
from knowledge.checks.contradictions import (
    _near_pairs,
    as_findings,
    find_contradictions,
)
from knowledge.passage import Sentence, split_passages
from knowledge.settings import Settings
from knowledge.source import read_sources

PAIRS = [
    line.split("\t")
    for line in Path(__file__).with_name("pairs.tsv").read_text("utf-8").splitlines()
]
BACKGROUND = (
    "Your skin heals by itself.",
    "The treatment is done by a nurse.",
    "Ask us when you are not sure.",
)


def sentence(text, source="a", number=1, title="After your peel"):
    return Sentence(
        f"{source}#s{number:02d}",
        text,
        source,
        f"{source}#p01",
        title,
        None,
        None,
        None,
    )


def found_in(first, second):
    around = [
        sentence(text, source, n)
        for source in "ab"
        for n, text in enumerate(BACKGROUND, 2)
    ]
    return find_contradictions([sentence(first), sentence(second, "b"), *around])


def share(wanted):
    pairs = [(one, other) for kind, one, other in PAIRS if kind == wanted]
    found = [pair for pair in pairs if found_in(*pair)]
    return found, pairs


def test_most_of_what_differs_is_found_and_little_else():
    """Written by one person while the rules were made: what the rules are for."""
    found, pairs = share("differ")
    missed = [pair for pair in pairs if pair not in found]
    assert (len(found), len(pairs)) == (29, 29), missed
    false, pairs = share("agree")
    assert (len(false), len(pairs)) == (0, 31), false


@pytest.mark.parametrize(
    ("first", "second", "n_found"),
    [
        ("No make-up for 2 days after it.", "The next peel is after 4 weeks.", 0),
        ("No make-up for 2 days after a peel.", "Next peel after 4 weeks.", 0),
        ("Peeling lasts for 4 to 7 days.", "The next peel is after 4 weeks.", 0),
        ("Peeling lasts 4 to 7 days.", "The peeling begins and lasts 2 weeks.", 1),
        ("A chemical peel takes 30 minutes.", "The peel takes 45 minutes.", 1),
        ("A peel takes 30 minutes.", "A peel takes 45 minutes.", 1),
    ],
)
def test_figures_of_two_things_of_one_subject_may_differ(first, second, n_found):
    # What a peel is called is rare among these pages, so that it weighs much.
    others = [sentence(f"Word{n} care.", "c", n, title="Care") for n in range(60)]
    pages = [
        sentence(first, "a", title="Chemical peel aftercare"),
        sentence(second, "b", title="After your peel"),
    ]
    assert len(find_contradictions([*pages, *others])) == n_found


@pytest.mark.parametrize(
    ("kind", "first", "second", "says"),
    [
        ("figure", "No sun for 2 weeks.", "No sun for 3 days.", "2 weeks/3 days"),
        ("time", "Closes at 6 pm.", "Closes at 17:30.", "6 pm/17:30"),
        ("age", "Over 18 only, for it.", "Over 21 only, for it.", "Over 18/Over 21"),
        ("phone", "Ring 020 7946 0128.", "Ring 020 7946 0999.",
         "020 7946 0128/020 7946 0999"),
        ("term", "It is a surgical procedure.", "A non-surgical procedure.",
         "surgical procedure/non-surgical procedure"),
    ],
)  # fmt: skip
def test_a_contradiction_says_its_kind_and_both_sides(kind, first, second, says):
    found = {c.kind: c for c in found_in(first, second)}
    assert f"{found[kind].first_says}/{found[kind].second_says}" == says


def test_one_page_does_not_contradict_itself():
    sentences = [
        sentence("No sun for 2 weeks."),
        sentence("No sun for 3 days.", "a", 9),
    ]
    assert find_contradictions(sentences) == ()


def test_pages_of_different_subjects_may_differ_and_are_named_all_the_same():
    first = sentence("No sun for 2 weeks.", "a", title="After your peel")
    second = sentence("No sun for 3 days.", "b", title="After your laser treatment")
    (found,) = find_contradictions([first, second])
    assert not found.one_subject
    (finding,) = as_findings([found], ())
    assert finding.level == "warning"


def test_a_contradiction_blocks_until_it_is_resolved_and_again_when_a_word_changes():
    (found,) = found_in("No sun for 2 weeks.", "No sun for 3 days.")
    (open_one,) = as_findings([found], ())
    assert (open_one.level, open_one.id) == ("blocking", found.id)
    assert open_one.quotes == (
        ("a", "No sun for 2 weeks."),
        ("b", "No sun for 3 days."),
    )
    (resolved,) = as_findings([found], [found.id])
    assert (resolved.level, resolved.text[-9:]) == ("note", "Resolved.")
    (other,) = found_in("No sun for 2 weeks!", "No sun for 3 days.")
    assert other.id != found.id
    (swapped,) = found_in("No sun for 3 days.", "No sun for 2 weeks.")
    assert swapped.kind == "figure"


def test_what_is_not_served_does_not_block_and_is_named_all_the_same():
    (found,) = found_in("No sun for 2 weeks.", "No sun for 3 days.")
    (finding,) = as_findings([found], (), served={"a"})
    assert finding.level == "warning"
    assert finding.text.endswith("It stops a publication once both are signed off.")
    (finding,) = as_findings([found], (), served={"a", "b"})
    assert finding.level == "blocking"


def test_the_four_articles_contradict_each_other_once():
    sentences = [
        s
        for source in read_sources(Settings().sources_dir)
        if source.id.startswith("microneedling-acne-scars-")
        for passage in split_passages(source)
        for s in passage.sentences
    ]
    (found,) = find_contradictions(sentences)
    assert (found.kind, found.first_says, found.second_says, found.one_subject) == (
        "term",
        "minimally invasive procedure",
        "non-invasive treatments",
        True,
    )


def everything():
    """Every sentence of the pairs on some page, under titles of two subjects."""
    texts = [text for pair in PAIRS for text in pair[1:]]
    return [
        sentence(text, f"p{n % 5}", n, "Peel" if n % 3 else "After your laser")
        for n, text in enumerate(texts)
    ]


def test_no_contradiction_is_lost_by_comparing_near_claims_only(monkeypatch):
    found = find_contradictions(everything())
    monkeypatch.setattr(
        contradictions,
        "_near_pairs",
        lambda kind, claims, weight: list(combinations(range(len(claims)), 2)),
    )
    assert len(found) > 20
    assert found == find_contradictions(everything())


def test_claims_on_different_things_are_not_compared():
    claims = [
        Claim("figure", "days", n, n, frozenset({f"thing{n}", "wait"}), f"{n} days")
        for n in range(400)
    ]
    weight = {"wait": 0.5} | {f"thing{n}": 6.0 for n in range(400)}
    assert _near_pairs("figure", claims, weight) == []
