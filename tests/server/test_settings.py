"""Settings come from the environment, loudly."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from server.settings import SECRETS, Settings, SettingsError, read_settings, variable


def test_without_an_environment_the_defaults_hold():
    assert read_settings({}) == Settings()


def test_every_field_is_read_from_its_variable(tmp_path: Path):
    (tmp_path / "vi").mkdir()
    given = {
        "data": "d", "host": "h", "port": "1", "url": "u", "mqtt": "m", "mqtt_user": "n",
        "mqtt_ca": "c", "mqtt_password": "p", "secret_key": "k", "https": "true",
        "trusted_proxies": "1", "session_hours": "3", "login_failures_per_minute": "4",
        "anonymous_per_s": "5", "feedback_days": "6", "oidc_issuer": "https://sso.test",
        "oidc_client": "luot", "oidc_secret": "s", "oidc_claim": "email", "oidc_scope": "openid",
        "oidc_name": "SSO", "oidc_only": "true", "speed": "2.5", "clock_ahead_s": "7",
        "log_level": "debug", "voice": str(tmp_path), "admitted": "a", "voice_accent": "south",
        "voice_style": "digits", "voice_notices": "no", "smtp_host": "m", "smtp_port": "25",
        "smtp_tls": "tls", "smtp_user": "u", "smtp_password": "p", "smtp_from": "luot@hall.test",
        "report_daily": "18:00", "report_monthly": "18:30", "report_formats": "pdf",
        "report_langs": "vi,en", "report_counters": "yes", "report_folder": "r",
        "report_to": "a@hall.test, b@hall.test", "report_agency": "A", "report_place": "P",
        "report_signer": "S", "report_agency_en": "A", "report_place_en": "P",
        "report_signer_en": "S", "keep_days": "400", "log_format": "json",
    }  # fmt: skip
    fields = dataclasses.fields(Settings)
    assert given.keys() == {field.name for field in fields}
    read = read_settings({variable(name): text for name, text in given.items()})
    unchanged = [field.name for field in fields if getattr(read, field.name) == field.default]
    assert unchanged == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("OIDC_ISSUER", "http://sso.test"),
        ("PORT", "x"),
        ("PORT", "70000"),
        ("HTTPS", "maybe"),
        ("SPEED", "0"),
        ("SMTP_TLS", "ssl"),
        ("LOG_LEVEL", "LOUD"),
        ("VOICE_ACCENT", "west"),
        ("VOICE_STYLE", "roman"),
    ],
)
def test_a_value_that_cannot_be_used_names_its_variable(name, text):
    with pytest.raises(SettingsError, match=f"LUOT_{name}"):
        read_settings({f"LUOT_{name}": text})


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"HOST": "m"}, "LUOT_SMTP_FROM"),
        ({"USER": "u", "PASSWORD": "p", "TLS": "none"}, "LUOT_SMTP_TLS"),
        ({"USER": "u"}, "LUOT_SMTP_PASSWORD_FILE"),
    ],
)
def test_half_a_mail_server_is_refused_and_no_password_goes_out_in_clear(given, says):
    with pytest.raises(SettingsError, match=f"set {says}"):
        read_settings({f"LUOT_SMTP_{name}": text for name, text in given.items()})


@pytest.mark.parametrize("missing", ["CLIENT", "SECRET"])
def test_a_provider_needs_an_id_and_a_secret(missing):
    given = {f"LUOT_OIDC_{name}": "x" for name in ("CLIENT", "SECRET") if name != missing}
    with pytest.raises(SettingsError, match="set LUOT_OIDC_CLIENT and LUOT_OIDC_SECRET_FILE"):
        read_settings({"LUOT_OIDC_ISSUER": "https://sso.test", **given})


@pytest.mark.parametrize("field", sorted(SECRETS))
def test_secrets_may_stand_in_a_file_have_no_default_and_are_never_shown(tmp_path: Path, field):
    file = tmp_path / "secret"
    file.write_text("s3cret\n", encoding="utf-8")
    name = variable(field)
    read = read_settings({f"{name}_FILE": str(file)})
    assert getattr(read, field) == "s3cret"
    assert getattr(Settings(), field) == ""
    assert "s3cret" not in repr(read)
    with pytest.raises(SettingsError, match="both"):
        read_settings({name: "a", f"{name}_FILE": str(file)})
    with pytest.raises(SettingsError, match="cannot read"):
        read_settings({f"{name}_FILE": str(tmp_path / "missing")})


def test_shared_accounts_only_need_a_provider():
    with pytest.raises(SettingsError, match="LUOT_OIDC_ISSUER"):
        read_settings({"LUOT_OIDC_ONLY": "true"})
