"""The Rasa component that puts the encoder's vector on a message."""

import numpy as np
import pytest
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import encoder_featurizer
from bot.nlu.encoder_featurizer import EncoderFeaturizer
from knowledge.encoder import CachedEncoder


@pytest.fixture
def cached(fake_encoder):
    return CachedEncoder(fake_encoder)


@pytest.fixture
def featurizer(cached):
    return EncoderFeaturizer(cached)


def sentence_vector(message):
    sequence, sentence = message.get_dense_features("text", [])
    assert sequence is None
    return None if sentence is None else sentence.features


def test_a_message_gets_its_vector_as_one_sentence_feature(featurizer):
    message = Message.build("abc de")
    assert featurizer.process([message]) == [message]
    found = sentence_vector(message)
    assert found.shape == (1, 4)
    assert found[0] == pytest.approx(np.array([3, 2, 0, 0]) / np.sqrt(13))


def test_each_message_gets_its_own(featurizer):
    messages = [Message.build("abc"), Message.build(""), Message.build("a a")]
    featurizer.process(messages)
    assert sentence_vector(messages[0])[0] == pytest.approx([1, 0, 0, 0])
    assert sentence_vector(messages[1]) is None
    assert sentence_vector(messages[2])[0] == pytest.approx(
        [np.sqrt(0.5), np.sqrt(0.5), 0, 0]
    )


def test_no_messages_and_messages_without_text_are_no_error(featurizer):
    assert featurizer.process([]) == []
    message = Message(data={})
    featurizer.process([message])
    assert sentence_vector(message) is None


def test_the_vector_is_never_part_of_what_rasa_stores(featurizer):
    message = Message.build("abc de")
    before = message.as_dict(only_output_properties=True)
    featurizer.process([message])
    assert message.as_dict(only_output_properties=True) == before


def test_a_sentence_is_encoded_once_for_the_featurizer_and_the_search(
    featurizer, cached
):
    featurizer.process([Message.build("abc de")])
    cached.encode(["abc de"])
    assert cached.n_encoded == 1


def test_training_examples_get_theirs_too(featurizer):
    data = TrainingData([Message.build("abc", "greet"), Message.build("ab", "thank")])
    assert featurizer.process_training_data(data) is data
    assert all(sentence_vector(m) is not None for m in data.training_examples)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("is it", [("is", 0, 2), ("it", 3, 5)]),
        ("  is  is ", [("is", 2, 4), ("is", 6, 8)]),
        ("a aa a", [("a", 0, 1), ("aa", 2, 4), ("a", 5, 6)]),
        ("\tskin\n", [("skin", 1, 5)]),
    ],
)
def test_tokens_are_the_words_where_they_stand(featurizer, text, places):
    message = Message.build(text)
    featurizer.process([message])
    tokens = message.get("text_tokens")
    assert [(token.text, token.start, token.end) for token in tokens] == places


def test_another_encoder_trains_again(monkeypatch, cached):
    monkeypatch.setattr(encoder_featurizer, "load_encoder", lambda settings: cached)
    assert "fake-word-lengths" in EncoderFeaturizer.fingerprint_addon({})
    made = EncoderFeaturizer.create({}, None, None, None)
    message = Message.build("abc")
    made.process([message])
    assert sentence_vector(message) is not None
