"""Results -> tables in Markdown and plots in SVG, the published figures beside.

Reads the JSON files of `results.py` and writes beside them; it measures nothing.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.intents import PUBLISHED_CLINC
from benchmarks.results import Result, Row, read_result
from benchmarks.squad2 import PUBLISHED as PUBLISHED_SQUAD

BLUE, GREY, ORANGE = "#1f5a92", "#8a8f96", "#c2641c"


def write_report(folder: Path) -> list[Path]:
    """Every table and plot for which there is a result; the files written."""
    writers = {
        "intents": _intents,
        "stock_rasa": lambda result, folder: [],
        "squad2": _squad2,
        "other_clinic": _other_clinic,
    }
    written: list[Path] = []
    for name, write in writers.items():
        result = read_result(name, folder)
        if result is not None:
            written += write(result, folder)
    return written


def percent(figure: dict[str, Any] | float | None, *, digits: int = 1) -> str:
    """A share as "84.0 (81.7-86.1)", or alone when it has no interval."""
    if figure is None:
        return ""
    if not isinstance(figure, dict):
        return f"{100 * figure:.{digits}f}"
    value, low, high = (100 * figure[key] for key in ("value", "low", "high"))
    return f"{value:.{digits}f} ({low:.{digits}f}-{high:.{digits}f})"


def area(figure: dict[str, Any]) -> str:
    """An AUROC as ".978 (.974-.982)"."""
    value, low, high = (
        f"{figure[key]:.3f}".removeprefix("0") for key in ("value", "low", "high")
    )
    return f"{value} ({low}-{high})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _intents(result: Result, folder: Path) -> list[Path]:
    stock = read_result("stock_rasa", folder)
    accuracy = result.tables["accuracy"]
    (clinc,) = result.tables["clinc150"]
    others = stock.tables["accuracy"] if stock else []
    rows = [
        [
            f"{row['data']} {row['shots']}",
            "Bedside",
            percent(row["accuracy"]),
            str(row["accuracy"]["n"]),
            f"{row['fit_s']:.0f}",
            percent(row["goal"], digits=0),
            row["published"],
        ]
        for row in accuracy
    ]
    rows += [
        [
            f"{row['data']} {row['shots']}",
            _rasa_name(row),
            percent(row["accuracy"]),
            str(row["accuracy"]["n"]),
            f"{row['fit_s']:.0f}",
            "",
            "",
        ]
        for row in others
    ]
    rows.sort(key=lambda row: row[0])
    known = [
        [
            "Bedside",
            percent(clinc["in_scope"]),
            percent(clinc["oos_recall"]),
            area(clinc["auroc"]),
        ],
        *(
            [name, percent(in_scope), percent(recall), ""]
            for name, in_scope, recall in PUBLISHED_CLINC
        ),
    ]
    page = _page(
        result,
        folder,
        [
            "# Intents",
            "Accuracy in per cent on the test part, 95 % interval in brackets; seconds "
            "are of training without the encoding, on two shared cores. Bedside: the "
            "assistant's own component, the packaged MiniLM frozen. Larson's and the "
            "other published systems were trained by their authors.",
            table(
                ["data", "system", "right, %", "n", "training, s", "goal", "published"],
                rows,
            ),
            "## CLINC150, in scope and out of scope",
            "Threshold with the best accuracy over 150 intents and out of scope on the "
            "validation part (Larson et al. 2019); "
            f"{clinc['in_scope']['n']} texts in scope and {clinc['oos_recall']['n']} "
            "out of it. Goals: 95.0 in scope, 70 out of scope, AUROC .978. Without a "
            f"threshold {percent(clinc['without_threshold'])} are right.",
            table(["system", "in scope, %", "foreign recalled, %", "AUROC"], known),
            "How many foreign texts are recognised depends on where the validation "
            "part has its best accuracy, which is nearly flat there: see the curve.",
            "![in-scope accuracy against recall](clinc150.svg)",
            "![accuracy with ten examples an intent](intents.svg)",
        ],
    )
    return [page, _clinc_plot(result, folder), _shots_plot(accuracy, others, folder)]


def _squad2(result: Result, folder: Path) -> list[Path]:
    (counts,) = result.tables["n"]
    rows = [[row["system"], area(row["auroc"])] for row in result.tables["auroc"]]
    rows.append(["published", PUBLISHED_SQUAD])
    page = _page(
        result,
        folder,
        [
            "# SQuAD2: the passage is there, is the answer?",
            f"{counts['answerable']} answerable and {counts['unanswerable']} "
            "unanswerable questions on eight articles of the development set; the "
            "page-only score was fitted on the eight others, on MedQuAD and on this "
            "clinic's questions. AUROC with 95 % interval.",
            table(["score", "AUROC"], rows),
            "Part of the gain is SQuAD2's own habit: many unanswerable questions were "
            "made by putting a negation into an answerable one, and a signal that sees "
            "a negation in the question and none in the sentence finds those. Without "
            "that signal the last row remains.",
            "![AUROC by score](squad2.svg)",
        ],
    )
    plot = _bars(
        [(row["system"], row["auroc"]) for row in result.tables["auroc"]],
        folder / "squad2.svg",
        label="AUROC, answerable against not (higher is better)",
        start=0.5,
        mark=(0.64, "published, retrieval"),
    )
    return [page, plot]


def _other_clinic(result: Result, folder: Path) -> list[Path]:
    parts = []
    for name, title in (
        ("systems", "All pages"),
        ("untouched", "Pages on which no choice was made"),
    ):
        rows = [
            [
                row["system"],
                percent(row["hit"]),
                percent(row["page_hit"]),
                area(row["auroc"]),
                percent(row["coverage"]),
                percent(row["page_coverage"]),
            ]
            for row in result.tables[name]
        ]
        n = result.tables[name][0]
        parts += [
            f"## {title}",
            f"{n['n_covered']} questions that a page answers and {n['n_left_out']} on "
            "pages left out.",
            table(
                [
                    "system",
                    "right sentence first, %",
                    "right page first, %",
                    "AUROC",
                    "coverage at 5 % wrong, %",
                    "at 5 % of a wrong page, %",
                ],
                rows,
            ),
        ]
    (bar,) = result.tables["at_the_bar"]
    page = _page(
        result,
        folder,
        [
            "# Another clinic: sixty pages, no approved question",
            "Sixty MedQuAD pages as Markdown in a sources folder, indexed and asked "
            "by the product's own code; nothing else is touched. The questions are "
            "written in other words, by hand. Right sentence: the first quoted one is "
            "among those that answer. Coverage: right answers over answerable "
            "questions where at most 5 % of the answers given are wrong; in the last "
            "column an answer is wrong only when it is of a wrong page. 95 % intervals "
            "in brackets.",
            *parts,
            "## At the bar that the product uses",
            f"Of {bar['answered']['n']} covered questions {percent(bar['answered'])} % "
            f"are answered, {percent(bar['right_of_answered'])} % of those with the "
            f"right sentence; of {bar['left_out_answered']['n']} on pages left out "
            f"{percent(bar['left_out_answered'])} % are answered. Of all answers given "
            f"{percent(bar['wrong_of_given'])} % do not begin with the right sentence.",
            "![right sentence first](other_clinic.svg)",
        ],
    )
    plot = _bars(
        [(row["system"], row["hit"]) for row in result.tables["systems"]],
        folder / "other_clinic.svg",
        label="right sentence first, share of 180 questions (higher is better)",
        start=0.0,
    )
    return [page, plot]


def _page(result: Result, folder: Path, parts: Sequence[str]) -> Path:
    """Write a result's page: title, how it was made, and what else it says."""
    path = folder / f"{result.name}.md"
    title, *others = parts
    text = "\n\n".join([title, _made(result), *others, ""])
    path.write_text(text, encoding="utf-8")
    return path


def _made(result: Result) -> str:
    made = result.made
    return (
        f"Made by `make bench` on {made['on']}, Python {made['python']}, "
        f"{made['machine']}; figures from `{result.name}.json`."
    )


def _rasa_name(row: Row) -> str:
    epochs = row.get("epochs")
    return f"{row['system']}, {epochs} epochs" if epochs else str(row["system"])


def _clinc_plot(result: Result, folder: Path) -> Path:
    (clinc,) = result.tables["clinc150"]
    figure, axes = new_axes()
    curve = result.tables["curve"]
    axes.plot(
        [100 * point["in_scope"] for point in curve],
        [100 * point["oos_recall"] for point in curve],
        color=BLUE,
        label="Bedside, every threshold",
    )
    axes.plot(
        100 * clinc["in_scope"]["value"],
        100 * clinc["oos_recall"]["value"],
        "o",
        color=BLUE,
        label="Bedside, Larson's rule",
    )
    for name, in_scope, recall in PUBLISHED_CLINC:
        axes.plot(100 * in_scope, 100 * recall, "s", color=GREY)
        axes.annotate(
            name.partition(" (")[0],
            (100 * in_scope, 100 * recall),
            xytext=(-4, 6),
            textcoords="offset points",
            ha="right",
            color=GREY,
        )
    axes.plot(95, 70, "*", color=ORANGE, markersize=10, label="goal")
    axes.set_xlim(88, 97)
    axes.set_ylim(0, 100)
    axes.set_xlabel("in-scope accuracy, %")
    axes.set_ylabel("foreign texts recognised, %")
    axes.legend(loc="lower left", frameon=False)
    return save(figure, folder / "clinc150.svg")


def _shots_plot(own: Sequence[Row], others: Sequence[Row], folder: Path) -> Path:
    bars = [
        (f"{row['data']}, {_rasa_name(row) if 'system' in row else 'Bedside'}", row)
        for row in [*own, *others]
        if row["shots"] == "10-shot"
    ]
    bars.sort(key=lambda bar: bar[0])
    return _bars(
        [(name, row["accuracy"]) for name, row in bars],
        folder / "intents.svg",
        label="accuracy, ten examples an intent (higher is better)",
        start=0.0,
    )


def _bars(
    figures: Sequence[tuple[str, dict[str, Any]]],
    path: Path,
    *,
    label: str,
    start: float,
    mark: tuple[float, str] | None = None,
) -> Path:
    """Horizontal bars with their intervals, the product's in colour."""
    figure, axes = new_axes(height=0.8 + 0.45 * len(figures))
    for row, (name, value) in enumerate(reversed(figures)):
        low, high = value["value"] - value["low"], value["high"] - value["value"]
        axes.barh(
            row,
            value["value"] - start,
            left=start,
            xerr=[[low], [high]],
            color=BLUE if "Bedside" in name else GREY,
            ecolor="black",
            height=0.6,
        )
    axes.set_yticks(range(len(figures)))
    axes.set_yticklabels([name for name, _ in reversed(figures)])
    axes.set_xlim(start, 1.0)
    if mark is not None:
        axes.axvline(mark[0], color=ORANGE, linestyle="--", label=mark[1])
        axes.legend(loc="lower right", frameon=False)
    axes.set_xlabel(label)
    return save(figure, path)


def new_axes(*, height: float = 4.0) -> tuple[Any, Any]:
    """An empty figure and its axes."""
    # Drawn without a display, and with the same bytes for the same figures.
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "bedside"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7.5, height))
    axes.spines["top"].set_visible(False)
    axes.spines["right"].set_visible(False)
    return figure, axes


def save(figure: Any, path: Path) -> Path:
    """Write a figure as SVG and forget it."""
    from matplotlib import pyplot

    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
    return path
