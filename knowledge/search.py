"""Question -> scored sentences, best first: meaning and words, fused by rank.

Hybrid search over one index: FAISS finds sentences of like meaning, BM25 sentences of
like words, and reciprocal-rank fusion joins the two lists. A topic may lift sentences
of its pages and sections; it never hides the others. No thresholds here.
"""

from dataclasses import dataclass

from knowledge.encoder import Vectors
from knowledge.index import SearchIndex, stems
from knowledge.passage import Sentence

RANK_CONSTANT = 60
"""k of reciprocal-rank fusion: Cormack, Clarke and Buettcher, SIGIR 2009."""

TOPIC_LIFT = 0.25
"""A sentence of the topic's own section counts as if fused score were 25 % higher."""


@dataclass(frozen=True)
class ScoredSentence:
    """One sentence that a search found.

    Attributes:
        sentence: What was found; it may be quoted.
        score: Fused score, above 0: higher is better; comparable in one search only.
        cosine: Similarity of meaning, -1 to 1; None when only its words were found.
        bm25: BM25 score, above 0; None when only its meaning was found.
    """

    sentence: Sentence
    score: float
    cosine: float | None
    bm25: float | None


def search(
    index: SearchIndex,
    question: str,
    query: Vectors,
    *,
    top_k: int,
    topic: str | None = None,
) -> tuple[ScoredSentence, ...]:
    """The sentences nearest to a question, best first.

    Args:
        index: One loaded build.
        question: Its words, for BM25.
        query: Its unit vector, shape (dim,).
        top_k: Most sentences returned.
        topic: Topic of the question, if the intent model knows one.
    """
    dense = index.nearest(query, top_k=4 * top_k)
    lexical = index.lexical_best(question, top_k=4 * top_k)
    fused: dict[int, float] = {}
    for ranking in (dense, lexical):
        for rank, (row, _) in enumerate(ranking, 1):
            fused[row] = fused.get(row, 0.0) + 1.0 / (RANK_CONSTANT + rank)
    sentences = index.sentences
    if topic is not None:
        wanted = set(stems(topic))
        for row in fused:
            if wanted & set(stems(sentences[row].section or "")):
                fused[row] *= 1.0 + TOPIC_LIFT
    cosines, bm25 = dict(dense), dict(lexical)
    best = sorted(fused, key=lambda row: (-fused[row], row))[:top_k]
    return tuple(
        ScoredSentence(sentences[row], fused[row], cosines.get(row), bm25.get(row))
        for row in best
    )
