import json
import os
import re

import pytest

from bot import cli
from bot.clinics import command
from tests.conftest import free_port


@pytest.fixture(autouse=True)
def environment(two, monkeypatch):
    """The installation's own, as it was before and after."""
    before = dict(os.environ)
    monkeypatch.setenv("BEDSIDE_CLINICS", str(two.file))
    monkeypatch.delenv("BEDSIDE_CLINIC_ID", raising=False)
    yield monkeypatch
    os.environ.clear()
    os.environ.update(before)


def words(capsys):
    return " ".join(capsys.readouterr().out.split())


def test_a_command_is_for_the_clinic_that_is_named(two, capsys):
    assert cli.main(["--clinic", "willow", "sources", "list"]) == 0
    assert "heron-peel" in capsys.readouterr().out
    assert os.environ["BEDSIDE_SOURCES_DIR"] == str(two.folder / "willow" / "sources")
    # What that process starts finds the same clinic.
    assert os.environ["BEDSIDE_CLINICS"] == str(two.file)


def test_the_clinic_can_be_named_once_for_all_commands(two, environment, capsys):
    environment.setenv("BEDSIDE_CLINIC_ID", "harbour")
    assert cli.main(["sources", "list"]) == 0
    assert os.environ["BEDSIDE_CLINIC"] == str(two.folder / "harbour" / "clinic.yml")
    os.environ["BEDSIDE_CLINIC_ID"] = "harbour"
    assert cli.main(["--clinic", "willow", "sources", "list"]) == 0
    assert os.environ["BEDSIDE_CLINIC_ID"] == "willow"


def test_what_belonged_to_the_installation_is_gone(environment):
    environment.setenv("BEDSIDE_API_KEY", "of-another")
    environment.setenv("TELEGRAM_TOKEN", "of-another")
    command.enter("willow")
    assert "of-another" not in os.environ.values()


def test_an_unknown_clinic_is_one_line(capsys):
    assert cli.main(["--clinic", "wilow", "sources", "list"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("bedside --clinic wilow: There is no clinic 'wilow' in")
    assert "It has: willow, harbour." in error


def test_the_commands_for_all_are_not_for_one(capsys):
    with pytest.raises(SystemExit) as raised:
        cli.main(["--clinic", "willow", "clinics", "check"])
    assert raised.value.code == 2
    assert "--clinic is for the commands of one clinic" in capsys.readouterr().err


def test_a_clinic_that_is_not_built_says_how_to_build_it(capsys):
    assert cli.main(["--clinic", "willow", "serve"]) == 2
    assert "Make it with `bedside clinics build willow`" in " ".join(
        capsys.readouterr().err.split()
    )


def test_check_tells_each_clinic_and_what_two_share(two, capsys):
    assert cli.main(["clinics", "check"]) == 0
    assert "willow: It is not built yet" in words(capsys)
    for clinic_id in ("willow", "harbour"):
        two.set(clinic_id, BEDSIDE_API_KEY="k")
    assert cli.main(["clinics", "check"]) == 1
    assert "'willow' and 'harbour' have the same BEDSIDE_API_KEY" in words(capsys)
    assert cli.main(["clinics", "check", "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert rows[-1]["level"] == "error" and rows[-1]["clinics"] == ["willow", "harbour"]


def test_what_two_share_stops_the_start_before_anything_is_imported(two, capsys):
    for clinic_id in ("willow", "harbour"):
        two.set(clinic_id, BEDSIDE_HANDOVER_TO="team@clinic.example")
    assert cli.main(["clinics", "serve"]) == 2
    assert "have the same BEDSIDE_HANDOVER_TO" in capsys.readouterr().err


def test_adding_says_what_comes_next(two, capsys):
    arguments = ["--host", "chat.example", "--path", "/north", "--country", "ie"]
    assert cli.main(["clinics", "add", "north", *arguments]) == 0
    said = capsys.readouterr().out
    assert said.startswith("'north' will answer at chat.example/north/ (port 5103)")
    assert "bedside clinics build north" in said
    assert cli.main(["clinics", "add", "north", "--host", "x.example"]) == 2
    assert "is there already" in capsys.readouterr().err


def test_building_goes_on_after_a_clinic_that_failed(two, capfd, environment):
    environment.setattr(command, "BUILD_STEPS", ("sources",))  # wants an action: 2
    assert cli.main(["clinics", "build"]) == 1
    said = capfd.readouterr()
    assert re.findall(r"== (\w+): sources", said.out) == ["willow", "harbour"]
    assert "not built: willow, harbour" in said.err


def test_only_the_clinics_named_are_built(capfd, environment):
    environment.setattr(command, "BUILD_STEPS", ())
    assert cli.main(["clinics", "build", "harbour"]) == 0
    assert cli.main(["clinics", "build", "nobody"]) == 2


def test_status_says_who_does_not_answer(two, capsys):
    text = two.file.read_text("utf-8").replace("5101", str(free_port()))
    two.file.write_text(text.replace("5102", str(free_port())), "utf-8")
    (two.folder / "harbour" / "settings.env").chmod(0o644)
    assert cli.main(["clinics", "status"]) == 1
    said = words(capsys)
    assert "does not answer" in said and "unusable" in said


def test_the_server_blocks_are_printed(capsys):
    assert cli.main(["clinics", "nginx", "--listen", "8080"]) == 0
    assert "server_name willow.example;" in capsys.readouterr().out
