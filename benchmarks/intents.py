"""The assistant's intent component on public data, with the published figures beside.

CLINC150 by Larson's threshold rule, BANKING77 and HWU64 with ten examples an intent and
with all. The component is `bot.nlu.intent_model` with the settings of config.yml; the
encoder is the packaged MiniLM, frozen. Only the threshold of CLINC150 is chosen, on its
validation part.
"""

import time
from dataclasses import asdict

import numpy as np

from benchmarks.data import PROJECT_DIR, read_labelled
from benchmarks.encoding import StoredEncoder
from benchmarks.metrics import (
    Bools,
    Floats,
    auroc_figure,
    larson_threshold,
    share,
)
from benchmarks.progress import Progress
from benchmarks.results import Result, Row
from bot.nlu.intent_model import IntentModel, fit_intent_model
from knowledge.encoder import Vectors

DATA = {"BANKING77": "banking77_jz", "HWU64": "hwu64"}
PUBLISHED = {
    ("BANKING77", "10-shot"): "USE+ConveRT 85.19",
    ("BANKING77", "full"): "USE+ConveRT 93.36, BERT 93.66",
    ("HWU64", "10-shot"): "USE+ConveRT 85.83",
    ("HWU64", "full"): "",
}
GOALS = {
    ("BANKING77", "10-shot"): 0.86,
    ("BANKING77", "full"): 0.93,
    ("HWU64", "10-shot"): 0.84,
}
PUBLISHED_CLINC = (
    ("Rasa (Larson et al. 2019)", 0.909, 0.312),
    ("MLP on USE (Larson et al. 2019)", 0.934, 0.491),
    ("BERT (Larson et al. 2019)", 0.962, 0.523),
)


def run(encoder: StoredEncoder, progress: Progress) -> Result:
    """All data sets; about 20 minutes on two cores, 5 with the vectors kept."""
    settings = component_settings()
    rows: list[Row] = []
    for number, (name, shots) in enumerate(PUBLISHED):
        progress(f"{name} {shots}", number, len(PUBLISHED) + 1)
        rows.append(_accuracy(name, shots, encoder, settings))
        encoder.save()
    progress("CLINC150", len(PUBLISHED), len(PUBLISHED) + 1)
    clinc, curve = _clinc150(encoder, settings)
    progress("CLINC150", len(PUBLISHED) + 1, len(PUBLISHED) + 1)
    return Result("intents", {"accuracy": rows, "clinc150": clinc, "curve": curve})


def component_settings() -> dict[str, float]:
    """`c` and `rejected_in_scope` of the intent classifier in config.yml."""
    from ruamel.yaml import YAML

    config = YAML(typ="safe").load(PROJECT_DIR / "config.yml")
    (entry,) = (
        entry
        for entry in config["pipeline"]
        if entry["name"].endswith("IntentClassifier")
    )
    return {key: float(entry[key]) for key in ("c", "rejected_in_scope")}


def _accuracy(
    name: str, shots: str, encoder: StoredEncoder, settings: dict[str, float]
) -> Row:
    """One row of the table of accuracies, in-scope texts only."""
    folder = DATA[name]
    train = read_labelled(f"{folder}/train{'_10' if shots == '10-shot' else ''}.jsonl")
    test = read_labelled(f"{folder}/test.jsonl")
    vectors = encoder.encode(train.texts)
    asked = encoder.encode(test.texts)
    started = time.perf_counter()
    model = _fit(vectors, train.labels, settings)
    seconds = time.perf_counter() - started
    right = np.asarray(
        [
            model.predict(vector).ranking[0][0] == label
            for vector, label in zip(asked, test.labels, strict=True)
        ]
    )
    return {
        "data": name,
        "shots": shots,
        "n_train": len(train.texts),
        "accuracy": asdict(share(right)),
        "fit_s": seconds,
        "goal": GOALS.get((name, shots)),
        "published": PUBLISHED[name, shots],
    }


def _clinc150(
    encoder: StoredEncoder, settings: dict[str, float]
) -> tuple[list[Row], list[Row]]:
    """In-scope accuracy, recall of foreign questions and AUROC; and the whole curve."""
    train = read_labelled("clinc150/train.jsonl")
    model = _fit(encoder.encode(train.texts), train.labels, settings)
    scores, right = {}, {}
    for part in ("val", "test", "oos_val", "oos_test"):
        texts = read_labelled(f"clinc150/{part}.jsonl")
        scores[part], right[part] = _predict(model, encoder, texts.texts, texts.labels)
    encoder.save()
    threshold = larson_threshold(scores["val"], right["val"], scores["oos_val"])
    known = np.concatenate([scores["test"], scores["oos_test"]])
    is_known = np.arange(len(known)) < len(scores["test"])
    row: Row = {
        "system": "Bedside",
        "in_scope": asdict(share(right["test"] & (scores["test"] >= threshold))),
        "oos_recall": asdict(share(scores["oos_test"] < threshold)),
        "auroc": asdict(auroc_figure(known, is_known)),
        "without_threshold": asdict(share(right["test"])),
    }
    curve: list[Row] = [
        {
            "in_scope": float((right["test"] & (scores["test"] >= at)).mean()),
            "oos_recall": float((scores["oos_test"] < at).mean()),
        }
        for at in np.quantile(known, np.linspace(0, 0.5, 101))
    ]
    return [row], curve


def _fit(
    vectors: Vectors, labels: tuple[str, ...], settings: dict[str, float]
) -> IntentModel:
    return fit_intent_model(
        vectors,
        labels,
        c=settings["c"],
        rejected_in_scope=settings["rejected_in_scope"],
    )


def _predict(
    model: IntentModel,
    encoder: StoredEncoder,
    texts: tuple[str, ...],
    labels: tuple[str, ...],
) -> tuple[Floats, Bools]:
    """Scope scores and whether the first intent is right, each of shape (n,)."""
    predictions = [model.predict(vector) for vector in encoder.encode(texts)]
    return (
        np.asarray([prediction.scope_score for prediction in predictions]),
        np.asarray(
            [
                prediction.ranking[0][0] == label
                for prediction, label in zip(predictions, labels, strict=True)
            ]
        ),
    )
