"""Rasa importer: the staff's questions as examples of the `ask_...` intents.

The question files beside the pages in, NLU training data out. A clinic's own questions
teach the intent model what its patients ask, without touching the dialogue files:
topic "how it works" teaches `ask_how_it_works`, and situations teach
`personal_medical`. Topics that are no intent teach nothing.
"""

from typing import Any, Optional, Union

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from knowledge.passage import split_passages
from knowledge.question_bank import ApprovedAnswer, KnownGap, read_question_bank
from knowledge.settings import Settings
from knowledge.source import read_sources


class QuestionBankImporter(TrainingDataImporter):
    """Adds the approved questions and known gaps of BEDSIDE_SOURCES_DIR."""

    def __init__(
        self,
        config_file: Optional[str] = None,
        domain_path: Optional[str] = None,
        training_data_paths: Optional[Union[list[str], str]] = None,
    ) -> None:
        self._intents = set(
            Domain.from_path(domain_path).intents if domain_path else ()
        )

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """One example a question, labelled by its topic."""
        settings = Settings.from_environment()
        sentences = [
            sentence
            for source in read_sources(settings.sources_dir)
            if source.status == "approved"
            for passage in split_passages(source)
            for sentence in passage.sentences
        ]
        bank = read_question_bank(settings.sources_dir, sentences)
        entries: tuple[Union[ApprovedAnswer, KnownGap], ...] = (
            *bank.answers,
            *bank.gaps,
        )
        examples = [
            Message.build(question, intent)
            for entry in entries
            for intent in (f"ask_{(entry.topic or '').replace(' ', '_')}",)
            if intent in self._intents
            for question in entry.questions
        ]
        examples += [
            Message.build(situation, "personal_medical")
            for answer in bank.answers
            for situation in answer.situations
        ]
        return TrainingData(training_examples=examples)

    def get_domain(self) -> Domain:
        """Nothing to add."""
        return Domain.empty()

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:
        """Nothing to add."""
        return StoryGraph([])

    def get_conversation_tests(self) -> StoryGraph:
        """Nothing to add."""
        return StoryGraph([])

    def get_config(self) -> dict[str, Any]:
        """Nothing to add."""
        return {}

    def get_config_file_for_auto_config(self) -> Optional[str]:
        """None: the pipeline is written out."""
        return None
