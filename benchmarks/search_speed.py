"""python -m benchmarks.search_speed [--up-to N]: the index, without conversations.

Search over ten thousand, a hundred thousand and a million generated vectors against
exact search, and the index build's throughput against the encoder's alone. Writes
benchmarks/results/search_speed.{json,md,svg}; about twenty minutes on two cores, nearly
all of it for the million.

Vectors are not uniform, where every method looks bad, nor copies, where every method
looks good: clusters of very unequal size, whose centres and members spread as the
vectors of this clinic's own questions do (their mean and covariance).
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from benchmarks.data import RESULTS_DIR
from benchmarks.progress import Progress, make_progress
from benchmarks.report import BLUE, GREY, ORANGE, new_axes, save, table
from benchmarks.results import Result, Row, read_result, write_result
from benchmarks.serving.figures import percentile
from knowledge import build
from knowledge.build import build_index
from knowledge.encoder import Encoder, Vectors, load_encoder
from knowledge.faiss_index import EXACT_FLOATS, FaissIndex
from knowledge.index import read_index
from knowledge.settings import Settings

SIZES = (10_000, 100_000, 1_000_000)
N_QUERIES = 300
TOP_K = 10
PER_CLUSTER = 50
SPREAD = 0.6
"""Of a cluster's members around its centre, in units of the spread of centres: the
nearest other vector then has a cosine of about 0.8, as paraphrases have."""

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


def measure_search(vectors: Vectors, queries: Vectors) -> list[Row]:
    """Milliseconds, recall and bytes of the index that the size asks for.

    The exact index comes first: it is the truth, and what the other one replaces.
    """
    rows: list[Row] = []
    truth: npt.NDArray[np.int64] | None = None
    for exact_floats in dict.fromkeys((vectors.size, EXACT_FLOATS)):
        started = time.perf_counter()
        index = FaissIndex.build(vectors, exact_floats=exact_floats).index
        built_s = time.perf_counter() - started
        found, seconds = [], []
        index.search(queries[:1], TOP_K)
        for query in queries:
            started = time.perf_counter()
            _, ids = index.search(query[None], TOP_K)
            seconds.append(time.perf_counter() - started)
            found.append(ids[0])
        truth = np.asarray(found) if truth is None else truth
        served = (vectors.size <= EXACT_FLOATS) == (type(index) is faiss.IndexFlatIP)
        rows.append(
            {
                "n": len(vectors),
                "kind": type(index).__name__,
                "served": served,
                "p50_ms": 1000 * percentile(seconds, 0.5),
                "p95_ms": 1000 * percentile(seconds, 0.95),
                "recall": recall(truth, np.asarray(found)),
                "bytes_each": _bytes(index) / len(vectors),
                "built_s": built_s,
            }
        )
        del index
        if vectors.size <= EXACT_FLOATS:
            break
    return rows


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


def run(sizes: Sequence[int], progress: Progress) -> Result:
    """All of it."""
    settings = Settings.from_environment()
    folder = (settings.index_dir / "current").resolve()
    encoder = load_encoder(settings)
    index, _ = read_index(folder, encoder=encoder.name)
    search: list[Row] = []
    for number, n in enumerate(sizes):
        progress(f"search over {n:,}", number, len(sizes))
        search += measure_search(*generate(index.question_vectors, n, seed=n))
    progress("search", len(sizes), len(sizes))
    one: list[float] = []
    for number in range(100):
        started = time.perf_counter()
        encoder.encode([f"question number {number}, is it painful on the cheeks?"])
        one.append(time.perf_counter() - started)
    built = measure_build(settings, encoder, N_BUILT, progress)
    limits = [
        {
            "exact_up_to": EXACT_FLOATS // encoder.dim,
            "question_ms": 1000 * percentile(one, 0.5),
            "block": build.BLOCK,
        }
    ]
    return Result("search_speed", {"search": search, "build": built, "limits": limits})


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
            "exact" if row["kind"] == "IndexFlatIP" else "lists",
            "yes" if row["served"] else "no",
            f"{row['p50_ms']:.2f}",
            f"{row['p95_ms']:.2f}",
            f"{row['recall']:.3f}",
            f"{row['bytes_each']:.0f}",
            f"{row['built_s']:.1f}",
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
                    f"recall at {TOP_K}",
                    "bytes a sentence",
                    "made in, s",
                ],
                rows,
            ),
            "![a search's time by size](search_speed.svg)",
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
        ("IndexFlatIP", GREY, "exact"),
        ("IndexIVFScalarQuantizer", BLUE, "lists"),
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
    write_result(run(sizes, make_progress("search")), RESULTS_DIR)
    for path in write(RESULTS_DIR):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
