"""Rasa's own check of domain, examples and rules; any warning is an error.

The same as `rasa data validate --fail-on-warnings`, without its 10 s for TensorFlow.
Run it with `python -m bot.validation`.
"""

import sys

from bot import process
from bot.settings import Settings


def is_valid(settings: Settings) -> bool:
    """Whether Rasa finds nothing to complain of; complaints go to stderr."""
    process.prepare(settings)
    from rasa.shared.importers.importer import TrainingDataImporter
    from rasa.validator import Validator

    importer = TrainingDataImporter.load_from_config(
        str(settings.config_file),
        str(settings.domain_file),
        [str(settings.dialogue_dir)],
    )
    validator = Validator.from_importer(importer)
    return all(
        [
            validator.verify_domain_validity(),
            validator.verify_nlu(ignore_warnings=False),
            validator.verify_actions_in_stories_rules(),
            validator.verify_forms_in_stories_rules(),
            validator.verify_slot_mappings(),
            validator.verify_story_structure(ignore_warnings=False),
        ]
    )


def main() -> int:
    """Exit status 0 when valid, 2 when not."""
    if is_valid(Settings.from_environment()):
        return 0
    sys.stderr.write("Correct bot/domain.yml or bot/dialogue/ as said above.\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
