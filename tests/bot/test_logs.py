import io
import logging

import pytest
import structlog

from bot import logs

SECRET = "my name is Ann and I cannot sleep"


@pytest.fixture
def log(monkeypatch):
    """Configure logging as the server does; what was written."""
    before, stream = structlog.get_config(), io.StringIO()
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    monkeypatch.setattr(logging, "raiseExceptions", True)
    logs.configure(stream=stream)
    yield stream.getvalue
    structlog.configure(**before)


def test_rasas_structured_error_loses_the_patients_words(log):
    try:
        raise ValueError(SECRET)
    except ValueError:
        structlog.get_logger().exception("rest.message.received.failure", text=SECRET)
    written = log()
    assert "rest.message.received.failure" in written and "ValueError" in written
    assert "Ann" not in written


def test_rasas_debug_messages_are_not_written(log):
    structlog.get_logger().debug("processor.message.parse", parse_data_text=SECRET)
    assert log() == ""


def test_a_traceback_keeps_places_and_classes_only(log):
    try:
        raise RuntimeError(SECRET)
    except RuntimeError:
        logging.getLogger("rasa.core.processor").exception("Encountered an exception")
    written = log()
    assert "test_logs.py" in written and "RuntimeError" in written
    assert "Ann" not in written


def test_own_modules_log_at_info(log):
    logging.getLogger("bot.turn").info("Alarm %s.", "E1")
    assert log() == "INFO bot.turn: Alarm E1.\n"


def test_a_log_that_cannot_be_written_does_not_print_the_message(log):
    assert logging.raiseExceptions is False


def test_where_several_clinics_log_each_line_says_whose_it_is(log):
    stream = io.StringIO()
    logs.configure(stream=stream, clinic_id="willow")
    logging.getLogger("bot.housekeeping").info("Now serving index %s.", "abc")
    assert stream.getvalue() == (
        "willow: INFO bot.housekeeping: Now serving index abc.\n"
    )
