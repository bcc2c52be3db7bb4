"""What compose.yaml promises, as Docker Compose itself reads it."""

import os
import re

from bot.settings import PROJECT_DIR
from tests.debian import missing
from tests.deploy.conftest import run, tool
from tests.nginx import binary, make_certificate

SERVING = {"bedside", "bedside-2"}
WORK = {"index", "train", "publish", "command"}


def test_the_services_are_there(one_machine, with_postgresql):
    assert set(one_machine["services"]) == {"bedside", "nginx", *WORK}
    assert set(with_postgresql["services"]) == {*SERVING, "nginx", "postgresql", *WORK}


def test_every_container_is_unprivileged_with_a_root_that_cannot_be_written(either):
    for name, service in either["services"].items():
        assert service["user"].split(":")[0] not in ("", "0", "root"), name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert not service.get("privileged") and "cap_add" not in service, name
        assert service["logging"]["options"]["max-size"] == "10m", name
        for mounted in service["tmpfs"]:
            assert "noexec" in mounted or "/run/postgresql" in mounted, name


def test_only_nginx_is_published_and_only_to_this_machine(either):
    published = {
        name: [(port["host_ip"], port["published"]) for port in service["ports"]]
        for name, service in either["services"].items()
        if service.get("ports")
    }
    assert published == {"nginx": [("127.0.0.1", "8443")]}
    assert either["networks"]["inside"]["internal"] is True
    for name, service in either["services"].items():
        if name != "nginx":
            assert set(service.get("networks") or {}) <= {"inside"}, name


def test_what_runs_for_long_has_limits_a_health_check_and_time_to_stop(either):
    for name in set(either["services"]) - WORK:
        service = either["services"][name]
        assert int(service["mem_limit"]) >= 128 * 1024**2 and service["cpus"], name
        assert service["healthcheck"]["test"] and service["pids_limit"], name
        assert service["restart"] == "unless-stopped", name
        assert service["stop_grace_period"] in ("30s", "1m0s"), name


def test_a_server_may_drain_before_it_is_killed(either):
    from bot import housekeeping, server

    needed = server.DRAIN_S + server.LINGER_S + housekeeping.STOP_TIMEOUT_S + 2
    for name in SERVING & set(either["services"]):
        grace = either["services"][name]["stop_grace_period"]
        assert float(grace.removesuffix("s")) > needed


def test_servers_wait_for_the_database_and_nginx_for_servers(with_postgresql):
    services = with_postgresql["services"]
    for name in SERVING:
        after = services[name]["depends_on"]["postgresql"]
        assert after["condition"] == "service_healthy"
        assert {s["source"] for s in services[name]["secrets"]} == {
            "bedside_api_key",
            "bedside_database_url",
        }
    assert set(services["nginx"]["depends_on"]) == SERVING


def test_servers_cannot_write_pages_and_work_can(either):
    for name in SERVING | WORK:
        if name not in either["services"]:
            continue
        mounts = {v["target"]: v for v in either["services"][name]["volumes"]}
        pages = mounts["/srv/bedside/knowledge/sources"]
        assert pages.get("read_only", False) is (name in SERVING), name
        assert mounts["/srv/bedside/var"]["type"] == "volume"


def test_no_secret_is_in_a_compose_file(either):
    for name, service in either["services"].items():
        for variable in service.get("environment") or {}:
            is_secret = re.search(r"KEY|PASSWORD|TOKEN|SECRET|DATABASE_URL", variable)
            assert not is_secret or variable.endswith("_FILE"), (name, variable)
    for secret in either["secrets"].values():
        assert "/secrets/" in secret["file"]


def test_every_setting_that_is_set_is_documented(either):
    known = set(re.findall(r"`(BEDSIDE_[A-Z_]+)`", _doc("settings.md")))
    used = {
        variable
        for service in either["services"].values()
        for variable in service.get("environment") or {}
        if variable.startswith("BEDSIDE_")
    }
    used |= {
        secret["source"].upper()
        for service in either["services"].values()
        for secret in service.get("secrets") or []
        if secret["source"].startswith("bedside_")
    }
    assert used and used <= known


def test_every_variable_of_the_files_is_in_the_example():
    text = "".join(f.read_text() for f in PROJECT_DIR.glob("compose*.yaml"))
    wanted = set(re.findall(r"\$\{([A-Z_]+)", text))
    example = set(
        re.findall(r"^([A-Z_]+)=", (PROJECT_DIR / ".env.example").read_text(), re.M)
    )
    assert wanted == example


def test_without_a_version_nothing_starts(project):
    done = run(
        tool("docker-compose"),
        "--env-file",
        "/dev/null",
        "config",
        cwd=project,
        env={"PATH": os.environ["PATH"], "HOME": str(project)},
    )
    assert done.returncode != 0 and "BEDSIDE_VERSION" in done.stderr


def test_git_knows_no_secret_and_no_settings():
    ignored = (PROJECT_DIR / ".gitignore").read_text().splitlines()
    assert {".env", "/secrets/", "/backup/"} <= set(ignored)


def _doc(name):
    return (PROJECT_DIR / "docs" / name).read_text()


def test_nginx_takes_the_files_as_they_stand_in_its_container(either, tmp_path):
    if binary() is None:
        missing("nginx", "nginx-light")
    service = either["services"]["nginx"]
    names = {name: told["file"] for name, told in either["configs"].items()}
    for mounted in service["configs"]:
        shipped = open(names[mounted["source"]], encoding="utf-8").read()
        place = tmp_path / mounted["target"].removeprefix("/etc/nginx/")
        place.parent.mkdir(parents=True, exist_ok=True)
        # Names of services exist in the containers' network only.
        text = re.sub(r"server bedside(-2)?:5005", "server 127.0.0.1:5005", shipped)
        text = text.replace("/tmp/", f"{tmp_path}/")
        place.write_text(text.replace("/etc/nginx/", f"{tmp_path}/"), encoding="utf-8")
    tls = [s["target"] for s in service["secrets"]]
    assert tls == [
        "/etc/nginx/bedside/tls/fullchain.pem",
        "/etc/nginx/bedside/tls/privkey.pem",
    ]
    (tmp_path / "bedside" / "tls").mkdir()
    make_certificate(tmp_path / "bedside" / "tls")
    done = run(binary(), "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf")
    assert done.returncode == 0, done.stderr


def test_nginx_asks_every_server_there_is(one_machine, with_postgresql):
    for composed, wanted in ((one_machine, {"bedside"}), (with_postgresql, SERVING)):
        for servers in ("nginx_servers", "nginx_servers_for_programs"):
            file = composed["configs"][servers]["file"]
            text = open(file, encoding="utf-8").read()
            assert set(re.findall(r"^server ([\w-]+):5005 ", text, re.M)) == wanted
