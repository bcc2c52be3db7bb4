"""Coefficients of `page_answerability.py`: python -m benchmarks.fit_pages.

Written on 2026-11-23, fitted with the packaged MiniLM on 3837 questions of SQuAD2
(every second article; Rajpurkar et al. 2018) and MedQuAD (400 pages; Ben Abacha
and Demner-Fushman 2019); which sentence is right also on 800 approved questions of
this clinic. Log odds for one unit of a signal; figures on pages and questions not
used: benchmarks/results/.
"""

RIGHT_SENTENCE: dict[str, float] = {
    "cosine with neighbours": 3.5747,
    "cosine alone": 4.7044,
    "cosine below its title": 4.3910,
    "words in the sentence": 1.6093,
}

ANSWERABLE: dict[str, float] = {
    "best cosine with neighbours on its page": 0.3174,
    "cosine alone": 4.8573,
    "cosine below its title": 1.8697,
    "cosine of its title": 1.6393,
    "share of what was found": 1.7851,
    "negated question only": -3.5815,
    "figures not in the passage": -2.0733,
    "kind of answer missing": -0.2080,
    "bias": -6.4512,
}

MIN_PROBABILITY = 0.507
"""5% of MedQuAD questions on pages left out reach it."""

MIN_PROBABILITY_BESIDE_BANK = 0.617
"""2% do; the bar where other pages have approved questions."""
