from actions.cite_sources import ActionCiteSources
from actions.conversation import Memory
from tests.actions.turns import make_answer, make_no_answer, make_quote, run

CITATION = {
    "n": 1, "source_id": "care", "title": "On care", "section": "Later",
    "quote": "Wash gently.", "url": None, "reviewed_on": None, "also_in": ["more"],
}  # fmt: skip
ANSWERED = Memory(
    "May I wash?", ("washing",), "aftercare", "answer", "utter_answer",
    citations=(CITATION,), shown=True, quotes=("Wash gently.", "Rest."),
    offer="contact",
)  # fmt: skip


async def cite(text, *answers, **options):
    return await run(ActionCiteSources, text, *answers, intent="ask_source", **options)


async def test_the_last_citations_are_shown_again_to_the_letter():
    said = await cite("where did you get that from?", memory=ANSWERED)
    assert (said.route, said.response) == ("answer", "utter_sources")
    assert said.payload["citations"] == [CITATION]
    assert "“Wash gently.” [1]" in said.text
    assert "[1] On care – Later" in said.text
    assert said.asked == []


async def test_the_thread_of_talk_is_kept_and_the_offer_is_gone():
    said = await cite("source?", memory=ANSWERED)
    kept = said.memory
    assert (kept.question, kept.answer_ids) == ("May I wash?", ("washing",))
    assert kept.quotes == ("Wash gently.", "Rest.")
    assert kept.offer is None
    again = await cite("source?", memory=kept)
    assert again.payload["citations"] == [CITATION]


async def test_at_the_start_it_says_where_all_answers_come_from():
    said = await cite("sources?", memory=None)
    assert (said.route, said.response) == ("smalltalk", "utter_all_sources")
    assert said.payload["citations"] == []
    assert said.asked == []


async def test_at_the_start_a_question_about_sources_may_be_one_to_the_pages():
    answer = make_answer(make_quote("A review said so."))
    said = await cite("what does the review say?", answer)
    assert (said.route, said.quotes) == ("answer", ["A review said so."])
    said = await cite("where is that from, please?", make_no_answer())
    assert said.response == "utter_all_sources"


async def test_another_language_is_not_taken_for_a_question_about_sources():
    said = await cite("¿Cuánto sale cada sesión y aceptan pagos?")
    assert (said.route, said.response) == ("unknown", "utter_other_language")
    assert said.asked == []
