"""Rows that are taken for a while, in a database of one table."""

import pytest
import sqlalchemy as sa

from bot.lease import backoff_s, change_held, renew, take_due

jobs = sa.Table(
    "jobs",
    sa.MetaData(),
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String),
    sa.Column("state", sa.String),
    sa.Column("due_at", sa.Float),
)


@pytest.fixture
def connection():
    engine = sa.create_engine("sqlite://")
    jobs.create(engine)
    rows = [
        (1, "a", "waiting", 50.0),
        (2, "a", "sent", 0.0),
        (3, "b", "waiting", 0.0),
        (4, "a", "waiting", 150.0),
        (5, "a", "waiting", 0.0),
    ]
    with engine.begin() as connection:
        for number, kind, state, due_at in rows:
            connection.execute(
                jobs.insert().values(id=number, kind=kind, state=state, due_at=due_at)
            )
        yield connection
    engine.dispose()


def taken(connection, *wanted, now=100.0, n_most=9):
    rows = take_due(connection, jobs, *wanted, now=now, lease_s=30.0, n_most=n_most)
    return [(row.id, row.due_at) for row in rows]


def test_what_waits_and_is_due_is_taken_once_oldest_first(connection):
    assert taken(connection) == [(1, 50.0), (3, 0.0), (5, 0.0)]
    assert taken(connection) == []


def test_a_lease_runs_out(connection):
    taken(connection)
    assert taken(connection, now=130.0) == [(1, 130.0), (3, 130.0), (5, 130.0)]


def test_only_what_is_wanted_is_taken_and_no_more(connection):
    assert taken(connection, jobs.c.kind == "a", n_most=1) == [(1, 50.0)]
    assert taken(connection, jobs.c.kind == "a") == [(5, 0.0)]


def test_a_lease_that_is_renewed_does_not_run_out(connection):
    taken(connection, n_most=1)
    row = renew(connection, jobs, 1, 130.0, now=125.0, lease_s=30.0)
    assert (row.id, row.due_at) == (1, 155.0)
    assert taken(connection, jobs.c.id == 1, now=154.0) == []
    assert taken(connection, jobs.c.id == 1, now=155.0) == [(1, 155.0)]


def test_who_comes_late_changes_nothing(connection):
    taken(connection, n_most=1)
    taken(connection, jobs.c.id == 1, now=140.0)
    assert renew(connection, jobs, 1, 130.0, now=141.0, lease_s=30.0) is None
    assert not change_held(connection, jobs, 1, 130.0, state="failed")
    assert change_held(connection, jobs, 1, 170.0, state="sent")
    # What does not wait any more is in nobody's hands.
    assert renew(connection, jobs, 1, 170.0, now=142.0, lease_s=30.0) is None
    assert renew(connection, jobs, 77, 170.0, now=142.0, lease_s=30.0) is None


def test_tries_come_ever_more_rarely():
    waits = [backoff_s(n, first_s=5.0, most_s=1800.0) for n in (0, 1, 2, 9, 4000)]
    assert waits == [5, 10, 20, 1800, 1800]
