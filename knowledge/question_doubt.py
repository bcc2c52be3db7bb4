"""Whether a question looks as if its sentence were the wrong one.

A question and the sentences that are to answer it in, yes or no out. A doubt and no
verdict: people say in other words than a page does, so it is told and never refused.
"""

from collections.abc import Sequence

from knowledge.encoder import Encoder
from knowledge.index import stems

MIN_COSINE = 0.1
"""Below it, a question without a shared word is doubted.

Measured on the example pages, with the encoder taught, among questions that share no
word with the sentences: 10 % of 481 held-out right ones are doubted (4 % of all that
are held out), 56 % of 1,663 beside another answer's sentences, 66 % of 1,830 that no
page answers.
"""


def shares_no_word(question: str, quote: Sequence[str]) -> bool:
    """True when no content word of a question, by its stem, is in the sentences."""
    return set(stems(question)).isdisjoint(stems(" ".join(quote)))


def is_doubtful(
    question: str, quote: Sequence[str], encoder: Encoder | None = None
) -> bool:
    """True when words and meaning both speak against the sentences.

    Args:
        question: As staff wrote it.
        quote: The sentences that are to answer it; at least one.
        encoder: Without one, words alone decide.
    """
    if not shares_no_word(question, quote):
        return False
    if encoder is None:
        return True
    asked, *said = encoder.encode([question, *quote, " ".join(quote)])
    return max(float(asked @ vector) for vector in said) < MIN_COSINE
