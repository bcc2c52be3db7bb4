"""Servers that share a PostgreSQL find out whether they agree."""

import itertools
from dataclasses import replace

import pytest
import sqlalchemy as sa

from bot import peers as peers_module
from bot.database import Database, DatabaseError
from bot.peers import OtherKeyError, Peers, Server, differences, fingerprint, name_of
from tests.postgres import cluster

ONE = Server("a:5005", fingerprint(b"k" * 32), "c" * 64, "m" * 64, "build-1")
OTHER = replace(ONE, name="b:5005")
_names = (f"peers_{n}" for n in itertools.count())


def test_servers_that_agree_have_nothing_to_tell():
    assert differences(ONE, []) == []
    assert differences(ONE, [OTHER, replace(OTHER, name="c:5005")]) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"key": "x"}, "has another 'widget.key'"),
        ({"index": "build-2"}, "serves index build-2, this server build-1"),
        ({"model": "x"}, "serves another model"),
        ({"clinic": "x"}, "has another clinic.yml"),
    ],
)
def test_each_difference_is_told_with_the_next_step(changed, said):
    (sentence,) = differences(ONE, [replace(OTHER, **changed)])
    assert sentence.startswith("'b:5005' ") and said in sentence
    assert "opy" in sentence


def test_what_is_not_loaded_yet_is_no_difference():
    assert differences(ONE, [replace(OTHER, index="", model="")]) == []
    assert differences(replace(ONE, index="", model=""), [OTHER]) == []


def test_a_fingerprint_tells_keys_apart_and_nothing_of_them():
    key = bytes(range(32))
    assert fingerprint(key) == fingerprint(key) != fingerprint(key[::-1])
    assert len(fingerprint(key)) == 64 and key.hex() not in fingerprint(key)


def test_a_server_is_named_by_machine_and_port():
    assert name_of(5005).endswith(":5005") and len(name_of(5005)) <= 255


async def test_without_its_database_a_server_says_so():
    lost = Database("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(DatabaseError):
        await Peers(lost, lambda: ONE).join("var/widget.key")
    await lost.close()


@pytest.fixture(scope="module")
def postgres():
    with cluster() as running:
        yield running


@pytest.fixture
async def join(postgres):
    """Servers of one database, each with connections of its own."""
    url = postgres.database(next(_names))
    opened = []

    def join(server):
        database = Database(url)
        opened.append(database)
        state = {"is": server}
        peers = Peers(database, lambda: state["is"])
        peers.becomes = lambda **changed: state.update(
            {"is": replace(state["is"], **changed)}
        )
        return peers

    join.url = url
    yield join
    for database in opened:
        await database.close()


@pytest.mark.slow
async def test_a_difference_is_told_once_and_at_the_second_look(join):
    one, other = join(ONE), join(OTHER)
    await one.join("key")
    await other.join("key")
    assert await one.look() == []
    other.becomes(index="build-2")
    await other.look()
    # One look may fall between the two taking a new build.
    assert await one.look() == []
    (told,) = await one.look()
    assert "build-2" in told
    assert await one.look() == []
    one.becomes(index="build-2")
    assert await one.look() == []
    # And anew when it comes back.
    other.becomes(index="build-3")
    await other.look()
    await one.look()
    assert len(await one.look()) == 1


@pytest.mark.slow
async def test_another_key_does_not_join_and_leaves_nothing_behind(join):
    await join(ONE).join("key")
    stranger = join(replace(OTHER, key="x" * 64))
    with pytest.raises(OtherKeyError, match="'a:5005' shares .* copy that file") as e:
        await stranger.join("var/widget.key")
    assert "var/widget.key" in str(e.value)
    # The first one can start again: the stranger is not among the servers.
    await join(ONE).join("key")


@pytest.mark.slow
async def test_who_ended_or_is_silent_needs_not_agree(join, monkeypatch):
    stranger = join(replace(OTHER, key="x" * 64))
    await stranger.join("key")
    await stranger.leave()
    await join(ONE).join("key")
    with pytest.raises(OtherKeyError):
        await stranger.join("key")
    monkeypatch.setattr(peers_module, "ALIVE_S", -1.0)
    await stranger.join("key")


@pytest.mark.slow
async def test_a_server_that_starts_again_is_one_row(join):
    for _ in range(3):
        await join(ONE).join("key")
    engine = sa.create_engine(join.url)
    with engine.connect() as connection:
        names = [row.name for row in connection.execute(peers_module.servers.select())]
    engine.dispose()
    assert names == ["a:5005"]
