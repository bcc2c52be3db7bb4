"""Train Rasa's model and the red-flag classifier, each when older than its own inputs.

Settings in, model files out, each with a fingerprint of its inputs beside it. Rasa is
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
    """Whether both models are whole and were made from the present inputs."""
    return _classifier_is_current(settings) and _rasa_is_current(settings)


def train(
    settings: Settings,
    *,
    force: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> list[Path]:
    """Train what is older than its own inputs: classifier, Rasa's model, or both.

    Args:
        settings: Where the inputs are and where the models go.
        force: Train both, current or not.
        tell: Called with one line before each step.

    Returns:
        The files that were made; none when both were current.

    Raises:
        TrainingError: The inputs are missing or Rasa refuses them.
    """
    for file in (settings.config_file, settings.domain_file, settings.dialogue_dir):
        if not file.exists():
            raise TrainingError(f"'{file}' does not exist")
    stale = [
        (step, make)
        for step, make, is_current in (
            ("the red-flag classifier", _train_classifier, _classifier_is_current),
            ("intents, entities and rules", _train_rasa, _rasa_is_current),
        )
        if force or not is_current(settings)
    ]
    if not stale:
        return []
    n_steps = len(stale) + 1
    tell(f"1/{n_steps} Importing Rasa")
    is_light = process.prepare(settings)
    settings.model_dir.mkdir(parents=True, exist_ok=True)
    made = []
    for number, (step, make) in enumerate(stale, start=2):
        beside = "" if is_light or make is not _train_rasa else " (with TensorFlow)"
        tell(f"{number}/{n_steps} Training {step}{beside}")
        made.append(make(settings))
    return made


def _train_classifier(settings: Settings) -> Path:
    try:
        return classifier_training.train(
            settings.model_dir,
            load_encoder(settings.knowledge),
            dialogue_messages(settings),
        )
    except MessagesError as error:
        raise TrainingError(str(error)) from error


def _train_rasa(settings: Settings) -> Path:
    import rasa.model_training
    from rasa.shared.exceptions import RasaException

    record = _record(settings)
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
    model_file = _model_file(settings)
    _hash_file(model_file).write_text(_sha256(model_file), encoding="ascii")
    _record_file(settings).write_text(json.dumps(record, indent=1), encoding="utf-8")
    return model_file


def _classifier_is_current(settings: Settings) -> bool:
    return classifier_training.is_current(
        settings.model_dir, exported_name(settings.knowledge)
    ) and _is_whole(settings.model_dir / classifier_training.MODEL_FILE)


def _rasa_is_current(settings: Settings) -> bool:
    try:
        recorded = json.loads(_record_file(settings).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return _is_whole(_model_file(settings)) and bool(recorded == _record(settings))


def _is_whole(file: Path) -> bool:
    """Whether a model is what was stored.

    Whoever is refused a damaged one is told to train, which must then happen.
    """
    try:
        return _hash_file(file).read_text("ascii").strip() == _sha256(file)
    except (OSError, ValueError):
        return False


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


def _hash_file(model_file: Path) -> Path:
    """A model's sha256: what is checked before it is loaded."""
    return model_file.with_name(f"{model_file.name}.sha256")


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _record_file(settings: Settings) -> Path:
    return settings.model_dir / f"{MODEL_NAME}.inputs.json"
