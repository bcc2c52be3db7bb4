"""The encoder: its cache, its export's checks, and the same vectors as the original."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from knowledge import encoder as encoder_module
from knowledge.encoder import (
    PACKAGED,
    CachedEncoder,
    OnnxEncoder,
    export_encoder,
    exported_name,
    is_in_common,
    load_encoder,
    packaged_model,
)
from knowledge.errors import EncoderError
from knowledge.settings import Settings

TEXTS = [
    "How many sessions will I need?",
    "",
    "PRP",
    "Microneedling, also known as collagen induction therapy, " * 80,
    "does it hurt 😬 – 1.5 mm?",
    "¿Duele?",
]
AGAIN = "Delete the folder; the encoder is exported again at the next start."


class Counting:
    """One vector a text: (its length, 1, 0), not at unit length on purpose."""

    name, dim, words = "counting@1", 3, frozenset({"skin"})

    def __init__(self):
        self.asked = []

    def encode(self, texts):
        self.asked.append(list(texts))
        return np.array([[len(text), 1, 0] for text in texts], dtype="float32")


# The cache


def test_the_cache_computes_each_text_once_and_keeps_the_order():
    behind = Counting()
    encoder = CachedEncoder(behind)
    assert encoder.encode(["aa", "b", "aa"]).tolist() == [
        [2, 1, 0],
        [1, 1, 0],
        [2, 1, 0],
    ]
    assert encoder.encode(["b", "ccc", "aa"]).tolist() == [
        [1, 1, 0],
        [3, 1, 0],
        [2, 1, 0],
    ]
    assert behind.asked == [["aa", "b"], ["ccc"]]
    assert encoder.n_encoded == 3


def test_the_cache_shows_what_is_behind_it():
    encoder = CachedEncoder(Counting())
    assert (encoder.name, encoder.dim, encoder.words) == ("counting@1", 3, {"skin"})


def test_the_cache_forgets_the_text_that_was_not_asked_for_longest():
    behind = Counting()
    encoder = CachedEncoder(behind, max_texts=2)
    for text in ("a", "b", "a", "c", "a", "b"):
        encoder.encode([text])
    assert behind.asked == [["a"], ["b"], ["c"], ["b"]]


def test_more_texts_than_the_cache_holds_are_all_encoded():
    encoder = CachedEncoder(Counting(), max_texts=2)
    assert encoder.encode(["a", "bb", "ccc", "a"])[:, 0].tolist() == [1, 2, 3, 1]


def test_whoever_changes_a_result_does_not_change_the_cache():
    encoder = CachedEncoder(Counting())
    encoder.encode(["a"])[:] = 9
    assert encoder.encode(["a"]).tolist() == [[1, 1, 0]]


def test_no_texts_give_no_rows():
    vectors = CachedEncoder(Counting()).encode([])
    assert (vectors.shape, vectors.dtype) == ((0, 3), np.float32)


# The packaged weights


def test_changed_weights_are_refused(monkeypatch):
    monkeypatch.setattr(encoder_module, "PACKAGED_SHA256", "0" * 64)
    wanted = (
        rf"^The weights in '.+model' have sha256 [0-9a-f]{{64}}, not {'0' * 64}\. "
        rf"Install '{PACKAGED}' again; do not use these weights\.$"
    )
    with pytest.raises(EncoderError, match=wanted):
        packaged_model()


def test_the_packaged_weights_are_the_published_ones():
    assert (packaged_model() / "model.safetensors").is_file()


def test_a_missing_package_is_an_error(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    wanted = (
        f"^The package '{PACKAGED}' with the encoder is not installed. "
        "Install the requirements: `make index` does.$"
    )
    with pytest.raises(EncoderError, match=wanted):
        packaged_model()


# A damaged export


@pytest.fixture
def export(tmp_path):
    """An export whose description and hashes are right and whose model is nonsense."""
    folder = tmp_path / "models" / f"onnx-{PACKAGED}"
    folder.mkdir(parents=True)
    hashes = {}
    for name in ("model.onnx", "tokenizer.json"):
        (folder / name).write_bytes(name.encode())
        hashes[name] = encoder_module._sha256(folder / name)
    described = {
        "name": f"{PACKAGED}@123",
        "dim": 3,
        "max_tokens": 8,
        "pooling": "mean",
    }
    text = json.dumps({**described, "sha256": hashes})
    (folder / "export.json").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_changed_file_of_the_export_is_refused(export, name):
    data = bytearray((export / name).read_bytes())
    data[3] ^= 1
    (export / name).write_bytes(data)
    wanted = (
        rf"^'{re.escape(str(export / name))}' has sha256 [0-9a-f]{{64}}, not "
        rf"[0-9a-f]{{64}}\. {AGAIN}$"
    )
    with pytest.raises(EncoderError, match=wanted):
        OnnxEncoder(export)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "export.json"])
def test_a_missing_file_of_the_export_is_refused(export, name):
    (export / name).unlink()
    start = re.escape(f"The encoder's export in '{export}' is not readable: ")
    with pytest.raises(EncoderError, match=rf"^{start}.*{name}.*\. {AGAIN}$"):
        OnnxEncoder(export)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "Expecting value"),
        (b'{"name": "x', "Unterminated string"),
        (b"[1]", r"export\.json holds \[1\]"),
        (b"{}", r"export\.json has no dim, max_tokens, name, pooling, sha256"),
        (b'"\xff"', "utf-8"),
        (
            b'{"name":"a@b","dim":3,"max_tokens":8,"pooling":"cls","sha256":{}}',
            "model.onnx",
        ),
        (b'{"name":"a@b","dim":3,"max_tokens":8,"pooling":"cls","sha256":7}', "int"),
    ],
)
def test_a_damaged_description_is_refused(export, content, problem):
    (export / "export.json").write_bytes(content)
    start = re.escape(f"The encoder's export in '{export}' is not readable: ")
    with pytest.raises(EncoderError, match=rf"^{start}.*{problem}.*\. {AGAIN}$"):
        OnnxEncoder(export)


def test_the_name_of_an_export_is_known_without_loading_it(export):
    settings = Settings(models_dir=export.parent)
    assert exported_name(settings) == f"{PACKAGED}@123"
    assert exported_name(replace(settings, encoder="other")) is None


def test_an_export_of_another_encoder_in_the_same_folder_is_not_used(
    export, monkeypatch
):
    # "org/model" and "org-model" share a folder's name.
    asked = []

    def export_again(encoder, folder):
        asked.append((encoder, folder))
        raise EncoderError("exported")

    monkeypatch.setattr(encoder_module, "export_encoder", export_again)
    other = PACKAGED.replace("-", "/", 1)
    settings = Settings(models_dir=export.parent, encoder=other)
    assert exported_name(settings) is None
    with pytest.raises(EncoderError, match="^exported$"):
        load_encoder(settings)
    assert asked == [(other, export)]


# The real model


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The packaged model's export: the project's own if there is one, else made."""
    folder = Settings().models_dir / f"onnx-{PACKAGED}"
    if not (folder / "export.json").is_file():
        folder = tmp_path_factory.mktemp("models") / f"onnx-{PACKAGED}"
        export_encoder(PACKAGED, folder)
    return folder


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers(exported):
    from sentence_transformers import SentenceTransformer

    original = SentenceTransformer(str(packaged_model()), device="cpu")
    wanted = original.encode(TEXTS, normalize_embeddings=True)
    vectors = OnnxEncoder(exported).encode(TEXTS)
    assert vectors.dtype == np.float32
    assert np.abs(vectors - wanted).max() < 1e-5
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(
        np.ones(len(TEXTS)), abs=1e-6
    )


@pytest.mark.slow
@pytest.mark.parametrize("n_texts", [70, 300], ids=["one by one", "in parallel"])
def test_batches_keep_the_order(exported, n_texts):
    encoder = OnnxEncoder(exported)
    # Lengths up and down, over several batches of 32.
    texts = [f"{n} " + "skin " * (n * 7 % 23) for n in range(n_texts)]
    together = encoder.encode(texts)
    alone = np.vstack([encoder.encode([text]) for text in texts])
    assert np.abs(together - alone).max() < 1e-5
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.slow
def test_the_name_holds_the_weights_hash_and_words_are_whole(exported):
    encoder = OnnxEncoder(exported)
    assert encoder.name == f"{PACKAGED}@53aa51172d14"
    assert encoder.dim == 384
    assert {"skin", "needle", "treatment"} <= encoder.words
    assert not any("#" in word or "[" in word for word in encoder.words)


@pytest.mark.slow
def test_an_unknown_model_is_an_error_that_names_it_and_leaves_nothing(tmp_path):
    settings = Settings(models_dir=tmp_path / "models", encoder="nobody/no-such-model")
    wanted = (
        r"(?s)^The encoder 'nobody/no-such-model' cannot be loaded: .+\. Set "
        rf"BEDSIDE_ENCODER to '{PACKAGED}', a model folder, or a name of the Hugging "
        r"Face hub\.$"
    )
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    with pytest.raises(EncoderError, match=wanted):
        load_encoder(settings)
    assert not (tmp_path / "models").exists()


@pytest.mark.slow
def test_serving_imports_neither_torch_nor_tensorflow(exported, tmp_path):
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from knowledge.encoder import load_encoder\n"
        "from knowledge.settings import Settings\n"
        "import knowledge.index, knowledge.search, knowledge.passage\n"
        f"encoder = load_encoder(Settings(models_dir=Path({str(exported.parent)!r})))\n"
        "assert load_encoder(Settings(models_dir=encoder and Path("
        f"{str(exported.parent)!r}))) is encoder\n"
        "print(encoder.encode(['skin']).shape)\n"
        "heavy = 'torch tensorflow sentence_transformers transformers jax numba'\n"
        "print(sorted(set(heavy.split()) & set(sys.modules)))\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True
    )
    assert done.stdout == "(1, 384)\n[]\n", done.stderr


@pytest.mark.slow
def test_a_cut_real_model_is_refused(exported, tmp_path):
    folder = shutil.copytree(exported, tmp_path / exported.name)
    with (folder / "model.onnx").open("r+b") as file:
        file.truncate(1000)
    with pytest.raises(EncoderError, match=r"model\.onnx' has sha256"):
        load_encoder(Settings(models_dir=tmp_path))


def test_what_clinics_have_in_common_is_the_encoder_before_it_is_taught(tmp_path):
    common, own = tmp_path / "common", tmp_path / "own"
    settings = Settings(models_dir=own, exports_dir=common)
    assert not is_in_common(settings)  # not exported yet
    write_export(common / f"onnx-{PACKAGED}", f"{PACKAGED}@0")
    assert is_in_common(settings)
    assert exported_name(settings) is not None
    assert not is_in_common(replace(settings, exports_dir=None))
    # A clinic's own copy is no other's, whatever lies beside it.
    write_export(own / "tuned" / "onnx", f"{PACKAGED}+tuned@1")
    assert not is_in_common(settings)
    assert is_in_common(replace(settings, tuned=False))


def write_export(folder, name):
    """An export in name only."""
    folder.mkdir(parents=True)
    export = {"name": name, "dim": 2, "max_tokens": 8, "pooling": "mean", "sha256": {}}
    (folder / "export.json").write_text(json.dumps(export))
