import jinja2
import pytest

from bot.html_report import (
    ReportError,
    check_writable,
    template_environment,
    write,
)


def test_a_report_without_a_place_to_go_is_an_error(tmp_path):
    with pytest.raises(ReportError, match="it is a folder. Choose another"):
        check_writable(tmp_path)
    with pytest.raises(ReportError, match="the folder '.*none' does not exist"):
        check_writable(tmp_path / "none" / "report.html")
    with pytest.raises(ReportError, match="cannot be written to"):
        write("", tmp_path)


def test_a_report_is_written_as_it_is(tmp_path):
    write("<p>\u201cWash gently.\u201d</p>", tmp_path / "report.html")
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert written == "<p>\u201cWash gently.\u201d</p>"


def test_a_template_escapes_and_knows_its_names(tmp_path):
    (tmp_path / "t.html").write_text("{{ text }}")
    template = template_environment(tmp_path).get_template("t.html")
    assert template.render(text="<b>") == "&lt;b&gt;"
    with pytest.raises(jinja2.UndefinedError):
        template.render()
