"""A reply as a channel shows it: a `Reply` in, the texts that the patient gets out.

`PREVIEWS` is the whole interface: a channel's name, a function from reply to texts, and
whether that channel's own page shows the notice. Messaging platforms are shown by the
very forms by which their channels send.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass

from actions.reply import Reply
from bot.channels.message_form import (
    MESSENGER,
    SLACK,
    SMS,
    TELEGRAM,
    WHATSAPP,
    Form,
    parts_of,
)
from bot.staff.errors import NoChannelError


@dataclass(frozen=True)
class Preview:
    """How one channel shows a reply.

    Attributes:
        texts: The messages that are sent, in order.
        shows_notice: Whether the channel's page shows the notice, so that no reply
            begins with it.
    """

    texts: Callable[[Reply], list[str]]
    shows_notice: bool = False


def preview_of(channel: str) -> Preview:
    """The preview of a channel.

    Raises:
        NoChannelError: There is none.
    """
    if channel not in PREVIEWS:
        raise NoChannelError(channel, PREVIEWS)
    return PREVIEWS[channel]


def text(reply: Reply) -> list[str]:
    """One text, as a platform without any form shows it; buttons below, numbered."""
    lines = [reply.text]
    if reply.buttons:
        numbered = (f"{n}. {b.title}" for n, b in enumerate(reply.buttons, 1))
        lines.append("\n".join(numbered))
    return ["\n\n".join(lines)]


def rest(reply: Reply) -> list[str]:
    """The JSON of the REST webhook's bot messages, one text each."""
    return [
        json.dumps(message, ensure_ascii=False, indent=2)
        for message in reply.messages()
    ]


def page(reply: Reply) -> list[str]:
    """What the plain page shows, from top to bottom, its citations unfolded."""
    parts = [reply.text]
    if reply.citations:
        parts.append(f"Where this comes from ({len(reply.citations)})")
    for citation in reply.citations:
        section = f", “{citation.section}”" if citation.section else ""
        lines = [f"{citation.n}. {citation.title}{section}", f"   {citation.quote}"]
        if citation.url and citation.url.startswith("https://"):
            lines.append(f"   Read the page: {citation.url}")
        if citation.reviewed_on:
            lines.append(f"   Reviewed on {citation.reviewed_on}")
        parts.append("\n".join(lines))
    if reply.buttons:
        is_alarm = reply.tier in ("emergency", "crisis")
        buttons = (f"[ {button.title} ]" for button in reply.buttons)
        parts.append(
            "\n".join(["Is it over?" if is_alarm else "You could ask", *buttons])
        )
    return ["\n\n".join(parts)]


def in_form(form: Form) -> Callable[[Reply], list[str]]:
    """What a messaging platform's channel sends, one text a message; buttons below."""

    def texts(reply: Reply) -> list[str]:
        shown = []
        for part in parts_of(reply, form):
            buttons = "\n".join(f"[ {title} ]" for title, _ in part.choices)
            shown.append(f"{part.text}\n\n{buttons}" if buttons else part.text)
        return shown

    return texts


PREVIEWS: dict[str, Preview] = {
    "messenger": Preview(in_form(MESSENGER)),
    "page": Preview(page, shows_notice=True),
    "rest": Preview(rest),
    "slack": Preview(in_form(SLACK)),
    "sms": Preview(in_form(SMS)),
    "telegram": Preview(in_form(TELEGRAM)),
    "text": Preview(text),
    "whatsapp": Preview(in_form(WHATSAPP)),
}
