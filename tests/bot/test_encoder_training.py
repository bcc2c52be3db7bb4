"""What the encoder's copy is taught, and which files make it stale."""

import argparse
from dataclasses import replace

import pytest

from bot import cli, encoder_training
from bot.encoder_training import INTENT_WEIGHT, encoder_tasks, inputs_fingerprint
from bot.settings import Settings
from knowledge.errors import NoSourcesError, SourceError
from knowledge.question_bank import is_held_out
from knowledge.settings import Settings as KnowledgeSettings
from tests.knowledge.conftest import sign

PAGE = "---\nid: care\ntitle: Care\nstatus: approved\n---\nWash gently.\n"
QUESTIONS = [f"may I wash {n}" for n in range(40)]


def bank(questions):
    lines = ["answers:", "  wash:", "    quote: [Wash gently.]", "    questions:"]
    lines += [f"      - {question}" for question in questions]
    lines += ["    situations: [it stings]", "    follow_ups:"]
    lines += ["      - {after: is it safe, ask: and washing}"]
    lines += ["gaps:", "  price:", "    questions: [what does it cost]"]
    return "\n".join(lines) + "\n"


@pytest.fixture
def settings(tmp_path):
    """A clinic with one page, its questions and two intents."""
    sources, dialogue = tmp_path / "sources", tmp_path / "dialogue"
    (dialogue / "nlu").mkdir(parents=True)
    sources.mkdir()
    (sources / "care.md").write_text(PAGE)
    (sources / "care.questions.yml").write_text(bank(QUESTIONS))
    sign(sources)
    (tmp_path / "config.yml").write_text("language: en\npipeline: []\n")
    (tmp_path / "domain.yml").write_text('version: "3.1"\nintents: [greet, thank]\n')
    (dialogue / "nlu" / "small_talk.yml").write_text(
        'version: "3.1"\nnlu:\n'
        "- intent: greet\n  examples: |\n    - hello\n    - good [day](time)\n"
        "- intent: thank\n  examples: |\n    - thanks a lot\n"
    )
    return Settings(
        config_file=tmp_path / "config.yml",
        domain_file=tmp_path / "domain.yml",
        dialogue_dir=dialogue,
        data_dir=tmp_path / "var",
        knowledge=KnowledgeSettings(sources_dir=sources),
    )


def by_text(task):
    assert len(task.texts) == len(task.labels)
    return dict(zip(task.texts, task.labels, strict=True))


def test_questions_are_taught_with_their_answer_or_gap(settings, monkeypatch):
    monkeypatch.setattr(encoder_training, "_intent_examples", lambda settings: [])
    questions, intents = encoder_tasks(settings)
    taught = by_text(questions)
    everything = {
        **dict.fromkeys([*QUESTIONS, "it stings", "is it safe: and washing"], "wash"),
        "what does it cost": "price",
    }
    held_out = {text for text in everything if is_held_out(text)}
    assert taught == {t: i for t, i in everything.items() if t not in held_out}
    # One in eight: of 43 some, or nothing could be measured, and not most.
    assert 1 <= len(held_out) <= 12
    assert (questions.weight, intents.weight) == (1.0, INTENT_WEIGHT)
    assert intents.texts == ()


def test_intents_are_what_rasa_trains_on_without_its_markup(settings):
    _, intents = encoder_tasks(settings)
    wanted = {"hello": "greet", "good day": "greet", "thanks a lot": "thank"}
    assert by_text(intents) == {
        text: intent for text, intent in wanted.items() if not is_held_out(text)
    }


def test_a_held_out_text_is_held_out_of_both_tasks(settings, monkeypatch):
    text = next(q for q in QUESTIONS if is_held_out(q))
    examples = [(text, "greet"), ("good day to you", "greet")]
    monkeypatch.setattr(encoder_training, "_intent_examples", lambda settings: examples)
    questions, intents = encoder_tasks(settings)
    assert text not in questions.texts
    assert text not in intents.texts


def test_one_question_in_eight_is_held_out_whatever_its_capitals():
    texts = [f"question {n}" for n in range(4000)]
    assert sum(map(is_held_out, texts)) / 4000 == pytest.approx(1 / 8, abs=0.02)
    assert all(is_held_out(t) == is_held_out(t.upper()) for t in texts)


def test_a_clinic_without_questions_teaches_its_intents_only(settings):
    (settings.knowledge.sources_dir / "care.questions.yml").unlink()
    questions, intents = encoder_tasks(settings)
    assert questions.texts == questions.labels == ()
    assert intents.texts


def test_a_page_that_is_not_usable_is_an_error(settings):
    (settings.knowledge.sources_dir / "care.md").write_text("no front matter")
    with pytest.raises(SourceError, match=r"care\.md"):
        encoder_tasks(settings)


@pytest.mark.parametrize(
    "name",
    [
        "config.yml",
        "domain.yml",
        "dialogue/nlu/small_talk.yml",
        "sources/care.md",
        "sources/care.questions.yml",
    ],
)
def test_the_fingerprint_changes_with_each_input(settings, tmp_path, name):
    before = inputs_fingerprint(settings)
    assert inputs_fingerprint(settings) == before
    path = tmp_path / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert inputs_fingerprint(settings) != before


@pytest.mark.parametrize(
    "name", ["sources/more.md", "sources/more.questions.yml", "dialogue/deep/er.yml"]
)
def test_the_fingerprint_changes_with_a_new_file(settings, tmp_path, name):
    before = inputs_fingerprint(settings)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("")
    assert inputs_fingerprint(settings) != before


@pytest.mark.parametrize("name", ["sources/notes.txt", "README.md", "var/x.yml"])
def test_the_fingerprint_ignores_what_teaches_nothing(settings, tmp_path, name):
    before = inputs_fingerprint(settings)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("changed")
    assert inputs_fingerprint(settings) == before


def test_an_editors_lock_on_a_page_is_no_page(settings):
    before = inputs_fingerprint(settings)
    # Emacs marks a file that is being edited by a link to nowhere.
    for name in ("care.md", "care.questions.yml"):
        (settings.knowledge.sources_dir / f".#{name}").symlink_to("me@host.1")
    assert inputs_fingerprint(settings) == before
    questions, _ = encoder_tasks(settings)
    assert questions.texts


def test_the_fingerprint_does_not_depend_on_where_the_clinic_is(settings, tmp_path):
    import shutil

    shutil.copytree(tmp_path, copy := tmp_path.parent / f"{tmp_path.name}-copy")
    moved = replace(
        settings,
        config_file=copy / "config.yml",
        domain_file=copy / "domain.yml",
        dialogue_dir=copy / "dialogue",
        knowledge=replace(settings.knowledge, sources_dir=copy / "sources"),
    )
    assert inputs_fingerprint(moved) == inputs_fingerprint(settings)


def test_overdue_pages_teach_as_before(settings, monkeypatch):
    """No server means no reply to an emergency, so training must not stop."""
    monkeypatch.setattr(encoder_training, "_intent_examples", lambda settings: [])
    before = encoder_tasks(settings)
    sources = settings.knowledge.sources_dir
    text = PAGE.replace("title", "review_due: 2026-01-02\ntitle", 1)
    (sources / "care.md").write_text(text)
    sign(sources)
    assert encoder_tasks(settings) == before
    (sources / "care.md").write_text(PAGE.replace("approved", "withdrawn"))
    with pytest.raises(NoSourcesError, match="No page here has `status: approved`"):
        encoder_tasks(settings)


def test_without_an_approved_page_the_encoder_that_is_there_stays(
    settings, tmp_path, monkeypatch, capsys
):
    settings = replace(
        settings, knowledge=replace(settings.knowledge, models_dir=tmp_path / "models")
    )
    page = settings.knowledge.sources_dir / "care.md"
    page.write_text(PAGE.replace("approved", "withdrawn"))
    options = argparse.Namespace(force=False)
    with pytest.raises(NoSourcesError):
        cli.encoder(settings, options)
    export = settings.knowledge.tuned_dir / "onnx" / "export.json"
    export.parent.mkdir(parents=True)
    export.write_text("{}")
    assert cli.encoder(settings, options) == 0
    assert "The encoder stays as it was" in capsys.readouterr().err
