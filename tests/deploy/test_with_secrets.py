from bot.settings import PROJECT_DIR
from tests.deploy.conftest import run

SCRIPT = PROJECT_DIR / "deploy" / "with-secrets.sh"


def start(folder, *command):
    return run(
        *("sh", SCRIPT, *command),
        env={"PATH": "/usr/bin:/bin", "SECRETS_FOLDER": str(folder)},
    )


def test_a_file_becomes_a_variable_without_its_last_line_end(tmp_path):
    (tmp_path / "bedside_api_key").write_text("s3 cr'et$HOME\n")
    done = start(tmp_path, "sh", "-c", 'printf %s "$BEDSIDE_API_KEY"')
    assert (done.returncode, done.stdout) == (0, "s3 cr'et$HOME")


def test_the_command_takes_the_shells_place_and_gets_its_signals(tmp_path):
    done = start(tmp_path, "sh", "-c", "kill -TERM $$")
    assert done.returncode == -15


def test_a_file_whose_name_is_no_variable_stops_the_start(tmp_path):
    (tmp_path / "api-key").write_text("x")
    done = start(tmp_path, "true")
    assert done.returncode == 2
    assert "api-key' is no name of a variable; rename the file" in done.stderr


def test_without_secrets_the_command_just_runs(tmp_path):
    assert start(tmp_path / "none", "echo", "ran").stdout == "ran\n"
