"""Three floors, and nothing looks up: bot -> actions -> knowledge."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "knowledge": {"rasa", "rasa_sdk", "actions", "bot"},
    "actions": {"rasa", "bot"},
}
# The screen and the clinic's texts have to work when everything else is down.
STANDARD_LIBRARY_ONLY = sorted(
    file
    for file in (ROOT / "bot" / "red_flags").rglob("*.py")
    if not file.name.startswith("classifier")
)
# Only these may import what is heavy or meant for one place.
ONLY_IMPORTED_BY = {
    "sentence_transformers": {"knowledge/encoder.py"},
    "faiss": {"knowledge/faiss_index.py"},
    # They parse strangers' documents: in the locked process, never in a server.
    "lxml": {"knowledge/importing/docx.py", "knowledge/importing/html.py"},
    "pdfminer": {"knowledge/importing/pdf.py"},
}


def imports(file: Path) -> set[str]:
    """Top-level names of all absolute imports, also those inside functions."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import, write the full name"
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("floor", sorted(FORBIDDEN))
def test_a_floor_does_not_look_up(floor):
    for file in sorted((ROOT / floor).rglob("*.py")):
        wrong = imports(file) & FORBIDDEN[floor]
        assert not wrong, f"{file.relative_to(ROOT)} imports {sorted(wrong)}"


@pytest.mark.parametrize("name", sorted(ONLY_IMPORTED_BY))
def test_a_heavy_library_is_imported_in_one_place(name):
    files = [
        f
        for floor in ("bot", "actions", "knowledge")
        for f in (ROOT / floor).rglob("*.py")
    ]
    found = {str(f.relative_to(ROOT)) for f in files if name in imports(f)}
    assert found <= ONLY_IMPORTED_BY[name]


def test_only_a_command_reaches_the_readers_of_documents():
    """And only the parent's side, which parses nothing."""
    outside = [
        file
        for floor in ("bot", "actions", "knowledge")
        for file in (ROOT / floor).rglob("*.py")
        if "importing" not in file.parts
        and "knowledge.importing" in file.read_text(encoding="utf-8")
    ]
    assert [file.name for file in outside] == ["source_commands.py"]
    lines = outside[0].read_text(encoding="utf-8").splitlines()
    used = [line for line in lines if "knowledge.importing" in line]
    wanted = "    from knowledge.importing.importer import Imported, import_documents"
    assert used == [wanted]


def test_the_red_flag_screen_needs_the_standard_library_only():
    import sys

    allowed = sys.stdlib_module_names | {"bot"}
    for file in STANDARD_LIBRARY_ONLY:
        wrong = imports(file) - allowed
        assert not wrong, f"{file.relative_to(ROOT)} imports {sorted(wrong)}"


def test_the_door_does_not_import_rasa():
    assert not imports(ROOT / "bot" / "turn.py") & {"rasa", "rasa_sdk"}
