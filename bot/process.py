"""What has to hold in a process before Rasa is imported into it.

Settings in; environment variables, warnings and stand-ins set. It imports nothing of
Rasa itself, so it can run first.
"""

import os
import warnings

from bot import logs, tensorflow_stand_ins
from bot.settings import Settings

ENVIRONMENT = {
    # Rasa reports to Segment and Sentry unless told otherwise.
    "RASA_TELEMETRY_ENABLED": "false",
    # The encoder is loaded from its package or a folder, never fetched while serving.
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    # Rasa, Sanic and SQLAlchemy speak of their own deprecations only.
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


def prepare(settings: Settings) -> bool:
    """Make this process ready to import Rasa; call it before anything else.

    One thread for the arithmetic: a second one costs CPU and saves no time at the size
    of one question.

    Returns:
        Whether TensorFlow is left out (`tensorflow_stand_ins.install`).
    """
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("RASA_CACHE_DIRECTORY", str(settings.data_dir / "rasa-cache"))
    # The encoder component and the actions read their settings themselves.
    os.environ["BEDSIDE_INDEX_DIR"] = str(settings.knowledge.index_dir)
    os.environ["BEDSIDE_MODELS_DIR"] = str(settings.knowledge.models_dir)
    os.environ["BEDSIDE_ENCODER"] = settings.knowledge.encoder
    os.environ["BEDSIDE_CLINIC"] = str(settings.clinic_file)
    # Sanic sets a filter of its own when it is imported, which would be before ours.
    import sanic.app  # noqa: F401

    for category in (DeprecationWarning, FutureWarning, PendingDeprecationWarning):
        warnings.filterwarnings("ignore", category=category)
    # Rasa says this of every domain, whatever is in it.
    warnings.filterwarnings("ignore", message="Slot auto-fill has been removed")
    # The pipeline is written out, so there is nothing for auto-config to do.
    warnings.filterwarnings("ignore", message="Auto-config for multiple importers")
    logs.keep_rasa_quiet()
    return tensorflow_stand_ins.install(settings.config_file)
