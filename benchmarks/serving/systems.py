"""The two systems: how each is trained and started, from nothing, in its own folder.

Plain Rasa is what `rasa init` gives a clinic: the default pipeline and policies of the
installed version, read from its own files, and an action server with one action that
utters a constant text. It learns Bedside's intents from Bedside's examples, so many of
each, with a story and a rule for each intent. Bedside is this repository as `make run`
makes it.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import PROJECT_DIR
from benchmarks.serving.processes import Command

REPLY = "Thank you for your message. The clinic answers it on 020 7946 0128."


@dataclass(frozen=True)
class System:
    """One of the two.

    Attributes:
        name: In tables.
        folder: Everything that it makes.
        training: Commands by name, in order; together they train it from nothing.
        serving: Commands that serve it, all at once.
        address: Of its REST webhook.
    """

    name: str
    folder: Path
    training: dict[str, Command]
    serving: tuple[Command, ...]
    address: str


def bedside(folder: Path, port: int) -> System:
    """This repository, with a data folder of its own."""
    environ = _environ(
        BEDSIDE_DATA_DIR=str(folder / "var"),
        BEDSIDE_HOST="127.0.0.1",
        BEDSIDE_PORT=str(port),
        # As `make` sets them.
        HF_HUB_OFFLINE="1",
        OMP_NUM_THREADS="1",
        OMP_WAIT_POLICY="PASSIVE",
    )

    def command(*arguments: str) -> Command:
        return Command(
            (sys.executable, "-m", "bot.cli", *arguments), PROJECT_DIR, environ
        )

    return System(
        "Bedside",
        folder,
        {
            "encoder": command("encoder", "--force"),
            "index": command("index", "--force"),
            "model": command("train", "--force"),
        },
        (command("serve"),),
        f"http://127.0.0.1:{port}/webhooks/rest/webhook",
    )


def plain_rasa(
    folder: Path, port: int, *, epochs: int | None, n_examples: int
) -> System:
    """Rasa's defaults.

    Args:
        folder: Where the project is written.
        port: Of the server; the action server has the next one.
        epochs: Of each trained part; None for Rasa's own default.
        n_examples: Most of one intent.
    """
    # The number of threads is left to TensorFlow, as it is for whoever follows Rasa's
    # documentation.
    environ = _environ(ACTION_PORT=str(port + 1))
    project = folder / "project"
    rasa = (sys.executable, "-m", "rasa")
    model = str(project / "models" / "plain.tar.gz")
    write = (sys.executable, "-m", "benchmarks.serving.plain_rasa")
    return System(
        "plain Rasa",
        folder,
        {
            "project": Command(
                (*write, str(project), str(epochs or 0), str(n_examples)),
                PROJECT_DIR,
                environ,
            ),
            "model": Command(
                (*rasa, "train", "--force", "--fixed-model-name", "plain"),
                project,
                environ,
            ),
        },
        (
            Command(
                (*rasa, "run", "actions", "--actions", "constant_action",
                 "--port", str(port + 1)),
                project,
                environ,
            ),
            Command(
                (*rasa, "run", "--model", model, "--endpoints", "endpoints.yml",
                 "--credentials", "credentials.yml", "--interface", "127.0.0.1",
                 "--port", str(port)),
                project,
                environ,
            ),
        ),
        f"http://127.0.0.1:{port}/webhooks/rest/webhook",
    )  # fmt: skip


def _environ(**values: str) -> dict[str, str]:
    """This process's environment without what is set for Bedside's own work."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("BEDSIDE_", "OMP_", "RASA_"))
    }
    return {**kept, "RASA_TELEMETRY_ENABLED": "false", "PYTHONUTF8": "1", **values}
