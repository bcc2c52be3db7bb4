"""What docs/channels.md tells to write is what the server takes."""

import re

import pytest

from bot.channels.messaging import MessagingChannel
from bot.server import CredentialsError, open_channels
from bot.settings import PROJECT_DIR
from tests.bot.channels import platforms

PAGE = (PROJECT_DIR / "docs" / "channels.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^ *```yaml\n(.*?)^ *```", PAGE, re.MULTILINE | re.DOTALL)
SECRETS = {
    "SLACK_TOKEN": platforms.SLACK_TOKEN,
    "SLACK_SIGNING_SECRET": platforms.SLACK_SECRET,
    "TELEGRAM_TOKEN": platforms.TELEGRAM_TOKEN,
    "TELEGRAM_SECRET": platforms.TELEGRAM_SECRET,
    "TWILIO_ACCOUNT_SID": platforms.TWILIO_SID,
    "TWILIO_AUTH_TOKEN": platforms.TWILIO_TOKEN,
    "TWILIO_NUMBER": platforms.TWILIO_NUMBER,
    "FACEBOOK_VERIFY": platforms.FACEBOOK_VERIFY,
    "FACEBOOK_SECRET": platforms.FACEBOOK_SECRET,
    "FACEBOOK_PAGE_TOKEN": platforms.FACEBOOK_TOKEN,
}


@pytest.fixture
def secrets(monkeypatch):
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)


async def test_each_section_opens_its_channel(tmp_path, secrets):
    file = tmp_path / "credentials.yml"
    file.write_text("\n".join(re.sub(r"(?m)^   ", "", block) for block in BLOCKS))
    channels = open_channels(file)
    assert sorted(channel.name() for channel in channels) == [
        "facebook",
        "slack",
        "telegram",
        "twilio",
    ]
    assert all(isinstance(channel, MessagingChannel) for channel in channels)


async def test_the_examples_of_the_credentials_file_do_the_same(tmp_path, secrets):
    text = (PROJECT_DIR / "bot" / "credentials.yml").read_text(encoding="utf-8")
    _, _, examples = text.partition("# bot.channels.slack")
    lines = f"# bot.channels.slack{examples}".splitlines()
    file = tmp_path / "credentials.yml"
    file.write_text("\n".join(line.removeprefix("# ") for line in lines))
    assert len(open_channels(file)) == 4


async def test_a_secret_that_is_not_set_is_named(tmp_path, secrets, monkeypatch):
    monkeypatch.delenv("TWILIO_AUTH_TOKEN")
    file = tmp_path / "credentials.yml"
    file.write_text("\n".join(re.sub(r"(?m)^   ", "", block) for block in BLOCKS))
    with pytest.raises(CredentialsError, match="TWILIO_AUTH_TOKEN"):
        open_channels(file)
    file.write_text("bot.channels.slack.SlackChannel:\n  slack_token: x\n")
    with pytest.raises(CredentialsError, match="slack_signing_secret"):
        open_channels(file)
