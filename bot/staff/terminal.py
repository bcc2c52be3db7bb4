"""Receipts, recalls, gaps and previews in a terminal: records in, renderables out."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, tzinfo

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot import explain
from bot.staff.day import PageOnDay
from bot.staff.gaps import GATES, Gaps
from bot.staff.gaps_report import never_used, told
from bot.staff.recall import Recall
from bot.staff.receipt import Receipt

N_DIGITS = 12
"""Of a revision's SHA-256, as a person compares it."""

MAX_SECTIONS = 8


def receipt(found: Receipt, zone: tzinfo, *, with_conversation: bool) -> RenderableType:
    """One turn as it was sent, what it rests on, and how its pages stand today."""
    facts = _facts(f"Receipt {found.code}")
    facts.add_row("sent", _time(found.at, zone))
    facts.add_row("channel", found.channel)
    if with_conversation:
        facts.add_row("conversation", found.conversation)
    facts.add_row("route", found.reply.route)
    intent = f"{found.reply.intent_name} {found.reply.confidence:.3f}"
    facts.add_row("intent", intent)
    if found.build_id is None:
        facts.add_row("record", "none: answered before receipts were kept")
    else:
        facts.add_row("index build", found.build_id or "none was needed")
        facts.add_row("text as recorded", _yes(found.same_text))
        facts.add_row("code as recorded", _yes(found.same_code))
    parts: list[RenderableType] = [facts, explain.reply(found.reply)]
    if found.cited:
        table = Table(title="Sources", title_justify="left")
        for column in ("n", "source", "section", "revision", "today"):
            table.add_column(column, overflow="fold")
        for cited in found.cited:
            status = (
                f" ({cited.status})" if cited.status not in (None, "approved") else ""
            )
            table.add_row(
                str(cited.citation.n),
                Text(cited.citation.source_id),
                Text(cited.citation.section or ""),
                (cited.revision or "not recorded")[:N_DIGITS],
                Text(cited.today + status),
            )
        parts.append(table)
    if found.gates:
        table = Table(title="Gates", title_justify="left")
        for column in ("gate", "found", "limit", "outcome"):
            table.add_column(column, overflow="fold")
        for gate in found.gates:
            table.add_row(gate.name, Text(gate.found), gate.limit, Text(gate.outcome))
        parts.append(table)
    return Group(*parts)


def recall(found: Recall, zone: tzinfo, *, with_conversation: bool) -> RenderableType:
    """Every reply that quoted the place, and by which channels."""
    place = found.source_id + (f"#{found.section}" if found.section else "")
    if not found.quoted:
        return Text(f"No reply that is kept quoted {place}.")
    table = Table(title=f"Replies that quoted {place}", title_justify="left")
    columns = ["receipt", "sent", "channel", "route", "section", "revision", "as"]
    for column in columns + (["conversation"] if with_conversation else []):
        table.add_column(column, overflow="fold")
    for quoted in found.quoted:
        is_now = quoted.revision is not None and quoted.revision == found.revision
        row: list[str | Text] = [
            quoted.code,
            _time(quoted.at, zone),
            quoted.channel,
            quoted.route,
            Text(quoted.section or ""),
            (quoted.revision or "not recorded")[:N_DIGITS]
            + (" (now)" if is_now else ""),
            f"quote {quoted.n}" if quoted.n else "says the same",
        ]
        table.add_row(*row, *([quoted.conversation] if with_conversation else []))
    channels = Counter(quoted.channel for quoted in found.quoted)
    n = len({(quoted.code, quoted.conversation) for quoted in found.quoted})
    by = ", ".join(f"{channel} {count}" for channel, count in channels.most_common())
    replies = "1 reply" if n == 1 else f"{n} replies"
    return Group(table, Text(f"{replies}; lines by channel: {by}."))


def gaps(found: Gaps) -> RenderableType:
    """The report's first lines."""
    if found.n == 0:
        return Text("There is no conversation of a patient in this time.")
    table = Table(title="Asked and not answered", title_justify="left")
    table.add_column("topic")
    table.add_column("conversations", justify="right")
    table.add_column("")
    for topic in found.topics:
        table.add_row(
            Text(topic.name),
            told(topic.n),
            "listed as a gap" if topic.is_known else "new",
        )
    table.add_row(found.others.name, told(found.others.n), "")
    why = Table(title="Why", title_justify="left")
    why.add_column("gate")
    why.add_column("conversations", justify="right")
    for gate in found.gates:
        why.add_row(GATES.get(gate.name, gate.name), told(gate.n))
    unused = never_used(found.sections)
    names = [f"{u.source_id}#{u.section or '(opening)'}" for u in unused]
    more = f" and {len(names) - MAX_SECTIONS} more" if len(names) > MAX_SECTIONS else ""
    head = (
        f"{told(found.n).capitalize()} conversations from {found.first} to "
        f"{found.last}, {told(found.n_unanswered)} with an unanswered question."
    )
    parts: list[RenderableType] = [Text(head), table]
    if found.gates:
        parts.append(why)
    if names:
        listed = ", ".join(names[:MAX_SECTIONS])
        parts.append(Text(f"Never quoted: {listed}{more}."))
    return Group(*parts)


def pages_on(pages: Sequence[PageOnDay], day: str) -> RenderableType:
    """Every page with what its dates say about the day."""
    table = Table(title=f"Pages on {day}", title_justify="left")
    for column in ("page", "served", "why"):
        table.add_column(column, overflow="fold")
    for page in pages:
        served = Text("yes", "green") if page.is_served else Text("no", "red")
        table.add_row(Text(page.source.id), served, page.why)
    return table


def preview(texts: Sequence[str], channel: str) -> RenderableType:
    """What a channel sends, each message in a frame."""
    return Group(
        *(
            Panel(
                Text(text),
                title=f"{channel}, message {n} of {len(texts)}, {len(text)} characters",
                title_align="left",
            )
            for n, text in enumerate(texts, 1)
        )
    )


def _facts(title: str) -> Table:
    return Table(title=title, title_justify="left", show_header=False)


def _time(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S %Z")


def _yes(holds: bool | None) -> Text:
    return Text("yes", "green") if holds else Text("NO: it was changed", "bold red")
