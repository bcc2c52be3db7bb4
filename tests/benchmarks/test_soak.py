"""What a soak finds, on figures made up for it."""

import pytest

from benchmarks.soak import Reply, Sample, is_reply, judge, summary


def replies(n=1000, *, seconds=lambda n: 0.05, bad=()):
    return [Reply(n / 5, seconds(n), n not in bad) for n in range(n)]


def samples(n=720, *, rss_mb=lambda n: 500.0, n_files=lambda n: 30):
    return [Sample(5.0 * k, rss_mb(k), n_files(k)) for k in range(n)]


def test_a_steady_server_has_no_problem():
    verdict = judge(replies(), samples())
    assert verdict.problems == ()
    assert (verdict.n_messages, verdict.failed) == (1000, 0.0)
    assert verdict.p50_ms == pytest.approx(50)
    assert (verdict.slower, verdict.files_grown) == (1.0, 0)
    assert verdict.mb_an_hour == pytest.approx(0, abs=1e-6)


def test_one_message_in_a_thousand_may_fail_and_no_more():
    assert judge(replies(bad={3}), samples()).problems == ()
    assert judge(replies(bad={3, 4}), samples()).problems == (
        "0.20 % of the messages had no good reply",
    )


def test_memory_that_grows_is_found_and_what_the_start_takes_is_not():
    grows = judge(replies(), samples(rss_mb=lambda n: 500 + n / 10))
    assert grows.mb_an_hour == pytest.approx(72)
    assert grows.problems == ("memory grows by 72 MB an hour",)
    # 200 MB within the first minute, then nothing.
    settles = judge(replies(), samples(rss_mb=lambda n: 300 + min(n, 12) * 17))
    assert settles.problems == ()


def test_files_that_stay_open_are_found():
    verdict = judge(replies(), samples(n_files=lambda n: 30 + n // 60))
    assert verdict.problems == (
        f"{verdict.files_grown} more files are open than at first",
    )
    assert verdict.files_grown == 8


def test_replies_that_take_longer_and_longer_are_found():
    verdict = judge(replies(seconds=lambda n: 0.05 + n / 20_000), samples())
    assert verdict.slower > 1.2
    assert "times what it took at first" in verdict.problems[0]
    assert "PROBLEM: a reply takes" in summary(verdict)


CUSTOM = {"custom": {"route": "answer"}}


@pytest.mark.parametrize(
    ("status", "body", "is_good"),
    [
        (200, [{"text": "yes"}, CUSTOM], True),
        (200, [], False),
        (200, [CUSTOM], False),
        (200, [{"text": "yes"}], False),
        (200, [{"text": "yes"}, CUSTOM, CUSTOM], False),
        (503, [{"text": "yes"}, CUSTOM], False),
        (200, {"error": "x"}, False),
    ],
)
def test_a_reply_is_one_by_the_contract(status, body, is_good):
    assert is_reply(status, body) is is_good
