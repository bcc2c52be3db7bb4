"""The pages of the results, made anew from their figures."""

import shutil
from pathlib import Path

from benchmarks import report

RESULTS = Path(report.__file__).parent / "results"


def test_the_pages_say_what_the_figures_beside_them_say(tmp_path):
    for file in RESULTS.glob("*.json"):
        shutil.copy(file, tmp_path)
    written = report.write_report(tmp_path)
    assert {file.suffix for file in written} == {".md", ".svg"}
    pages = [file for file in written if file.suffix == ".md"]
    assert len(pages) == 3
    for page in pages:
        assert page.read_text("utf-8") == (RESULTS / page.name).read_text("utf-8")


def test_without_figures_nothing_is_written(tmp_path):
    assert report.write_report(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
