"""Pages and their questions -> a new index folder, swapped in atomically.

`<index_dir>/builds/<build_id>/` holds one build each; the link `<index_dir>/current`
names the one that is served. A build is written beside the others and becomes current
by one rename, so a reader sees the old one or the new one, whole. Equal sources,
questions and encoder give an equal build, byte for byte. With `Settings.index_url` the
sentences' vectors are rows of that database, there before the build can become current.
"""

import datetime
import hashlib
import json
import logging
import math
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.answerability import (
    INVERSE_REGULARISATION,
    N_FOLDS,
    Calibration,
    Floats,
    Signals,
    fit_calibration,
    to_bytes,
)
from knowledge.approval import served_facts, served_sources
from knowledge.encoder import TUNED, Encoder, Vectors, exported_name, load_encoder
from knowledge.errors import (
    EncoderError,
    SearchIndexError,
    TooFewQuestionsError,
    VectorStoreError,
)
from knowledge.faiss_index import EXACT_FLOATS, FaissIndex
from knowledge.index import (
    PGVECTOR_FILE,
    Manifest,
    SearchIndex,
    build_lexical,
    check_build,
    check_files,
    make_build_id,
    read_index,
    read_manifest,
    stems,
    write_index,
)
from knowledge.named_things import NamedThings
from knowledge.passage import Sentence, contexts, split_passages
from knowledge.question_bank import (
    LEAST_MEASURED,
    bank_hashes,
    is_held_out,
    read_question_bank,
)
from knowledge.settings import Settings
from knowledge.source import Source
from knowledge.text_classifier import TextClassifier, fit_text_classifier

Progress = Callable[[str, int, int], None]
"""Called with the step's name, how much of it is done, and how much there is."""

SOURCES_FILE = "sources.json"
"""File of a build: who signed its pages off, and until when they are served."""

VECTORS = "vectors"
"""What a manifest says among its inputs when the vectors are not in the folder."""

logger = logging.getLogger(__name__)

SAME_COSINE = 0.92
"""Sentences at least this near, and alike in words, say the same thing."""
SAME_WORDS = 0.7
MOST_REPEATS = 16
"""Earlier sentences with like words that one is compared with."""

BLOCK = 2048
"""Texts that are encoded together: the encoder sorts them by length, to pad less."""

COVERED_KINDS = frozenset(
    "treatment scar_type medicine condition symptom body_part product activity".split()
)
"""Kinds of named thing that decide whether an answer is about what was asked."""


@dataclass(frozen=True)
class AnswerWords:
    """What the sentences and questions of each approved answer say and name."""

    stems: dict[str, frozenset[str]]
    things: dict[str, frozenset[str]]


def build_index(
    settings: Settings,
    *,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
    today: datetime.date | None = None,
    swap: bool = True,
) -> Manifest:
    """Read the sources, write a build, make it current, and return its manifest.

    Nothing is written before every source has been read without error, and `current`
    moves only when the new build is whole.

    Args:
        settings: Where pages and index are.
        encoder: By default the one of the settings.
        progress: Told of each step.
        today: Pages whose review was due before this day are left out; by default the
            day of this machine.
        swap: False leaves the build beside the current one, for `make_current`.

    Raises:
        KnowledgeError: A source, a questions file, the encoder or the index database
            is not usable.
    """
    report: Progress = progress or (lambda step, done, total: None)
    if settings.index_url:
        # Before minutes of encoding; and nobody else needs the driver.
        from knowledge.pgvector_index import check_usable

        check_usable(settings.index_url)
    report("Reading pages", 0, 1)
    sources = served_sources(settings.sources_dir, today)
    facts = served_facts(sources, settings.sources_dir)
    passages = tuple(p for source in sources for p in split_passages(source))
    sentences = [s for passage in passages for s in passage.sentences]
    # Hashed before they are read: a file saved meanwhile makes the index stale, not
    # wrongly current.
    bank_inputs = _bank_inputs(settings, facts)
    bank = read_question_bank(settings.sources_dir, sentences)
    report("Reading pages", 1, 1)
    encoder = encoder or load_encoder(settings)

    by_context = contexts(passages)
    vectors = _encode(
        encoder, [by_context[s.id] for s in sentences], "Encoding sentences", report
    )
    same_as = _find_repeats(
        sentences, lambda texts: _encode(encoder, texts, "Finding repeats", report)
    )
    questions = bank.questions()
    question_vectors = _encode_questions(
        settings, encoder, [text for text, _ in questions], report
    )
    index = SearchIndex(
        manifest=_manifest(
            bank_inputs, sources, encoder, len(sentences), len(questions)
        ),
        passages=passages,
        # What goes to a database needs no lists here.
        vectors=FaissIndex.build(
            vectors, exact_floats=vectors.size if settings.index_url else EXACT_FLOATS
        ),
        lexical=build_lexical([by_context[s.id] for s in sentences]),
        same_as=same_as,
        bank=bank,
        question_vectors=question_vectors,
    )
    extra = {SOURCES_FILE: _facts_bytes(facts)}
    if bank.answers:
        fitted = _fitted_before(settings, index)
        if fitted is None:
            fitted = to_bytes(
                *fit_answerability(
                    index,
                    sources_dir=settings.sources_dir,
                    max_wrong_answers=settings.max_wrong_answers,
                    report=report,
                )
            )
        extra["answerability.npz"] = fitted
    report("Writing the index", 0, 1)
    manifest = _write_build(settings, index, extra)
    if swap:
        make_current(
            settings.index_dir, manifest.build_id, index_url=settings.index_url
        )
    report("Writing the index", 1, 1)
    return manifest


def is_current(settings: Settings, today: datetime.date | None = None) -> bool:
    """True when the served build is whole, from just these sources and this encoder.

    Raises:
        SourceError: A page is not usable as it stands.
        VectorStoreError: The index database does not answer.
    """
    folder = settings.index_dir / "current"
    try:
        manifest = read_manifest(folder)
        # Whoever loads a damaged build is told to build again, which must then happen.
        check_build(folder, manifest, index_url=settings.index_url)
        encoder = exported_name(settings)
    except (SearchIndexError, EncoderError):
        return False
    sources = served_sources(settings.sources_dir, today)
    facts = served_facts(sources, settings.sources_dir)
    return (
        manifest.sources == {source.id: source.sha256 for source in sources}
        and manifest.banks == _bank_inputs(settings, facts)
        and (encoder is None or manifest.encoder == encoder)
        and manifest.encoder.startswith(
            (f"{settings.encoder}@", f"{settings.encoder}+")
        )
    )


def fit_answerability(
    index: SearchIndex,
    *,
    sources_dir: Path,
    max_wrong_answers: float,
    report: Progress,
) -> tuple[TextClassifier, Calibration]:
    """Fit both parts of `answerability.py` on the bank of an index.

    In each fold a fifth of the questions is held out, and a fifth of the gaps with all
    their questions: those stand for a patient who asks what nobody thought of. Answers
    are never left out whole, since a near twin that quotes the same sentence remains.
    With a fine-tuned encoder only questions that it was not taught are measured.

    Raises:
        TooFewQuestionsError: No fold has both kinds of question.
    """
    texts, labels = zip(*index.bank.questions(), strict=True)
    ids = np.asarray(labels)
    answers = {a.id for a in index.bank.answers}
    n_answered = sum(label in answers for label in labels)
    too_few = TooFewQuestionsError(sources_dir, n_answered, len(labels) - n_answered)
    if len(set(labels)) < 2:
        raise too_few
    measured, is_follow_up = _measured(index, texts)
    report("Fitting answerability", 0, N_FOLDS + 1)
    classifier, _ = fit_text_classifier(
        index.question_vectors,
        labels,
        c=INVERSE_REGULARISATION,
        measured=measured & ~is_follow_up,
    )
    right_answers = _right_answers(index)
    gaps = [g.id for g in index.bank.gaps if not g.in_words]
    # A fixed seed: equal sources must give an equal index.
    random = np.random.default_rng(20)
    fold_of_question = random.integers(N_FOLDS, size=len(ids))
    gap_turn = random.permutation(len(gaps)) % N_FOLDS
    signals: list[Floats] = []
    follow_ups: list[Floats] = []
    right: list[bool] = []
    covered: list[bool] = []
    things = NamedThings.load()
    for fold in range(N_FOLDS):
        report("Fitting answerability", fold + 1, N_FOLDS + 1)
        gone = {g for g, turn in zip(gaps, gap_turn, strict=True) if turn == fold}
        is_gone = np.isin(ids, list(gone))
        train = ~is_gone & (fold_of_question != fold)
        test = (is_gone | (fold_of_question == fold)) & measured
        learnt = set(ids[train])
        if len(learnt) < 2 or not learnt & answers or not test.any():
            continue
        words = answer_words(
            index,
            things,
            [(t, i) for t, i, kept in zip(texts, ids, train, strict=True) if kept],
        )
        without, _ = fit_text_classifier(
            index.question_vectors[train],
            list(ids[train]),
            c=INVERSE_REGULARISATION,
            mix=classifier.mix,
        )
        computed = Signals(
            index.bank,
            list(ids[train]),
            without,
            words.stems,
            partial(_count_not_named, words=words, things=things),
        )
        asked = [text for text, tested in zip(texts, test, strict=True) if tested]
        rows, rankings = computed.compute(asked, index.question_vectors[test])
        whole = ~is_follow_up[test]
        is_covered = np.asarray([bool(right_answers[i]) for i in ids[test]])
        is_right = np.asarray(
            [
                ranking.answers[0][0] in right_answers[i]
                for ranking, i in zip(rankings, ids[test], strict=True)
            ]
        )
        signals.append(rows[whole])
        follow_ups.append(rows[~whole & ~is_covered])
        covered += list(is_covered[whole])
        right += list(is_right[whole])
    if len(set(covered)) < 2 or len(set(right)) < 2:
        raise too_few
    calibration = fit_calibration(
        np.vstack(signals),
        np.asarray(right),
        np.asarray(covered),
        max_wrong_answers=max_wrong_answers,
        follow_ups=np.vstack(follow_ups),
    )
    report("Fitting answerability", N_FOLDS + 1, N_FOLDS + 1)
    return classifier, calibration


def _right_answers(index: SearchIndex) -> dict[str, frozenset[str]]:
    """Answer or gap -> the answers that are right for its questions.

    Another answer that quotes one of the same sentences is right as well; for a gap,
    those that say in words what it wants as a figure; else none.
    """
    quotes = {answer.id: set(answer.quote) for answer in index.bank.answers}
    right = {
        answer: frozenset(other for other in quotes if quotes[other] & quotes[answer])
        for answer in quotes
    }
    for gap in index.bank.gaps:
        right[gap.id] = frozenset().union(*(right[a] for a in gap.in_words))
    return right


def _measured(
    index: SearchIndex, texts: Sequence[str]
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which texts may be measured, and which are follow-ups.

    With a fine-tuned encoder only those that it was not taught are measured.
    """
    follow_ups = {text for a in index.bank.answers for text in a.follow_ups}
    follow_ups |= {text for gap in index.bank.gaps for text in gap.follow_ups}
    is_follow_up = np.asarray([text in follow_ups for text in texts])
    everything = np.ones(len(texts), dtype=np.bool_)
    if TUNED not in index.manifest.encoder:
        return everything, is_follow_up
    untaught = np.asarray([is_held_out(text) for text in texts])
    enough = (untaught & ~is_follow_up).sum() >= LEAST_MEASURED
    return (untaught if enough else everything), is_follow_up


def answer_words(
    index: SearchIndex, things: NamedThings, questions: Sequence[tuple[str, str]]
) -> AnswerWords:
    """Stems and named things of each approved answer: its quote and its questions."""
    by_id = {sentence.id: sentence for sentence in index.sentences}
    # A page's title names its subject, and every question may name that.
    texts: dict[str, list[str]] = {
        answer.id: [
            text
            for quoted in answer.quote
            for text in (by_id[quoted].text, by_id[quoted].title)
        ]
        for answer in index.bank.answers
    }
    for question, label in questions:
        if label in texts:
            texts[label].append(question)
    named: dict[str, frozenset[str]] = {}
    for answer, parts in texts.items():
        found: set[str] = set()
        for part in parts:
            for thing in things.find(part):
                found |= things.broader(thing.id)
        named[answer] = frozenset(found)
    return AnswerWords(
        {answer: frozenset(stems(" ".join(parts))) for answer, parts in texts.items()},
        named,
    )


def not_named(
    question: str, answer: str, words: AnswerWords, things: NamedThings
) -> tuple[str, ...]:
    """Ids of things that the question names and the answer does not, in order."""
    covered = words.things.get(answer, frozenset())
    return tuple(
        thing.id
        for thing in things.find(question)
        if thing.kind in COVERED_KINDS and not things.broader(thing.id) & covered
    )


def _count_not_named(
    question: str, answer: str, words: AnswerWords, things: NamedThings
) -> int:
    return len(not_named(question, answer, words, things))


def _encode(
    encoder: Encoder, texts: Sequence[str], step: str, report: Progress
) -> Vectors:
    """Vectors of many texts, reported block by block."""
    blocks = [np.zeros((0, encoder.dim), dtype=np.float32)]
    for start in range(0, len(texts), BLOCK):
        report(step, start, len(texts))
        blocks.append(encoder.encode(texts[start : start + BLOCK]))
    report(step, len(texts), len(texts))
    return np.concatenate(blocks)


def _fitted_before(settings: Settings, index: SearchIndex) -> bytes | None:
    """The fitted part of the current build, when fitting again would give the same.

    It depends on the bank, the vectors of its questions, the sentences that are quoted
    with their titles, and the code: a page without questions changes nothing of it.
    """
    try:
        folder = (settings.index_dir / "current").resolve(strict=True)
        before, extra = read_index(
            folder, encoder=index.manifest.encoder, index_url=settings.index_url
        )
    except (SearchIndexError, OSError):
        return None

    def depends_on(of: SearchIndex) -> tuple[object, ...]:
        by_id = {sentence.id: sentence for sentence in of.sentences}
        quoted = {i: by_id[i] for answer in of.bank.answers for i in answer.quote}
        unused = (SOURCES_FILE, VECTORS)
        inputs = {k: v for k, v in of.manifest.banks.items() if k not in unused}
        said = {i: (s.text, s.title) for i, s in quoted.items()}
        return inputs, of.bank, said, of.question_vectors.tobytes()

    if depends_on(before) != depends_on(index):
        return None
    return extra.get("answerability.npz")


def _encode_questions(
    settings: Settings, encoder: Encoder, texts: Sequence[str], report: Progress
) -> Vectors:
    """Vectors of the questions; of those that the current build has, its own.

    A text has the same vector to the bit whatever it is encoded with, and a bank of
    ten thousand questions takes a minute.
    """
    known: dict[str, Vectors] = {}
    try:
        index, _ = read_index(
            (settings.index_dir / "current").resolve(strict=True),
            encoder=encoder.name,
            index_url=settings.index_url,
        )
        before = [text for text, _ in index.bank.questions()]
        known = dict(zip(before, index.question_vectors, strict=True))
    except (SearchIndexError, OSError, ValueError):
        pass
    new = [text for text in dict.fromkeys(texts) if text not in known]
    for text, vector in zip(
        new, _encode(encoder, new, "Encoding questions", report), strict=True
    ):
        known[text] = vector
    if not texts:
        return np.zeros((0, encoder.dim), dtype=np.float32)
    return np.stack([known[text] for text in texts])


def _find_repeats(
    sentences: Sequence[Sentence], encode: Callable[[list[str]], Vectors]
) -> dict[str, tuple[str, ...]]:
    """Sentence id -> sentences that say the same: alike in words, near in meaning.

    Words first: only the few sentences that are alike in words are encoded once more,
    without their context.
    """
    pairs = alike_in_words([frozenset(stems(sentence.text)) for sentence in sentences])
    rows = sorted({row for pair in pairs for row in pair})
    vectors = encode([sentences[row].text for row in rows])
    place = {row: n for n, row in enumerate(rows)}
    same: dict[str, set[str]] = {}
    for i, j in pairs:
        if float(vectors[place[i]] @ vectors[place[j]]) >= SAME_COSINE:
            same.setdefault(sentences[i].id, set()).add(sentences[j].id)
            same.setdefault(sentences[j].id, set()).add(sentences[i].id)
    return {key: tuple(sorted(ids)) for key, ids in sorted(same.items())}


def alike_in_words(words: Sequence[frozenset[str]]) -> list[tuple[int, int]]:
    """Pairs (i, j), j < i, whose sets share at least `SAME_WORDS` of their union.

    Each set is compared with `MOST_REPEATS` earlier ones at most. Two sets that are
    that much alike share one of their rarest words, and no others are compared: prefix
    filtering, Chaudhuri et al., ICDE 2006.
    """
    counts = Counter(word for of_one in words for word in of_one)
    holders: dict[str, list[int]] = {}
    pairs: list[tuple[int, int]] = []
    for i, mine in enumerate(words):
        rarest = sorted(mine, key=lambda word: (counts[word], word))
        rarest = rarest[: len(mine) - math.ceil(SAME_WORDS * len(mine)) + 1]
        compared: set[int] = set()
        n_found = 0
        for j in (j for word in rarest for j in holders.get(word, ())):
            if n_found == MOST_REPEATS:
                break
            if j in compared:
                continue
            compared.add(j)
            if len(mine & words[j]) >= SAME_WORDS * len(mine | words[j]):
                pairs.append((i, j))
                n_found += 1
        for word in rarest:
            holders.setdefault(word, []).append(i)
    return pairs


def _manifest(
    bank_inputs: dict[str, str],
    sources: Sequence[Source],
    encoder: Encoder,
    n_sentences: int,
    n_questions: int,
) -> Manifest:
    """The manifest without files; its build id is a hash of everything but the time."""
    now = datetime.datetime.now(datetime.timezone.utc)
    manifest = Manifest(
        build_id="",
        built_at=now.isoformat(timespec="seconds"),
        encoder=encoder.name,
        dim=encoder.dim,
        sources={source.id: source.sha256 for source in sources},
        banks=bank_inputs,
        n_sentences=n_sentences,
        n_questions=n_questions,
        files={},
    )
    return replace(manifest, build_id=make_build_id(manifest))


def _facts_bytes(facts: Mapping[str, Mapping[str, str | None]]) -> bytes:
    return json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False).encode()


def _bank_inputs(
    settings: Settings, facts: Mapping[str, Mapping[str, str | None]]
) -> dict[str, str]:
    """Hashes of everything beside the pages that the fitted parts depend on."""
    # The code that fits is an input as well: a new version must fit again.
    here = ("named_things.yml", "answerability.py", "text_classifier.py", "build.py")
    files = [Path(__file__).with_name(name) for name in here]
    return {
        **bank_hashes(settings.sources_dir),
        **{file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files},
        SOURCES_FILE: hashlib.sha256(_facts_bytes(facts)).hexdigest(),
        "max_wrong_answers": str(settings.max_wrong_answers),
        **({VECTORS: "pgvector"} if settings.index_url else {}),
    }


def _write_build(
    settings: Settings, index: SearchIndex, extra: dict[str, bytes]
) -> Manifest:
    """Write the build beside the others; rows in a database are committed last."""
    builds = settings.index_dir / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    folder = builds / index.manifest.build_id
    with (
        _stored(settings.index_url, index) as stored,
        tempfile.TemporaryDirectory(dir=builds, prefix=".new-") as made,
    ):
        new = Path(made) / "build"
        new.mkdir()
        manifest = write_index(stored, extra, new)
        if not _holds(folder, manifest):
            if folder.exists():
                # A damaged build of the same inputs is mended by building again.
                os.replace(folder, Path(made) / "old")
            os.replace(new, folder)
    return manifest


@contextmanager
def _stored(index_url: str, index: SearchIndex) -> Iterator[SearchIndex]:
    """The index with its vectors where they will be searched.

    In a database they are there for others when the block has ended: who dies in it
    leaves a folder that no server loads, and no row.
    """
    if not index_url:
        yield index
        return
    from knowledge.pgvector_index import creating

    vectors = index.vectors.reconstruct(np.arange(len(index.vectors)))
    with creating(index_url, vectors) as table:
        yield replace(index, vectors=table)


def make_current(index_dir: Path, build_id: str, *, index_url: str = "") -> None:
    """Point `current` at a build by one rename, and `previous` at the one before.

    Args:
        index_dir: Of the builds.
        build_id: One of them.
        index_url: Database of the vectors, if there is one.

    Raises:
        IndexDamagedError: The build is not whole.
        IndexElsewhereError: Its vectors are in a database, and no URL is given.
        IndexNotBuiltError: There is no such build.
        VectorStoreError: The index database does not answer.
    """
    folder = index_dir / "builds" / build_id
    check_build(folder, read_manifest(folder), index_url=index_url)
    served = current_build(index_dir)
    if served not in (None, build_id):
        _point(index_dir, "previous", str(served))
    _point(index_dir, "current", build_id)
    kept = {build_id, current_build(index_dir, "previous")}
    _remove_old_builds(index_dir / "builds", keep=kept, index_url=index_url)


def is_usable(settings: Settings, build_id: str | None = None) -> bool:
    """True when a build, by default the current one, is whole and of this encoder.

    Whether it is of today's pages is another question: `is_current`.

    Raises:
        VectorStoreError: The index database does not answer, so nobody can say.
    """
    name = "current" if build_id is None else f"builds/{build_id}"
    folder = settings.index_dir / name
    try:
        manifest = read_manifest(folder)
        check_build(folder, manifest, index_url=settings.index_url)
        return manifest.encoder == exported_name(settings)
    except (SearchIndexError, EncoderError):
        return False


def current_build(index_dir: Path, link: str = "current") -> str | None:
    """Name of the build that a link of the index folder points to, if it is there."""
    try:
        return (index_dir / link).resolve(strict=True).name
    except OSError:
        return None


def _point(index_dir: Path, name: str, build_id: str) -> None:
    link = index_dir / f".{name}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("builds") / build_id)
    os.replace(link, index_dir / name)


def _holds(folder: Path, manifest: Manifest) -> bool:
    """True when the folder has these very files: a reader may be at them just now."""
    try:
        check_files(folder, manifest)
        return read_manifest(folder).files == manifest.files
    except SearchIndexError:
        return False


def _remove_old_builds(
    builds: Path, *, keep: Collection[str | None], index_url: str, n_kept: int = 3
) -> None:
    """Leave the newest builds and those to keep: a publication can be taken back."""
    others = [b for b in builds.iterdir() if b.is_dir() and b.name not in keep]
    others = [b for b in others if not b.name.startswith(".")]
    others.sort(key=lambda build: build.stat().st_mtime, reverse=True)
    n_others = max(0, n_kept - len(set(keep) - {None}))
    left = {builds / name for name in keep if name} | set(others[:n_others])
    for build in others[n_others:]:
        if _remove_rows(build, left, index_url):
            shutil.rmtree(build, ignore_errors=True)
        else:
            left.add(build)


def _remove_rows(build: Path, left: Collection[Path], index_url: str) -> bool:
    """Remove a build's table; False when a process has it open, until another time."""
    file = build / PGVECTOR_FILE
    try:
        told = file.read_bytes()
    except OSError:
        return True
    others = (other / PGVECTOR_FILE for other in left)
    if any(other.is_file() and other.read_bytes() == told for other in others):
        # Another build has the very same vectors.
        return True
    if not index_url:
        logger.warning(
            "Build %s is removed; its table stays in PostgreSQL, since "
            "BEDSIDE_INDEX_URL is not set: see docs/operations.md.",
            build.name,
        )
        return True
    from knowledge.pgvector_index import drop

    try:
        return drop(index_url, build)
    except SearchIndexError:
        return True
    except VectorStoreError as error:
        logger.warning("Build %s is not removed yet: %s", build.name, error)
        return False
