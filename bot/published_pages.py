"""The pages and questions of a publication, byte for byte beside its build.

`<index_dir>/pages/<build_id>/` holds page files, question files and approvals as they
were when a person looked at the build, so that a build which cannot be loaded any more
(another encoder, another version, damage) is made again from these and nothing else.
"""

import datetime
import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from bot.encoder_training import fingerprint
from knowledge.approval import LEDGER_NAME, served_sources
from knowledge.errors import KnowledgeError
from knowledge.index import Manifest
from knowledge.question_bank import bank_files, bank_hashes
from knowledge.source import source_files

FOLDER = "pages"
RECORD = "kept.json"


class PagesNotKeptError(Exception):
    """The pages that a build was made from are not there, or are other ones."""


def keep(
    sources_dir: Path, index_dir: Path, manifest: Manifest, day: datetime.date
) -> Path:
    """Copy what a build was made from beside it; the folder of the copy.

    Args:
        sources_dir: Pages, questions and approvals.
        index_dir: Of the builds.
        manifest: The build's.
        day: That its reviews were compared with.

    Raises:
        PagesNotKeptError: The folder holds something else than what was built.
    """
    folder = index_dir / FOLDER / manifest.build_id
    folder.parent.mkdir(parents=True, exist_ok=True)
    _remove_of_gone_builds(index_dir)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as made:
        copy = Path(made) / "copy"
        copy.mkdir()
        ledger = sources_dir / LEDGER_NAME
        try:
            for file in (*source_files(sources_dir), *bank_files(sources_dir), ledger):
                shutil.copyfile(file, copy / file.name)
            sources = {s.id: s.sha256 for s in served_sources(copy, day)}
        except (OSError, KnowledgeError) as error:
            raise PagesNotKeptError(f"'{sources_dir}' cannot be copied") from error
        if sources != manifest.sources or bank_hashes(copy) != _banks(manifest.banks):
            raise PagesNotKeptError(f"'{sources_dir}' is not what was built")
        record = {"day": day.isoformat(), "sha256": _fingerprint(copy)}
        (copy / RECORD).write_text(json.dumps(record) + "\n", encoding="utf-8")
        if folder.exists():
            os.replace(folder, Path(made) / "old")
        os.replace(copy, folder)
    return folder


def kept(index_dir: Path, build_id: str) -> tuple[Path, datetime.date]:
    """The folder that a build's pages were kept in, and the day it was built for.

    Raises:
        PagesNotKeptError: It is not there, or not what was kept.
    """
    folder = index_dir / FOLDER / build_id
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        day = datetime.date.fromisoformat(record["day"])
        is_whole = record["sha256"] == _fingerprint(folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PagesNotKeptError(f"There is no copy in '{folder}'") from error
    if not is_whole:
        raise PagesNotKeptError(f"The copy in '{folder}' was changed")
    return folder, day


def keep_for(index_dir: Path, folder: Path, build_id: str) -> None:
    """Keep a copy for one more build that was made from it."""
    other = index_dir / FOLDER / build_id
    if other != folder:
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(folder, other)


def _fingerprint(folder: Path) -> str:
    return fingerprint(file for file in folder.iterdir() if file.name != RECORD)


def _banks(inputs: Mapping[str, str]) -> dict[str, str]:
    """Of all inputs that a manifest names, the question files."""
    return {k: v for k, v in inputs.items() if k.endswith(".questions.yml")}


def _remove_of_gone_builds(index_dir: Path) -> None:
    for folder in (index_dir / FOLDER).iterdir():
        if not (index_dir / "builds" / folder.name).is_dir():
            shutil.rmtree(folder, ignore_errors=True)
