"""Sentence vectors <-> a folder on disk, and the two searches over them.

The only module that reads or writes the index folder. The folder is the format: a
manifest with a sha256 of every other file, checked at load, so that a cut, changed or
foreign index is an error and never a wrong answer. The vectors are in memory
(`faiss_index.py`) or, when the folder says so, in PostgreSQL (`pgvector_index.py`).
It makes no vectors (`encoder.py`) and chooses no answer (`answer.py`).
"""

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import Stemmer

from knowledge.encoder import Vectors
from knowledge.errors import (
    IndexDamagedError,
    IndexElsewhereError,
    IndexMismatchError,
    IndexNotBuiltError,
)
from knowledge.faiss_index import FILE as FAISS_FILE
from knowledge.faiss_index import FaissIndex
from knowledge.lean_imports import bm25s
from knowledge.passage import Passage, Sentence, contexts
from knowledge.question_bank import (
    ApprovedAnswer,
    KnownGap,
    QuestionBank,
    without_unserved,
)
from knowledge.vector_index import VectorIndex

PGVECTOR_FILE = "sentences.pgvector.json"
"""Says which table of the index database has the vectors of a build."""

FORMAT = 4
"""Raised whenever the folder's layout or meaning changes."""

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


@dataclass(frozen=True)
class Manifest:
    """What an index was built from; `build_id` is a hash of it, see `make_build_id`."""

    build_id: str
    built_at: str
    encoder: str
    dim: int
    sources: dict[str, str]
    banks: dict[str, str]
    n_sentences: int
    n_questions: int
    files: dict[str, str]
    format: int = FORMAT


@dataclass(frozen=True)
class SearchIndex:
    """Everything one build holds, in memory.

    Attributes:
        manifest: What it was built from.
        passages: All passages, in page order.
        vectors: One row for each sentence, in page order.
        same_as: Sentence id -> ids of sentences that say the same, itself excluded.
        bank: The approved questions and known gaps.
        question_vectors: One row for each of `bank.questions()`.
    """

    manifest: Manifest
    passages: tuple[Passage, ...]
    vectors: VectorIndex
    lexical: Any
    same_as: dict[str, tuple[str, ...]]
    bank: QuestionBank
    question_vectors: Vectors

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All quotable sentences, in page order: row i of `vectors` is number i."""
        return tuple(s for passage in self.passages for s in passage.sentences)

    def nearest(self, query: Vectors, *, top_k: int) -> list[tuple[int, float]]:
        """(sentence number, cosine) of the nearest sentences, best first.

        Args:
            query: One unit vector, shape (dim,).
            top_k: Most rows returned.

        Raises:
            IndexMismatchError: The query has another length than the index.
            VectorStoreError: The index database does not answer.

        Exact up to the size that each `VectorIndex` states, approximate beyond.
        """
        if query.shape != (self.manifest.dim,):
            raise IndexMismatchError(
                Path("memory"), "vectors of shape", (self.manifest.dim,), query.shape
            )
        scores, rows = self.vectors.search(
            query[None, :], min(top_k, len(self.vectors))
        )
        found = [
            (int(row), float(score))
            for row, score in zip(rows[0], scores[0], strict=True)
            if row >= 0
        ]
        # Equal scores come in no order that a page has.
        return sorted(found, key=lambda hit: (-hit[1], hit[0]))

    def lexical_best(self, text: str, *, top_k: int) -> list[tuple[int, float]]:
        """(sentence number, BM25 score) of sentences that share words, best first."""
        words = stems(text)
        if not words:
            return []
        top_k = min(top_k, len(self.vectors))
        rows, scores = self.lexical.retrieve([words], k=top_k, show_progress=False)
        return [
            (int(row), float(score))
            for row, score in zip(rows[0], scores[0], strict=True)
            if score > 0
        ]


def with_sources(
    index: SearchIndex, source_ids: Collection[str], *, build_id: str
) -> SearchIndex:
    """The same build with some of its pages only, in memory; nothing is encoded anew.

    An approved answer quotes what is left of its sentences; one with none left becomes
    a known gap, since nothing says it any more.

    Args:
        index: One loaded build.
        source_ids: Pages that stay.
        build_id: Name of the result.
    """
    passages = tuple(p for p in index.passages if p.source_id in source_ids)
    kept = {sentence.id for passage in passages for sentence in passage.sentences}
    rows = [row for row, s in enumerate(index.sentences) if s.id in kept]
    vectors = index.vectors.reconstruct(np.asarray(rows, dtype=np.int64))
    by_context = contexts(passages)
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    bank, question_rows = _bank_with(index.bank, kept)
    return SearchIndex(
        manifest=replace(
            index.manifest,
            build_id=build_id,
            sources={
                source_id: sha256
                for source_id, sha256 in index.manifest.sources.items()
                if source_id in source_ids
            },
            n_sentences=len(sentences),
        ),
        passages=passages,
        vectors=FaissIndex.build(vectors),
        lexical=build_lexical([by_context[s.id] for s in sentences]),
        same_as={
            sentence_id: tuple(other for other in same if other in kept)
            for sentence_id, same in index.same_as.items()
            if sentence_id in kept and any(other in kept for other in same)
        },
        bank=bank,
        question_vectors=index.question_vectors[question_rows],
    )


def _bank_with(
    bank: QuestionBank, sentence_ids: Collection[str]
) -> tuple[QuestionBank, list[int]]:
    """The bank with some sentences only, and where its questions stood before."""
    answers = [
        replace(answer, quote=tuple(s for s in answer.quote if s in sentence_ids))
        for answer in bank.answers
    ]
    new = without_unserved(answers, bank.gaps)
    rows = {asked: row for row, asked in enumerate(bank.questions())}
    return new, [rows[asked] for asked in new.questions()]


def build_lexical(texts: Sequence[str]) -> Any:
    """A BM25 index over stemmed words (bm25s, k1 = 1.5, b = 0.75)."""
    index = bm25s.BM25(k1=1.5, b=0.75)
    documents = [stems(text) or [""] for text in texts]
    # bm25s would number the words in the order of a set, which no two processes share.
    words = sorted({word for document in documents for word in document} | {""})
    number = {word: n for n, word in enumerate(words)}
    ids = [[number[word] for word in document] for document in documents]
    index.index((ids, number), show_progress=False)
    return index


def stems(text: str) -> list[str]:
    """Lower-case stemmed words of a text, English stop words left out."""
    words = [word.casefold() for word in _WORD.findall(text)]
    kept = [word for word in words if word not in _stop_words()]
    return list(_stemmer().stemWords(kept))


def write_index(index: SearchIndex, extra: dict[str, bytes], folder: Path) -> Manifest:
    """Write all files of a build into an empty folder; the manifest comes last.

    Args:
        index: Its manifest's `files` are ignored and made anew.
        extra: Further files of the build by name, such as the fitted answerability.
        folder: Exists and is empty.
    """
    passages = [asdict(passage) for passage in index.passages]
    _write_json(
        folder / "sentences.json", {"passages": passages, "same_as": index.same_as}
    )
    _write_json(folder / "questions.json", asdict(index.bank))
    np.save(folder / "questions.npy", index.question_vectors, allow_pickle=False)
    index.vectors.write(folder)
    index.lexical.save(str(folder / "bm25"), show_progress=False)
    for name, content in extra.items():
        (folder / name).write_bytes(content)
    files = {
        path.relative_to(folder).as_posix(): _sha256(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    manifest = Manifest(**{**asdict(index.manifest), "files": files})
    _write_json(folder / "manifest.json", asdict(manifest))
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of one build.

    Raises:
        IndexNotBuiltError: There is no build in the folder.
        IndexDamagedError: The manifest cannot be read.
        IndexMismatchError: Another version of the program wrote it.
    """
    path = folder / "manifest.json"
    if not path.is_file():
        raise IndexNotBuiltError(folder)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        found = data["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamagedError(folder, f"manifest.json: {error}") from error
    if found != FORMAT:
        raise IndexMismatchError(folder, "format", found, FORMAT)
    try:
        manifest = Manifest(**data)
        is_whole = manifest.build_id == make_build_id(manifest)
    except TypeError as error:
        raise IndexDamagedError(folder, f"manifest.json: {error}") from error
    if not (is_whole and isinstance(manifest.files, dict)):
        raise IndexDamagedError(folder, "manifest.json is not the one that was written")
    return manifest


def make_build_id(manifest: Manifest) -> str:
    """12 hex digits that name what was built from what: all but time and files."""
    inputs = {
        key: value
        for key, value in asdict(manifest).items()
        if key not in ("build_id", "built_at", "files")
    }
    digest = hashlib.sha256(json.dumps(inputs, sort_keys=True).encode())
    return digest.hexdigest()[:12]


def check_files(folder: Path, manifest: Manifest) -> None:
    """Compare every file of a build with the manifest.

    Raises:
        IndexDamagedError: A file is missing, cut or changed.
    """
    _read_checked(folder, manifest)


def check_build(folder: Path, manifest: Manifest, *, index_url: str) -> None:
    """Compare every file of a build, and its rows in the database, with the manifest.

    Raises:
        SearchIndexError: Something is missing, cut or changed.
        VectorStoreError: The index database does not answer.
    """
    check_files(folder, manifest)
    if PGVECTOR_FILE in manifest.files:
        _read_vectors(folder, manifest, index_url)


def read_index(
    folder: Path, *, encoder: str, index_url: str = ""
) -> tuple[SearchIndex, dict[str, bytes]]:
    """Load one build, every file checked against the manifest; and its extra files.

    Args:
        folder: Of the build.
        encoder: Name of the one that will encode questions.
        index_url: Database that has the vectors, if the build's are in one.

    Raises:
        SearchIndexError: There is none, or it is damaged, or of another encoder.
        VectorStoreError: The index database does not answer.
    """
    manifest = read_manifest(folder)
    if manifest.encoder != encoder:
        raise IndexMismatchError(folder, "encoder", manifest.encoder, encoder)
    content = _read_checked(folder, manifest)
    try:
        passages, same_as = _read_passages(content["sentences.json"])
        bank = _read_bank(content["questions.json"])
        vectors = _read_vectors(folder, manifest, index_url)
        question_vectors = np.load(folder / "questions.npy", allow_pickle=False)
        lexical = bm25s.BM25.load(str(folder / "bm25"), load_corpus=False)
    except (KeyError, TypeError, ValueError, RuntimeError, OSError) as error:
        raise IndexDamagedError(folder, str(error)) from error
    if (len(vectors), vectors.dim) != (manifest.n_sentences, manifest.dim):
        raise IndexDamagedError(folder, "vectors do not match the manifest")
    index = SearchIndex(
        manifest, passages, vectors, lexical, same_as, bank, question_vectors
    )
    known = {"sentences.json", "questions.json", "questions.npy"}
    known |= {FAISS_FILE, PGVECTOR_FILE}
    extra = {
        name: data
        for name, data in content.items()
        if name not in known and not name.startswith("bm25/")
    }
    return index, extra


def _read_vectors(folder: Path, manifest: Manifest, index_url: str) -> VectorIndex:
    """The sentences' vectors, from where the build's files say that they are."""
    if PGVECTOR_FILE not in manifest.files:
        return FaissIndex.read(folder)
    if not index_url:
        raise IndexElsewhereError(folder)
    # Nobody else needs the driver.
    from knowledge.pgvector_index import PgvectorIndex

    return PgvectorIndex.open(index_url, folder)


def _read_checked(folder: Path, manifest: Manifest) -> dict[str, bytes]:
    """Every file's bytes, each with the hash that the manifest states."""
    content: dict[str, bytes] = {}
    for name, wanted in manifest.files.items():
        try:
            data = (folder / name).read_bytes()
        except OSError as error:
            raise IndexDamagedError(folder, f"{name} cannot be read") from error
        if hashlib.sha256(data).hexdigest() != wanted:
            raise IndexDamagedError(folder, f"{name} is not the file that was written")
        content[name] = data
    return content


def _read_passages(
    data: bytes,
) -> tuple[tuple[Passage, ...], dict[str, tuple[str, ...]]]:
    stored = json.loads(data)
    passages = tuple(
        Passage(
            **{
                **passage,
                "sentences": tuple(Sentence(**s) for s in passage["sentences"]),
            }
        )
        for passage in stored["passages"]
    )
    return passages, {key: tuple(ids) for key, ids in stored["same_as"].items()}


def _read_bank(data: bytes) -> QuestionBank:
    stored = json.loads(data)
    return QuestionBank(
        tuple(
            ApprovedAnswer(
                a["id"],
                a["topic"],
                tuple(a["quote"]),
                tuple(a["questions"]),
                tuple(a["situations"]),
                tuple(a["follow_ups"]),
            )
            for a in stored["answers"]
        ),
        tuple(
            KnownGap(
                g["id"],
                g["topic"],
                tuple(g["in_words"]),
                tuple(g["questions"]),
                tuple(g["follow_ups"]),
            )
            for g in stored["gaps"]
        ),
    )


def _write_json(path: Path, value: Any) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@lru_cache(maxsize=1)
def _stemmer() -> "Stemmer.Stemmer":
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)
