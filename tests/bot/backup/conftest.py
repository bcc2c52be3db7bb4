import asyncio
import datetime
import shutil
import time
from dataclasses import replace

import pytest

from bot.agent import open_database
from bot.audit_log import AuditLog
from bot.backup.back_up import back_up
from bot.channels.conversation_key import load_key
from bot.inbox import Inbox, messages, reply_to_json
from bot.settings import Settings
from knowledge.settings import Settings as KnowledgeSettings
from tests.bot import fakes

NOW = datetime.datetime(2026, 3, 1, 2, 0, tzinfo=datetime.timezone.utc)


class Installation:
    """A clinic's folders in one place, without a server."""

    def __init__(self, folder, database_url=""):
        self.folder = folder
        self.settings = replace(
            Settings(),
            data_dir=folder / "var",
            database_url=database_url,
            clinic_file=folder / "clinic.yml",
            credentials_file=folder / "credentials.yml",
            endpoints_file=folder / "endpoints.yml",
            questions_file=folder / "questions" / "filed.jsonl",
            knowledge=replace(
                KnowledgeSettings(),
                sources_dir=folder / "sources",
                index_dir=folder / "var" / "index",
                models_dir=folder / "var" / "models",
            ),
        )
        folder.mkdir(exist_ok=True)
        self.settings.endpoints_file.write_text("")

    def furnish(self):
        """Two conversations, a build with its link, a model, pages and a key."""
        settings = self.settings
        settings.clinic_file.write_text("name: Willow Lane\n")
        settings.credentials_file.write_text("bot.channels.rest.RestChannel:\n")
        build = settings.knowledge.index_dir / "builds" / "b1"
        build.mkdir(parents=True)
        (build / "manifest.json").write_text("{}")
        (settings.knowledge.index_dir / "current").symlink_to("builds/b1")
        settings.model_dir.mkdir()
        (settings.model_dir / "bedside.tar.gz").write_bytes(b"model")
        settings.knowledge.sources_dir.mkdir()
        (settings.knowledge.sources_dir / "peels.md").write_text("# Peels\n")
        (settings.knowledge.sources_dir / "approvals.jsonl").write_text("{}\n")
        settings.questions_file.parent.mkdir()
        settings.questions_file.write_text('{"question": "how long?"}\n')
        load_key(settings.widget_key_file)
        AuditLog(settings.data_dir).append(
            "approved", "Dr A", NOW, source="peels", sha256="5" * 64
        )
        self.say("anna", "how many sessions?")
        self.say("bert", "does it hurt?")
        return self

    def do(self, work):
        """Await `work(inbox)` on the installation's own database."""

        async def run():
            database = open_database(self.settings)
            try:
                return await work(Inbox(database))
            finally:
                await database.close()

        return asyncio.run(run())

    def say(self, sender_id, text, message_id="m-1"):
        row = messages.insert().values(
            sender_id=sender_id,
            message_id=message_id,
            channel="rest",
            shows_notice=False,
            text=text,
            ends_alarm=False,
            received_at=time.time(),
            reply=reply_to_json(fakes.ANSWER),
            answered_at=time.time(),
        )

        async def insert(inbox):
            # A busy machine syncs slowly, and nobody waits here for a reply.
            await inbox.database.run(lambda c: c.execute(row), timeout_s=60)

        self.do(insert)

    def erase(self, sender_id):
        return self.do(lambda inbox: inbox.erase(sender_id))

    def texts(self, sender_id):
        found = self.do(lambda inbox: inbox.history(sender_id))
        return [accepted.text for accepted in found]

    def database(self):
        return open_database(self.settings)

    def back_up(self, name="backup.bin", **options):
        file = self.folder.parent / name
        back_up(self.settings, self.database(), file, now=NOW, **options)
        return file

    def lose_everything(self):
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.settings.endpoints_file.write_text("")


@pytest.fixture(scope="session")
def furnished(tmp_path_factory):
    return Installation(tmp_path_factory.mktemp("furnished") / "clinic").furnish()


@pytest.fixture
def installation(furnished, tmp_path):
    """A copy of its own: to make the tables anew for each test takes longest."""
    shutil.copytree(furnished.folder, tmp_path / "clinic", symlinks=True)
    return Installation(tmp_path / "clinic")
