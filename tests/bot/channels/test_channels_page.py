"""What docs/channels.md tells to write is what the server takes."""

import re

import pytest
from rasa.core.run import create_http_input_channels

from bot.channels.messaging import MessagingChannel
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
    channels = create_http_input_channels(None, str(file))
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
    assert len(create_http_input_channels(None, str(file))) == 4
