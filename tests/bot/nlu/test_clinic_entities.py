"""The Rasa component for named things: kinds, ids and places as Rasa wants them."""

import hashlib

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.clinic_entities import ClinicEntities
from knowledge import named_things


@pytest.fixture(scope="module")
def component():
    return ClinicEntities.create({}, None, None, None)


def entities(component, text, **data):
    message = Message(data={"text": text, **data})
    component.process([message])
    return message


def test_named_things_become_entities_with_their_place(component):
    text = "Does micro-needling cause redness?"
    found = entities(component, text).get("entities")
    assert [(e["entity"], e["value"], text[e["start"] : e["end"]]) for e in found] == [
        ("treatment", "microneedling", "micro-needling"),
        ("symptom", "redness", "redness"),
    ]
    assert {e["extractor"] for e in found} == {"ClinicEntities"}


def test_a_time_is_an_entity_too(component):
    (found,) = entities(component, "in 3 days").get("entities")
    assert (found["entity"], found["value"]) == ("time", "3_days")


def test_entities_are_part_of_the_output(component):
    assert "entities" in entities(component, "redness").output_properties


@pytest.mark.parametrize("text", ["", None, "zzz"])
def test_nothing_named_is_an_empty_list(component, text):
    assert entities(component, text).get("entities") == []


def test_what_other_extractors_found_stays_first(component):
    other = {"entity": "city", "value": "Oslo", "start": 0, "end": 4}
    found = entities(component, "Oslo redness", entities=[other]).get("entities")
    assert found[0] == other
    assert found[1]["value"] == "redness"


def test_each_message_gets_its_own(component):
    messages = [Message.build("redness"), Message.build("zzz")]
    assert component.process(messages) == messages
    assert [len(m.get("entities")) for m in messages] == [1, 0]


def test_a_change_of_the_list_trains_again(monkeypatch, tmp_path):
    before = ClinicEntities.fingerprint_addon({})
    changed = tmp_path / "named_things.yml"
    changed.write_bytes(b"symptom: {redness: [red]}\n")
    monkeypatch.setattr(named_things, "DEFAULT_PATH", changed)
    after = ClinicEntities.fingerprint_addon({})
    assert after != before
    assert after == hashlib.sha256(changed.read_bytes()).hexdigest()
