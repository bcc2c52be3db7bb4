"""The conversation around a note to the team: offered, asked for, agreed to, sent.

The door asks it before and after Rasa. Where a conversation stands is read from its
last reply on record, so it goes on after a restart and on another server. "Passed on"
is said once the courier knows that the note was taken, and never before.
"""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any, Optional

from actions.clinic import MAX_MESSAGE_CHARS, Clinic
from actions.contact import hours_text
from actions.reply import Button, Reply
from bot.database import DatabaseError
from bot.handover.courier import Courier, CourierError
from bot.handover.note import (
    KINDS,
    MAX_WORDS_CHARS,
    Note,
    reference_of,
)
from bot.handover.queue import Handover, HandoverQueue
from bot.inbox import Accepted, Inbox
from bot.masking import mask
from knowledge.question import asks

# How long the patient waits for "passed on"; after that it goes on without them.
PATIENCE_S = 2.5
WORK_EVERY_S = 2.0
# With what the server waits for its last replies, less than a process is given to end.
STOP_S = 4.0

OFFER_BUTTON = Button("Ask the team to contact me", "Please ask the team to contact me")
STOP_BUTTON = Button("No, thank you", "No, do not contact me")
SEND_BUTTON = Button("Send it", "Yes, send it")
KEEP_BUTTON = Button("Do not send it", "No, do not send it")
# Names of the stages, as the routed intent of their replies.
ASKING = "handover_contact"
CONFIRMING = "handover_confirm"
SENT = "handover_sent"
WAITING = "handover_waiting"
DECLINED = "handover_declined"

_YES = re.compile(
    r"(?:yes|yes please|yep|yeah|ok|okay|sure|please do|please|send|send it|"
    r"yes,? send it|please send it|go ahead|do it)[.!]*",
    re.IGNORECASE,
)
_NO = re.compile(
    r"(?:no|nope|no thanks|no,? thank you|stop|cancel|never mind|don['’]?t|"
    r"do not send(?: it)?|don['’]?t send(?: it)?|no,? do not send it|"
    r"no,? do not contact me)[.!]*",
    re.IGNORECASE,
)
# The masks of what somebody can be reached by.
_REACHABLE = re.compile(r"\[(?:number|email)\]")
# What the responses say while nothing can be passed on.
_CANNOT = re.compile(r"\s*I cannot pass (?:messages|it|this) on(?: myself)?\.")

logger = logging.getLogger(__name__)


class Desk:
    """Notes of one clinic, over one queue and one courier."""

    def __init__(
        self,
        clinic: Clinic,
        inbox: Inbox,
        queue: HandoverQueue,
        courier: Courier,
        *,
        max_message_chars: int = MAX_MESSAGE_CHARS,
        counts: Counter[str] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(timezone.utc),
    ) -> None:
        """Stand behind the door.

        Args:
            clinic: Texts and numbers.
            inbox: Where the last reply is read.
            queue: Where notes wait.
            courier: Brings them.
            max_message_chars: Longer messages are asked to be shortened; none is kept.
            counts: `handover.taken`, `.put_off` and `.failed` are counted in it.
            now: Clock with a time zone; opening hours depend on it.
        """
        self._clinic = clinic
        self._inbox = inbox
        self._queue = queue
        self._courier = courier
        self._max_message_chars = max_message_chars
        self._counts: Counter[str] = Counter() if counts is None else counts
        self._now = now
        self._stopping = asyncio.Event()
        self._tasks: set[asyncio.Task[bool]] = set()
        self._work: Optional[asyncio.Task[None]] = None

    # --- what the door asks -----------------------------------------------------------

    def offer(self, reply: Reply) -> Reply:
        """A handover reply with the offer of a note; any other as it is."""
        if reply.route != "handoff" or reply.intent_name not in KINDS:
            return reply
        offer = self._clinic.texts["handover_offer"]
        text = f"{_CANNOT.sub('', reply.text).strip()} {offer}"
        return replace(reply, text=text, buttons=(OFFER_BUTTON, *reply.buttons))

    async def note(
        self, sender_id: str, message_id: str, channel: str, text: str
    ) -> None:
        """Keep how the patient can be reached, when that is what was asked for.

        Called with the words as they were written, before they are masked: what is
        masked is of no use to the team. It is a draft, and nothing is sent.
        """
        if len(text) > self._max_message_chars:
            # Its reply asks to shorten it.
            return
        try:
            last = await self._inbox.last_answered(sender_id)
            if last is None or _stage(last) not in (ASKING, CONFIRMING):
                return
            if not _REACHABLE.search(mask(text)):
                return
            kind, words = await self._request(sender_id)
            note = Note(
                reference=reference_of(sender_id, message_id),
                kind=kind,
                words=words,
                contact=text,
                channel=channel,
                asked_at=self._now().timestamp(),
            )
            await self._queue.draft(sender_id, note)
        except DatabaseError as error:
            logger.error("A note was not kept: %s.", error.reason)

    async def reply(self, accepted: Accepted) -> Optional[Reply]:
        """The reply to a message that belongs to a note; None for any other.

        Raises:
            DatabaseError: Where the conversation stands cannot be read.
        """
        text = accepted.text
        if text == OFFER_BUTTON.payload:
            return self._say(ASKING, buttons=(STOP_BUTTON,))
        last = await self._inbox.last_answered(accepted.sender_id)
        if last is None or last.reply is None:
            return None
        if OFFER_BUTTON in last.reply.buttons and _YES.fullmatch(text):
            return self._say(ASKING, buttons=(STOP_BUTTON,))
        stage = _stage(last)
        if stage not in (ASKING, CONFIRMING):
            return None
        if _NO.fullmatch(text):
            await self._queue.drop_drafts(accepted.sender_id)
            return self._say(DECLINED)
        found = await self._queue.latest(accepted.sender_id)
        if _REACHABLE.search(text):
            reference = reference_of(accepted.sender_id, accepted.message_id)
            if found is not None and found.reference == reference and found.note:
                return self._confirm(found.note)
            return None
        if stage == CONFIRMING and found is not None and _YES.fullmatch(text):
            return await self._send(found)
        if stage == ASKING and accepted.alarm is None and not _is_question(text):
            # A name alone: the number may be in the next message.
            return self._say(ASKING, buttons=(STOP_BUTTON,))
        # Something else was said: what was not agreed to is forgotten.
        await self._queue.drop_drafts(accepted.sender_id)
        return None

    # --- the work behind it -----------------------------------------------------------

    def start(self) -> None:
        """Begin to bring what waits."""
        self._work = asyncio.ensure_future(self._bring_for_ever())

    async def stop(self) -> None:
        """End the work; what waits is brought after the next start.

        What is on its way is waited for, up to `STOP_S`: cut off in the middle, it may
        have been taken without anybody knowing, and would be sent again.
        """
        self._stopping.set()
        running: set[asyncio.Task[Any]] = set(self._tasks)
        if self._work is not None:
            running.add(self._work)
        if running:
            _, late = await asyncio.wait(running, timeout=STOP_S)
            for task in late:
                task.cancel()

    async def bring_due(self) -> int:
        """Bring what is due now; how many notes that were.

        Raises:
            DatabaseError: The queue cannot be read.
        """
        n_brought = 0
        # One at a time, so that none's lease runs out while it waits for the others.
        while not self._stopping.is_set():
            due = await self._queue.claim()
            if due is None:
                break
            await self._bring(due)
            n_brought += 1
        return n_brought

    async def _bring(self, handover: Handover) -> bool:
        """Whether the other side took it, and that is written down."""
        # Between the claim and this the process may have slept, or waited for a lock.
        held = await self._queue.renew(handover)
        note = None if held is None else held.note
        if held is None or note is None:
            return False
        handover = held
        try:
            await self._courier.bring(note)
        except CourierError as error:
            logger.error("Note %s: %s", handover.reference, error)
            if error.is_final:
                await self._queue.finish(handover, "failed")
                self._counts["handover.failed"] += 1
            elif await self._queue.put_off(handover):
                self._counts["handover.put_off"] += 1
            else:
                self._counts["handover.failed"] += 1
            return False
        self._counts["handover.taken"] += 1
        # The team has it, whether or not this can be written down.
        with suppress(DatabaseError):
            await self._queue.finish(handover, "taken")
        return True

    async def _bring_for_ever(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.bring_due()
            except DatabaseError as error:
                logger.error("Notes were not read: %s.", error.reason)
            except Exception as error:
                logger.error("Notes were not brought: %s.", type(error).__name__)
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), WORK_EVERY_S)

    # --- stages -----------------------------------------------------------------------

    async def _request(self, sender_id: str) -> tuple[str, str]:
        """What was asked for when a note was offered: its kind, and the words."""
        for row in reversed(await self._inbox.history(sender_id)):
            if row.reply is not None and OFFER_BUTTON in row.reply.buttons:
                words = " ".join(row.text.split()).replace("“", "'").replace("”", "'")
                return KINDS.get(row.reply.intent_name, "contact"), (
                    words[:MAX_WORDS_CHARS]
                )
        return "contact", ""

    def _confirm(self, note: Note) -> Reply:
        # Not how to reach them: that is masked in every record but the note itself.
        summary = f"About: {note.kind}."
        if note.words:
            summary += f" Your words: “{note.words}”."
        return self._say(
            CONFIRMING, buttons=(SEND_BUTTON, KEEP_BUTTON), summary=summary
        )

    async def _send(self, found: Handover) -> Reply:
        """Bring it now; what the patient is told is what is known by then."""
        if found.state == "draft":
            found = await self._queue.agree(found)
            if found.state == "waiting":
                task = asyncio.ensure_future(self._bring(found))
                self._tasks.add(task)
                task.add_done_callback(self._forget_task)
                done, _ = await asyncio.wait({task}, timeout=PATIENCE_S)
                if done and task.exception() is None and task.result():
                    return self._say(SENT, reference=found.reference)
        elif found.state == "taken":
            return self._say(SENT, reference=found.reference)
        return self._say(WAITING, reference=found.reference)

    def _say(self, stage: str, *, buttons: tuple[Button, ...] = (), **f: str) -> Reply:
        fields = {"hours": hours_text(self._clinic, self._now()), **f}
        text = self._clinic.texts[stage]
        for name, value in fields.items():
            text = text.replace(f"{{{name}}}", value)
        return Reply(text, "handoff", stage, 1.0, buttons=buttons)

    def _forget_task(self, task: "asyncio.Task[bool]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("A note failed: %s.", type(task.exception()).__name__)


def _is_question(text: str) -> bool:
    return "?" in text or asks(text)


def _stage(accepted: Accepted) -> str:
    return "" if accepted.reply is None else accepted.reply.intent_name
