"""Approved questions that the page written for them does not answer.

Needs a loaded build: everything else is checked without one.
"""

from collections.abc import Iterator

from knowledge.answer import Answer
from knowledge.checks.finding import Finding
from knowledge.library import Library

N_ASKED = 3
"""Questions of each approved answer; a publication asks them all."""


def check_questions(library: Library, *, n_asked: int = N_ASKED) -> Iterator[Finding]:
    """Ask the first questions of every approved answer, and name what goes wrong."""
    texts = {sentence.id: sentence.text for sentence in library.index.sentences}
    for answer in library.index.bank.answers:
        same = {i for q in answer.quote for i in (q, *library.index.same_as.get(q, ()))}
        source = answer.quote[0].partition("#")[0]
        for question in answer.questions[:n_asked]:
            found = library.answer(question)
            quotes = found.quotes if isinstance(found, Answer) else ()
            if any(texts[i] in quote.text for i in same for quote in quotes):
                continue
            what = "another sentence" if quotes else "nothing"
            yield Finding(
                "warning",
                "unanswered_question",
                f"“{question}” is answered with {what}, not with “{answer.id}”.",
                source,
            )
