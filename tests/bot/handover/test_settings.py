import pytest

from bot.handover.courier import ChatwootCourier, SmtpCourier, WebhookCourier
from bot.handover.settings import courier_from
from bot.settings import SettingsError

MAIL = {
    "BEDSIDE_HANDOVER_SMTP": "smtp://bot:secret-word@mail.example:587",
    "BEDSIDE_HANDOVER_FROM": "bot@clinic.example",
    "BEDSIDE_HANDOVER_TO": "team@clinic.example",
}
HOOK = {
    "BEDSIDE_HANDOVER_WEBHOOK": "https://desk.example/notes",
    "BEDSIDE_HANDOVER_SECRET": "0123456789abcdef",
}
DESK = {"BEDSIDE_HANDOVER_CHATWOOT": "https://desk.example/public/api/v1/inboxes/A"}


def test_nothing_is_sent_unless_it_is_said_where():
    assert courier_from({}) is None
    assert courier_from({"BEDSIDE_HANDOVER_SMTP": ""}) is None


def test_each_way_has_its_courier():
    assert isinstance(courier_from(MAIL), SmtpCourier)
    assert isinstance(courier_from(HOOK), WebhookCourier)
    assert isinstance(courier_from(DESK), ChatwootCourier)


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        (MAIL | HOOK, "BEDSIDE_HANDOVER_WEBHOOK"),
        (MAIL | {"BEDSIDE_HANDOVER_SMTP": "mail.example"}, "BEDSIDE_HANDOVER_SMTP"),
        (MAIL | {"BEDSIDE_HANDOVER_SMTP": "smtp://h:x"}, "BEDSIDE_HANDOVER_SMTP"),
        (MAIL | {"BEDSIDE_HANDOVER_TO": ""}, "BEDSIDE_HANDOVER_TO"),
        (MAIL | {"BEDSIDE_HANDOVER_FROM": "a@b, c@d"}, "BEDSIDE_HANDOVER_FROM"),
        (HOOK | {"BEDSIDE_HANDOVER_SECRET": "short"}, "BEDSIDE_HANDOVER_SECRET"),
        (HOOK | {"BEDSIDE_HANDOVER_SECRET": ""}, "BEDSIDE_HANDOVER_SECRET"),
        (HOOK | {"BEDSIDE_HANDOVER_WEBHOOK": "http://desk.example/"}, "WEBHOOK"),
        (HOOK | {"BEDSIDE_HANDOVER_WEBHOOK": "https://[/"}, "WEBHOOK"),
        ({"BEDSIDE_HANDOVER_CHATWOOT": "desk.example"}, "CHATWOOT"),
    ],
)
def test_what_cannot_be_used_stops_the_start_and_shows_no_secret(environ, name):
    with pytest.raises(SettingsError, match=name) as caught:
        courier_from(environ)
    assert "secret-word" not in str(caught.value)
    assert "short" not in str(caught.value).replace("too short", "")
