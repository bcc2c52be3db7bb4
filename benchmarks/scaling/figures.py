"""Loads of one and of two servers -> figures, and what follows beyond two.

Pure arithmetic: it starts nothing and draws nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.results import Row
from benchmarks.serving.figures import percentile

PARTS = ("servers", "postgres", "nginx", "client")
COMPUTED = (1, 2, 4, 8)
"""Numbers of servers for which turns a second are computed."""


@dataclass(frozen=True)
class Load:
    """Users side by side at some servers, each waiting for its reply.

    Attributes:
        n_servers: Server processes.
        seconds: Of each turn, from sending the message to having read its reply.
        wall_s: Of all of them together.
        cpu_s: CPU seconds meanwhile, by part (`PARTS`).
        machine_cpu_s: CPU seconds meanwhile of everything on the machine.
        n_silent: Turns without a text in the reply.
    """

    n_servers: int
    seconds: tuple[float, ...]
    wall_s: float
    cpu_s: dict[str, float]
    machine_cpu_s: float
    n_silent: int


def figures_of(load: Load) -> Row:
    """Figures of one load by name: milliseconds, and turns a second."""
    n_turns = len(load.seconds)
    own_s = sum(load.cpu_s.values())
    return {
        "n_servers": load.n_servers,
        "turns_a_second": n_turns / load.wall_s,
        "p50_ms": 1000 * median(load.seconds),
        "p95_ms": 1000 * percentile(load.seconds, 0.95),
        **{f"{part}_ms": 1000 * load.cpu_s[part] / n_turns for part in PARTS},
        "cores_busy": own_s / load.wall_s,
        # Two clocks of the kernel: never quite the same.
        "others_busy": max(0.0, load.machine_cpu_s - own_s) / load.wall_s,
        "n_silent": load.n_silent,
    }


def compare(rounds: Sequence[Sequence[Row]]) -> list[Row]:
    """A row for each figure: of one server, of two, and their ratio.

    Args:
        rounds: Each holds the figures of one server and of two, run back to back.
    """
    ones, twos = ([pair[n] for pair in rounds] for n in (0, 1))
    names = ("turns_a_second", "p50_ms", "p95_ms", *(f"{p}_ms" for p in PARTS))
    return [
        {
            "figure": name,
            "one": spread([row[name] for row in ones]),
            "two": spread([row[name] for row in twos]),
            # Pair by pair: what slowed the machine down slowed both of a round down.
            "ratio": spread(
                [
                    two[name] / one[name]
                    for one, two in zip(ones, twos, strict=True)
                    if one[name]
                ]
                or [0.0]
            ),
        }
        for name in (*names, "cores_busy", "others_busy")
    ]


def computed(figures: Sequence[Row], n_cores: int) -> list[Row]:
    """Turns a second of more servers, from CPU seconds a turn alone.

    A server process is one Python interpreter: it fills one core. PostgreSQL and nginx
    need their own beside it. What else could be short (the disk that PostgreSQL syncs
    to, its connections, memory bandwidth) is not in it.

    Args:
        figures: Rows of `compare`.
        n_cores: Of this machine, for what its cores allow while the load's generator
            runs on it too.
    """
    ms = {row["figure"]: row["two"]["median"] for row in figures}
    server, beside = ms["servers_ms"], ms["postgres_ms"] + ms["nginx_ms"]
    everything = server + beside + ms["client_ms"]
    return [
        {
            "n_servers": n,
            "turns_a_second": 1000 * n / server,
            "cores": n * (1 + beside / server),
            "postgres_cores": n * ms["postgres_ms"] / server,
            # Here, with the client on the same cores.
            "here": min(1000 * n / server, 1000 * n_cores / everything),
        }
        for n in COMPUTED
    ]


def spread(values: Sequence[float]) -> dict[str, float]:
    """Median, least and most."""
    return {"median": median(values), "low": min(values), "high": max(values)}
