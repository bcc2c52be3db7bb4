"""The command line's parser: a call that lacks something shows what there is.

argparse's own answer to `bedside sources` is one line of what is missing; here the list
of commands with an example each comes before it. Exit status 2 as before.
"""

import argparse
import sys
from collections.abc import Mapping
from typing import Any, NoReturn


class CommandParser(argparse.ArgumentParser):
    """An `ArgumentParser` whose help ends with examples."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **kwargs)

    def error(self, message: str) -> NoReturn:
        """Show the whole help where something is missing, then what is."""
        if not message.startswith("the following arguments are required"):
            super().error(message)
        self.print_help(sys.stderr)
        self.exit(2, f"\n{self.prog}: {_in_words(message)}\n")


def show_examples(
    parser: argparse.ArgumentParser,
    commands: "argparse._SubParsersAction[Any]",
    examples: Mapping[str, str],
) -> None:
    """Put an example of each command below its own help and that of their parent.

    Args:
        parser: The parent.
        commands: Its commands.
        examples: Command -> what is typed, without the parent's words.
    """
    shown = {name: f"  {parser.prog} {examples[name]}" for name in commands.choices}
    parser.epilog = "\n".join(["examples:", *shown.values()])
    for name, command in commands.choices.items():
        # One with commands of its own shows theirs.
        if command.epilog is None:
            command.epilog = f"example:\n{shown[name]}"


def _in_words(message: str) -> str:
    missing = message.rpartition(": ")[2]
    return f"{missing} is missing." if "," not in missing else f"Missing: {missing}."
