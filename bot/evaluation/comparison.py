"""Which answers change against an earlier run, question by question.

Two runs' rows in, a `Comparison` out. A message is the same when its words and the
messages before it are: ids and line numbers may move.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation.figures import Figure
from bot.evaluation.pages import plain
from bot.evaluation.record import Run
from bot.evaluation.run import Row

EFFECTS = ("now wrong", "now right", "still wrong", "still right")
"""What a change does to the verdict, in the order in which staff should read them."""

Key = tuple[tuple[str, ...], int]


@dataclass(frozen=True)
class Change:
    """One message whose reply is another than before.

    Attributes:
        effect: One of `EFFECTS`.
        what: What changed: "route", "quotes", "wording" or "verdict".
    """

    effect: str
    what: tuple[str, ...]
    before: Row
    after: Row


@dataclass(frozen=True)
class Comparison:
    """A run against an earlier one.

    Attributes:
        started: When the earlier run was made.
        build_id: The index that answered then.
        model: The model that answered then.
        is_same_set: The question file has not changed in between.
        changes: Other route, other quotes or another verdict; worst first.
        reworded: Only the text around the same quotes changed.
        n_same: Messages with the very same reply.
        added: Ids of messages that the earlier run does not have.
        removed: Ids of messages that only the earlier run has.
        figures: The earlier run's, by kind and name.
    """

    started: str
    build_id: str
    model: str
    is_same_set: bool
    changes: tuple[Change, ...]
    reworded: tuple[Change, ...]
    n_same: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    figures: Mapping[str, Mapping[str, Figure]]

    @property
    def by_effect(self) -> Mapping[str, int]:
        """Effect -> how many changes have it, all four."""
        counts = Counter(change.effect for change in self.changes)
        return {effect: counts[effect] for effect in EFFECTS}


def compare(before: Run, after: Run) -> Comparison:
    """What `after` answers otherwise than `before`."""
    old, new = _keyed(before.rows), _keyed(after.rows)
    found = [_change(old[key], row) for key, row in new.items() if key in old]
    found.sort(key=lambda change: EFFECTS.index(change.effect))
    return Comparison(
        started=before.started,
        build_id=before.build_id,
        model=before.model,
        is_same_set=before.set_digest == after.set_digest,
        changes=tuple(c for c in found if set(c.what) - {"wording"}),
        reworded=tuple(c for c in found if c.what == ("wording",)),
        n_same=sum(not change.what for change in found),
        added=tuple(row.id for key, row in new.items() if key not in old),
        removed=tuple(row.id for key, row in old.items() if key not in new),
        figures=before.figures,
    )


def _change(before: Row, after: Row) -> Change:
    what = {
        "route": before.route != after.route,
        "quotes": _quotes(before) != _quotes(after),
        "verdict": before.verdict.passed != after.verdict.passed,
        "wording": before.reply != after.reply,
    }
    now = "right" if after.verdict.passed else "wrong"
    is_other = before.verdict.passed != after.verdict.passed
    return Change(
        effect=f"{'now' if is_other else 'still'} {now}",
        what=tuple(name for name, is_so in what.items() if is_so),
        before=before,
        after=after,
    )


def _quotes(row: Row) -> list[str]:
    return [citation.quote for citation in row.citations]


def _keyed(rows: Sequence[Row]) -> dict[Key, Row]:
    """Rows by their words so far; the second of two equal ones is number 1."""
    seen: Counter[tuple[str, ...]] = Counter()
    keyed: dict[Key, Row] = {}
    for row in rows:
        words = tuple(plain(text) for text in (*row.before, row.text))
        keyed[words, seen[words]] = row
        seen[words] += 1
    return keyed
