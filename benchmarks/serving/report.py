"""The comparison's result -> a table in Markdown and two plots.

Reads `serving.json` and writes beside it; it measures nothing.
"""

from pathlib import Path

from benchmarks.report import BLUE, GREY, ORANGE, new_axes, save, table
from benchmarks.results import Result, Row, read_result
from benchmarks.serving.figures import BEDSIDE, PLAIN


def write(folder: Path) -> list[Path]:
    """`serving.md`, `serving.svg` and `serving_growth.svg`, if there is a result."""
    result = read_result("serving", folder)
    if result is None:
        return []
    path = folder / "serving.md"
    path.write_text(text(result), encoding="utf-8")
    return [
        path,
        _ratios(result.tables["figures"], folder / "serving.svg"),
        _growth(result.tables["rounds"], folder / "serving_growth.svg"),
    ]


def text(result: Result) -> str:
    """The Markdown page."""
    (amount,) = result.tables["amount"]
    (machine,) = result.tables["machine"]
    rows = [
        [
            row["label"],
            _spread(row["bedside"], row["digits"]),
            _spread(row["plain"], row["digits"]),
            "" if row["ratio"] is None else _spread(row["ratio"], 2),
            row["goal"],
            _verdict(row["reached"]),
        ]
        for row in result.tables["figures"]
    ]
    silent = {
        system: sum(
            r["n_silent"] for r in result.tables["rounds"] if r["system"] == system
        )
        for system in (BEDSIDE, PLAIN)
    }
    steps = [
        [row["system"], row["step"], f"{row['cpu_s']:.0f}", f"{row['wall_s']:.0f}"]
        for row in result.tables["training"]
    ]
    quick = (
        ["**A quick run: plain Rasa trained for two epochs, few turns. No figures.**"]
        if amount["quick"]
        else []
    )
    parts = [
        "# Serving: Bedside against plain Rasa",
        f"Made by `make bench-serving` on {result.made['on']}, Python "
        f"{result.made['python']}, {machine['cores']} cores ({machine['cpu']}), "
        f"{machine['memory_gb']} GB; figures from `serving.json`.",
        *quick,
        "Plain Rasa: the installed version's own default pipeline and policies, the "
        f"same intents with at most {amount['n_examples']} examples each (drawn from "
        "those that Bedside learns all of: with all of them its training takes hours "
        "and its model is bigger), a story and a rule for each intent, and an action "
        "server whose one action utters a constant text; conversations in memory, as "
        "its default is. Bedside does more in a turn: it screens the message twice for "
        "danger, masks and stores it durably, searches the pages, judges the evidence, "
        "checks the reply and stores that, before it answers. Both answer over REST, "
        "and no message is sent twice in a round.",
        f"{amount['n_rounds']} rounds; in each both are started, warmed with "
        f"{amount['n_warm_up']} turns and loaded in turn: {amount['n_one']} turns one "
        f"at a time, {amount['n_many']} of 20 users, {amount['n_long']} of one "
        "conversation. Medians of the rounds, least and largest in brackets; the ratio "
        "is Bedside's over plain Rasa's, round by round. The client shares the cores.",
        table(["figure", "Bedside", "plain Rasa", "ratio", "goal", "reached"], rows),
        f"Turns without a reply text: Bedside {silent[BEDSIDE]}, plain Rasa "
        f"{silent[PLAIN]}.",
        "![how many times better](serving.svg)",
        "![a turn's time along one conversation](serving_growth.svg)",
    ]
    if steps:
        parts += [
            "## Training, step by step",
            "From nothing, once, Rasa's cache off. Bedside's `encoder` teaches the "
            "encoder the clinic's questions: that is done again when questions change, "
            "not when a page does.",
            table(["system", "step", "CPU, s", "wall, s"], steps),
        ]
    return "\n\n".join([*parts, ""])


def _verdict(reached: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[reached]


def _spread(figure: dict[str, float], digits: int) -> str:
    median, low, high = (f"{figure[k]:.{digits}f}" for k in ("median", "low", "high"))
    return median if low == high else f"{median} ({low}-{high})"


def _ratios(rows: list[Row], path: Path) -> Path:
    """How many times better Bedside is, with the goals, on a logarithmic scale."""
    shown = [row for row in rows if row["ratio"] is not None]
    figure, axes = new_axes(height=0.9 + 0.42 * len(shown))
    for place, row in enumerate(reversed(shown)):
        is_more = row["goal"].startswith("at least")
        bound = float(row["goal"].split()[2]) if row["goal"] else None
        ends = [row["ratio"][k] for k in ("low", "median", "high")]
        low, median, high = ends if is_more else [1 / end for end in reversed(ends)]
        axes.barh(place, median - 1, left=1, color=BLUE, height=0.6)
        axes.plot([low, high], [place, place], color="black", linewidth=1)
        if bound is not None:
            goal = bound if is_more else 1 / bound
            axes.plot([goal, goal], [place - 0.4, place + 0.4], color=ORANGE)
    axes.set_xscale("log")
    axes.set_xticks([0.5, 1, 2, 5, 10, 20])
    axes.set_xticklabels(["0.5", "1", "2", "5", "10", "20"])
    axes.minorticks_off()
    axes.axvline(1, color="black", linewidth=0.8)
    axes.set_yticks(range(len(shown)))
    axes.set_yticklabels([row["label"].replace("`", "") for row in reversed(shown)])
    axes.set_xlabel("times better (orange: goal; black: range of the rounds)")
    return save(figure, path)


def _growth(rounds: list[Row], path: Path) -> Path:
    """A turn's milliseconds along one conversation, every round a line."""
    figure, axes = new_axes()
    for system, colour in ((PLAIN, GREY), (BEDSIDE, BLUE)):
        of_system = [row for row in rounds if row["system"] == system]
        for number, row in enumerate(of_system):
            turns = [10 * n + 5 for n in range(len(row["long_ms"]))]
            axes.plot(
                turns,
                row["long_ms"],
                color=colour,
                linewidth=1,
                label=None if number else system,
            )
    axes.set_ylim(bottom=0)
    axes.set_xlabel("turn of one conversation")
    axes.set_ylabel("a turn, ms (medians of ten)")
    axes.legend(loc="upper left", frameon=False)
    return save(figure, path)
