"""Plain Rasa on few-shot intents: DIET's default pipeline, and logistic regression.

Each run is a process of its own (`python -m benchmarks.stock_rasa`): the assistant's
processes put stand-ins in TensorFlow's place, and here TensorFlow is what is measured.
Only the NLU part is trained; the pipelines are those of `rasa init`, 3.6.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.data import PROJECT_DIR, read_labelled
from benchmarks.metrics import share
from benchmarks.progress import Progress
from benchmarks.results import Result, Row

EPOCHS = 100
"""DIET's, as `rasa init` writes them."""

_FEATURES: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {
        "name": "CountVectorsFeaturizer",
        "analyzer": "char_wb",
        "min_ngram": 1,
        "max_ngram": 4,
    },
]
PIPELINES: dict[str, list[dict[str, Any]]] = {
    "Rasa LogisticRegressionClassifier": [
        *_FEATURES,
        {"name": "LogisticRegressionClassifier"},
    ],
    "Rasa DIET": [
        *_FEATURES,
        {
            "name": "DIETClassifier",
            "epochs": EPOCHS,
            "constrain_similarities": True,
            "random_seed": 7,
        },
        {"name": "EntitySynonymMapper"},
        {
            "name": "FallbackClassifier",
            "threshold": 0.3,
            "ambiguity_threshold": 0.1,
        },
    ],
}
DATA = {"BANKING77": "banking77_jz", "HWU64": "hwu64"}


def run(progress: Progress) -> Result:
    """Both pipelines on both data sets, ten examples an intent; about 15 minutes."""
    rows: list[Row] = []
    jobs = [(pipeline, name) for pipeline in PIPELINES for name in DATA]
    for number, (pipeline, name) in enumerate(jobs):
        progress(f"{pipeline} on {name}", number, len(jobs))
        rows.append(_run_apart(pipeline, name))
    progress("Rasa", len(jobs), len(jobs))
    return Result("stock_rasa", {"accuracy": rows})


def _run_apart(pipeline: str, name: str) -> Row:
    """Train and test in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "row.json"
        with (Path(folder) / "log").open("w+") as log:
            done = subprocess.run(
                [sys.executable, "-m", __name__, pipeline, name, str(out)],
                cwd=PROJECT_DIR,
                env={**os.environ, "RASA_TELEMETRY_ENABLED": "false"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            if done.returncode or not out.is_file():
                log.seek(0)
                raise RuntimeError(f"{pipeline} on {name}: {log.read()[-2000:]}")
        row: Row = json.loads(out.read_text(encoding="utf-8"))
    return row


def train_and_test(pipeline: str, name: str) -> Row:
    """Train one pipeline on ten examples an intent; its accuracy on the test part."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu
    from ruamel.yaml import YAML

    train = read_labelled(f"{DATA[name]}/train_10.jsonl")
    test = read_labelled(f"{DATA[name]}/test.jsonl")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        config = {
            "recipe": "default.v1",
            "language": "en",
            "assistant_id": "benchmark",
            "pipeline": PIPELINES[pipeline],
            "policies": [],
        }
        with (folder / "config.yml").open("w") as file:
            YAML(typ="safe").dump(config, file)
        examples = [
            {"text": text, "intent": label}
            for text, label in zip(train.texts, train.labels, strict=True)
        ]
        data = {"rasa_nlu_data": {"common_examples": examples}}
        (folder / "nlu.json").write_text(json.dumps(data), encoding="utf-8")
        started, cpu = time.perf_counter(), time.process_time()
        # A changed name keeps Rasa's cache of earlier runs out of the seconds.
        os.environ["RASA_CACHE_DIRECTORY"] = str(folder / "cache")
        model = train_nlu(
            str(folder / "config.yml"), str(folder / "nlu.json"), str(folder)
        )
        fit_s, fit_cpu_s = time.perf_counter() - started, time.process_time() - cpu
        agent = Agent.load(model)
        right = asyncio.run(_ask(agent, test.texts, test.labels))
    return {
        "system": pipeline,
        "data": name,
        "shots": "10-shot",
        "n_train": len(train.texts),
        "epochs": EPOCHS if "DIET" in pipeline else None,
        "accuracy": asdict(share(np.asarray(right))),
        "fit_s": fit_s,
        "fit_cpu_s": fit_cpu_s,
    }


async def _ask(
    agent: Any, texts: tuple[str, ...], labels: tuple[str, ...]
) -> list[bool]:
    """Whether the best intent other than the fallback is right, for each text."""
    right = []
    for text, label in zip(texts, labels, strict=True):
        parsed = await agent.parse_message(text)
        ranking = [entry["name"] for entry in parsed["intent_ranking"]]
        best = next((name for name in ranking if name != "nlu_fallback"), None)
        right.append(best == label)
    return right


if __name__ == "__main__":
    row = train_and_test(sys.argv[1], sys.argv[2])
    Path(sys.argv[3]).write_text(json.dumps(row), encoding="utf-8")
