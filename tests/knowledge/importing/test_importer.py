"""Files to drafts: real documents, 200 damaged ones, and wrong use."""

import hashlib
import os
import random
import shutil
import struct
from pathlib import Path

import pytest

from knowledge.importing import importer as importer_module
from knowledge.importing.document import RefusedError
from knowledge.importing.importer import (
    NothingToImportError,
    Worker,
    documents_in,
    import_documents,
    read_file,
)
from knowledge.source import read_source
from tests.knowledge.importing.docxs import docx, p
from tests.knowledge.importing.pdfs import line, pdf

DOCUMENTS = Path(__file__).with_name("documents")
"""One page as LibreOffice 7.4 saves it, in three forms, and with a password."""

SENTENCES = [
    "A chemical peel takes off the outer layer of the skin. What you do in the days "
    "that follow decides how well it heals.",
    "Wash your face with lukewarm water only. Pat it dry with a clean towel; do not "
    "rub. Your skin may feel tight and look red, as after a sunburn.",
    "Do not use soap, scrubs or make-up for 48 hours.",
    "Do not go to the gym, the sauna or the swimming pool for 3 days.",
    "Drink plenty of water.",
    "Peeling begins on day 3 and lasts for 4 to 7 days. Do not pick or pull at loose "
    "skin: it can leave a scar. A plain moisturiser without perfume may be used as "
    "often as you like.",
    "New skin burns within minutes. Wear a sunscreen with SPF 50 every day for six "
    "weeks, also when it is cloudy.",
]


def run(paths, sources_dir, **options):
    paths = paths if isinstance(paths, list) else [paths]
    return list(import_documents(paths, sources_dir, **options))


@pytest.mark.parametrize("suffix", ["html", "docx", "pdf"])
def test_one_page_is_read_alike_from_three_programs_files(sources_dir, suffix):
    (done,) = run(DOCUMENTS / f"chemical-peel-aftercare.{suffix}", sources_dir)
    assert (done.outcome, done.n_paragraphs, done.n_headings) == ("added", 7, 4)
    assert {finding.code for finding in done.findings} == {"table"}
    source = read_source(done.page)
    assert [paragraph.text for paragraph in source.paragraphs] == SENTENCES
    assert source.paragraphs[1].section == "The first two days"
    assert (source.id, source.title, source.status) == (
        "chemical-peel-aftercare",
        "After your chemical peel",
        "draft",
    )


def test_a_folder_is_read_whole_and_every_file_is_reported(tmp_path, sources_dir):
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("Wash.")
    (folder / "deep" / "b.md").write_text("Rest.")
    (folder / "c.docx").write_bytes(docx(p("Sleep.")))
    (folder / "d.pdf").write_bytes(b"%PDF-1.4 broken")
    (folder / "e.xyz").write_text("?")
    (folder / "f.txt").symlink_to("/etc/passwd")
    (folder / "g").symlink_to("/etc")
    (folder / "h.txt").mkdir()
    (folder / ".hidden.txt").write_text("x")
    shutil.copy(DOCUMENTS / "with-password.pdf", folder)
    os.mkfifo(folder / "pipe.txt")
    found = {d.file.name: d for d in run(folder, sources_dir)}
    assert {name: d.outcome for name, d in found.items()} == {
        "a.txt": "added",
        "b.md": "added",
        "c.docx": "added",
        "d.pdf": "refused",
        "e.xyz": "refused",
        "f.txt": "refused",
        "g": "refused",
        "pipe.txt": "refused",
        "with-password.pdf": "refused",
    }
    codes = {n: d.findings[0].code for n, d in found.items() if d.outcome == "refused"}
    assert codes == {
        "d.pdf": "damaged",
        "e.xyz": "unknown_kind",
        "f.txt": "path",
        "g": "path",
        "pipe.txt": "path",
        "with-password.pdf": "encrypted",
    }
    assert sorted(f.name for f in sources_dir.iterdir()) == ["a.md", "b.md", "c.md"]


def test_a_page_is_never_written_over_unasked(tmp_path, sources_dir):
    file = tmp_path / "Peel care.txt"
    file.write_text("Wash.")
    assert run(file, sources_dir)[0].outcome == "added"
    assert run(file, sources_dir)[0].outcome == "unchanged"
    file.write_text("Wash gently.")
    (done,) = run(file, sources_dir)
    assert done.outcome == "refused"
    assert "There is a page 'peel-care' already. Use --replace" in done.findings[0].text
    assert run(file, sources_dir, replace=True)[0].outcome == "replaced"
    assert (
        read_source(sources_dir / "peel-care.md").paragraphs[0].text == "Wash gently."
    )


def test_two_files_of_one_name_do_not_write_over_each_other(tmp_path, sources_dir):
    for folder in ("one", "two"):
        (tmp_path / "in" / folder).mkdir(parents=True)
        (tmp_path / "in" / folder / "care.txt").write_text(f"Wash {folder}.")
    first, second = run(tmp_path / "in", sources_dir, replace=True)
    assert (first.outcome, second.outcome) == ("added", "refused")
    assert "It would be page 'care', as care.txt is." in second.findings[0].text


@pytest.mark.parametrize("name", ["missing.pdf", "empty"])
def test_nothing_to_import_is_an_error_that_names_it(tmp_path, sources_dir, name):
    (tmp_path / "empty").mkdir()
    with pytest.raises(NothingToImportError, match=f"{name}'.*Name a document"):
        run(tmp_path / name, sources_dir)


def test_a_folder_without_end_is_an_error(tmp_path, monkeypatch):
    monkeypatch.setattr(importer_module, "MAX_FILES", 2)
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text("x")
    with pytest.raises(NothingToImportError, match="more than 2 files"):
        documents_in(tmp_path)


def test_a_file_that_is_too_big_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(importer_module, "MAX_FILE_BYTES", 1 << 20)
    (tmp_path / "a.txt").write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(RefusedError, match="larger than 1 MB"):
        read_file(tmp_path / "a.txt")


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Wash.")
    (tmp_path / "sources").write_text("a file")
    (done,) = run(file, tmp_path / "sources")
    assert (done.outcome, done.findings[0].code) == ("refused", "not_written")


def test_two_hundred_damaged_documents_are_each_read_or_refused(tmp_path, sources_dir):
    """Seeded damage to real files: flips, cuts, repeats, zeros and strangers' bytes."""
    dice = random.Random(8)
    originals = [DOCUMENTS / f"chemical-peel-aftercare.{s}" for s in ("docx", "pdf")]
    originals.append(DOCUMENTS / "chemical-peel-aftercare.html")
    folder = tmp_path / "damaged"
    folder.mkdir()
    for n in range(200):
        original = originals[n % len(originals)]
        content = damaged(original.read_bytes(), dice)
        (folder / f"{n:03}{original.suffix}").write_bytes(content)
    before = tree(tmp_path, sources_dir)
    done = run(folder, sources_dir)
    assert [d.file.name for d in done] == sorted(f.name for f in folder.iterdir())
    outcomes = {d.outcome for d in done}
    assert outcomes == {"added", "refused"}
    assert tree(tmp_path, sources_dir) == before
    for one in done:
        if one.outcome == "refused":
            assert one.findings[0].code and one.findings[0].text.endswith(
                (".", ", .xhtml")
            )
        else:
            assert read_source(one.page).status == "draft"


def damaged(content: bytes, dice: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(dice.choice([1, 1, 2, 3, 30])):
        place = dice.randrange(len(data))
        length = dice.randint(1, 200)
        kind = dice.randrange(6)
        if kind == 0:
            data[place] ^= 1 << dice.randrange(8)
        elif kind == 1:
            data = data[: max(64, place)]
        elif kind == 2:
            data[place:place] = data[place : place + length] * dice.randint(1, 50)
        elif kind == 3:
            data[place : place + length] = bytes(length)
        elif kind == 4:
            data[place : place + length] = dice.randbytes(length)
        else:
            data[place : place + 4] = struct.pack("<I", dice.getrandbits(32))
    return bytes(data)


def tree(folder, without):
    """Hashes of all files below a folder, but for one folder."""
    return {
        file: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and without not in file.parents
    }


HARM = {
    "loop": "while True: pass",
    "memory": "held = bytearray(600 * 1024 * 1024)",
    "crash": "import ctypes; ctypes.string_at(0)",
    "flood": "import os\nwhile True: os.write(1, b'x' * 65536)",
    "bug": "raise KeyError('a word of the document')",
}


@pytest.fixture
def harmful_worker(monkeypatch, tmp_path):
    """A worker whose reader does harm to itself for files of the harm's name."""
    program = tmp_path / "worker.py"
    program.write_text(
        "import ctypes\n"
        "from knowledge.importing import worker, reader\n"
        f"HARM = {HARM!r}\n"
        "def read(name, content):\n"
        "    exec(HARM.get(name.partition('.')[0], ''))\n"
        "    return reader.read_document(name, content)\n"
        "worker.read_document = read\n"
        "worker.MAX_SECONDS = 2\n"
        "worker.main()\n"
    )
    start = importer_module.subprocess.Popen

    def started(command, **options):
        return start([command[0], "-I", str(program)], **options)

    monkeypatch.setattr(importer_module.subprocess, "Popen", started)
    with Worker() as worker:
        yield worker


@pytest.mark.parametrize(
    ("harm", "code", "text"),
    [
        ("loop", "too_slow", "longer than 2 seconds"),
        ("memory", "too_big", "more than 512 MB of memory"),
        ("crash", "crash|damaged", "broke|PermissionError"),
        ("flood", "damaged", "damaged .OSError."),
        ("bug", "damaged", "damaged .KeyError."),
    ],
)
def test_a_document_that_breaks_its_reader_does_not_stop_the_next(
    harmful_worker, harm, code, text
):
    with pytest.raises(RefusedError, match=text) as error:
        harmful_worker.read(f"{harm}.txt", b"Wash.")
    assert error.value.code in code.split("|")
    assert "a word of the document" not in str(error.value)
    document, _ = harmful_worker.read("good.txt", b"Wash.")
    assert document.blocks[0].text == "Wash."


def test_a_worker_that_is_killed_is_started_again():
    with Worker() as worker:
        worker.read("a.txt", b"Wash.")
        worker._process.kill()
        worker._process.wait()
        with pytest.raises(RefusedError, match="broke the process"):
            worker.read("a.txt", b"Wash.")
        assert worker.read("a.txt", b"Wash.")[0].kind == "text"


def test_a_real_pdf_made_by_hand_is_read_in_the_locked_process():
    with Worker() as worker:
        document, held_by = worker.read("a.pdf", pdf(line("Wash your face.", 700)))
    assert [block.text for block in document.blocks] == ["Wash your face."]
    assert held_by in ("kernel", "python")
