import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from bot.staff import gaps_report
from bot.staff.gaps import Count, Rated
from tests.bot.staff.test_gaps import DAY, counted, turns

XSS = "<script>alert(1)</script>"


class Tags(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture
def html(sources_dir):
    found = counted(
        [*turns(12, below=0.04), *turns(3, start=12, day=DAY.replace(day=4))],
        sources_dir,
    )
    return gaps_report.render(found, clinic=XSS, made="2026-11-25 10:00", n_days=30)


def test_the_report_makes_no_request_and_runs_no_script(html):
    found = Tags(html)
    assert not {"script", "img", "iframe", "link"} & set(found.tags)
    assert not re.search(r"https?:|url\(|@import", html)
    assert "content=\"default-src 'none'; style-src 'unsafe-inline';" in html
    assert "<script" not in html and XSS in "".join(found.text)


def test_every_link_has_its_target(html):
    found = Tags(html)
    ids = [value for name, value in found.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    links = [v[1:] for name, v in found.attributes if name == "href"]
    assert links and set(links) <= set(ids)


def test_numbers_stand_beside_their_bars(html):
    text = re.sub(r"\s+", " ", " ".join(Tags(html).text))
    assert "Conversations 15" in text
    assert "park 15" in text
    assert "The evidence was below the threshold 15" in text
    assert "Never quoted in this time (2)" in text
    assert "fewer than 10" in text


def test_feedback_of_few_has_neither_number_nor_bar(sources_dir):
    found = counted(turns(12), sources_dir)
    rated = (Rated("both", 10, 30), Rated("few", 12, None))
    html = gaps_report.render(
        replace(found, rated=rated), clinic="Clinic", made="2026-11-25 10:00", n_days=30
    )
    text = re.sub(r"\s+", " ", " ".join(Tags(html).text))
    assert "both 10 30 few 12 fewer than 10" in text
    assert html.count('class="against" width="75.0"') == 1
    assert html.count('class="against" width=') == 1


def test_the_columns_stand_where_the_numbers_say():
    drawn = gaps_report.days([Count("a", 20), Count("b", 0), Count("c", None)])
    high, few = drawn.columns
    plot_height = gaps_report.HEIGHT - gaps_report.TOP - gaps_report.BOTTOM
    assert (high.height, high.y) == (plot_height, gaps_report.TOP)
    assert (few.height, few.is_few) == (gaps_report.FEW_HEIGHT, True)
    assert few.title == "c: fewer than 10"
    assert (drawn.most, drawn.first, drawn.last) == (20, "a", "c")
    assert gaps_report.days([]) is None


def test_only_few_on_every_day_still_makes_a_plot():
    drawn = gaps_report.days([Count("a", None), Count("b", None)])
    assert drawn.most == 0 and [column.is_few for column in drawn.columns] == [True] * 2


def text_of(found, **wanted):
    html = gaps_report.render(found, clinic="C", made="today", **wanted)
    return re.sub(r"\s+", " ", " ".join(Tags(html).text)), html


def test_a_single_day_makes_no_plot_and_says_how_many_were_asked_for(sources_dir):
    assert gaps_report.days([Count("a", 20)]) is None
    text, html = text_of(counted(turns(12), sources_dir), n_days=30)
    assert "span 1 of the 30 days asked for; a plot needs two." in text
    assert "plot-title" not in html
    two_days = [*turns(12), *turns(3, start=12, day=DAY.replace(day=DAY.day + 1))]
    text, html = text_of(counted(two_days, sources_dir), n_days=7)
    assert "span 2 of the 7 days asked for." in text
    assert "plot-title" in html


def test_days_of_utc_are_never_more_than_were_asked_for(sources_dir):
    two_days = [*turns(12), *turns(3, start=12, day=DAY.replace(day=DAY.day + 1))]
    text, _ = text_of(counted(two_days, sources_dir), n_days=1)
    assert "span 1 of the 1 days asked for." in text


@pytest.mark.parametrize(
    ("n", "told"),
    [
        (9, "There were fewer than 10 conversations: too few to tell anything."),
        (10, "Everything was answered."),
    ],
)
def test_everything_was_answered_is_not_said_of_a_few(sources_dir, n, told):
    answered = [replace(turn, route="answer", gate=None) for turn in turns(n)]
    text, _ = text_of(counted(answered, sources_dir), n_days=30)
    assert told in text
    assert ("Everything was answered" in text) is (n >= 10)


@pytest.mark.parametrize(("n", "share"), [(20, 100.0), (10, 50.0), (None, 0.0)])
def test_a_bar_is_as_long_as_its_share_of_the_longest(n, share):
    assert gaps_report.share_of(n, [20, 10, None]) == share
    assert gaps_report.share_of(n, [None]) == 0.0
