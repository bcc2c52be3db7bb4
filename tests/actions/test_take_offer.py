from actions.contact import clinic
from actions.conversation import Memory
from actions.take_offer import ActionTakeOffer
from tests.actions.turns import make_answer, make_no_answer, run


async def accept(text, *answers, **options):
    return await run(ActionTakeOffer, text, *answers, intent="affirm", **options)


async def test_yes_to_an_offer_of_contact_says_how_to_reach_the_clinic():
    memory = Memory("Can I swim?", offer="contact")
    said = await accept("yes please", memory=memory)
    assert (said.route, said.response) == ("handoff", "utter_hand_over")
    assert clinic().phone in said.text


async def test_yes_to_nothing_asks_what_is_wanted_and_keeps_the_thread():
    memory = Memory("May I wash?", ("washing",), "aftercare")
    said = await accept("yes", memory=memory)
    assert (said.route, said.response) == ("smalltalk", "utter_what_next")
    assert (said.memory.question, said.memory.topic) == ("May I wash?", "aftercare")
    assert (await accept("yes")).response == "utter_what_next"


async def test_yes_and_a_clear_question_is_the_question():
    memory = Memory("Can I swim?", offer="contact")
    said = await accept("yes, and may I wash?", make_answer(), memory=memory)
    assert (said.route, said.quotes) == ("answer", ["Wash gently."])
    said = await accept("yes, can you tell me?", make_no_answer(), memory=memory)
    assert said.route == "handoff"
