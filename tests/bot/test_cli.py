import pytest

from actions.clinic import ClinicError
from bot import cli


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
