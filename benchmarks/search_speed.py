"""python -m benchmarks.search_speed [--up-to N]: the index, without conversations.

Search over ten thousand, a hundred thousand and a million generated vectors against
exact search; up to a hundred thousand in PostgreSQL as well, of the package `pgserver`,
on this machine. Then what a loaded build takes of a server's memory, and the index
build's throughput against the encoder's alone. Writes
benchmarks/results/search_speed.{json,md,svg}; about half an hour on two cores, nearly
all of it for the million.

Vectors are not uniform, where every method looks bad, nor copies, where every method
looks good: clusters of very unequal size, whose centres and members spread as the
vectors of this clinic's own questions do (their mean and covariance).
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt
import psycopg2

from benchmarks.data import RESULTS_DIR
from benchmarks.progress import Progress, make_progress
from benchmarks.report import BLUE, GREY, ORANGE, new_axes, save, table
from benchmarks.results import Result, Row, read_result, write_result
from benchmarks.serving.figures import percentile
from knowledge import build
from knowledge.approval import SignOff, append_decision
from knowledge.build import build_index
from knowledge.encoder import Encoder, Vectors, load_encoder
from knowledge.faiss_index import EXACT_FLOATS, FaissIndex
from knowledge.index import (
    Manifest,
    SearchIndex,
    build_lexical,
    make_build_id,
    read_index,
    write_index,
)
from knowledge.passage import split_passages
from knowledge.pgvector_index import EXACT_ROWS, PgvectorIndex, creating
from knowledge.question_bank import QuestionBank
from knowledge.settings import Settings
from knowledge.source import read_sources
from knowledge.vector_index import VectorIndex
from tests.postgres import cluster, with_pgvector

SIZES = (10_000, 100_000, 1_000_000)
DIM = 384
N_QUERIES = 300
TOP_K = 10
PER_CLUSTER = 50
SPREAD = 0.6
"""Of a cluster's members around its centre, in units of the spread of centres: the
nearest other vector then has a cosine of about 0.8, as paraphrases have."""

MOST_IN_POSTGRES = 100_000
N_IN_MEMORY = 20_000
"""Sentences of the builds that are loaded to see what they take."""

N_BUILT = 4_000
N_PAIRS = 3
GOAL_THROUGHPUT = 0.9


def generate(model: Vectors, n: int, *, seed: int) -> tuple[Vectors, Vectors]:
    """Unit vectors, shape (n, dim), and `N_QUERIES` queries near their clusters.

    Args:
        model: Real vectors, shape (m, dim), whose mean and covariance are taken.
        n: How many.
        seed: Equal seeds give equal vectors.
    """
    draw = np.random.default_rng(seed)
    mean = model.mean(axis=0)
    values, axes = np.linalg.eigh(np.cov(model.T))
    shape = (axes * np.sqrt(np.maximum(values, 0.0))).astype(np.float32).T
    dim = model.shape[1]
    n_clusters = max(1, n // PER_CLUSTER)
    centres = mean + draw.standard_normal((n_clusters, dim), dtype=np.float32) @ shape
    share = 1.0 / np.sqrt(np.arange(1, n_clusters + 1))
    share /= share.sum()

    def members(count: int) -> Vectors:
        own = centres[draw.choice(n_clusters, count, p=share)]
        noise = draw.standard_normal((count, dim), dtype=np.float32) @ shape
        drawn = own + SPREAD * noise
        norms = np.linalg.norm(drawn, axis=1, keepdims=True)
        return np.asarray(drawn / norms, dtype=np.float32)

    vectors = np.empty((n, dim), dtype=np.float32)
    for start in range(0, n, 100_000):
        vectors[start : start + 100_000] = members(min(100_000, n - start))
    return vectors, members(N_QUERIES)


def measure_search(
    vectors: Vectors, queries: Vectors, *, index_url: str = ""
) -> list[Row]:
    """Milliseconds, recall and bytes of the index that the size asks for.

    The exact index comes first: it is the truth, and what the others replace. With
    `index_url` the last one is a table of that database.
    """
    rows: list[Row] = []
    truth: npt.NDArray[np.int64] | None = None
    for exact_floats in dict.fromkeys((vectors.size, EXACT_FLOATS)):
        started = time.perf_counter()
        index = FaissIndex.build(vectors, exact_floats=exact_floats)
        built_s = time.perf_counter() - started
        cpu_s = time.process_time()
        found, seconds = _search(index, queries)
        cpu_s = time.process_time() - cpu_s
        truth = found if truth is None else truth
        is_exact = type(index.index) is faiss.IndexFlatIP
        bytes_each = _bytes(index.index) / len(vectors)
        rows.append(
            {
                "n": len(vectors),
                "kind": type(index.index).__name__,
                "served": (vectors.size <= EXACT_FLOATS) == is_exact,
                **_figures(seconds, cpu_s, recall(truth, found)),
                "bytes_each": bytes_each,
                "disk_each": bytes_each,
                "built_s": built_s,
            }
        )
        del index
        if vectors.size <= EXACT_FLOATS:
            break
    if index_url and truth is not None:
        rows.append(_measure_table(vectors, queries, truth, index_url))
    return rows


def _measure_table(
    vectors: Vectors, queries: Vectors, truth: npt.NDArray[np.int64], index_url: str
) -> Row:
    """The same of a table in PostgreSQL, and how long its check at load takes."""
    with tempfile.TemporaryDirectory() as made:
        started = time.perf_counter()
        with creating(index_url, vectors) as written:
            written.write(Path(made))
        built_s = time.perf_counter() - started
        started = time.perf_counter()
        index = PgvectorIndex.open(index_url, Path(made))
        opened_s = time.perf_counter() - started
    index.check()
    with psycopg2.connect(index_url) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname IS NOT NULL")
        processes = [pid for (pid,) in cursor.fetchall()]
        cpu_s = time.process_time() + _cpu_s(processes)
        found, seconds = _search(index, queries)
        cpu_s = time.process_time() + _cpu_s(processes) - cpu_s
        cursor.execute("SELECT pg_total_relation_size(%s)", (index.table.name,))
        ((size,),) = cursor.fetchall()
    return {
        "n": len(vectors),
        "kind": "pgvector, HNSW" if index.table.hnsw else "pgvector, exact",
        "served": True,
        **_figures(seconds, cpu_s, recall(truth, found)),
        "bytes_each": 0.0,
        "disk_each": size / len(vectors),
        "built_s": built_s,
        "opened_s": opened_s,
    }


def _search(
    index: VectorIndex, queries: Vectors
) -> tuple[npt.NDArray[np.int64], list[float]]:
    """The rows found for each query, one by one, and each one's seconds."""
    found, seconds = [], []
    index.search(queries[:1], TOP_K)
    for query in queries:
        started = time.perf_counter()
        _, ids = index.search(query[None], TOP_K)
        seconds.append(time.perf_counter() - started)
        found.append(ids[0])
    return np.asarray(found), seconds


def _cpu_s(processes: Sequence[int]) -> float:
    """CPU seconds that some processes of this machine have used."""
    ticks = 0
    for pid in processes:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(stat[11]) + int(stat[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _figures(seconds: Sequence[float], cpu_s: float, found: float) -> Row:
    return {
        "cpu_ms": 1000 * cpu_s / len(seconds),
        "p50_ms": 1000 * percentile(seconds, 0.5),
        "p95_ms": 1000 * percentile(seconds, 0.95),
        "recall": found,
    }


def measure_memory(settings: Settings, index_url: str) -> list[Row]:
    """Bytes a sentence that a process has more after loading a build, by engine.

    The same `N_IN_MEMORY` sentences with generated vectors, each build loaded by a
    process of its own; first its vectors and files, then all that answers from it.
    """
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_pages(settings, folder / "sources", N_IN_MEMORY)
        passages = tuple(
            passage
            for source in read_sources(folder / "sources")
            for passage in split_passages(source)
        )
        texts = [s.text for passage in passages for s in passage.sentences]
        draw = np.random.default_rng(3)
        vectors = draw.standard_normal((len(texts), DIM), dtype=np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        manifest = Manifest("", "", "none", DIM, {}, {}, len(texts), 0, {})
        manifest = replace(manifest, build_id=make_build_id(manifest))
        with creating(index_url, vectors) as table:
            for engine, index in (
                ("FAISS", FaissIndex.build(vectors)),
                ("PostgreSQL", table),
            ):
                build_dir = folder / engine
                build_dir.mkdir()
                build = SearchIndex(
                    manifest,
                    passages,
                    index,
                    build_lexical(texts),
                    {},
                    QuestionBank((), ()),
                    np.zeros((0, DIM), dtype=np.float32),
                )
                write_index(build, {}, build_dir)
        for engine in ("FAISS", "PostgreSQL"):
            done = subprocess.run(
                [sys.executable, "-c", _LOAD, str(folder / engine)],
                env={**os.environ, "BEDSIDE_INDEX_URL": index_url},
                capture_output=True,
                text=True,
                check=True,
            )
            loaded, answering = json.loads(done.stdout)
            rows.append(
                {
                    "engine": engine,
                    "n": len(texts),
                    "loaded_each": loaded / len(texts),
                    "answering_each": answering / len(texts),
                }
            )
    return rows


_LOAD = """
import gc, json, os, sys
from pathlib import Path
from knowledge.index import read_index
from knowledge.library import Library
from knowledge.settings import Settings
import knowledge.pgvector_index

class NoEncoder:
    name, dim, words = "none", 384, frozenset()

def resident():
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")

settings = Settings.from_environment()
before = resident()
index, extra = read_index(
    Path(sys.argv[1]), encoder="none", index_url=settings.index_url
)
loaded = resident() - before
library = Library(settings, index, extra, NoEncoder(), as_it_is=True)
print(json.dumps([loaded, resident() - before]))
"""


def recall(truth: npt.NDArray[np.int64], found: npt.NDArray[np.int64]) -> float:
    """Share of the true nearest that were found, 0 to 1; rows are queries."""
    hits = [len(set(a) & set(b)) for a, b in zip(truth, found, strict=True)]
    return float(np.mean(hits)) / truth.shape[1]


def measure_build(
    settings: Settings, encoder: Encoder, n: int, progress: Progress
) -> list[Row]:
    """CPU seconds of whole builds, and of the encoder alone on the very same texts.

    In turn, `N_PAIRS` times: what slows the machine down slows both down. Pages without
    questions are built, so that nothing is fitted; what fitting costs is in the
    training rows of the comparison with plain Rasa.
    """
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_pages(settings, folder / "sources", n)
        own = Settings(
            sources_dir=folder / "sources",
            index_dir=folder / "index",
            models_dir=settings.models_dir,
            encoder=settings.encoder,
        )
        for pair in range(N_PAIRS):
            progress("index build", pair, N_PAIRS)
            seen = _Seen(encoder)
            cpu_s = time.process_time()
            manifest = build_index(own, encoder=seen)
            build_s = time.process_time() - cpu_s
            # One call with all texts is the best that the encoder can do.
            cpu_s = time.process_time()
            encoder.encode(seen.texts[: manifest.n_sentences])
            encode_s = time.process_time() - cpu_s
            rows.append(
                {
                    "n_sentences": manifest.n_sentences,
                    "n_encoded_twice": len(seen.texts) - manifest.n_sentences,
                    "encoder_a_second": manifest.n_sentences / encode_s,
                    "build_a_second": manifest.n_sentences / build_s,
                    "share": encode_s / build_s,
                }
            )
        progress("index build", N_PAIRS, N_PAIRS)
    return rows


def write_pages(settings: Settings, folder: Path, n: int) -> None:
    """Pages with some `n` sentences, each of two of the clinic's approved questions.

    Of questions, since there are thousands: of its few sentences most would be repeats.
    """
    index, _ = read_index(
        (settings.index_dir / "current").resolve(),
        encoder=load_encoder(settings).name,
    )
    texts = [text.rstrip("?.! ") for a in index.bank.answers for text in a.questions]
    texts = [text for text in texts if text.isascii() and not set(text) & set("?.!")]
    chance = random.Random(11)
    folder.mkdir(parents=True)
    for page in range(n // 40):
        lines = ["---", f"id: page-{page}", f"title: Page {page}", "status: approved"]
        lines += ["---", ""]
        for _ in range(8):
            pairs = [chance.sample(texts, 2) for _ in range(5)]
            lines += [" ".join(f"{a.capitalize()}, {b}." for a, b in pairs), ""]
        (folder / f"page-{page}.md").write_text("\n".join(lines), encoding="utf-8")
    for source in read_sources(folder):
        # Only what is signed off is built.
        at = "2026-01-01T00:00:00+00:00"
        signed = SignOff(source.id, "approved", source.sha256, "benchmark", at)
        append_decision(folder, signed)


class _Seen:
    """An encoder that notes what it was asked for."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.texts: list[str] = []
        self.name, self.dim, self.words = encoder.name, encoder.dim, encoder.words

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return self._encoder.encode(texts)


def _bytes(index: faiss.Index) -> int:
    with tempfile.NamedTemporaryFile() as file:
        faiss.write_index(index, file.name)
        return Path(file.name).stat().st_size


def run(sizes: Sequence[int], progress: Progress, index_url: str) -> Result:
    """All of it, with the tables in a database of the benchmark's own."""
    settings = Settings.from_environment()
    folder = (settings.index_dir / "current").resolve()
    encoder = load_encoder(settings)
    index, _ = read_index(folder, encoder=encoder.name)
    search: list[Row] = []
    for number, n in enumerate(sizes):
        progress(f"search over {n:,}", number, len(sizes))
        search += measure_search(
            *generate(index.question_vectors, n, seed=n),
            index_url=index_url if n <= MOST_IN_POSTGRES else "",
        )
    progress("search", len(sizes), len(sizes))
    memory = measure_memory(settings, index_url)
    one: list[float] = []
    for number in range(100):
        started = time.perf_counter()
        encoder.encode([f"question number {number}, is it painful on the cheeks?"])
        one.append(time.perf_counter() - started)
    built = measure_build(settings, encoder, N_BUILT, progress)
    limits = [
        {
            "exact_up_to": EXACT_FLOATS // encoder.dim,
            "table_exact_up_to": EXACT_ROWS,
            "load": os.getloadavg()[1],
            "question_ms": 1000 * percentile(one, 0.5),
            "block": build.BLOCK,
        }
    ]
    tables = {"search": search, "memory": memory, "build": built, "limits": limits}
    return Result("search_speed", tables)


KINDS = {"IndexFlatIP": "FAISS, exact", "IndexIVFScalarQuantizer": "FAISS, lists"}


def write(folder: Path) -> list[Path]:
    """`search_speed.md` and `.svg`, if there is a result."""
    result = read_result("search_speed", folder)
    if result is None:
        return []
    (limits,) = result.tables["limits"]
    shares = sorted(row["share"] for row in result.tables["build"])
    middle = shares[len(shares) // 2]
    rows = [
        [
            f"{row['n']:,}",
            KINDS.get(row["kind"], str(row["kind"])),
            "yes" if row["served"] else "no",
            f"{row['p50_ms']:.2f}",
            f"{row['p95_ms']:.2f}",
            f"{row['cpu_ms']:.2f}",
            f"{row['recall']:.3f}",
            f"{row['bytes_each']:.0f}",
            f"{row['disk_each']:.0f}",
            f"{row['built_s']:.1f}",
            f"{row['opened_s']:.1f}" if row.get("opened_s") else "",
        ]
        for row in result.tables["search"]
    ]
    built = [
        [
            f"{row['n_sentences']:,}",
            f"{row['n_encoded_twice']:,}",
            f"{row['encoder_a_second']:.0f}",
            f"{row['build_a_second']:.0f}",
            f"{row['share']:.2f}",
        ]
        for row in result.tables["build"]
    ]
    text = "\n\n".join(
        [
            "# Search and index build",
            f"Made by `make bench-search` on {result.made['on']}, Python "
            f"{result.made['python']}, {result.made['machine']}, one thread; figures "
            "from `search_speed.json`.",
            f"The {TOP_K} nearest of generated vectors (clusters of unequal size, mean "
            f"and covariance of this clinic's questions), {N_QUERIES} queries one by "
            f"one. Up to {limits['exact_up_to']:,} sentences the index is exact, above "
            "that it has lists: `knowledge/faiss_index.py`. Encoding one "
            f"question took {limits['question_ms']:.1f} ms.",
            table(
                [
                    "sentences",
                    "index",
                    "used at this size",
                    "p50, ms",
                    "p95, ms",
                    "CPU, ms",
                    f"recall at {TOP_K}",
                    "bytes a sentence in the server",
                    "on disk",
                    "made in, s",
                    "rows checked in, s",
                ],
                rows,
            ),
            "CPU is of this process and of PostgreSQL's together. PostgreSQL ran on "
            "the same machine with its default settings; a table is searched exactly "
            f"up to {limits['table_exact_up_to']:,} sentences. Load of the machine "
            f"meanwhile, over five minutes: {limits['load']:.1f}.",
            "![a search's time by size](search_speed.svg)",
            "## What a loaded build takes of a server's memory",
            "Resident bytes a sentence, each build loaded in a process of its own: "
            "its files, and then with everything that answers from it (a build without "
            "approved questions, which needs the most of its sentences).",
            table(
                ["vectors in", "sentences", "loaded", "ready to answer"],
                [
                    [
                        row["engine"],
                        f"{row['n']:,}",
                        f"{row['loaded_each']:.0f}",
                        f"{row['answering_each']:.0f}",
                    ]
                    for row in result.tables["memory"]
                ],
            ),
            "## Index build against the encoder alone",
            f"Sentences a second of CPU: whole builds of pages without questions, and "
            f"the encoder alone on the same texts in one call. Goal: at least "
            f"{GOAL_THROUGHPUT}; median {middle:.2f}, "
            f"{'reached' if middle >= GOAL_THROUGHPUT else 'not reached'}.",
            table(
                [
                    "sentences",
                    "encoded twice",
                    "encoder alone",
                    "whole build",
                    "share",
                ],
                built,
            ),
            "",
        ]
    )
    path = folder / "search_speed.md"
    path.write_text(text, encoding="utf-8")
    return [path, _plot(result, folder / "search_speed.svg")]


def _plot(result: Result, path: Path) -> Path:
    (limits,) = result.tables["limits"]
    figure, axes = new_axes()
    for kind, colour, label in (
        ("IndexFlatIP", GREY, "FAISS, exact"),
        ("IndexIVFScalarQuantizer", BLUE, "FAISS, lists"),
        ("pgvector, exact", ORANGE, "PostgreSQL, exact"),
        ("pgvector, HNSW", "black", "PostgreSQL, HNSW"),
    ):
        rows = [row for row in result.tables["search"] if row["kind"] == kind]
        if rows:
            axes.plot(
                [row["n"] for row in rows],
                [row["p95_ms"] for row in rows],
                "o-",
                color=colour,
                label=label,
            )
    axes.axvline(
        limits["exact_up_to"], color=ORANGE, linestyle="--", label="lists from here"
    )
    axes.axhline(
        limits["question_ms"],
        color="black",
        linewidth=0.8,
        label="encoding one question",
    )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xlabel("sentences")
    axes.set_ylabel("one search, p95, ms")
    axes.legend(loc="upper left", frameon=False)
    return save(figure, path)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_speed")
    parser.add_argument(
        "--up-to", type=int, default=SIZES[-1], help="largest size, in sentences"
    )
    options = parser.parse_args(arguments)
    sizes = [size for size in SIZES if size <= options.up_to]
    faiss.omp_set_num_threads(1)
    with cluster(with_pgvector()) as postgres:
        url = str(postgres.database("bedside"))
        write_result(run(sizes, make_progress("search"), url), RESULTS_DIR)
    for path in write(RESULTS_DIR):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
