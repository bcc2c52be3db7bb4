"""What the encoder's copy is taught: the staff's questions and the intents' examples.

Settings in, the tasks of `knowledge.fine_tuning` out. The intents come through Rasa's
own importers, so that they are what Rasa trains on.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from bot import process
from bot.red_flags.messages import NO_EMERGENCY, JudgedMessage
from bot.settings import Settings
from knowledge.fine_tuning import Task
from knowledge.passage import split_passages
from knowledge.question_bank import bank_files, is_held_out, read_question_bank
from knowledge.source import read_sources, source_files

INTENT_WEIGHT = 0.7


def encoder_tasks(settings: Settings) -> tuple[Task, ...]:
    """The questions with their answers or gaps, and all examples with their intents.

    Of every page that says `status: approved`, as for Rasa's model: what is taught does
    not change with the day on which a review is due.

    Raises:
        NoSourcesError: No page says so.
        SourceError: A page or a questions file is not usable.
    """
    sentences = [
        sentence
        for source in read_sources(settings.knowledge.sources_dir)
        if source.status == "approved"
        for passage in split_passages(source)
        for sentence in passage.sentences
    ]
    bank = read_question_bank(settings.knowledge.sources_dir, sentences)
    questions = [(text, i) for text, i in bank.questions() if not is_held_out(text)]
    intents = [(t, i) for t, i in _intent_examples(settings) if not is_held_out(t)]
    return (
        Task(
            "questions",
            tuple(text for text, _ in questions),
            tuple(label for _, label in questions),
        ),
        Task(
            "intents",
            tuple(text for text, _ in intents),
            tuple(label for _, label in intents),
            INTENT_WEIGHT,
        ),
    )


def inputs_fingerprint(settings: Settings) -> str:
    """Changes with any file that the tasks are made from; needs no Rasa."""
    files = [settings.config_file, settings.domain_file]
    files += settings.dialogue_dir.rglob("*.yml")
    files += source_files(settings.knowledge.sources_dir)
    files += bank_files(settings.knowledge.sources_dir)
    return fingerprint(files)


def dialogue_messages(settings: Settings) -> list[JudgedMessage]:
    """A part of what the intents and the questions say, as no emergencies.

    One in six examples of the intents and one in ten questions, always the same ones:
    more would take minutes and change little.
    """
    questions, intents = encoder_tasks(settings)
    messages: dict[str, JudgedMessage] = {}
    for text, intent in zip(intents.texts, intents.labels, strict=True):
        if intent != "emergency" and _part(text, 6):
            kind = "personal" if intent == "personal_medical" else "ordinary_dialogue"
            messages[text] = _no_emergency(text, kind)
    for text in questions.texts:
        if _part(text, 10):
            messages.setdefault(text, _no_emergency(text, "ordinary_dialogue"))
    return list(messages.values())


def _part(text: str, n: int) -> bool:
    return hashlib.sha256(text.encode()).digest()[1] % n == 0


def _no_emergency(text: str, kind: str) -> JudgedMessage:
    name = hashlib.sha256(text.encode()).hexdigest()[:12]
    return JudgedMessage(name, text, "dialogue", NO_EMERGENCY, kind)


def _intent_examples(settings: Settings) -> list[tuple[str, str]]:
    process.prepare(settings)
    from rasa.shared.importers.importer import TrainingDataImporter

    importer = TrainingDataImporter.load_nlu_importer_from_config(
        str(settings.config_file),
        str(settings.domain_file),
        [str(settings.dialogue_dir)],
    )
    data = importer.get_nlu_data()
    return [(e.get("text"), e.get("intent")) for e in data.intent_examples]


def fingerprint(files: Iterable[Path], *facts: str) -> str:
    """SHA-256 over facts, and over the names and bytes of files in a fixed order.

    Hidden files are left out: an editor's lock (".#page.md") may be a link to nowhere.
    """
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(fact.encode() + b"\0")
    for file in sorted(file for file in files if not file.name.startswith(".")):
        digest.update(file.name.encode() + b"\0")
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
