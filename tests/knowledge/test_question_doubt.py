import pytest

from knowledge.encoder import load_encoder
from knowledge.question_doubt import MIN_COSINE, is_doubtful, shares_no_word
from knowledge.settings import Settings
from tests.knowledge.conftest import TableEncoder

RETINOL = "Stop retinol five days before."
WATER = "Drink plenty of water."


@pytest.mark.parametrize(
    ("question", "quote", "shares_none"),
    [
        ("Is parking free?", [RETINOL], True),
        ("is it before the peel?", [RETINOL], True),  # stop words do not count
        ("when have I STOPPED retinol", [RETINOL], False),
        ("may i drink", [RETINOL, WATER], False),
    ],
)
def test_words_are_compared_by_their_stems(question, quote, shares_none):
    assert shares_no_word(question, quote) is shares_none
    assert is_doubtful(question, quote) is shares_none


@pytest.mark.parametrize(
    ("cosine", "doubtful"), [(MIN_COSINE + 0.01, False), (MIN_COSINE - 0.01, True)]
)
def test_meaning_settles_a_doubt_about_words(cosine, doubtful):
    encoder = TableEncoder(
        {
            "Is parking free?": (1.0, 0.0, 0.0),
            RETINOL: (cosine, (1 - cosine**2) ** 0.5, 0.0),
        }
    )
    assert is_doubtful("Is parking free?", [RETINOL], encoder) is doubtful


def test_the_nearest_of_several_sentences_counts():
    encoder = TableEncoder({"thirsty?": (0.0, 1.0, 0.0), WATER: (0.0, 0.8, 0.6)})
    assert not is_doubtful("thirsty?", [RETINOL, WATER], encoder)
    assert is_doubtful("thirsty?", [RETINOL], encoder)


def test_a_shared_word_asks_no_encoder():
    encoder = TableEncoder()
    assert not is_doubtful("retinol?", [RETINOL], encoder)
    assert encoder.asked == []


@pytest.mark.slow
def test_the_real_encoder_doubts_parking_and_not_flaking():
    real_encoder = load_encoder(Settings())
    peeling = ["Peeling begins on day 3 and lasts for 4 to 7 days."]
    assert is_doubtful("Is parking free?", [RETINOL], real_encoder)
    assert shares_no_word("how soon does it flake", peeling)
    assert not is_doubtful("how soon does it flake", peeling, real_encoder)
