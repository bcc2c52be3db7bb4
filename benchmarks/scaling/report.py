"""The result of `make bench-scaling` -> a table in Markdown and a plot.

Reads `scaling.json` and writes beside it; it measures nothing.
"""

from pathlib import Path

from benchmarks.report import BLUE, GREY, new_axes, save, table
from benchmarks.results import Result, read_result

LABELS = {
    "turns_a_second": ("turns a second", 1),
    "p50_ms": ("a turn, p50, ms", 0),
    "p95_ms": ("a turn, p95, ms", 0),
    "servers_ms": ("CPU a turn, servers, ms", 1),
    "postgres_ms": ("CPU a turn, PostgreSQL, ms", 1),
    "nginx_ms": ("CPU a turn, nginx, ms", 2),
    "client_ms": ("CPU a turn, load generator, ms", 1),
    "cores_busy": ("cores busy, of all of these", 2),
    "others_busy": ("cores busy with other work", 2),
}


def write(folder: Path) -> list[Path]:
    """`scaling.md` and `scaling.svg`, if there is a result."""
    result = read_result("scaling", folder)
    if result is None:
        return []
    path = folder / "scaling.md"
    path.write_text(text(result), encoding="utf-8")
    return [path, _plot(result, folder / "scaling.svg")]


def text(result: Result) -> str:
    """The Markdown page."""
    (amount,) = result.tables["amount"]
    (machine,) = result.tables["machine"]
    rows = [
        [
            LABELS[row["figure"]][0],
            *(
                _spread(row[side], LABELS[row["figure"]][1] if side != "ratio" else 2)
                for side in ("one", "two", "ratio")
            ),
        ]
        for row in result.tables["figures"]
    ]
    beyond = [
        [
            str(row["n_servers"]),
            f"{row['turns_a_second']:.0f}",
            f"{row['cores']:.1f}",
            f"{row['postgres_cores']:.2f}",
            f"{row['here']:.0f}" if row["n_servers"] <= 2 else "",
        ]
        for row in result.tables["computed"]
    ]
    silent = sum(row["n_silent"] for row in result.tables["rounds"])
    parts = [
        "# One server, two servers: turns a second through nginx on one PostgreSQL",
        f"Made by `make bench-scaling` on {result.made['on']}, Python "
        f"{result.made['python']}, {machine['cores']} cores ({machine['cpu']}), "
        f"{machine['memory_gb']} GB; figures from `scaling.json`. Load average of the "
        f"machine when it began: {machine['load']:.1f}.",
        f"{amount['n_rounds']} rounds; in each, one server and two are started behind "
        f"the shipped nginx (deploy/nginx), warmed with {amount['n_warm_up']} turns "
        f"and given {amount['n_turns']} by {amount['n_users']} users side by side, "
        "each waiting for its reply, no two messages alike. Medians of the rounds, "
        "least and largest in brackets; the ratio is two servers' over one's, round "
        "by round.",
        f"**The load generator and PostgreSQL run on the same {machine['cores']} "
        "cores**, so two servers cannot do twice what one does here: the last lines "
        "say how many cores were busy. PostgreSQL syncs every commit. With other work "
        "on the machine, turns a second and times say little; CPU a turn holds.",
        table(["figure", "one server", "two servers", "ratio"], rows),
        f"Turns without a reply text: {silent}.",
        "## Beyond",
        "Computed from the CPU seconds of a turn, nothing else: a server process fills "
        "one core, PostgreSQL and nginx need theirs beside it. Not in it: the disk "
        "that PostgreSQL syncs to, and memory that many processes read at once. The "
        "last column is what this machine's cores allow with the load generator on "
        "them: compare it with what was measured.",
        table(
            [
                "servers",
                "turns a second, a core each",
                "cores, with PostgreSQL and nginx",
                "of them PostgreSQL",
                "on this machine",
            ],
            beyond,
        ),
        "![turns a second by servers](scaling.svg)",
    ]
    return "\n\n".join([*parts, ""])


def _spread(figure: dict[str, float], digits: int) -> str:
    median, low, high = (f"{figure[k]:.{digits}f}" for k in ("median", "low", "high"))
    return median if low == high else f"{median} ({low}-{high})"


def _plot(result: Result, path: Path) -> Path:
    """Measured turns a second of one and two, and the computed line."""
    figure, axes = new_axes()
    computed = result.tables["computed"]
    axes.plot(
        [row["n_servers"] for row in computed],
        [row["turns_a_second"] for row in computed],
        color=GREY,
        linewidth=1,
        marker="o",
        markersize=3,
        label="computed, a core for each server",
    )
    (turns,) = [
        row for row in result.tables["figures"] if row["figure"] == "turns_a_second"
    ]
    for n_servers, side in ((1, "one"), (2, "two")):
        low, median, high = (turns[side][k] for k in ("low", "median", "high"))
        axes.plot([n_servers] * 2, [low, high], color="black", linewidth=1)
        axes.plot(
            [n_servers],
            [median],
            color=BLUE,
            marker="o",
            linestyle="none",
            label="measured, all on these cores" if n_servers == 1 else None,
        )
    axes.set_xticks([row["n_servers"] for row in computed])
    axes.set_ylim(bottom=0)
    axes.set_xlabel("server processes")
    axes.set_ylabel("turns a second")
    axes.legend(loc="upper left", frameon=False)
    return save(figure, path)
