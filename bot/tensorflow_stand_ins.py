"""Rasa without TensorFlow: stand-ins for the few modules of Rasa that import it.

Rasa imports TensorFlow with its agent, whatever the pipeline. It is needed only by the
components below; without them the import costs 10 s of CPU and 370 MB for nothing.
Install before the first import of Rasa. It touches no other package: who asks for
TensorFlow itself gets it.
"""

import sys
from pathlib import Path
from types import ModuleType

from ruamel.yaml import YAML

# Names that Rasa's other modules import from them, and never call without a
# component of `COMPONENTS`.
_TRAINING_HELPERS = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
}
_COMPONENT_MODULES = {
    "rasa.nlu.classifiers.diet_classifier": ("DIETClassifier",),
    "rasa.nlu.selectors.response_selector": ("ResponseSelector",),
    "rasa.nlu.featurizers.dense_featurizer.convert_featurizer": ("ConveRTFeaturizer",),
    "rasa.nlu.featurizers.dense_featurizer.lm_featurizer": ("LanguageModelFeaturizer",),
    "rasa.core.policies.ted_policy": ("TEDPolicy",),
    "rasa.core.policies.unexpected_intent_policy": ("UnexpecTEDIntentPolicy",),
}
MODULES = _TRAINING_HELPERS | _COMPONENT_MODULES
COMPONENTS = frozenset(name for names in _COMPONENT_MODULES.values() for name in names)


class TensorFlowLeftOutError(RuntimeError):
    """Something of Rasa that needs TensorFlow was called in a process without it."""

    def __init__(self, module: str, name: str) -> None:
        super().__init__(
            f"{module}.{name} needs TensorFlow, which this process left out because "
            f"config.yml names no component that uses it. Name it there and restart."
        )


def needs_tensorflow(config_file: Path) -> bool:
    """Whether a Rasa configuration names a component that uses TensorFlow."""
    if not config_file.is_file():
        return False  # nothing to train or to serve either; training says so
    config = YAML(typ="safe", pure=True).load(config_file.read_text(encoding="utf-8"))
    parts = (config.get("pipeline") or []) + (config.get("policies") or [])
    names = {str(part["name"]).rpartition(".")[2] for part in parts}
    return bool(names & COMPONENTS)


def install(config_file: Path) -> bool:
    """Put the stand-ins in place, unless the configuration needs the real modules.

    Returns:
        Whether TensorFlow is left out. False, and nothing done, when it is needed or
        when Rasa has already imported the real modules.
    """
    if needs_tensorflow(config_file):
        return False
    if any(name in sys.modules for name in MODULES):
        return all(isinstance(sys.modules.get(name), _StandIn) for name in MODULES)
    for name, classes in MODULES.items():
        sys.modules[name] = _StandIn(name, classes)
    return True


class _StandIn(ModuleType):
    """A module whose classes can be imported and compared, but not made."""

    def __init__(self, name: str, classes: tuple[str, ...]) -> None:
        super().__init__(name, "Stand-in: this process runs without TensorFlow.")
        for class_name in classes:
            setattr(self, class_name, _class(name, class_name))


def _class(module: str, name: str) -> type:
    def refuse(*_: object, **__: object) -> None:
        raise TensorFlowLeftOutError(module, name)

    return type(name, (), {"__module__": module, "__init__": refuse})
