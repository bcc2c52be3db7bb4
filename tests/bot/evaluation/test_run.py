from bot.evaluation.question_file import Conversation, QuestionSet
from bot.evaluation.run import Loaded, ask_all
from tests.bot.evaluation.conftest import PAGES, SESSIONS, ask, make_reply


async def test_every_question_is_a_conversation_and_a_dialogue_is_one(
    assistant, tmp_path
):
    assistant.replies["How many?"] = make_reply("answer", SESSIONS)
    dialogue = (
        ask("d1.1", "answer", text="How many?", gold=("plan#s01",)),
        ask("d1.2", "unknown", text="And the price?"),
    )
    file = tmp_path / "questions.jsonl"
    question_set = QuestionSet(
        file,
        "digest",
        (
            Conversation("q1", (ask("q1", "unknown", text="How long?"),), file),
            Conversation("d1", dialogue, file),
        ),
    )
    done = []
    rows = await ask_all(Loaded(assistant, PAGES), question_set, progress=done.append)
    names, texts = zip(*assistant.said, strict=True)
    assert texts == ("How long?", "How many?", "And the price?")
    assert names[0] != names[1] == names[2]
    assert done == [1, 2, 3]
    assert [row.kind for row in rows] == ["question", "turn", "turn"]
    assert rows[2].before == ("How many?",)
    assert rows[1].wanted == (SESSIONS,)
    assert all(row.verdict.passed for row in rows)
    assert rows[0].grounds.steps_ms == {"turn": 12.0, "rasa": 10.0}


async def test_a_sets_own_sentences_are_what_is_cited(assistant, tmp_path):
    assistant.replies["How many?"] = make_reply("answer", SESSIONS)
    file = tmp_path / "questions.jsonl"
    question = ask("q1", "answer", text="How many?", gold=("s1",))
    question_set = QuestionSet(
        file, "digest", (Conversation("q1", (question,), file),), {"s1": SESSIONS}
    )
    (row,) = await ask_all(Loaded(assistant, PAGES), question_set)
    assert row.verdict.hit and row.verdict.precise
