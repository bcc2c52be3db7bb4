"""Rows that are taken for a while, in a database of one table."""

import pytest
import sqlalchemy as sa

from bot.lease import backoff_s, take_due

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


def test_tries_come_ever_more_rarely():
    waits = [backoff_s(n, first_s=5.0, most_s=1800.0) for n in (0, 1, 2, 9, 4000)]
    assert waits == [5, 10, 20, 1800, 1800]
