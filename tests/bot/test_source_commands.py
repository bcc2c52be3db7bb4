"""`bedside sources`, `publish` and `audit` as a person calls them."""

import argparse
import io
import json
import shutil
from pathlib import Path

import pytest

from bot import source_commands
from bot.audit_log import AuditLog
from bot.cli import main
from bot.settings import Settings
from knowledge.approval import LEDGER_NAME, read_ledger
from knowledge.build import build_index
from knowledge.source import read_source
from tests.knowledge.conftest import TableEncoder, page, sign

DOCUMENTS = Path(__file__).parents[1] / "knowledge" / "importing" / "documents"
PEEL = "chemical-peel-aftercare"


@pytest.fixture
def clinic(tmp_path, monkeypatch):
    """A folder of its own for pages and data; what was printed has one line each."""
    for name, folder in {
        "SOURCES": "sources",
        "DATA": "var",
        "INDEX": "var/index",
        "MODELS": "models",
    }.items():
        monkeypatch.setenv(f"BEDSIDE_{name}_DIR", str(tmp_path / folder))
    monkeypatch.setenv("COLUMNS", "300")
    (tmp_path / "sources").mkdir()
    return tmp_path


@pytest.fixture
def bedside(clinic, capsys):
    def call(*arguments, status=0):
        found = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert found == status, out + err
        return out if status < 2 else err

    return call


@pytest.fixture
def log(clinic):
    return lambda: [
        (entry.event, entry.by, entry.facts.get("source"))
        for entry in AuditLog(clinic / "var").verify()
    ]


def test_from_a_document_to_a_signed_page(clinic, bedside, log):
    out = bedside("sources", "add", DOCUMENTS / f"{PEEL}.pdf")
    assert "1 file: 1 taken as a draft, 0 refused." in out
    assert "1 table was left out" in out or "seems to hold a table" in out
    assert "draft: not served" in bedside("sources", "list")
    out = bedside("sources", "approve", PEEL, "--by", "Dr A. Example")
    assert f"{PEEL}: signed off by Dr A. Example, to be reviewed by" in out
    assert "bedside publish" in out
    source = read_source(clinic / "sources" / f"{PEEL}.md")
    assert (source.status, source.reviewed_by) == ("approved", "Dr A. Example")
    (row,) = json.loads(bedside("sources", "list", "--json"))["pages"]
    assert (row["state"], row["approved_by"], row["days_to_review"]) == (
        "approved",
        "Dr A. Example",
        365,
    )
    out = bedside("sources", "withdraw", PEEL, "--by", "Dr B", "--because", "old")
    assert "withdrawn by Dr B" in out
    assert "within 5 seconds" in out
    assert "withdrawn: not served" in bedside("sources", "list")
    assert log() == [
        ("imported", "bedside", PEEL),
        ("approved", "Dr A. Example", PEEL),
        ("withdrawn", "Dr B", PEEL),
    ]


@pytest.fixture
def served(clinic):
    """Two pages signed off and indexed."""
    folder = clinic / "sources"
    for name in ("care", "sun"):
        (folder / f"{name}.md").write_text(page(f"About {name}.\n", id=name))
    sign(folder)
    settings = Settings.from_environment().knowledge
    build_index(settings, encoder=TableEncoder())
    return folder


def states(bedside):
    rows = json.loads(bedside("sources", "list", "--json"))["pages"]
    return {row["id"]: (row["state"], row["served"]) for row in rows}


def test_list_says_which_text_of_an_edited_page_is_served(served, bedside):
    assert states(bedside) == {
        "care": ("approved", "this"),
        "sun": ("approved", "this"),
    }
    (served / "care.md").write_text(page("Other words.\n", id="care"))
    assert states(bedside)["care"] == ("changed", "earlier")
    out = bedside("sources", "list")
    assert "changed since it was signed off: the earlier text is served" in out
    sign(served)
    assert states(bedside)["care"] == ("approved", "earlier")
    out = bedside("sources", "list")
    assert "the earlier text is served, `bedside publish` serves this one" in out
    bedside("sources", "withdraw", "sun", "--by", "Dr B")
    assert states(bedside)["sun"] == ("withdrawn", "no")
    assert "withdrawn: not served" in bedside("sources", "list")


def test_list_says_what_is_quoted_of_a_page_that_was_only_marked_withdrawn(
    served, bedside
):
    text = page("About care.\n", id="care", status="withdrawn")
    (served / "care.md").write_text(text)
    assert states(bedside)["care"] == ("withdrawn", "earlier")
    assert "withdrawn: the earlier text is served" in bedside("sources", "list")


def test_list_reads_each_page_once(served, bedside, monkeypatch):
    read = []

    def counted(path):
        read.append(path.name)
        return read_source(path)

    for module in ("knowledge.checks.check", "knowledge.approval"):
        monkeypatch.setattr(f"{module}.read_source", counted)
    bedside("sources", "list")
    assert sorted(read) == ["care.md", "sun.md"]


def test_a_question_is_written_by_the_number_of_a_sentence(clinic, bedside, log):
    (clinic / "sources" / "care.md").write_text(page("Wash gently. Rest well.\n"))
    out = bedside("sources", "question", "care")
    assert "2           Rest well." in out
    assert "No question is noted for this page." in out
    asked = ("May I work, or rest?", "must i rest")
    out = bedside("sources", "question", "care", "2", *asked, "--by", "Pat Manager")
    assert "“May I work, or rest?”\n“must i rest”\nis answered with “Rest well.”" in out
    assert "Are you sure?" not in out
    assert "Written into care.questions.yml" in out
    assert "Rest well." in (clinic / "sources" / "care.questions.yml").read_text()
    out = bedside("sources", "question", "care")
    assert "Answered with 2: “Rest well.”\n  May I work, or rest?\n  must i" in out
    assert log() == [("questions added", "Pat Manager", "care")]
    (entry,) = AuditLog(clinic / "var").verify()
    assert entry.facts["questions"] == list(asked)
    assert entry.facts["sentences"] == ["Rest well."]


def test_a_question_is_taken_back_by_name(clinic, bedside, log):
    (clinic / "sources" / "care.md").write_text(page("Wash gently. Rest well.\n"))
    bedside("sources", "question", "care", "1-2", "Should I rest?", "--by", "Pat M")
    gone = ("sources", "question", "care", "--remove")
    err = bedside(*gone, "Should I sleep?", "--by", "Pat M", status=2)
    assert "has no question 'Should I sleep?'; the nearest is 'Should I rest?'" in err
    out = bedside(*gone, "should i rest?", "--by", "Dr B")
    assert "“Should I rest?”\nis no longer answered with “Wash gently. Rest" in out
    assert "Taken out of care.questions.yml. Next: bedside publish" in out
    assert "No question is noted" in bedside("sources", "question", "care")
    assert log() == [
        ("questions added", "Pat M", "care"),
        ("questions removed", "Dr B", "care"),
    ]


def test_a_long_list_of_questions_is_cut_unless_all_is_asked_for(clinic, bedside):
    (clinic / "sources" / "care.md").write_text(page("Rest well.\n"))
    asked = [f"Rest {n} days?" for n in range(22)]
    bedside("sources", "question", "care", "1", *asked, "--by", "Pat M")
    out = bedside("sources", "question", "care")
    assert "Rest 19 days?" in out and "Rest 20 days?" not in out
    assert "and 2 more: --all" in out
    assert "Rest 21 days?" in bedside("sources", "question", "care", "--all")


def test_a_question_without_a_shared_word_is_doubted_and_written(clinic, bedside):
    (clinic / "sources" / "care.md").write_text(page("Stop retinol. Rest well.\n"))
    call = ("sources", "question", "care")
    out = bedside(*call, "1", "Is parking free?", "retinol?", "--by", "Pat M")
    doubt = "Are you sure? The sentence shares no word with the question: "
    assert out.count("Are you sure?") == 1
    assert f"{doubt}“Is parking free?”" in out
    assert out.index(doubt) < out.index("Written into care.questions.yml")
    assert 'bedside sources question care --remove "Is parking free?"' in out
    out = bedside(*call, "1,2", "Where is the bus stop", "any cakes", "--by", "Pat M")
    assert "The sentences share no word with the question: “any cakes”" in out


def test_the_encoder_settles_a_doubt(clinic, bedside, monkeypatch):
    (clinic / "sources" / "care.md").write_text(page("Stop retinol.\n"))
    table = {"vitamin a?": (1, 0, 0), "Stop retinol.": (1, 1, 0)}
    monkeypatch.setattr("knowledge.encoder.exported_name", lambda settings: "fake@1")
    monkeypatch.setattr(
        "knowledge.encoder.load_encoder", lambda settings: TableEncoder(table)
    )
    call = ("sources", "question", "care", "1")
    assert "Are you sure" not in bedside(*call, "vitamin a?", "--by", "Pat M")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("remove", [False, True])
def test_who_decides_is_asked_at_a_terminal(clinic, bedside, log, monkeypatch, remove):
    (clinic / "sources" / "care.md").write_text(page("Rest well.\n"))
    call = ["sources", "question", "care", "1", "Do I rest?"]
    if remove:
        bedside(*call, "--by", "Pat M")
        call = ["sources", "question", "care", "--remove", "Do I rest?"]
    n, file = len(log()), clinic / "sources" / "care.questions.yml"
    nothing = "Nothing was removed." if remove else "Nothing was written."
    for typed in ("\n", ""):
        monkeypatch.setattr("sys.stdin", Terminal(typed))
        assert nothing in bedside(*call, status=1)
        assert file.exists() is remove and len(log()) == n
    monkeypatch.setattr("sys.stdin", Terminal("Pat Manager\n"))
    assert "Your name, to" in bedside(*call)
    assert file.exists() is not remove
    assert log()[-1][1] == "Pat Manager"


def test_nobody_is_asked_where_nobody_is(clinic, bedside, log, monkeypatch):
    (clinic / "sources" / "care.md").write_text(page("Rest well.\n"))
    monkeypatch.setattr("sys.stdin", io.StringIO("Pat\n"))
    err = bedside("sources", "question", "care", "1", "Do I rest?", status=2)
    assert "Give a name: --by NAME" in err
    assert not (clinic / "sources" / "care.questions.yml").exists() and log() == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("3", [3]), ("3,4", [3, 4]), ("2-4", [2, 3, 4]), ("1, 3 - 5", [1, 3, 4, 5])],
)
def test_numbers_of_sentences_are_single_or_ranges(text, numbers):
    assert source_commands._numbers(text) == numbers


@pytest.mark.parametrize("text", ["", "one", "4-2", "2-", "-2", "1,,2", "99999"])
def test_what_are_no_numbers_is_told(text):
    with pytest.raises(argparse.ArgumentTypeError, match="write 3 or 3,4 or 2-4"):
        source_commands._numbers(text)
    with pytest.raises(argparse.ArgumentTypeError, match="names a sentence twice"):
        source_commands._numbers("2,1-3")


def test_a_refused_file_is_told_and_counted(clinic, bedside):
    folder = clinic / "in"
    folder.mkdir()
    shutil.copy(DOCUMENTS / "with-password.pdf", folder)
    (folder / "a.txt").write_text("Wash gently.")
    out = bedside("sources", "add", folder, status=1)
    assert "2 files: 1 taken as a draft, 1 refused." in out
    assert "It is encrypted." in out
    rows = json.loads(bedside("sources", "add", folder, "--json", status=1))
    assert [(Path(r["file"]).name, r["outcome"]) for r in rows] == [
        ("a.txt", "unchanged"),
        ("with-password.pdf", "refused"),
    ]


def test_a_file_that_is_added_again_is_unchanged(clinic, bedside, log):
    file = clinic / "a.txt"
    file.write_text("Wash gently.")
    out = bedside("sources", "add", file)
    assert "1 paragraph\n" in "\n".join(line.rstrip() for line in out.split("\n"))
    assert "1 file: 1 taken as a draft, 0 refused." in out
    out = bedside("sources", "add", file)
    assert "1 file: 0 taken as drafts, 1 unchanged, 0 refused." in out
    assert "approve" not in out
    assert log() == [("imported", "bedside", "a")]


def test_all_that_is_left_out_is_named_in_the_draft_and_by_json(clinic, bedside):
    file = clinic / "peel.md"
    file.write_text(
        "Wash.\n\n| Peel | Days |\n|---|---|\n| TCA | 7 |\n| Jessner | 5 |\n"
    )
    out = bedside("sources", "add", file)
    assert "All that was left out is listed at each draft's end" in out
    draft = (clinic / "sources" / "peel.md").read_text()
    assert "\n- Peel | Days\n- TCA | 7\n- Jessner | 5\n-->\n" in draft
    (row,) = json.loads(bedside("sources", "add", file, "--json"))
    (found,) = row["findings"]
    assert found["left_out"] == ["Peel | Days", "TCA | 7", "Jessner | 5"]
    bedside("sources", "approve", "peel", "--by", "Dr A")
    assert "TCA" not in bedside("sources", "question", "peel")


def test_what_is_signed_off_already_is_said_and_written_nowhere(clinic, bedside, log):
    path = clinic / "sources" / "care.md"
    path.write_text(page("Wash.", status="draft"))
    bedside("sources", "approve", "care", "--by", "Dr A")
    before = path.read_bytes(), read_ledger(clinic / "sources")
    out = bedside("sources", "approve", "care", "--by", "Dr A")
    assert "care: already signed off by Dr A on 20" in out
    assert "bedside publish" not in out
    assert (path.read_bytes(), read_ledger(clinic / "sources")) == before
    assert log() == [("approved", "Dr A", "care")]


def test_what_was_withdrawn_is_signed_off_only_when_that_is_asked_for(
    clinic, bedside, log
):
    (clinic / "sources" / "care.md").write_text(page("Wash.", status="draft"))
    bedside("sources", "withdraw", "care", "--by", "Dr B", "--because", "wrong dose")
    (clinic / "sources" / "also.md").write_text(page("Rest.", id="also"))
    err = bedside("sources", "approve", "also", "care", "--by", "Dr A", status=2)
    said = " ".join(err.split())
    assert "'care' was withdrawn by Dr B on 20" in said
    assert ": wrong dose. To sign it off all the same, add --again." in said
    # What was signed before the refusal is in the log as well.
    assert log()[1:] == [("approved", "Dr A", "also")]
    out = bedside("sources", "approve", "care", "--again", "--by", "Dr A")
    assert "care: signed off by Dr A" in out


LONG_ID = "aftercare-following-a-medium-chemical-peel"


@pytest.mark.parametrize("columns", [80, 72])
def test_no_id_is_broken_on_a_narrow_terminal(clinic, bedside, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    for name, days in ((f"{LONG_ID}.txt", 3), ("peel.txt", 9)):
        text = f"Care at home\n\nStay at home for {days} days after the treatment.\n"
        (clinic / name).write_text(text)
        out = bedside("sources", "add", clinic / name)
        assert f"{name[:-4]} " in out
    name = "A name of somebody that is rather long"
    for page_id in (LONG_ID, "peel"):
        bedside("sources", "approve", page_id, "--by", name)
    out = bedside("sources", "list")
    due = read_source(clinic / "sources" / "peel.md").review_due.isoformat()
    assert f"{LONG_ID} " in out and out.count(due) == 2
    out = bedside("sources", "check", status=1)
    assert f"blocking  {LONG_ID} " in out
    assert max(map(len, out.split("\n"))) <= columns


def test_names_of_files_are_no_markup(clinic, bedside):
    file = clinic / "[red]x.txt"
    file.write_text("Wash gently.")
    assert "[red]x.txt" in bedside("sources", "add", file)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["add", "none.pdf"], "'none.pdf': There is no such file or folder"),
        (["approve", "x", "--by", "Dr A"], "There is no page 'x'"),
        (["approve", "care", "--by", " "], "The name is ' '"),
        (["approve", "--by", "Dr A"], "Name the pages, or give --all"),
        (["approve", "--all", "--by", "Dr A"], "Name the pages, or give --all"),
        (["approve", "care", "--all", "--as-it-is", "--by", "A"], "Name the pages"),
        (["approve", "care", "--by", "A", "--review-due", "2001-01-01"], "has passed"),
        (
            ["approve", "care", "--by", "A", "--review-due", "2199-01-01"],
            "due on 2199-01-01, more than ten years ahead. Give an earlier day.",
        ),
        (["withdraw", "x", "--by", "Dr A"], "There is no page 'x'"),
        (["question", "x"], "There is no page 'x'"),
        (["question", "care", "9", "why?"], "has no sentence 9; it has 1"),
        (["question", "care", "1"], "Write at least one question"),
        (["question", "care", "1", "x?", "--by", " "], "The name is ' '"),
        (["question", "care", "1", "--remove", "x?"], "with the page and one"),
        (["question", "x", "--remove", "x?"], "There is no page 'x'"),
        (["question", "care", "--remove", "x?", "--by", "A"], "no approved question"),
        (["resolve", "x", "--by", "A", "--because", "y"], "no contradiction 'x'"),
    ],
)
def test_wrong_use_is_one_line_that_says_what_to_do(clinic, bedside, arguments, text):
    (clinic / "sources" / "care.md").write_text(page("Wash.", status="draft"))
    err = bedside("sources", *arguments, status=2)
    assert text in err.replace("\n", " ")
    assert "Traceback" not in err
    assert AuditLog(clinic / "var").verify() == ()


@pytest.mark.parametrize(
    "arguments",
    [
        ["sources"],
        ["sources", "approve", "care"],
        ["sources", "approve", "care", "--by", "A", "--review-due", "soon"],
        ["sources", "question", "care", "one", "why?"],
        ["audit"],
    ],
)
def test_a_call_that_cannot_be_parsed_is_a_users_error(clinic, arguments, capsys):
    with pytest.raises(SystemExit) as error:
        main(arguments)
    assert error.value.code == 2
    if "soon" in arguments:
        assert "'soon' is no day; write it as 2027-05-31" in capsys.readouterr().err


def test_pages_that_are_approved_elsewhere_are_signed_as_they_are(clinic, bedside):
    path = clinic / "sources" / "care.md"
    path.write_text(page("Wash."))
    out = bedside("sources", "approve", "--all", "--as-it-is", "--by", "CI")
    assert "care: signed off by CI." in out
    assert path.read_text() == page("Wash.")
    out = bedside("sources", "approve", "--all", "--as-it-is", "--by", "CI")
    assert "signed off already" in out


def test_a_check_blocks_until_a_person_resolves_it(clinic, bedside, log):
    for name, days in (("a", 3), ("b", 9)):
        text = page(f"Stay at home for {days} days.", id=name)
        (clinic / "sources" / f"{name}.md").write_text(text)
    sign(clinic / "sources")
    out = bedside("sources", "check", status=1)
    assert "Two pages differ in figures: “3 days” and “9 days”" in out
    assert "2 pages: 1 blocking, " in out
    found = json.loads(bedside("sources", "check", "--json", status=1))
    assert found["n_blocking"] == 1
    (one,) = [f for f in found["findings"] if f["code"] == "contradiction"]
    assert one["quotes"] == [
        ["a", "Stay at home for 3 days."],
        ["b", "Stay at home for 9 days."],
    ]
    bedside("sources", "resolve", one["id"], "--by", "Dr A", "--because", "two skins")
    assert "0 blocking" in bedside("sources", "check")
    assert log() == [("resolved", "Dr A", None)]


@pytest.mark.parametrize("damage", ["page", "ledger", "folder"])
def test_broken_content_is_told_and_is_no_success(clinic, bedside, damage):
    sources = clinic / "sources"
    (sources / "care.md").write_text(page("Wash."))
    sign(sources)
    if damage == "page":
        (sources / "b.md").write_text("no front matter")
        assert "b.md:1" in bedside("sources", "check", status=1)
        assert "b.md:1" in bedside("sources", "list", status=1)
    elif damage == "ledger":
        (sources / LEDGER_NAME).write_text("{\n")
        assert "approvals.jsonl:1: This is no" in bedside("sources", "list", status=2)
    else:
        shutil.rmtree(sources)
        assert "no such folder" in bedside("sources", "check", status=2)


def test_a_page_is_withdrawn_with_its_file_gone(clinic, bedside, log):
    path = clinic / "sources" / "care.md"
    path.write_text(page("Wash."))
    sign(clinic / "sources")
    path.unlink()
    bedside("sources", "withdraw", "care", "--by", "Dr B")
    assert read_ledger(clinic / "sources").latest("care").status == "withdrawn"
    assert log() == [("withdrawn", "Dr B", "care")]


def test_the_audit_log_is_verified_and_written_as_a_page(clinic, bedside):
    assert "The chain is whole: 0 entries." in bedside("audit", "verify")
    (clinic / "sources" / "care.md").write_text(page("Wash.", status="draft"))
    bedside("sources", "approve", "care", "--by", "Dr A")
    out = bedside("audit", "verify")
    last = out.split()[-1]
    assert "The chain is whole: 1 entries." in out
    bedside("audit", "verify", "--last", last)
    assert "cut off" in bedside("audit", "verify", "--last", "0" * 64, status=1)
    page_file = clinic / "audit.html"
    bedside("audit", "view", "--out", page_file)
    assert "Page signed off: care" in page_file.read_text("utf-8")
    assert "Choose another file" in bedside("audit", "view", "--out", clinic, status=2)
    path = clinic / "var" / "audit.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Dr A", b"Dr X"))
    assert "audit.jsonl:1: This entry was" in bedside("audit", "verify", status=1)
    bedside("audit", "view", "--out", page_file, status=1)
    assert "The chain is broken at entry 1." in page_file.read_text("utf-8")


@pytest.mark.parametrize("arguments", [["publish"], ["publish", "--rollback"]])
def test_nothing_is_published_without_pages_or_a_past(clinic, bedside, arguments):
    err = bedside(*arguments, "--by", "Dr A", status=2)
    wanted = "no earlier publication" if "--rollback" in arguments else "no page"
    assert wanted in err.replace("\n", " ")


def test_nobody_at_the_keyboard_decides_nothing(clinic, bedside, monkeypatch):
    monkeypatch.setattr("sys.stdin", open("/dev/null"))
    err = bedside("publish", "--rollback", status=2)
    assert "Give a name: --by NAME" in err
