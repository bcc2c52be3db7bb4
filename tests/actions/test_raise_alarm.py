from actions.contact import clinic
from actions.conversation import Memory
from actions.raise_alarm import ActionRaiseAlarm
from tests.actions.turns import run


async def test_an_emergency_has_the_number_no_citations_and_its_tier():
    memory = Memory("May I wash?", citations=({"n": 1, "quote": "Wash gently."},))
    said = await run(
        ActionRaiseAlarm, "i cant breathe", intent="emergency", memory=memory
    )
    assert (said.route, said.payload["tier"]) == ("emergency", "emergency")
    assert said.payload["citations"] == []
    assert said.text.startswith(f"Call {clinic().emergency_number} now")
    assert said.asked == []
    assert said.memory.question == "May I wash?"
