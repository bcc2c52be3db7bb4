"""Train Rasa's model and the red-flag classifier when older than their inputs.

Settings in, a model archive out, with a fingerprint of its inputs beside it. Rasa is
imported only when there is something to train.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from bot import process
from bot.encoder_training import dialogue_messages, fingerprint
from bot.red_flags import classifier_training
from bot.red_flags.messages import MessagesError
from bot.settings import PROJECT_DIR, Settings
from knowledge import text_classifier
from knowledge.encoder import exported_name, load_encoder

MODEL_NAME = "bedside"


class TrainingError(Exception):
    """Rasa did not train a model."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Training failed: {reason}. Check config.yml, bot/domain.yml and "
            f"bot/dialogue/, then run `make train`."
        )


def is_current(settings: Settings) -> bool:
    """Whether the trained models were made from the present inputs."""
    encoder = exported_name(settings.knowledge)
    return _rasa_is_current(settings) and classifier_training.is_current(
        settings.model_dir, encoder
    )


def _rasa_is_current(settings: Settings) -> bool:
    record = _record_file(settings)
    if not record.is_file() or not _model_file(settings).is_file():
        return False
    try:
        recorded = json.loads(record.read_text(encoding="utf-8"))
        # Whoever is refused a damaged model is told to train, which must then happen.
        is_whole = _hash_file(settings).read_text("ascii") == _sha256(
            _model_file(settings)
        )
    except (OSError, ValueError):
        return False
    return is_whole and bool(recorded == _record(settings))


def train(
    settings: Settings, *, tell: Callable[[str], None] = lambda line: None
) -> Path:
    """Train Rasa's model, current or not, and the red-flag classifier if it is not.

    Args:
        settings: Where the inputs are and where the model goes.
        tell: Called with one line before each step.

    Returns:
        The model archive.

    Raises:
        TrainingError: The inputs are missing or Rasa refuses them.
    """
    for file in (settings.config_file, settings.domain_file, settings.dialogue_dir):
        if not file.exists():
            raise TrainingError(f"'{file}' does not exist")
    record = _record(settings)
    tell("1/3 Importing Rasa")
    is_light = process.prepare(settings)
    if not classifier_training.is_current(
        settings.model_dir, exported_name(settings.knowledge)
    ):
        tell("2/3 Training the red-flag classifier")
        try:
            encoder = load_encoder(settings.knowledge)
            classifier_training.train(
                settings.model_dir, encoder, dialogue_messages(settings)
            )
        except MessagesError as error:
            raise TrainingError(str(error)) from error
    import rasa.model_training
    from rasa.shared.exceptions import RasaException

    tell(
        "3/3 Training intents, entities and rules"
        + ("" if is_light else " (with TensorFlow)")
    )
    settings.model_dir.mkdir(parents=True, exist_ok=True)
    try:
        with bars_on_terminals_only():
            result = rasa.model_training.train(
                domain=str(settings.domain_file),
                config=str(settings.config_file),
                training_files=[str(settings.dialogue_dir)],
                output=str(settings.model_dir),
                fixed_model_name=MODEL_NAME,
            )
    except RasaException as error:
        raise TrainingError(str(error)) from error
    if result.model is None or result.code != 0:
        raise TrainingError(f"Rasa returned code {result.code}")
    _hash_file(settings).write_text(_sha256(_model_file(settings)), encoding="ascii")
    _record_file(settings).write_text(json.dumps(record, indent=1), encoding="utf-8")
    return _model_file(settings)


@contextmanager
def bars_on_terminals_only() -> Iterator[None]:
    """Keep Rasa's progress bars out of files and pipes, where each step is a line.

    Rasa decides by LOG_LEVEL, which it reads anew for each bar and, called from Python,
    for nothing else: no warning is lost. A LOG_LEVEL that somebody set stays.
    """
    if sys.stderr.isatty() or "LOG_LEVEL" in os.environ:
        yield
        return
    os.environ["LOG_LEVEL"] = "WARNING"
    try:
        yield
    finally:
        del os.environ["LOG_LEVEL"]


def _record(settings: Settings) -> dict[str, str]:
    files = [settings.config_file, settings.domain_file]
    files += settings.dialogue_dir.rglob("*.yml")
    # Components are part of the model; their sources and data decide what it learns.
    component_dir = PROJECT_DIR / "bot" / "nlu"
    files += (f for f in component_dir.rglob("*") if f.suffix in {".py", ".yml"})
    files += settings.knowledge.sources_dir.glob("*.questions.yml")
    files.append(Path(text_classifier.__file__))
    return {
        "rasa": version("rasa"),
        "encoder": exported_name(settings.knowledge) or settings.knowledge.encoder,
        "inputs": fingerprint(files),
    }


def _model_file(settings: Settings) -> Path:
    return settings.model_dir / f"{MODEL_NAME}.tar.gz"


def _hash_file(settings: Settings) -> Path:
    """The model's sha256: what `agent.py` checks before it loads the archive."""
    return settings.model_dir / f"{MODEL_NAME}.tar.gz.sha256"


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _record_file(settings: Settings) -> Path:
    return settings.model_dir / f"{MODEL_NAME}.inputs.json"
