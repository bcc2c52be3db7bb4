"""Coefficients of `page_answerability.py`: python -m benchmarks.fit_pages.

Written on 2026-11-23, fitted with the packaged MiniLM on SQuAD2 (every second article;
Rajpurkar et al. 2018) and MedQuAD (400 pages; Ben Abacha and Demner-Fushman
2019): 3637 and 920 questions. Log odds for one unit of a signal; figures on
pages and questions that were not used: benchmarks/results/.
"""

RIGHT_SENTENCE: dict[str, float] = {
    "cosine with neighbours": 4.4330,
    "cosine alone": -0.3601,
    "words in the sentence": 1.5936,
    "words in the passage": 3.8409,
    "words on the page": -2.8824,
    "bias": -4.5317,
}

ANSWERABLE: dict[str, float] = {
    "cosine with neighbours": 4.0279,
    "cosine alone": 4.0460,
    "lead over other passages": -1.6272,
    "words in the sentence": 0.4203,
    "words in the passage": 1.3062,
    "words on the page": 0.6368,
    "rarest word not on the page": 0.4672,
    "words on no page": -1.7376,
    "uncommon words not on the page": -0.7023,
    "names not on the page": -0.8282,
    "figures not in the passage": -1.2051,
    "meaning left without missing words": 1.6386,
    "nearer without missing words": -3.3365,
    "negated question only": -2.4973,
    "negated sentence only": -0.1427,
    "kind of answer missing": -0.4757,
    "bias": -6.9631,
}

MEANS: dict[str, float] = {
    "cosine with neighbours": 0.5414,
    "cosine alone": 0.5437,
    "lead over other passages": 0.0210,
    "words in the sentence": 0.5591,
    "words in the passage": 0.6427,
    "words on the page": 0.7277,
    "rarest word not on the page": 0.4634,
    "words on no page": 0.1598,
    "uncommon words not on the page": 0.3270,
    "names not on the page": 0.3591,
    "figures not in the passage": 0.0484,
    "meaning left without missing words": 0.8307,
    "nearer without missing words": 0.0038,
    "negated question only": 0.0395,
    "negated sentence only": 0.2366,
    "kind of answer missing": 0.0571,
}

MIN_PROBABILITY = 0.601
"""5% of MedQuAD questions on pages left out reach it."""

MIN_PROBABILITY_BESIDE_BANK = 0.751
"""2% do; the bar where other pages have approved questions."""
