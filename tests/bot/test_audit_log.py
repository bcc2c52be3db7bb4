"""A chain that only grows: what is changed, removed or put in is found."""

import datetime
import json
import multiprocessing
import re

import pytest

from bot import audit_page
from bot.audit_log import EVENTS, GENESIS, AuditError, AuditLog, BrokenChainError

NOW = datetime.datetime(2026, 11, 25, 12, tzinfo=datetime.timezone.utc)


@pytest.fixture
def log(tmp_path):
    log = AuditLog(tmp_path / "var")
    log.append("approved", "Dr A", NOW, source="care", sha256="ab", review_due=None)
    log.append("withdrawn", "Dr Ü", NOW, source="care", sha256="ab", because="wrong")
    log.append("published", "Dr A", NOW, build="b1", before=None, sources={"x": "Dr A"})
    return log


def lines(log):
    return log.path.read_bytes().splitlines(keepends=True)


def test_each_entry_holds_the_hash_of_the_one_before(log):
    first, second, third = log.verify()
    assert first.previous == GENESIS
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert (second.n, second.by, second.facts["because"]) == (2, "Dr Ü", "wrong")
    assert second.at == "2026-11-25T12:00:00+00:00"


def test_no_log_is_an_empty_chain(tmp_path):
    assert AuditLog(tmp_path).verify() == ()


def changed(entry):
    data = json.loads(entry)
    data["by"] = "Somebody else"
    return json.dumps(data, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@pytest.mark.parametrize(
    ("damage", "line", "text"),
    [
        (lambda e: [e[0], changed(e[1]), e[2]], 2, "This entry was changed"),
        (lambda e: [e[0], e[2]], 2, "This is entry 3, not 2"),
        (lambda e: [e[1], e[2]], 1, "This is entry 2, not 1"),
        (lambda e: [e[0], e[1], e[1], e[2]], 3, "This is entry 2, not 3"),
        (lambda e: [e[0], e[2], e[1]], 2, "This is entry 3, not 2"),
        (lambda e: [e[0], b"{}\n", e[2]], 2, "This is no entry"),
        (lambda e: [e[0], b"\n", e[2]], 2, "This is no entry"),
        (lambda e: [e[0], e[1], e[2][:40]], 3, "The last line has no end"),
        (lambda e: [e[0], e[1].replace(b",", b", ", 1), e[2]], 2, "This entry was"),
        (lambda e: [e[0].replace(b'"ab"', b'"ac"'), e[1], e[2]], 1, "This entry was"),
    ],
)
def test_whatever_is_done_to_an_entry_is_found_at_its_line(log, damage, line, text):
    log.path.write_bytes(b"".join(damage(lines(log))))
    wanted = re.escape(f"{log.path}:{line}: {text}")
    with pytest.raises(BrokenChainError, match=f"^{wanted}"):
        log.verify()
    entries, broken = log.read()
    assert [entry.n for entry in entries] == list(range(1, line))
    assert broken.line == line


def test_an_entry_written_anew_with_its_own_right_hash_breaks_the_next(log, tmp_path):
    other = AuditLog(tmp_path / "other")
    other.append("approved", "Dr A", NOW, source="care", sha256="ab", review_due=None)
    other.append("withdrawn", "Dr X", NOW, source="care", sha256="ab", because="wrong")
    mine = lines(log)
    log.path.write_bytes(mine[0] + lines(other)[1] + mine[2])
    with pytest.raises(BrokenChainError, match=":3: It does not follow"):
        log.verify()


def test_every_flipped_bit_of_a_log_is_found(log):
    content = log.path.read_bytes()
    for place in range(0, len(content), 7):
        for bit in (0, 3, 6):
            flipped = bytearray(content)
            flipped[place] ^= 1 << bit
            log.path.write_bytes(bytes(flipped))
            with pytest.raises(BrokenChainError):
                log.verify()


def test_nothing_is_added_to_a_broken_end(log):
    log.path.write_bytes(b"".join(lines(log))[:-1])
    with pytest.raises(BrokenChainError, match="no end"):
        log.append("approved", "Dr A", NOW, source="care")


def test_a_log_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "var").write_text("a file")
    with pytest.raises(AuditError, match="cannot be written"):
        AuditLog(tmp_path / "var").append("approved", "Dr A", NOW, source="care")


@pytest.mark.parametrize("facts", [{"question": "my face burns"}, {"text": "x"}])
def test_no_word_gets_in_that_is_in_no_list(log, facts):
    with pytest.raises(ValueError, match="in no list"):
        log.append("approved", "Dr A", NOW, **facts)
    with pytest.raises(ValueError, match="in no list"):
        log.append("asked", "Dr A", NOW)
    assert len(log.verify()) == 3


def write_many(folder):
    for _ in range(10):
        AuditLog(folder).append("approved", "Dr A", NOW, source="care")


def test_many_writers_at_once_make_one_chain(tmp_path):
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=write_many, args=(tmp_path,)) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [entry.n for entry in AuditLog(tmp_path).verify()] == list(range(1, 41))


# The page


def render(entries, broken=None):
    return audit_page.render(entries, broken, clinic="Willow <Lane>", now=NOW)


def test_the_page_shows_every_entry_and_asks_for_nothing(log):
    html = render(log.verify())
    for text in ("The chain is whole: 3 entries.", "by Dr Ü", "wrong", "x: Dr A"):
        assert text in html
    assert "Willow &lt;Lane&gt;" in html
    assert log.verify()[-1].hash in html
    assert not re.search(r"<script|https?://|src=|<link|@import|url\(", html)


def test_the_page_has_words_for_every_event_and_fact():
    assert set(audit_page.LABELS) == set(EVENTS)
    assert set(audit_page.FACTS) == {
        fact for facts in EVENTS.values() for fact in facts
    }


def test_the_page_shows_twelve_digits_of_a_page_and_the_whole_on_request(tmp_path):
    sha256 = "0123456789abcdef" * 4
    log = AuditLog(tmp_path)
    log.append("approved", "Dr A", NOW, source="care", sha256=sha256)
    html = render(log.verify())
    assert f'<code title="{sha256}">0123456789ab</code>' in html
    assert f"<code>{sha256}</code>" in html.partition("<details>")[2]


def test_the_page_shows_questions_each_on_a_line(tmp_path):
    log = AuditLog(tmp_path)
    facts = {"questions": ["Hot, or cold?", "<b>"], "sentences": ["Wash."]}
    log.append("questions added", "Dr A", NOW, source="care", **facts)
    log.append("questions removed", "Dr B", NOW, source="care", questions=["Hot?"])
    html = render(log.verify())
    assert "Questions added: care" in html
    assert "<li>“Hot, or cold?”</li><li>“&lt;b&gt;”</li>" in html
    assert "<li>“Wash.”</li>" in html
    assert "Questions taken back: care" in html


def test_the_page_says_what_was_published_without_comparison(log):
    log.append("published", "Dr A", NOW, build="b2", compared=False, n_changes=None)
    html = render(log.verify())
    assert "no: every answer may differ" in html
    assert "answers that changed" not in html.partition("b2")[2].partition("</dl>")[0]


def test_the_page_says_where_a_chain_is_broken(log):
    log.path.write_bytes(b"".join([lines(log)[0], b"{}\n"]))
    html = render(*log.read())
    assert "The chain is broken at entry 2." in html
    assert "The 1 before it are whole." in html


def test_what_people_wrote_is_text_on_the_page(log):
    log.append("withdrawn", "<b>x</b>", NOW, source="care", because="<script>x()")
    html = render(log.verify())
    assert "&lt;script&gt;x()" in html
    assert "<b>x</b>" not in html
    assert "The log is empty" in render(())
