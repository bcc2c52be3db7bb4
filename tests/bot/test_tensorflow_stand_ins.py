import json
import subprocess
import sys

import pytest

from bot import tensorflow_stand_ins
from bot.settings import PROJECT_DIR
from bot.tensorflow_stand_ins import TensorFlowLeftOutError, needs_tensorflow


@pytest.mark.parametrize(
    ("pipeline", "policies", "needed"),
    [
        (["WhitespaceTokenizer"], ["RulePolicy"], False),
        (["DIETClassifier"], [], True),
        (["rasa.nlu.classifiers.diet_classifier.DIETClassifier"], [], True),
        ([], ["TEDPolicy"], True),
        ([], ["UnexpecTEDIntentPolicy"], True),
    ],
)
def test_tensorflow_is_needed_by_the_components_that_use_it(
    tmp_path, pipeline, policies, needed
):
    config = {
        "pipeline": [{"name": name} for name in pipeline],
        "policies": [{"name": name} for name in policies],
    }
    file = tmp_path / "config.yml"
    file.write_text(json.dumps(config))
    assert needs_tensorflow(file) is needed


def test_rasa_serves_and_trains_without_tensorflow_and_torch(tmp_path):
    """Fails when Rasa starts to import TensorFlow in another place."""
    config = tmp_path / "config.yml"
    config.write_text("pipeline: []\npolicies: []\n")
    code = f"""
import sys
from pathlib import Path
from bot import tensorflow_stand_ins
assert tensorflow_stand_ins.install(Path({str(config)!r}))
assert tensorflow_stand_ins.install(Path({str(config)!r})), "a second time is fine"
import rasa.core.agent, rasa.core.run, rasa.model_training
import rasa.engine.recipes.default_components
import rasa.graph_components.validators.default_recipe_validator
found = {{"tensorflow", "torch", "keras"}} & set(sys.modules)
assert not found, found
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=PROJECT_DIR,
        env={"RASA_TELEMETRY_ENABLED": "false", "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]


def test_the_stand_ins_have_every_name_that_the_real_modules_are_asked_for():
    """The names are looked up in Rasa's own sources, without importing TensorFlow."""
    import ast
    from importlib.util import find_spec

    for module, names in tensorflow_stand_ins.MODULES.items():
        package, _, leaf = module.rpartition(".")
        spec = find_spec(package)
        assert spec and spec.submodule_search_locations
        file = f"{spec.submodule_search_locations[0]}/{leaf}.py"
        with open(file, encoding="utf-8") as source:
            tree = ast.parse(source.read())
        classes = {n.name for n in tree.body if isinstance(n, ast.ClassDef)}
        assert set(names) <= classes, f"{module} lost {set(names) - classes}"


def test_a_stand_in_that_is_used_says_what_to_do():
    stand_in = tensorflow_stand_ins._StandIn("rasa.x", ("Thing",))
    with pytest.raises(TensorFlowLeftOutError, match="config.yml names no component"):
        stand_in.Thing()
