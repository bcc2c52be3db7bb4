"""`bedside clinics`: add, check, build, serve, status, nginx. Parses and prints.

Exit status 0 when it worked, 1 when a clinic has an error or could not be built, 2 when
the call was wrong. `bedside --clinic ID COMMAND` enters one clinic for any command.
"""

import argparse
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.clinics import nginx, skeleton, supervisor
from bot.clinics.environment import SettingsFileError, environment_of
from bot.clinics.registry import (
    ClinicsFileError,
    Registry,
    SharedError,
    Tenant,
    UnknownClinicError,
    clinics_file,
)
from bot.command_parser import show_examples
from bot.settings import PROJECT_DIR, Settings, SettingsError

FAILED = 1
FOR_PEOPLE = (
    ClinicsFileError,
    SettingsFileError,
    SharedError,
    UnknownClinicError,
    skeleton.NotAddedError,
    supervisor.AlreadyRunningError,
)
EXAMPLES = {
    "add": "add willow --host chat.willow.example",
    "check": "check",
    "build": "build willow",
    "serve": "serve",
    "status": "status",
    "nginx": "nginx",
}
BUILD_STEPS = ("encoder", "index", "train")
ASK_TIMEOUT_S = 2.0
_STYLES = {"error": "red", "warning": "yellow"}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `clinics` and its sub-commands."""
    clinics = commands.add_parser("clinics", help="several clinics of one installation")
    actions = clinics.add_subparsers(required=True, metavar="ACTION")

    action = actions.add_parser("add", help="make a new clinic's folder")
    action.add_argument("id", help="lower case letters, digits and hyphens")
    action.add_argument("--host", required=True, help="host name that patients use")
    action.add_argument("--path", default="", help="such as /harbour, on a shared host")
    action.add_argument("--port", type=int, help="of its server process")
    action.add_argument("--country", default="uk", help="a file of bot/countries (uk)")
    action.set_defaults(run=add)

    action = actions.add_parser("check", help="what is wrong, clinic by clinic")
    action.add_argument("--json", action="store_true", help="for scripts")
    action.set_defaults(run=check)

    action = actions.add_parser(
        "build", help="encoder, index and model of each clinic, where not current"
    )
    action.add_argument("ids", nargs="*", metavar="ID", help="of these clinics only")
    action.set_defaults(run=build)

    action = actions.add_parser("serve", help="serve all, a process each")
    action.set_defaults(run=serve)

    action = actions.add_parser("status", help="which clinics answer now")
    action.set_defaults(run=status)

    action = actions.add_parser("nginx", help="print nginx's server blocks")
    action.add_argument(
        "--listen", default="443 ssl", help="nginx's `listen` ('443 ssl')"
    )
    action.add_argument(
        "--certificates",
        default="/etc/letsencrypt/live",
        metavar="FOLDER",
        help="with a folder for each host name",
    )
    action.set_defaults(run=print_nginx)
    show_examples(clinics, actions, EXAMPLES)


def enter(clinic_id: str) -> Tenant:
    """Make this process one clinic's: its environment replaces the one that was.

    Raises:
        ClinicsFileError, SharedError, UnknownClinicError: In `clinics.yml`.
        SettingsFileError: In the clinic's `settings.env`.
    """
    file = clinics_file()
    tenant = Registry.read(file).tenant(clinic_id)
    environment = environment_of(tenant)
    os.environ.clear()
    # With the file: a command that this process starts enters the same clinic.
    os.environ.update(environment, BEDSIDE_CLINICS=str(file))
    return tenant


def add(settings: Settings, options: argparse.Namespace) -> int:
    """Make a new clinic's folder, and say what comes next."""
    file = clinics_file()
    tenant = skeleton.add(
        file,
        options.id,
        host=options.host,
        path=options.path,
        port=options.port,
        country=options.country,
    )
    Console().print(
        f"'{tenant.id}' will answer at {tenant.address} (port {tenant.port}). Next:\n"
        f"  1. fill in {tenant.folder / 'clinic.yml'}\n"
        f"  2. bedside --clinic {tenant.id} sources add FILE\n"
        f"     bedside --clinic {tenant.id} sources approve ID --by NAME\n"
        f"  3. bedside clinics check\n"
        f"  4. bedside clinics build {tenant.id}\n"
        f"  5. bedside clinics serve (or kill -HUP, if it runs: docs/clinics.md)",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    return 0


def check(settings: Settings, options: argparse.Namespace) -> int:
    """What is wrong with each clinic, and what two share."""
    from bot.clinics.check import check as find

    registry = Registry.read(clinics_file())
    findings = find(registry)
    if options.json:
        rows = [
            {"level": f.level, "clinics": list(f.ids), "text": f.text} for f in findings
        ]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1) + "\n")
    else:
        out = Console()
        for tenant in registry.tenants:
            told = [f for f in findings if f.ids == (tenant.id,)]
            if not told:
                _line(out, tenant.id, "ready to be served", "green")
            for finding in told:
                _line(out, tenant.id, finding.text, _STYLES[finding.level])
        for finding in findings:
            if len(finding.ids) > 1:
                _line(
                    out, " and ".join(finding.ids), finding.text, _STYLES[finding.level]
                )
        if not registry.tenants:
            out.print("There is no clinic yet: `bedside clinics add ID --host NAME`.")
    return FAILED if any(f.level == "error" for f in findings) else 0


def build(settings: Settings, options: argparse.Namespace) -> int:
    """Make what each clinic lacks, one after the other: each takes all cores."""
    registry = Registry.read(clinics_file())
    wanted = [registry.tenant(i) for i in options.ids] or list(registry.tenants)
    out, failed = Console(), []
    for tenant in wanted:
        for step in BUILD_STEPS:
            out.print(f"== {tenant.id}: {step}", markup=False, highlight=False)
            done = subprocess.run(
                [sys.executable, "-m", "bot.cli", "--clinic", tenant.id, step],
                cwd=PROJECT_DIR,
                env={**os.environ, "BEDSIDE_CLINICS": str(registry.file)},
            )
            if done.returncode:
                failed.append(tenant.id)
                break
    if failed:
        _line(Console(stderr=True), "not built", ", ".join(failed), "red")
    return FAILED if failed else 0


def serve(settings: Settings, options: argparse.Namespace) -> int:
    """A server process for each clinic, until SIGTERM."""
    file = clinics_file()
    registry = _unshared(file)
    if supervisor.can_import_once(registry):
        if os.environ.get("OMP_NUM_THREADS") != "1":
            # numpy is here already, and started its threads; a fork must find none.
            os.environ["OMP_NUM_THREADS"] = "1"
            os.execv(sys.executable, sys.orig_argv)
        supervisor.import_once(registry)
    return supervisor.Supervisor(lambda: _unshared(file), _serve_one, _tell).serve()


def status(settings: Settings, options: argparse.Namespace) -> int:
    """Each clinic's address, port and whether it answers."""
    registry = Registry.read(clinics_file())
    table = Table("clinic", "address", "port", "state", "index")
    are_ready = True
    for tenant in registry.tenants:
        is_ready, state, index = _state(tenant)
        are_ready &= is_ready
        table.add_row(
            tenant.id,
            tenant.address,
            str(tenant.port),
            Text(state, "green" if is_ready else "red"),
            index,
        )
    Console().print(table)
    return 0 if are_ready else FAILED


def print_nginx(settings: Settings, options: argparse.Namespace) -> int:
    """Nginx's server blocks, to be put into a file."""
    registry = Registry.read(clinics_file())
    sys.stdout.write(
        nginx.server_blocks(
            registry, listen=options.listen, certificates=options.certificates
        )
    )
    return 0


def _unshared(file: Path) -> Registry:
    """The registry, if no two clinics share what each must have for itself."""
    from bot.clinics.check import shared

    registry = Registry.read(file)
    for problem in shared(registry):
        raise problem
    return registry


def _serve_one(tenant: Tenant) -> int:
    """In the clinic's own process."""
    from bot import cli

    return cli.main(["--clinic", tenant.id, "serve"])


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _state(tenant: Tenant) -> tuple[bool, str, str]:
    """Whether a clinic is ready, in words, and which index it serves."""
    try:
        host = Settings.from_environment(environment_of(tenant)).host
    except (SettingsError, SettingsFileError) as error:
        return False, f"unusable: {error}", ""
    address = f"http://{supervisor.reachable(host)}:{tenant.port}/health/ready"
    body: Any
    try:
        with urllib.request.urlopen(address, timeout=ASK_TIMEOUT_S) as response:
            body = json.load(response)
    except urllib.error.HTTPError as error:
        return False, f"not ready ({error.code})", ""
    except (OSError, ValueError):
        return False, "does not answer", ""
    return True, "ready", str(body.get("index") or "")


def _line(out: Console, who: str, text: str, style: str) -> None:
    out.print(Text(f"{who}: ", "bold") + Text(text, style), soft_wrap=True)
