import pytest

from bot.clinics import skeleton
from bot.clinics.registry import Registry
from tests.knowledge.conftest import sign


def page(sources_dir, text):
    """One page that is signed off."""
    (sources_dir / "heron-peel.md").write_text(
        "---\nid: heron-peel\ntitle: After your heron peel\nstatus: approved\n---\n\n"
        f"# After your heron peel\n\n## The first days\n{text}\n",
        encoding="utf-8",
    )
    sign(sources_dir)


class Installation:
    """Clinics that are complete but for an index and a model."""

    def __init__(self, folder):
        self.file = folder / "clinics.yml"
        self.folder = folder

    def add(self, clinic_id, **options):
        options.setdefault("host", f"{clinic_id}.example")
        tenant = skeleton.add(self.file, clinic_id, **options)
        facts = {
            'name: ""': f"name: {clinic_id.title()} Clinic",
            'phone: ""': 'phone: "020 7946 0128"',
            'email: ""': f"email: hello@{clinic_id}.example",
            'timezone: ""': "timezone: Europe/London",
        }
        file = tenant.folder / "clinic.yml"
        text = file.read_text("utf-8")
        for empty, filled in facts.items():
            assert empty in text
            text = text.replace(empty, filled)
        file.write_text(text, encoding="utf-8")
        page(tenant.folder / "sources", "Keep the treated skin dry for two days.")
        return tenant

    def set(self, clinic_id, **variables):
        lines = "".join(f"{name}={value}\n" for name, value in variables.items())
        file = self.folder / clinic_id / "settings.env"
        file.write_text(lines, encoding="utf-8")
        file.chmod(0o600)

    def credentials(self, clinic_id, text):
        (self.folder / clinic_id / "credentials.yml").write_text(text, encoding="utf-8")

    def registry(self):
        return Registry.read(self.file)


@pytest.fixture
def installation(tmp_path):
    installation = Installation(tmp_path / "clinics")
    installation.folder.mkdir()
    installation.file.write_text(
        f"data_dir: {tmp_path / 'data'}\nclinics: {{}}\n", encoding="utf-8"
    )
    return installation


@pytest.fixture
def two(installation):
    installation.add("willow")
    installation.add("harbour")
    return installation
