"""The alerts against what /metrics tells, against promtool, and against the docs."""

import re
import shutil
from types import SimpleNamespace

import pytest
from ruamel.yaml import YAML

from bot.metrics import Metrics
from bot.settings import PROJECT_DIR
from bot.state_metrics import StateMetrics
from tests.deploy.conftest import TOOLS, run

DEPLOY = PROJECT_DIR / "deploy"
RULES = YAML(typ="safe", pure=True).load((DEPLOY / "alerts.yml").read_text())
ALERTS = RULES["groups"][0]["rules"]
# Prometheus' own.
SCRAPED = {"up"}


@pytest.fixture
async def told(tmp_path):
    """Every name that /metrics tells, with `_bucket` and so on."""

    class FakeReadiness:
        async def checks(self):
            return {"database": "ok"}

    door = SimpleNamespace(counts={"fallback.x": 1}, listener=None)
    state = StateMetrics(
        FakeReadiness(), PROJECT_DIR / "knowledge" / "sources", tmp_path
    )
    metrics = Metrics(door, lambda: "2026-01-01T00:00:00+00:00", state)
    await metrics.refresh()
    return metrics.text()


async def test_every_metric_of_an_alert_is_told(told):
    names = set(re.findall(r"^([a-z_]+)(?:\{| )", told, re.M))
    for alert in ALERTS:
        text = re.sub(r"\{[^}]*\}|\"[^\"]*\"", "", alert["expr"])
        used = set(re.findall(r"\b(?:bedside|process)_[a-z_]+|\bup\b", text))
        assert used and used <= names | SCRAPED, alert["alert"]


async def test_every_label_value_of_an_alert_is_one_that_is_told(told):
    values = dict(re.findall(r'(state|result|tier)="([a-z_]+)"', told))
    assert values
    for label, value in re.findall(
        r'(state|result)="([a-z_]+)"', "".join(alert["expr"] for alert in ALERTS)
    ):
        assert f'{label}="{value}"' in told, value


def test_each_alert_says_what_it_is_and_what_to_do():
    assert len(ALERTS) == len({alert["alert"] for alert in ALERTS}) == 22
    docs = (PROJECT_DIR / "docs" / "operations.md").read_text()
    anchors = {
        heading.lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", docs, re.M)
    }
    for alert in ALERTS:
        notes = alert["annotations"]
        assert alert["labels"]["severity"] in ("critical", "warning", "info")
        assert notes["summary"] and notes["description"], alert["alert"]
        assert notes["runbook"] == f"docs/operations.md#{alert['alert'].lower()}"
        assert alert["alert"].lower() in anchors, alert["alert"]


@pytest.mark.parametrize(
    "what", ["check rules alerts.yml", "test rules alerts_test.yml"]
)
def test_promtool_is_content(what):
    promtool = shutil.which("promtool") or shutil.which("promtool", path=str(TOOLS))
    if promtool is None:
        pytest.skip("no promtool here: Debian's package prometheus has it")
    done = run(promtool, *what.split(), cwd=DEPLOY)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "SUCCESS" in done.stdout + done.stderr
