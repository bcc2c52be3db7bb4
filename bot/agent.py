"""Rasa's agent: its model, stores and actions, loaded behind the door.

Settings in, agent out. Only this module chooses where conversations are stored and
where actions run.
"""

import hashlib
import logging
from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import InMemoryTrackerStore, SQLTrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.exceptions import RasaException

import actions.library
import knowledge.encoder
from actions.clinic import Clinic
from bot import rasa_adjustments, red_flags
from bot.channels.deliveries import deliveries
from bot.channels.feedback import feedback
from bot.channels.sessions import sessions
from bot.conversation_store import ConversationStore, events, store_without_memory
from bot.database import Database
from bot.erasures import erasures
from bot.handover.queue import handovers
from bot.in_process_actions import InProcessActions
from bot.inbox import Inbox, messages
from bot.rasa_conversations import put_behind
from bot.receipts import receipt_quotes, receipts
from bot.red_flags.classifier import Classifier, ClassifierError
from bot.settings import Settings
from bot.turn import Door
from knowledge.errors import KnowledgeError, VectorStoreError

MODEL_FILE = "bedside.tar.gz"
RED_FLAGS_FILE = "red_flags.npz"
# All of them, also while no platform is open and no note is sent: what they left is
# erased, exported and aged out like everything else.
PATIENT_TABLES = (
    messages,
    receipts,
    receipt_quotes,
    events,
    sessions,
    feedback,
    deliveries,
    handovers,
)
WARM_UP_MESSAGES = ("how many sessions will I need?", "hello", "what about my scars?")

logger = logging.getLogger(__name__)


class ModelNotTrainedError(Exception):
    """There is no trained model where the settings say."""

    def __init__(self, model_file: Path) -> None:
        super().__init__(f"No model at '{model_file}'. Train it with `make train`.")
        self.model_file = model_file


class ModelNotLoadedError(Exception):
    """The trained model cannot be loaded."""

    def __init__(self, model_file: Path, reason: str) -> None:
        super().__init__(
            f"The model '{model_file}' cannot be loaded: {reason}. "
            f"Train it again with `bedside train --force`."
        )
        self.model_file = model_file


class TrackerStoreError(Exception):
    """The store that `endpoints.yml` names cannot keep what is promised."""

    def __init__(self, endpoints_file: Path, found: str) -> None:
        super().__init__(
            f"'{endpoints_file}' names the tracker_store '{found}'. Conversations are "
            f"kept in SQLite or PostgreSQL: remove it and set BEDSIDE_DATABASE_URL."
        )


async def load_agent(settings: Settings, database: Database | None = None) -> Agent:
    """Load the trained model with its stores; actions run in this process.

    Args:
        settings: Where the model is.
        database: Of the conversations; by default the one of the settings.

    Raises:
        ModelNotTrainedError: There is no model yet.
        ModelNotLoadedError: The model's file is broken or of another version.
    """
    model_file = settings.model_dir / MODEL_FILE
    if not model_file.is_file():
        raise ModelNotTrainedError(model_file)
    check_model(model_file)
    rasa_adjustments.apply()
    endpoints = AvailableEndpoints.read_endpoints(str(settings.endpoints_file))
    broker = await EventBroker.create(endpoints.event_broker)
    store = ConversationStore(database or open_database(settings), event_broker=broker)
    agent = Agent(
        tracker_store=store,
        lock_store=LockStore.create(endpoints.lock_store),
        action_endpoint=(
            endpoints.action
            if settings.remote_actions
            else InProcessActions.of_package("actions")
        ),
        generator=endpoints.nlg,
    )
    try:
        agent.load_model(model_file)
    except (RasaException, OSError, ImportError, ValueError) as error:
        raise ModelNotLoadedError(model_file, type(error).__name__) from error
    store_without_memory(agent, store)
    return agent


def check_model(model_file: Path) -> None:
    """Compare the archive with its hash: it names classes, so to load it is to run it.

    Raises:
        ModelNotLoadedError: It is not the file that was trained, or nobody says so.
    """
    beside = model_file.with_name(f"{model_file.name}.sha256")
    try:
        wanted = beside.read_text(encoding="ascii").strip()
        found = hashlib.sha256(model_file.read_bytes()).hexdigest()
    except (OSError, ValueError) as error:
        raise ModelNotLoadedError(
            model_file, f"its hash in '{beside.name}' cannot be read"
        ) from error
    if found != wanted:
        raise ModelNotLoadedError(model_file, "it is not the file that was trained")


def open_database(settings: Settings) -> Database:
    """The conversation database; it is not connected to yet.

    Raises:
        DatabaseUrlError: BEDSIDE_DATABASE_URL cannot be used.
        TrackerStoreError: `endpoints.yml` names a store that is no SQL database.
    """
    database = _database(settings)
    for table in PATIENT_TABLES:
        database.add(table)
    database.add_own(erasures)
    return database


def _database(settings: Settings) -> Database:
    if settings.database_url:
        return Database(settings.database_url)
    file = str(settings.endpoints_file)
    wanted = AvailableEndpoints.read_endpoints(file).tracker_store
    if wanted is None:
        return Database.of_file(settings.conversations_file)
    if str(wanted.type).lower() != "sql":
        raise TrackerStoreError(settings.endpoints_file, str(wanted.type))
    options = {
        name: value
        for name, value in wanted.kwargs.items()
        if name in ("dialect", "port", "db", "username", "password", "query")
    }
    url = SQLTrackerStore.get_db_url(host=wanted.url, **options)
    return Database(str(url) if isinstance(url, str) else url.render_as_string(False))


def open_door(
    settings: Settings, clinic: Clinic, database: Database | None = None
) -> Door:
    """The door, before Rasa stands behind it; with the inbox of its database."""
    return Door(
        clinic,
        inbox=Inbox(database or open_database(settings)),
        deadline_s=settings.deadline_s,
        max_message_chars=settings.max_message_chars,
        n_conversations_kept=settings.n_conversations_kept,
    )


async def load_behind(door: Door, settings: Settings) -> Agent:
    """Load the approved index and the agent, and put the agent behind the door.

    Raises:
        KnowledgeError: There is no usable index. When only its database is down, the
            server starts without, not ready, and answers emergencies.
    """
    red_flags.screen(WARM_UP_MESSAGES[0])
    try:
        actions.library.load(settings.knowledge)
    except VectorStoreError as error:
        # Not fatal: emergencies need no index, and housekeeping goes on trying.
        logger.error("%s", error)
    load_second_screen(door, settings)
    database = None if door.inbox is None else door.inbox.database
    agent = await load_agent(settings, database)
    await _warm_up(agent)
    put_behind(door, agent)
    return agent


def load_second_screen(door: Door, settings: Settings) -> None:
    """Let the trained classifier screen what the lexicon lets pass."""
    file = settings.model_dir / RED_FLAGS_FILE
    try:
        encoder = knowledge.encoder.load_encoder(settings.knowledge)
        classifier = Classifier.load(file, encoder)
        classifier.alarm(WARM_UP_MESSAGES[0])
    except (ClassifierError, KnowledgeError) as error:
        # Not fatal: the lexicon needs no model and goes on screening.
        logger.error("%s", error)
        return
    door.classifier = classifier.alarm


async def _warm_up(agent: Agent) -> None:
    """Run a few turns that nobody sees and nothing stores.

    Patterns are compiled and libraries finish loading on first use: seconds that would
    otherwise fall into a patient's first turn.
    """
    processor = agent.processor
    stored = processor.tracker_store
    processor.tracker_store = InMemoryTrackerStore(agent.domain)
    try:
        for text in WARM_UP_MESSAGES:
            await processor.handle_message(UserMessage(text, sender_id="warm-up"))
    except Exception as error:
        # Not fatal: a turn that fails has its fallback, and other turns may work.
        logger.error("Warm-up failed: %s.", type(error).__name__)
    finally:
        processor.tracker_store = stored
