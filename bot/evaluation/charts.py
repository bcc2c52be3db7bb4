"""The report's two charts as coordinates; the template draws them as SVG.

A `Calibration` in, points and boxes in the chart's own units out. Each chart stands
beside a table with the same numbers, so no chart is the only place of anything.
"""

from dataclasses import dataclass

from bot.evaluation.figures import Calibration, wilson

WIDTH, HEIGHT = 400, 320
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 12, 44
N_BARS = 20
"""Of the histogram; each is 0.05 of probability wide."""


@dataclass(frozen=True)
class Dot:
    """One bin of the reliability diagram: its centre, radius and interval."""

    x: float
    y: float
    radius: float
    y_low: float
    y_high: float
    title: str


@dataclass(frozen=True)
class Bar:
    """One bar of the histogram; answerable ones stand, uncovered ones hang."""

    x: float
    y: float
    width: float
    height: float
    is_answerable: bool
    title: str


@dataclass(frozen=True)
class Tick:
    """A label on an axis."""

    at: float
    label: str


@dataclass(frozen=True)
class Reliability:
    """Share answerable (up) by probability (right); a dot on the diagonal is right."""

    dots: tuple[Dot, ...]
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Histogram:
    """Messages (up: answerable, down: uncovered) by probability (right).

    Attributes:
        middle: y of the line between the two.
        threshold: x of the threshold; None when there is none.
    """

    bars: tuple[Bar, ...]
    middle: float
    threshold: float | None
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


def reliability(calibration: Calibration) -> Reliability:
    """The reliability diagram; a dot's area grows with its messages."""
    most = max(part.n for part in calibration.bins)
    dots: list[Dot] = []
    for part in calibration.bins:
        if part.mean is None:
            continue
        low, high = wilson(part.n_answerable, part.n)
        share = part.n_answerable / part.n
        title = f"{part.n} messages near {part.mean:.2f}: {share:.0%} answerable"
        dots.append(
            Dot(
                x=_x(part.mean),
                y=_y(share),
                radius=3 + 6 * (part.n / most) ** 0.5,
                y_low=_y(low),
                y_high=_y(high),
                title=title,
            )
        )
    shares = [n / 5 for n in range(6)]
    return Reliability(
        dots=tuple(dots),
        x_ticks=tuple(Tick(_x(share), f"{share:.1f}") for share in shares),
        y_ticks=tuple(Tick(_y(share), f"{share:.0%}") for share in shares),
    )


def counts(calibration: Calibration) -> tuple[tuple[float, int, int], ...]:
    """(lower end, answerable, uncovered) for each bar of the histogram."""
    tally = [[0, 0] for _ in range(N_BARS)]
    for probability, truth in calibration.points:
        tally[min(int(probability * N_BARS), N_BARS - 1)][not truth] += 1
    return tuple((n / N_BARS, up, down) for n, (up, down) in enumerate(tally))


def histogram(calibration: Calibration, threshold: float | None) -> Histogram:
    """The distribution of P(answerable) for both kinds of message."""
    tally = counts(calibration)
    most_up = max(1, *(up for _, up, _ in tally))
    most_down = max(1, *(down for _, _, down in tally))
    scale = (HEIGHT - TOP - BOTTOM) / (most_up + most_down)
    middle = TOP + most_up * scale
    bars: list[Bar] = []
    for low, up, down in tally:
        x, width = _x(low) + 1, (_x(1) - _x(0)) / N_BARS - 2
        span = f"P {low:.2f} to {low + 1 / N_BARS:.2f}"
        if up:
            title = f"{span}: {up} answerable"
            bars.append(Bar(x, middle - up * scale, width, up * scale, True, title))
        if down:
            title = f"{span}: {down} uncovered"
            bars.append(Bar(x, middle, width, down * scale, False, title))
    y_ticks = (
        Tick(middle - most_up * scale, str(most_up)),
        Tick(middle, "0"),
        Tick(middle + most_down * scale, str(most_down)),
    )
    return Histogram(
        bars=tuple(bars),
        middle=middle,
        threshold=None if threshold is None else _x(min(threshold, 1.0)),
        x_ticks=tuple(Tick(_x(n / 5), f"{n / 5:.1f}") for n in range(6)),
        y_ticks=y_ticks,
    )


def _x(share: float) -> float:
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share: float) -> float:
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM)
