from types import SimpleNamespace

from bot.channels.platform_limits import PlatformLimits
from bot.channels.rest import RestChannel
from bot.channels.twilio import TwilioChannel
from bot.settings import Settings
from tests.bot.channels.test_messaging import CREDENTIALS
from tests.bot.fakes import CLINIC


def request(path):
    return SimpleNamespace(
        path=path,
        method="POST",
        headers={},
        content_type="application/x-www-form-urlencoded",
        host="clinic.example",
        ip="203.0.113.7",
        remote_addr="",
    )


async def test_one_platform_brings_more_than_one_address_may():
    twilio = TwilioChannel.from_credentials(CREDENTIALS["twilio"])
    limits = PlatformLimits(Settings(), CLINIC, [RestChannel(), twilio])
    for _ in range(200):
        webhook = request("/webhooks/twilio/webhook")
        assert await limits.check_request(webhook) is None
    refused = [await limits.check_request(request("/plain")) for _ in range(61)]
    assert [answer is None for answer in refused] == [True] * 60 + [False]
    assert refused[-1].status == 429


async def test_a_webhook_that_is_not_open_is_counted_like_all_others():
    limits = PlatformLimits(Settings(), CLINIC, [RestChannel()])
    path = "/webhooks/twilio/webhook"
    answers = [await limits.check_request(request(path)) for _ in range(61)]
    assert answers[-1].status == 429
