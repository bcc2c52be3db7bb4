import shlex

import pytest

from actions.clinic import ClinicError
from bot import audit_command, cli, source_commands
from bot.clinics import command as clinics_command


@pytest.fixture
def environment(tmp_path, monkeypatch):
    monkeypatch.setenv("BEDSIDE_DATA_DIR", str(tmp_path / "var"))
    return monkeypatch


def test_a_command_before_training_says_what_to_make_in_one_line(environment, capsys):
    assert cli.main(["ask", "how many?"]) == 2
    assert capsys.readouterr().err == (
        "bedside: There is no trained model yet. Make it with `make train`.\n"
    )


def test_a_wrong_clinic_file_stops_the_start_in_one_line(environment, tmp_path, capsys):
    file = tmp_path / "clinic.yml"
    file.write_text('emergency_number: ""\ntexts: {}\nopening_hours: {}\n')
    environment.setenv("BEDSIDE_CLINIC", str(file))
    assert cli.main(["serve"]) == 2
    error = capsys.readouterr().err
    assert error.startswith("bedside: clinic.yml: 'emergency_number' is ''.")
    assert "Traceback" not in error


def test_a_wrong_setting_is_named(environment, capsys):
    environment.setenv("BEDSIDE_PORT", "many")
    assert cli.main(["serve"]) == 2
    assert "BEDSIDE_PORT is 'many'" in capsys.readouterr().err


def test_a_bug_is_not_dressed_up_as_a_users_mistake(environment):
    def broken(settings, options):
        raise ZeroDivisionError

    environment.setattr(cli, "serve", broken)
    with pytest.raises(ZeroDivisionError):
        cli.main(["serve"])


def test_errors_for_people_are_told_from_bugs(tmp_path):
    assert cli._is_for_people(ClinicError(tmp_path, "name", "", "Write it."))
    assert not cli._is_for_people(KeyError("name"))


@pytest.mark.parametrize("arguments", [[], ["dance"], ["ask"]])
def test_a_wrong_call_is_a_users_error(arguments, capsys):
    with pytest.raises(SystemExit) as raised:
        cli.main(arguments)
    assert raised.value.code == 2
    assert "usage: bedside" in capsys.readouterr().err


def test_a_call_without_a_command_shows_every_command_with_an_example(capsys):
    with pytest.raises(SystemExit) as raised:
        cli.main([])
    shown = capsys.readouterr()
    assert raised.value.code == 2 and shown.out == ""
    assert 'bedside publish --by "Dr A. Example"\n' in shown.err
    assert "bedside sources list\n" in shown.err
    assert shown.err.endswith("\nbedside: COMMAND is missing.\n")


@pytest.mark.parametrize(
    ("arguments", "example", "missing"),
    [
        (["sources"], "bedside sources add leaflets/", "ACTION is missing."),
        (
            ["sources", "approve"],
            'example:\n  bedside sources approve chemical-peel-aftercare --by "Dr A.',
            "--by is missing.",
        ),
        (["sources", "resolve"], "resolve 3af47297", "Missing: ID, --by, --because."),
        (["ask"], 'bedside ask "how long will', "question is missing."),
        (["audit"], "bedside audit verify", "ACTION is missing."),
        (["clinics"], "bedside clinics add willow", "ACTION is missing."),
    ],
)
def test_what_is_missing_is_said_below_an_example(arguments, example, missing, capsys):
    with pytest.raises(SystemExit) as raised:
        cli.main(arguments)
    error = capsys.readouterr().err
    assert raised.value.code == 2
    assert error.startswith(f"usage: {' '.join(['bedside', *arguments])}")
    assert example in error
    assert error.endswith(f"\n{' '.join(['bedside', *arguments])}: {missing}\n")


def test_any_other_mistake_has_one_line(capsys):
    with pytest.raises(SystemExit):
        cli.main(["gaps", "--days", "many"])
    assert "example" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("parent", "examples"),
    [
        ("", cli.EXAMPLES),
        ("sources", source_commands.EXAMPLES),
        ("audit", audit_command.EXAMPLES),
        ("clinics", clinics_command.EXAMPLES),
    ],
)
def test_every_example_can_be_typed(parent, examples):
    parser = cli._parser()
    for line in examples.values():
        assert callable(parser.parse_args(shlex.split(f"{parent} {line}")).run)
