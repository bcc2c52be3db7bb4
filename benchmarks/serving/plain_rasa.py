"""python -m benchmarks.serving.plain_rasa FOLDER EPOCHS EXAMPLES.

Writes the project of plain Rasa. A process of its own, since it imports Rasa to read
the examples as Rasa reads them. EPOCHS 0 leaves Rasa's defaults as they are; EXAMPLES
is the most of one intent.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from benchmarks.serving.systems import REPLY

ACTION = '''"""The one action of the comparison."""

from rasa_sdk import Action


class ActionConstant(Action):
    """Utter the same text, whatever is asked."""

    def name(self):
        return "action_constant"

    async def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text={reply!r})
        return []
'''


def write_project(folder: Path, *, epochs: int, n_examples: int) -> int:
    """Write all of the project; how many examples it has.

    Args:
        folder: Made if missing.
        epochs: Of each trained part; 0 for Rasa's own default.
        n_examples: Most of one intent.
    """
    folder.mkdir(parents=True, exist_ok=True)
    examples = few_of_each(read_examples(), n_examples)
    intents = sorted({intent for _, intent in examples})
    _write(folder / "config.yml", default_config(epochs))
    domain = {
        "version": "3.1",
        "intents": list(dict.fromkeys([*intents, "nlu_fallback"])),
        "actions": ["action_constant"],
        "session_config": {
            "session_expiration_time": 60,
            "carry_over_slots_to_new_session": True,
        },
    }
    _write(folder / "domain.yml", domain)
    stories = [
        {
            "story": intent,
            "steps": [{"intent": intent}, {"action": "action_constant"}],
        }
        for intent in intents
    ]
    # As `rasa init` has both. The rules see to it that every message is answered, also
    # one that no intent is sure of.
    rules = [
        {"rule": intent, "steps": [{"intent": intent}, {"action": "action_constant"}]}
        for intent in dict.fromkeys([*intents, "nlu_fallback"])
    ]
    data = folder / "data"
    data.mkdir(exist_ok=True)
    _write(data / "stories.yml", {"version": "3.1", "stories": stories})
    _write(data / "rules.yml", {"version": "3.1", "rules": rules})
    nlu = [{"text": text, "intent": intent} for text, intent in examples]
    (data / "nlu.json").write_text(
        json.dumps({"rasa_nlu_data": {"common_examples": nlu}}), encoding="utf-8"
    )
    # Rasa puts the variable in, where the text is not in quotes.
    (folder / "endpoints.yml").write_text(
        "action_endpoint:\n  url: http://127.0.0.1:${ACTION_PORT}/webhook\n",
        encoding="utf-8",
    )
    (folder / "credentials.yml").write_text("rest:\n", encoding="utf-8")
    (folder / "constant_action.py").write_text(
        ACTION.format(reply=REPLY), encoding="utf-8"
    )
    return len(examples)


def read_examples() -> list[tuple[str, str]]:
    """(text, intent) of Bedside's own training data, as Rasa's importers give it."""
    from rasa.shared.importers.importer import TrainingDataImporter

    from bot.settings import Settings

    settings = Settings()
    importer = TrainingDataImporter.load_from_config(
        str(settings.config_file),
        str(settings.domain_file),
        [str(settings.dialogue_dir)],
    )
    found = importer.get_nlu_data().intent_examples
    return [(example.get("text"), example.get("intent")) for example in found]


def few_of_each(
    examples: Sequence[tuple[str, str]], n_examples: int
) -> list[tuple[str, str]]:
    """At most `n_examples` of each intent, the same ones each time, in their order."""
    order = list(range(len(examples)))
    random.Random(5).shuffle(order)
    counts: Counter[str] = Counter()
    kept = []
    for place in order:
        intent = examples[place][1]
        counts[intent] += 1
        if counts[intent] <= n_examples:
            kept.append(place)
    return [examples[place] for place in sorted(kept)]


def default_config(epochs: int) -> dict[str, Any]:
    """The installed Rasa's own default configuration.

    Args:
        epochs: Put in place of its epochs, unless 0.
    """
    text = (
        files("rasa.engine.recipes.config_files")
        .joinpath("default_config.yml")
        .read_text(encoding="utf-8")
    )
    config: dict[str, Any] = YAML(typ="safe").load(text)
    config["assistant_id"] = "plain"
    for part in [*config["pipeline"], *config["policies"]]:
        if epochs and "epochs" in part:
            part["epochs"] = epochs
    return config


def _write(path: Path, content: dict[str, Any]) -> None:
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(content, file)


if __name__ == "__main__":
    n = write_project(
        Path(sys.argv[1]),
        epochs=int(sys.argv[2]),
        n_examples=int(sys.argv[3]),
    )
    sys.stdout.write(f"{n} examples\n")
