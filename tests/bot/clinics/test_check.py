import pytest

from bot.clinics.check import check, check_tenant, shared

TELEGRAM = """\
bot.channels.telegram.TelegramChannel:
  access_token: ${TELEGRAM_TOKEN}
  secret_token: ${TELEGRAM_SECRET}
  webhook_url: https://chat.example/webhooks/telegram/webhook
# ${NOT_MEANT}
"""


def texts(findings, level=None):
    return [f.text for f in findings if level in (None, f.level)]


def test_two_complete_clinics_have_only_to_be_built(two):
    findings = check(two.registry(), {})
    assert [(f.level, f.ids) for f in findings] == [
        ("warning", ("willow",)),
        ("warning", ("harbour",)),
    ]
    assert findings[0].text == "It is not built yet: `bedside clinics build willow`."


@pytest.mark.parametrize(
    ("is_current", "told"),
    [(True, []), (False, ["Its models are older than its questions"])],
)
def test_a_built_clinic_is_told_when_its_models_are_old(
    two, monkeypatch, is_current, told
):
    monkeypatch.setattr("bot.training.is_current", lambda settings: is_current)
    tenant = two.registry().tenant("willow")
    (tenant.data_dir / "rasa").mkdir(parents=True)
    (tenant.data_dir / "rasa" / "bedside.tar.gz").touch()
    (tenant.data_dir / "index" / "current").mkdir(parents=True)
    found = texts(check_tenant(tenant, {}), "warning")
    assert [text.split(",")[0] for text in found] == told


def one_error(two, clinic_id="willow"):
    tenant = two.registry().tenant(clinic_id)
    (text,) = texts(check_tenant(tenant, {}), "error")
    return text


def test_a_folder_that_is_missing(two):
    (two.folder / "willow").rename(two.folder / "elsewhere")
    assert "There is no folder" in one_error(two)


def test_a_clinic_whose_facts_are_not_filled_in_is_not_served(two):
    file = two.folder / "willow" / "clinic.yml"
    file.write_text(file.read_text("utf-8").replace('"020 7946 0128"', '""'), "utf-8")
    assert one_error(two).startswith("clinic.yml: 'phone' is ''")


def test_a_setting_out_of_its_range(two):
    two.set("willow", BEDSIDE_RETENTION_DAYS=400)
    assert "BEDSIDE_RETENTION_DAYS is '400'" in one_error(two)


def test_a_courier_that_cannot_be_used(two):
    two.set("willow", BEDSIDE_HANDOVER_SMTP="smtp://mail.example")
    assert "BEDSIDE_HANDOVER_FROM" in one_error(two)


def test_a_settings_file_that_cannot_be_used(two):
    (two.folder / "willow" / "settings.env").chmod(0o644)
    assert "chmod 600" in one_error(two)


def test_a_server_that_others_reach_needs_its_key(two):
    two.set("willow", BEDSIDE_HOST="0.0.0.0")
    assert "set BEDSIDE_API_KEY in settings.env" in one_error(two)


def test_a_missing_credentials_file(two):
    (two.folder / "willow" / "credentials.yml").unlink()
    assert "credentials.yml'. Copy it from bot/clinics/skeleton" in one_error(two)


def test_credentials_that_are_no_yaml(two):
    two.credentials("willow", "a: {")
    assert one_error(two).endswith("credentials.yml' is no YAML. Correct it.")


def test_a_secret_of_the_installations_environment_is_not_enough(two):
    two.credentials("willow", TELEGRAM)
    two.set("willow", TELEGRAM_TOKEN="12:ab")
    tenant = two.registry().tenant("willow")
    found = texts(check_tenant(tenant, {"TELEGRAM_SECRET": "outside"}), "error")
    assert (
        len(found) == 1 and "names ${TELEGRAM_SECRET}, which settings.env" in found[0]
    )


def test_credentials_are_read_as_they_stand_once_rasa_is_imported(two, monkeypatch):
    """Rasa has every reader of YAML fill in the environment's variables."""
    import rasa.shared.utils.io  # noqa: F401

    monkeypatch.setenv("TELEGRAM_TOKEN", "of-the-installation")
    for clinic_id in ("willow", "harbour"):
        two.credentials(clinic_id, TELEGRAM)
        two.set(clinic_id, TELEGRAM_TOKEN=clinic_id, TELEGRAM_SECRET="s")
    assert list(shared(two.registry(), {})) == []
    assert texts(check_tenant(two.registry().tenant("willow"), {}), "error") == []


def test_a_configuration_that_is_none(two):
    (two.folder / "willow" / "config.yml").write_text("- only a list\n")
    assert "is no configuration of Rasa" in one_error(two)


def test_stores_that_all_clinics_would_share(two, monkeypatch, tmp_path):
    from bot.clinics import check as module

    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text("tracker_store: {type: SQL}\nevent_broker: {}\n")
    read = module.Settings.from_environment

    def with_endpoints(environ):
        return read({**environ, "BEDSIDE_ENDPOINTS": str(endpoints)})

    monkeypatch.setattr(module.Settings, "from_environment", with_endpoints)
    tenant = two.registry().tenant("willow")
    found = texts(check_tenant(tenant, {}), "error")
    assert [text.split("names a ")[1].split(",")[0] for text in found] == [
        "event_broker",
        "tracker_store",
    ]


def test_pages_that_are_missing_drafts_or_broken(two):
    sources = two.folder / "willow" / "sources"
    (page,) = sources.glob("*.md")
    text = page.read_text("utf-8")
    page.write_text(text + "\nOne more byte.\n", "utf-8")
    tenant = two.registry().tenant("willow")
    (told,) = check_tenant(tenant, {})
    assert told.level == "warning" and "Sign one off with" in told.text
    page.write_text("no front matter", "utf-8")
    (told,) = check_tenant(tenant, {})
    assert page.name in told.text
    page.unlink()
    (told,) = check_tenant(tenant, {})
    assert "There is no page" in told.text


# --- what two share ------------------------------------------------------------------


def one_shared(two):
    (error,) = shared(two.registry(), {})
    assert error.ids == ("willow", "harbour")
    return str(error)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "postgresql://a:x@db.example/bedside",
            "postgresql://b:y@db.example:5432/bedside",
        ),
        ("postgresql://a@localhost/b", "postgresql://a@127.0.0.1/b"),
        ("postgresql://a@localhost/b", "postgresql:///b?host=/run/postgresql"),
        ("postgresql+psycopg2://a@DB.example/b", "postgresql://a@db.example/b"),
        ("sqlite:////srv/a/../c.db", "sqlite:////srv/c.db"),
    ],
)
def test_one_database_for_two_clinics_is_refused_however_it_is_written(
    two, first, second
):
    two.set("willow", BEDSIDE_DATABASE_URL=first)
    two.set("harbour", BEDSIDE_DATABASE_URL=second)
    text = one_shared(two)
    assert text.startswith("'willow' and 'harbour' have the same database.")
    assert "x@" not in text


def test_one_index_database_for_two_clinics_is_refused(two):
    two.set("willow", BEDSIDE_INDEX_URL="postgresql://a:x@db.example/pages")
    two.set("harbour", BEDSIDE_INDEX_URL="postgresql://b:y@db.example/pages")
    text = one_shared(two)
    assert text.startswith("'willow' and 'harbour' have the same index database.")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("postgresql://a@db.example/willow", "postgresql://a@db.example/harbour"),
        ("postgresql://a@db.example/b", "postgresql://a@db.example:5433/b"),
        ("postgresql://a@one.example/b", "postgresql://a@two.example/b"),
        ("no url", "no url"),
    ],
)
def test_two_databases_are_two(two, first, second):
    two.set("willow", BEDSIDE_DATABASE_URL=first)
    two.set("harbour", BEDSIDE_DATABASE_URL=second)
    assert list(shared(two.registry(), {})) == []


@pytest.mark.parametrize(
    "name",
    [
        "BEDSIDE_API_KEY",
        "BEDSIDE_HANDOVER_SECRET",
        "BEDSIDE_HANDOVER_TO",
        "BEDSIDE_HANDOVER_WEBHOOK",
        "BEDSIDE_HANDOVER_CHATWOOT",
    ],
)
def test_what_lets_one_clinic_into_the_other_is_refused_and_not_shown(two, name):
    for clinic_id in ("willow", "harbour"):
        two.set(clinic_id, **{name: "a-secret-of-both"})
    text = one_shared(two)
    assert f"have the same {name}." in text and "a-secret" not in text


def test_one_bot_answers_for_one_clinic(two):
    for clinic_id in ("willow", "harbour"):
        two.credentials(clinic_id, TELEGRAM)
        two.set(clinic_id, TELEGRAM_TOKEN="12:ab", TELEGRAM_SECRET=clinic_id)
    text = one_shared(two)
    assert "the same account in TelegramChannel" in text and "12:ab" not in text
    two.set("harbour", TELEGRAM_TOKEN="13:cd", TELEGRAM_SECRET="s")
    assert list(shared(two.registry(), {})) == []


def test_a_data_folder_that_is_a_copy_of_anothers_is_refused(two):
    for tenant in two.registry().tenants:
        tenant.data_dir.mkdir(parents=True)
        (tenant.data_dir / "widget.key").write_bytes(b"k" * 32)
    assert "One data folder is a copy of the other" in one_shared(two)


def test_a_clinic_whose_settings_cannot_be_read_does_not_hide_what_others_share(two):
    two.add("third")
    for clinic_id in ("willow", "harbour"):
        two.set(clinic_id, BEDSIDE_API_KEY="k")
    (two.folder / "third" / "settings.env").chmod(0o644)
    assert "have the same BEDSIDE_API_KEY" in one_shared(two)


def test_a_clinic_file_that_is_still_a_copy_is_pointed_out(two):
    file = two.folder / "harbour" / "clinic.yml"
    file.write_text(
        file.read_text("utf-8").replace("Harbour Clinic", "Willow Clinic"), "utf-8"
    )
    findings = [f for f in check(two.registry(), {}) if len(f.ids) == 2]
    assert [f.level for f in findings] == ["warning"]
    assert "both say that they are Willow Clinic" in findings[0].text
