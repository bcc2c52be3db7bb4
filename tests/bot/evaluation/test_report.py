import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.evaluation import charts, report
from bot.evaluation.bars import judge_bars, parse_bars
from bot.evaluation.comparison import compare
from bot.evaluation.figures import calibration
from bot.evaluation.grounds import Grounds
from tests.bot.evaluation.conftest import (
    PAGES,
    RISKS,
    SESSIONS,
    ask,
    make_reply,
    make_row,
)
from tests.bot.evaluation.test_comparison import run_of
from tests.bot.evaluation.test_figures import judged
from tests.bot.evaluation.test_record import GROUNDS

XSS = "<script>alert(1)</script><img src=x onerror=alert(2)>"
VOID = {"meta", "br", "img", "link", "input", "hr", "wbr"}


class Page(HTMLParser):
    """Tags, attributes and text of a page; fails on a tag that is not closed."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.attributes, self.texts = [], [], [], []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, f"</{tag}> at {self.getpos()}"

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return re.sub(r"\s+", " ", " ".join(self.texts))


def rows():
    gold = ask("q1", "answer", gold=("plan#s01",), note=XSS)
    unknown = make_reply("unknown")
    return [
        make_row(gold, make_reply("answer", RISKS, text=XSS), grounds=GROUNDS),
        make_row(ask("q2", "answer"), unknown, probability=0.4),
        make_row(
            ask("q3", "unknown", text=XSS), make_reply("unknown"), probability=0.1
        ),
        make_row(ask("q4", "emergency"), unknown, before=(XSS,)),
        make_row(ask("q5", "unknown"), make_reply("answer", XSS), probability=0.9),
    ]


@pytest.fixture
def page():
    def render(after, before=None, note=""):
        run = replace(run_of(*after), warnings=(f"Old {XSS}",))
        bars = judge_bars(parse_bars(["pass=80"]), run.figures)
        comparison = compare(run_of(*before), run) if before else None
        return report.render(run, PAGES, bars, comparison, comparison_note=note)

    return render


def test_nothing_a_patient_wrote_becomes_markup(page):
    before = [make_row(ask("q1", "answer", text=XSS), make_reply("answer", XSS))]
    after = [*rows(), make_row(ask("q1", "answer", text=XSS), make_reply("unknown"))]
    html = page(after, before)
    found = Page(html)
    assert not {"script", "img", "iframe", "object", "link"} & set(found.tags)
    assert not [name for name, _ in found.attributes if name.startswith("on")]
    assert found.text.count(XSS) >= 6
    assert "<script" not in html


def test_the_report_makes_no_request(page):
    html = page(rows())
    found = Page(html)
    assert not re.search(r"https?:|//[a-z]|url\(|@import", html)
    links = [v for name, v in found.attributes if name in ("src", "href")]
    assert links and all(link.startswith("#") for link in links)
    assert "content=\"default-src 'none'; style-src 'unsafe-inline';" in html
    assert html.startswith("<!DOCTYPE html>")


def test_every_link_within_the_report_has_its_target(page):
    before = [make_row(ask("q1", "answer"), make_reply("unknown"))]
    found = Page(page([*rows(), *before], before))
    ids = [value for name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    for name, value in found.attributes:
        if name in ("href", "aria-labelledby", "aria-describedby"):
            assert set(value.lstrip("#").split()) <= set(ids)


def test_the_figures_stand_with_interval_bar_and_verdict(page):
    text = Page(page(rows())).text
    assert "✗ 20.0 % bar: at least 80 %" in text  # pass: one of five
    assert "3.6 to 62.4 % (n = 5)" in text
    assert "Everything right: 20 %, wanted at least 80 %" in text


def test_a_failure_says_what_was_expected_got_and_why(page):
    text = Page(page(rows())).text
    assert f"Expected Answer “{SESSIONS}”" in text
    assert "Got Answer “Risks include redness and swelling.” The plan" in text
    assert "The pages gave an answer (how-many). P(answerable) is 0.750" in text
    assert "Best approved answers: how-many 0.90 Nearest known gap: cost 0.10" in text
    assert "Named things acne" in text


def test_failures_stand_in_the_order_of_harm():
    found = report.failures(rows())
    assert {name: [row.id for row in part] for name, part in found.items()} == {
        "Emergencies and false alarms": ["q4"],
        "Answered, but should not": ["q5"],
        "Refused, but should not": ["q2"],
        "Wrong sentence quoted": ["q1"],
    }


@pytest.mark.parametrize(
    ("label", "reply", "group"),
    [
        (
            {"must_not": ("calm",)},
            make_reply("refer", text="calm"),
            "Says what it",
        ),
        ({"must_include": (("a b",),)}, make_reply("refer", text="c"), "Lacks a fact"),
        ({}, make_reply("handoff"), "Another kind of reply"),
    ],
)
def test_other_failures_have_their_group(label, reply, group):
    row = make_row(ask("q", "refer", **label), reply)
    assert report.failure_group(row).startswith(group)


def test_coverage_names_what_was_never_used_and_pages_without_questions(page):
    found = report.coverage(rows(), PAGES)
    assert found.never_used == ("which-risks",)
    assert found.without_questions == ("In the sun",)
    assert found.n_by_search == 1  # q5 quotes and has no approved answer
    text = Page(page(rows())).text
    assert "2 of 3 pages have approved questions" in text
    assert "1 of 2 approved answers were used" in text


def test_changes_are_shown_before_and_now(page):
    before = [make_row(ask("q1", "answer"), make_reply("answer", SESSIONS))]
    text = Page(
        page([make_row(ask("q1", "answer"), make_reply("unknown"))], before)
    ).text
    assert "1 answer changes, 0 only in their wording, 0 stay the same" in text
    assert "Now wrong : route, quotes, verdict changed" in text
    assert f"Before: Answer “{SESSIONS}”" in text


def test_a_verdict_that_changes_with_the_words_alone_shows_the_words(page):
    question = ask("q1", "unknown", must_not=("call 999",))
    before = [make_row(question, make_reply("unknown", text="Ask the clinic."))]
    after = [make_row(question, make_reply("unknown", text="Call 999."))]
    text = Page(page(after, before)).text
    assert "Before: Not on our pages Ask the clinic." in text
    assert "Now: Not on our pages Call 999. It says “call 999”." in text


def test_a_missing_earlier_run_is_told(page):
    assert "no earlier run" in Page(page(rows(), note="There is no earlier run.")).text


def test_a_file_without_any_failure_or_probability_is_shown_too(page):
    text = Page(page([make_row(ask("q", "unknown"), make_reply("unknown"))])).text
    assert "Every failure There is none." in text
    assert "No message of this file has both a probability" in text
    assert "no such message" in text


def test_the_charts_stand_where_the_numbers_say():
    found = calibration(judged((1.0, True), (1.0, True), (0.0, False)))
    drawn = charts.reliability(found)
    assert [(dot.x, dot.y) for dot in drawn.dots] == [
        (charts.LEFT, charts.HEIGHT - charts.BOTTOM),
        (charts.WIDTH - charts.RIGHT, charts.TOP),
    ]
    assert drawn.dots[1].radius == 9
    bars = charts.histogram(found, 0.5)
    up, down = sorted(bars.bars, key=lambda bar: not bar.is_answerable)
    assert up.height == pytest.approx(2 * down.height)
    assert up.y + up.height == down.y == bars.middle
    assert bars.threshold == (charts.LEFT + charts.WIDTH - charts.RIGHT) / 2
    assert charts.counts(found)[-1] == (0.95, 2, 0)


def test_an_alarm_and_open_parts_are_shown(page):
    row = rows()[0]
    alarmed = replace(row, grounds=Grounds(red_flag="E1.throat"))
    text = Page(page([alarmed, row])).text
    assert "An alarm of this conversation decided (rule E1.throat)." in text
    assert "Left open the price" in text
