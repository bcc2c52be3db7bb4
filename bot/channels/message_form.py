"""One checked reply as a channel's messages: parts, choices, short sources.

A `Reply` and a channel's `Form` in, `Part`s out. What the patient must read first stays
first, and nothing is left out but the sections of the sources, which the choice
"Sources" shows. It sends nothing and words nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass

from actions.reply import Button, Reply, source_lines
from bot.channels.parting import parts
from bot.channels.sms_text import n_segments, plain_marks

# What the intent model takes for a question about the last answer's sources.
SOURCES_BUTTON = Button("Sources", "Where does that come from?")
SOURCES_INTENT = "ask_source"
# These say what to do: they are parted as late as the channel allows.
CAREFUL_ROUTES = frozenset({"emergency", "refer", "answer_and_refer"})


@dataclass(frozen=True)
class Form:
    """What one channel's messages can be.

    Attributes:
        fits: Whether a text goes into one message.
        fits_at_most: The same for what had better not be parted: the platform's own
            limit, where `fits` is a kinder one.
        max_title_chars: Longest title of a button; longer ones are listed by number in
            the text. None for a channel without buttons: all choices are numbered.
        is_counted: Whether parts say "(1/3)", since they may arrive in any order.
        plain: Rewrites the text in the channel's alphabet.
    """

    fits: Callable[[str], bool]
    fits_at_most: Callable[[str], bool]
    max_title_chars: int | None = None
    is_counted: bool = False
    plain: Callable[[str], str] = str


@dataclass(frozen=True)
class Part:
    """One message of a reply.

    Attributes:
        text: With numbered choices where the channel has no room for them elsewhere.
        choices: Below the last part only; (title for a button, number from 1).
    """

    text: str
    choices: tuple[tuple[str, int], ...] = ()


def up_to(max_chars: int) -> Callable[[str], bool]:
    """Whether a text has at most so many characters, as platforms count them.

    UTF-16 units: an emoji counts for two, as Telegram and Messenger count it, so that
    what is allowed here is allowed everywhere.
    """
    return lambda text: len(text.encode("utf-16-le")) // 2 <= max_chars


# 1,600 characters: https://www.twilio.com/docs/api/errors/21617. Phones join up to
# about ten segments; six are what still arrives in one piece everywhere.
SMS = Form(
    fits=lambda text: n_segments(text) <= 6,
    fits_at_most=lambda text: len(text) <= 1600 and n_segments(text) <= 10,
    is_counted=True,
    plain=plain_marks,
)
WHATSAPP = Form(fits=up_to(1600), fits_at_most=up_to(1600))
# https://core.telegram.org/bots/api#sendmessage
TELEGRAM = Form(fits=up_to(4096), fits_at_most=up_to(4096), max_title_chars=60)
# https://developers.facebook.com/docs/messenger-platform/send-messages/quick-replies
MESSENGER = Form(fits=up_to(2000), fits_at_most=up_to(2000), max_title_chars=20)
# https://docs.slack.dev/reference/block-kit/blocks/section-block and button-element
SLACK = Form(fits=up_to(3000), fits_at_most=up_to(3000), max_title_chars=75)


def choices(reply: Reply) -> tuple[Button, ...]:
    """What can be answered with a button or a number, in the order that is shown."""
    if reply.citations and reply.intent_name != SOURCES_INTENT:
        return (*reply.buttons, SOURCES_BUTTON)
    return reply.buttons


def parts_of(reply: Reply, form: Form) -> list[Part]:
    """The reply as the channel's messages, in order.

    Args:
        reply: What the door let out.
        form: The channel's.
    """
    text = _with_short_sources(reply)
    offered = choices(reply)
    listed = _list(offered, form)
    text = form.plain(text)
    tail = form.plain(f"\n\n{listed}") if listed else ""
    fits = form.fits_at_most if reply.route in CAREFUL_ROUTES else form.fits
    texts = _parted(text, tail, fits, is_counted=form.is_counted)
    titles = tuple(
        (_title(button.title, number, form), number)
        for number, button in enumerate(offered, 1)
    )
    has_buttons = form.max_title_chars is not None
    return [
        *(Part(text) for text in texts[:-1]),
        Part(texts[-1], titles if has_buttons else ()),
    ]


def _parted(
    text: str, tail: str, fits: Callable[[str], bool], *, is_counted: bool
) -> list[str]:
    if fits(text + tail):
        return [text + tail]
    room = " (99/99)" if is_counted else ""
    texts = parts(text, lambda part: fits(part + room))
    if tail and fits(texts[-1] + tail + room):
        texts[-1] += tail
    elif tail:
        texts.extend(parts(tail.strip(), lambda part: fits(part + room)))
    if not is_counted or len(texts) == 1:
        return texts
    return [f"{part} ({n}/{len(texts)})" for n, part in enumerate(texts, 1)]


def _with_short_sources(reply: Reply) -> str:
    """The text with titles instead of lines of title and section.

    Where the patient asked for the sources, with the pages' addresses instead.
    """
    listed = source_lines(reply.citations)
    if not listed or listed not in reply.text:
        return reply.text
    if reply.intent_name == SOURCES_INTENT:
        lines = [
            line + (f"\n{c.url}" if (c.url or "").startswith("https://") else "")
            for line, c in zip(listed.split("\n"), reply.citations, strict=True)
        ]
        return reply.text.replace(listed, "\n".join(lines))
    short = _short_sources(reply)
    head, _, rest = reply.text.rpartition(listed)
    return f"{head}{short}{rest}"


def _short_sources(reply: Reply) -> str:
    """One line a page: the numbers that stand in it, and its title."""
    numbers: dict[str, list[int]] = {}
    for citation in reply.citations:
        numbers.setdefault(citation.title, []).append(citation.n)
    return "\n".join(
        "".join(f"[{n}]" for n in of_title) + f" {title}"
        for title, of_title in numbers.items()
    )


def _list(offered: tuple[Button, ...], form: Form) -> str:
    """Numbered choices as text, where buttons cannot show them whole."""
    if not offered:
        return ""
    longest = max(len(button.title) for button in offered)
    if form.max_title_chars is not None and longest <= form.max_title_chars:
        return ""
    lines = [f"{n} {button.title}" for n, button in enumerate(offered, 1)]
    return "\n".join(("Reply with a number:", *lines))


def _title(title: str, number: int, form: Form) -> str:
    """A button's title, cut at a word when the list in the text shows the whole."""
    max_chars = form.max_title_chars
    if max_chars is None or len(title) <= max_chars:
        return title
    kept = f"{number} "
    for word in title.split():
        if len(kept) + len(word) + 1 > max_chars:
            break
        kept += f"{word} "
    return f"{kept.strip()}…"
