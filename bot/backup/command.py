"""`bedside backup`, `bedside restore` and `bedside erasures`."""

import argparse
import datetime
from pathlib import Path

from rich.console import Console

from bot.progress import step_bars
from bot.settings import Settings


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the three commands."""
    command = commands.add_parser(
        "backup", help="write all that cannot be made again to one file"
    )
    command.add_argument("file", type=Path, metavar="FILE", help="must not exist yet")
    command.add_argument(
        "--without-builds",
        action="store_true",
        help="leave out index, encoder and model, the biggest part",
    )
    command.add_argument(
        "--without-keys",
        action="store_true",
        help="leave out the secret that names conversations; keep it elsewhere",
    )
    command.set_defaults(run=backup)

    command = commands.add_parser("restore", help="put a backup in place")
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument(
        "--force", action="store_true", help="put aside what is there already"
    )
    command.add_argument(
        "--erasures",
        type=Path,
        metavar="FILE",
        help="of `bedside erasures`: who was erased after the backup",
    )
    command.set_defaults(run=restore)

    command = commands.add_parser(
        "erasures", help="write who was erased, as hashes, for a later restore"
    )
    command.add_argument("file", type=Path, metavar="FILE", help="is overwritten")
    command.set_defaults(run=write_erasures)


def backup(settings: Settings, options: argparse.Namespace) -> int:
    """Write a backup."""
    from bot import process

    process.prepare(settings)
    from bot.agent import open_database
    from bot.backup.back_up import back_up

    out = Console()
    with step_bars(out) as show:
        manifest = back_up(
            settings,
            open_database(settings),
            options.file,
            now=datetime.datetime.now().astimezone(),
            with_builds=not options.without_builds,
            with_keys=not options.without_keys,
            progress=show,
        )
    n_bytes = options.file.stat().st_size
    out.print(
        f"Backup written: {options.file}, {n_bytes / 1e6:.1f} MB, "
        f"{sum(manifest.rows.values())} rows, {len(manifest.files)} files.\n"
        "It holds what patients wrote"
        + ("" if options.without_keys else " and the key of their conversations")
        + ": keep it as carefully as the server.",
        markup=False,
        soft_wrap=True,
    )
    if not manifest.rows:
        out.print("There were no conversations yet.")
    return 0


def restore(settings: Settings, options: argparse.Namespace) -> int:
    """Put a backup in place."""
    from bot import process

    process.prepare(settings)
    from bot.agent import open_database
    from bot.backup.restore import read_erasures
    from bot.backup.restore import restore as put_back

    erased = None if options.erasures is None else read_erasures(options.erasures)
    done = put_back(
        settings,
        open_database(settings),
        options.file,
        now=datetime.datetime.now(),
        force=options.force,
        erased=erased,
    )
    lines = [
        f"Restored from {done.manifest.made_at}: {done.n_rows} rows, "
        f"{len(done.manifest.files)} files.",
        f"Erased again, since the backup: {done.n_erased_again} rows. "
        f"Past their retention: {done.n_expired}.",
    ]
    if done.is_former_unreadable:
        lines.append(
            "The database that was here could not be read: whom it had erased since "
            "the backup is not known from it."
        )
    if erased is None:
        lines.append(
            "Erasures after the backup are known from what was here only. With a newer "
            "file of `bedside erasures`, restore again with --force --erasures FILE."
        )
    if done.n_waiting:
        lines.append(
            f"{done.n_waiting} messages were on their way when the backup was made; "
            "the server sends them when it starts, perhaps for the second time."
        )
    if done.put_aside is not None:
        lines.append(
            f"What was there before is in {done.put_aside}. It may hold what patients "
            "wrote, and no retention covers it: delete it when you are done."
        )
    if done.missing:
        lines.append(
            f"Neither in the backup nor here: {', '.join(done.missing)}. "
            'See docs/operations.md, "What a backup holds".'
        )
    Console().print("\n".join(lines), markup=False, soft_wrap=True)
    return 0


def write_erasures(settings: Settings, options: argparse.Namespace) -> int:
    """Write the erasures."""
    from bot import process

    process.prepare(settings)
    from bot.agent import open_database
    from bot.backup import restore as restoring

    n = restoring.write_erasures(
        open_database(settings), options.file, datetime.datetime.now().astimezone()
    )
    Console().print(f"{n} erasures written: {options.file}", markup=False)
    return 0
