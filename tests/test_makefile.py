"""What `make` deletes."""

import shutil
import subprocess

from bot.settings import PROJECT_DIR


def test_clean_keeps_what_people_wrote_and_the_keys(tmp_path):
    shutil.copy(PROJECT_DIR / "Makefile", tmp_path)
    kept = ("audit.jsonl", "widget.key", "widget.db", "conversations.db")
    gone = ("index", "models", "rasa", "rasa-cache")
    for name in gone:
        (tmp_path / "var" / name).mkdir(parents=True)
    for name in kept:
        (tmp_path / "var" / name).touch()
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
    assert {path.name for path in (tmp_path / "var").iterdir()} == set(kept)
