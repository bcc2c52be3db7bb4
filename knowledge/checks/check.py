"""A folder of pages in, everything that is wrong with it out.

Broken pages and questions, contradictions, repeats, reading age, reviews, links, and
which sections no approved question reaches. It changes nothing and needs no index.
"""

import datetime
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from knowledge.approval import (
    WARNING_DAYS,
    State,
    days_to_review,
    read_ledger,
    state_of,
)
from knowledge.build import alike_in_words
from knowledge.checks.contradictions import (
    Contradiction,
    as_findings,
    find_contradictions,
)
from knowledge.checks.finding import LEVELS, Finding
from knowledge.checks.links import check_links
from knowledge.checks.reading_age import MAX_AGE, WANTED_AGE, reading_age
from knowledge.checks.resolutions import read_resolutions
from knowledge.errors import KnowledgeError, SourceError
from knowledge.index import stems
from knowledge.passage import Sentence, split_passages
from knowledge.question_bank import QuestionBank, read_question_bank
from knowledge.source import Source, read_source, source_files

SAME_SENTENCE = 0.8
"""Share of words from which two sentences count as the same."""
SAME_PAGE = 0.5
"""Share of a page's sentences that stand in another one, from which it is a repeat."""


@dataclass(frozen=True)
class Report:
    """What was looked at and what was found, the gravest first.

    Attributes:
        sources: Every page that can be read, by id.
        states: Source id -> where it stands today.
        reading_ages: Source id -> years of age, or None when there is too little text.
        contradictions: Open and resolved.
        findings: In the order of `LEVELS`.
    """

    sources: dict[str, Source]
    states: dict[str, State]
    reading_ages: dict[str, float | None]
    contradictions: tuple[Contradiction, ...]
    findings: tuple[Finding, ...]

    @property
    def n_blocking(self) -> int:
        """Findings that stop a publication."""
        return sum(finding.level == "blocking" for finding in self.findings)


def check_sources(
    sources_dir: Path,
    today: datetime.date,
    *,
    own_hosts: Collection[str] = (),
    only: Collection[State] | None = None,
) -> Report:
    """Check every page of a folder that is not withdrawn.

    Args:
        sources_dir: Pages, questions, approvals and resolutions.
        today: The day that reviews are compared with.
        own_hosts: Hosts of the clinic's site.
        only: Leave out pages in other states: a publication asks for "approved".

    Raises:
        KnowledgeError: The folder is not there, or approvals or resolutions are broken.
    """
    if not sources_dir.is_dir():
        step = "Make it, or set BEDSIDE_SOURCES_DIR to another one."
        raise SourceError(sources_dir, None, "There is no such folder.", step)
    ledger = read_ledger(sources_dir)
    resolved = {resolution.id for resolution in read_resolutions(sources_dir)}
    findings: list[Finding] = []
    sources = list(_read(sources_dir, findings))
    states = {source.id: state_of(source, ledger, today) for source in sources}
    looked_at = [
        source
        for source in sources
        if states[source.id] != "withdrawn"
        and (only is None or states[source.id] in only)
    ]
    sentences = {source.id: _sentences(source) for source in looked_at}
    ages = {i: reading_age([s.text for s in of]) for i, of in sentences.items()}
    everything = [sentence for of in sentences.values() for sentence in of]
    contradictions = find_contradictions(everything)
    served = {i for i, state in states.items() if state == "approved"}
    findings += as_findings(contradictions, resolved, served)
    for source in looked_at:
        findings += _state_findings(source, states[source.id], today)
        findings += check_links(source, own_hosts)
        age = ages[source.id]
        if age is not None and age > MAX_AGE:
            text = f"It reads as for age {age:.0f}; {WANTED_AGE:.0f} is wanted."
            findings.append(Finding("warning", "reading_age", text, source.id))
    findings += _repeats(sentences)
    findings += _questions(
        sources_dir, [s for i, of in sentences.items() if i in served for s in of]
    )
    order = {level: number for number, level in enumerate(LEVELS)}
    findings.sort(key=lambda finding: order[finding.level])
    by_id = {source.id: source for source in sources}
    return Report(by_id, states, ages, contradictions, tuple(findings))


def _read(sources_dir: Path, findings: list[Finding]) -> Iterator[Source]:
    """Every page that can be read; of the others, why not."""
    paths: dict[str, Path] = {}
    files = source_files(sources_dir)
    if not files:
        text = "There is no page (*.md) in this folder."
        findings.append(Finding("blocking", "broken_page", text, str(sources_dir)))
    for path in files:
        try:
            source = read_source(path)
        except SourceError as error:
            place = f"{path.name}:{error.line}" if error.line else path.name
            text = str(error).partition(": ")[2]
            findings.append(Finding("blocking", "broken_page", text, place))
            continue
        if source.id in paths:
            text = f"The id '{source.id}' is taken by {paths[source.id].name}."
            findings.append(Finding("blocking", "broken_page", text, path.name))
            continue
        paths[source.id] = path
        yield source


def _sentences(source: Source) -> tuple[Sentence, ...]:
    return tuple(s for p in split_passages(source) for s in p.sentences)


def _state_findings(
    source: Source, state: State, today: datetime.date
) -> Iterator[Finding]:
    owner = source.reviewed_by or "nobody named"
    days = days_to_review(source, today)
    if state == "changed":
        text = "It changed since it was signed off, and is not served as it is now."
        yield Finding("warning", "not_signed_off", text, source.id)
    elif state == "draft":
        text = "It is a draft: nobody signed it off."
        yield Finding("note", "not_signed_off", text, source.id)
    elif state == "overdue" and days is not None:
        text = f"Its review was due {-days} days ago; it is not served. Owner: {owner}."
        yield Finding("warning", "review_overdue", text, source.id)
    elif state == "approved" and days is None:
        text = "It has no `review_due`: it is served for ever."
        yield Finding("note", "no_review_date", text, source.id)
    elif state == "approved" and days is not None and days <= WARNING_DAYS:
        text = f"Its review is due in {days} days. Owner: {owner}."
        yield Finding("warning", "review_soon", text, source.id)


def _repeats(sentences: dict[str, tuple[Sentence, ...]]) -> Iterator[Finding]:
    """Pages that say much of what another one says, to be kept in step."""
    words = {
        i: [frozenset(stems(s.text)) for s in of if len(stems(s.text)) >= 3]
        for i, of in sentences.items()
    }
    n_same_on = _count_alike(words)
    for one, other in combinations(words, 2):
        n_same = n_same_on[one, other]
        if n_same == 0:
            continue
        n_least = min(len(words[one]), len(words[other]))
        share = n_same / n_least
        level = "warning" if share >= SAME_PAGE else "note"
        what = "sentence says" if n_same == 1 else "sentences say"
        text = f"{n_same} {what} the same on both pages ({share:.0%} of the shorter)."
        step = " Make them one page." if level == "warning" else " Keep them in step."
        yield Finding(
            "warning" if share >= SAME_PAGE else "note",
            "near_duplicate",
            text + step,
            f"{one}, {other}",
        )


def _count_alike(
    words: Mapping[str, Sequence[frozenset[str]]],
) -> Counter[tuple[str, str]]:
    """(one page, other page) -> sentences of the first that stand in the second.

    A sentence that many pages have is compared once. Sentences that differ in words
    are compared with `MOST_REPEATS` others at most, as when the index is built.
    """
    pages: dict[frozenset[str], set[str]] = {}
    for page, of in words.items():
        for sentence in of:
            pages.setdefault(sentence, set()).add(page)
    distinct = list(pages)
    on = {sentence: set(holders) for sentence, holders in pages.items()}
    for i, j in alike_in_words(distinct):
        if _alike(distinct[i], distinct[j]) >= SAME_SENTENCE:
            on[distinct[i]] |= pages[distinct[j]]
            on[distinct[j]] |= pages[distinct[i]]
    return Counter(
        (page, other)
        for page, of in words.items()
        for sentence in of
        for other in on[sentence]
        if other != page
    )


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / max(1, len(one | other))


def _questions(sources_dir: Path, served: Sequence[Sentence]) -> Iterator[Finding]:
    """Questions files that are broken, and sections that no question reaches."""
    try:
        bank = read_question_bank(sources_dir, served)
    except KnowledgeError as error:
        line = getattr(error, "line", None)
        path = getattr(error, "path", sources_dir)
        place = f"{Path(path).name}:{line}" if line else Path(path).name
        text = str(error).partition(": ")[2]
        yield Finding("blocking", "broken_questions", text, place)
        return
    yield from _unreached(bank, served)


def _unreached(bank: QuestionBank, served: Sequence[Sentence]) -> Iterator[Finding]:
    by_id = {sentence.id: sentence for sentence in served}
    quoted = [
        frozenset(stems(by_id[i].text))
        for answer in bank.answers
        for i in answer.quote
        if i in by_id
    ]
    sections: dict[tuple[str, str | None], list[Sentence]] = {}
    for sentence in served:
        sections.setdefault((sentence.source_id, sentence.section), []).append(sentence)
    reached = {
        key
        for key, of in sections.items()
        if any(
            _alike(frozenset(stems(s.text)), words) >= SAME_SENTENCE
            for s in of
            for words in quoted
        )
    }
    for source_id in dict.fromkeys(source for source, _ in sections):
        keys = [key for key in sections if key[0] == source_id]
        missed = [key for key in keys if key not in reached]
        if len(missed) == len(keys):
            text = (
                "No approved question leads to this page; it is found by search only."
            )
            yield Finding("note", "unreached", text, source_id)
            continue
        for _, section in missed:
            text = "No approved question leads to this section."
            yield Finding(
                "note", "unreached", text, f"{source_id}, {section or 'opening'}"
            )
