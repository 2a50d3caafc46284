"""The server's settings, read once from ``LUOT_*`` environment variables.

A secret may also stand in a file named by ``LUOT_X_FILE``. No secret has a default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from broker.numerals import Accent, Style
from server import setting_values as values


class SettingsError(ValueError):
    """A setting cannot be used; the message names the variable and says what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the server of one centre must know besides its database."""

    data: Path | None = None
    """LUOT_DATA: folder of the centre's database; ``--data`` wins."""
    host: str = "127.0.0.1"
    """LUOT_HOST: address to listen on; ``0.0.0.0`` for a real hall."""
    port: int = 8080
    """LUOT_PORT: port to listen on."""
    url: str = ""
    """LUOT_URL: where citizens' phones reach this server; by default ``http://HOST:PORT``."""
    mqtt: str = ""
    """LUOT_MQTT: the broker, ``mqtt://HOST:PORT`` or ``mqtts://HOST:PORT``; ``--mqtt`` wins."""
    mqtt_ca: str = ""
    """LUOT_MQTT_CA: PEM file of the authority that signed the broker's certificate."""
    mqtt_user: str = ""
    """LUOT_MQTT_USER: the server's user at the broker."""
    mqtt_password: str = field(default="", repr=False)
    """LUOT_MQTT_PASSWORD or LUOT_MQTT_PASSWORD_FILE: its password there."""
    admitted: Path | None = None
    """LUOT_ADMITTED: where the broker finds devices that were added, renewed or revoked; by
    default ``device-logins.toml`` in the centre's folder, if it is there."""
    secret_key: str = field(default="", repr=False)
    """LUOT_SECRET_KEY or LUOT_SECRET_KEY_FILE: signs sessions; by default the centre's own."""
    oidc_issuer: str = ""
    """LUOT_OIDC_ISSUER: address of the provider by whose accounts staff may sign in, too."""
    oidc_client: str = ""
    """LUOT_OIDC_CLIENT: this server's id at that provider."""
    oidc_secret: str = field(default="", repr=False)
    """LUOT_OIDC_SECRET or LUOT_OIDC_SECRET_FILE: its secret there."""
    oidc_claim: str = "preferred_username"
    """LUOT_OIDC_CLAIM: which claim is the login here."""
    oidc_scope: str = "openid profile email"
    """LUOT_OIDC_SCOPE: what is asked of the provider."""
    oidc_name: str = ""
    """LUOT_OIDC_NAME: what the button says; by default a word for single sign-on."""
    oidc_only: bool = False
    """LUOT_OIDC_ONLY: a secret of this centre is good at a counter only, no longer elsewhere."""
    smtp_host: str = ""
    """LUOT_SMTP_HOST: server that takes e-mail for reports and alerts; without it none is sent."""
    smtp_port: int = 0
    """LUOT_SMTP_PORT: its port; 0 takes the usual one: 587, 465 (tls) or 25 (none)."""
    smtp_tls: str = "starttls"
    """LUOT_SMTP_TLS: ``starttls``, ``tls`` from the first byte, or ``none``."""
    smtp_user: str = ""
    """LUOT_SMTP_USER: login there; without it none is made."""
    smtp_password: str = field(default="", repr=False)
    """LUOT_SMTP_PASSWORD or LUOT_SMTP_PASSWORD_FILE: its password."""
    smtp_from: str = ""
    """LUOT_SMTP_FROM: address that e-mail comes from."""
    report_daily: str = ""
    """LUOT_REPORT_DAILY: local time such as ``18:00`` at which the day's report is made."""
    report_monthly: str = ""
    """LUOT_REPORT_MONTHLY: local time at which the month's is made, on its last day."""
    report_formats: tuple[str, ...] = ("pdf", "xlsx")
    """LUOT_REPORT_FORMATS: ``pdf``, ``xlsx``, or both with a comma."""
    report_langs: tuple[str, ...] = ("vi",)
    """LUOT_REPORT_LANGS: ``vi``, ``en``, or both with a comma."""
    report_counters: bool = False
    """LUOT_REPORT_COUNTERS: reports made on schedule have the figures of counters, too."""
    report_folder: Path | None = None
    """LUOT_REPORT_FOLDER: where reports are put; by default ``reports`` in the data folder."""
    report_to: tuple[str, ...] = ()
    """LUOT_REPORT_TO: addresses, with commas, that reports are sent to by e-mail."""
    report_agency: str = ""
    """LUOT_REPORT_AGENCY: the office above the centre, on top of the document."""
    report_place: str = ""
    """LUOT_REPORT_PLACE: place in the line with the date."""
    report_signer: str = ""
    """LUOT_REPORT_SIGNER: post of who signs; by default the director."""
    report_agency_en: str = ""
    """LUOT_REPORT_AGENCY_EN: the same office in English reports; by default as it is."""
    report_place_en: str = ""
    """LUOT_REPORT_PLACE_EN: the same place in English reports; by default as it is."""
    report_signer_en: str = ""
    """LUOT_REPORT_SIGNER_EN: the same post in English reports; by default as it is."""
    https: bool = False
    """LUOT_HTTPS: citizens come by https: secure cookies, and plain http is sent on."""
    trusted_proxies: int = 0
    """LUOT_TRUSTED_PROXIES: how many proxies in front tell the client's address truly."""
    session_hours: int = 12
    """LUOT_SESSION_HOURS: how long a login lasts."""
    login_failures_per_minute: int = 5
    """LUOT_LOGIN_FAILURES_PER_MINUTE: wrong PINs before a wait, by login and address.

    They count together within 15 minutes; the name is from when it was a minute."""
    anonymous_per_s: int = 40
    """LUOT_ANONYMOUS_PER_S: calls a second, by address, without credentials, before 429."""
    feedback_days: int = 365
    """LUOT_FEEDBACK_DAYS: closed feedback is deleted after so many days."""
    keep_days: int = 0
    """LUOT_KEEP_DAYS: tickets and facts are deleted after so many days, aggregates stay; 0 keeps
    them."""
    voice: Path | None = None
    """LUOT_VOICE: folder of recordings with which boards read calls, ``vi/*.wav``, ``en/*.wav``."""
    voice_accent: Accent = "north"
    """LUOT_VOICE_ACCENT: which recordings, ``north`` (``vi``) or ``south`` (``vi-south``)."""
    voice_style: Style = "cardinal"
    """LUOT_VOICE_STYLE: boards read a ticket's number as ``cardinal`` or as ``digits``."""
    voice_notices: bool = True
    """LUOT_VOICE_NOTICES: boards with a voice say that lunch begins, that the day ends soon."""
    speed: float = 1.0
    """LUOT_SPEED: how fast the hall's clock runs; for rehearsals only."""
    clock_ahead_s: int = 0
    """LUOT_CLOCK_AHEAD_S: the hall's clock is so far ahead, or behind; for rehearsals only."""
    log_level: str = "INFO"
    """LUOT_LOG_LEVEL: DEBUG, INFO, WARNING or ERROR."""
    log_format: str = "text"
    """LUOT_LOG_FORMAT: ``text``, a line for people, or ``json``, an object a line."""


FAR_S = 366 * 86_400
"""How far a rehearsal may be from now."""
SECRETS = frozenset({"mqtt_password", "secret_key", "oidc_secret", "smtp_password"})
"""Fields that may be read from a file."""


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Settings from ``environment``. Raises SettingsError for a value that cannot be used."""
    given: dict[str, Any] = {}
    for name, convert in _CONVERT.items():
        text = _text(environment, name)
        if text is not None:
            given[name] = _converted(name, text, convert)
    made = Settings(**given)
    if made.oidc_issuer and not (made.oidc_client and made.oidc_secret):
        raise SettingsError(
            "LUOT_OIDC_ISSUER is set: set LUOT_OIDC_CLIENT and LUOT_OIDC_SECRET_FILE, too"
        )
    if made.oidc_only and not made.oidc_issuer:
        raise SettingsError("LUOT_OIDC_ONLY is set: set LUOT_OIDC_ISSUER, too, or nobody gets in")
    _check_smtp(made)
    if made.report_to and not made.smtp_host:
        raise SettingsError("LUOT_REPORT_TO is set: set LUOT_SMTP_HOST and LUOT_SMTP_FROM, too")
    return made


def _check_smtp(made: Settings) -> None:
    if made.smtp_host and "@" not in made.smtp_from:
        raise SettingsError("LUOT_SMTP_HOST is set: set LUOT_SMTP_FROM to an address, too")
    if made.smtp_user and made.smtp_tls == "none":
        raise SettingsError("LUOT_SMTP_USER is set: set LUOT_SMTP_TLS to starttls or tls")
    if made.smtp_user and not made.smtp_password:
        raise SettingsError("LUOT_SMTP_USER is set: set LUOT_SMTP_PASSWORD_FILE, too")


def variable(field: str) -> str:
    """The environment variable of a field."""
    return f"LUOT_{field.upper()}"


def _text(environment: Mapping[str, str], field: str) -> str | None:
    name = variable(field)
    file = environment.get(f"{name}_FILE") if field in SECRETS else None
    if not file:
        return environment.get(name)
    if name in environment:
        raise SettingsError(f"{name} and {name}_FILE are both set: keep one")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{name}_FILE: cannot read {file}: {error.strerror}") from error


def _converted(field: str, text: str, convert: Callable[[str], Any]) -> Any:
    try:
        return convert(text)
    except ValueError as error:
        raise SettingsError(f"{variable(field)}={text!r}: {error}") from error


_CONVERT: dict[str, Callable[[str], Any]] = {
    "data": Path,
    "admitted": Path,
    "host": str,
    "port": values.whole(0, 65535),
    "url": str,
    "mqtt": str,
    "mqtt_ca": str,
    "mqtt_user": str,
    "mqtt_password": str,
    "secret_key": str,
    "oidc_issuer": values.address,
    "oidc_client": str,
    "oidc_secret": str,
    "oidc_claim": str,
    "oidc_scope": str,
    "oidc_name": str,
    "oidc_only": values.yes_no,
    "smtp_host": str,
    "smtp_port": values.whole(0, 65535),
    "smtp_tls": values.tls,
    "smtp_user": str,
    "smtp_password": str,
    "smtp_from": str,
    "report_daily": values.time_of_day,
    "report_monthly": values.time_of_day,
    "report_formats": values.some("pdf", "xlsx"),
    "report_langs": values.some("vi", "en"),
    "report_counters": values.yes_no,
    "report_folder": Path,
    "report_to": values.addresses,
    "report_agency": str,
    "report_place": str,
    **dict.fromkeys(("report_signer", "report_signer_en"), str),
    **dict.fromkeys(("report_agency_en", "report_place_en"), str),
    "https": values.yes_no,
    "trusted_proxies": values.whole(0, 9),
    "session_hours": values.whole(1, 24 * 31),
    "login_failures_per_minute": values.whole(1, 1000),
    "anonymous_per_s": values.whole(1, 100_000),
    "feedback_days": values.whole(1, 3650),
    "keep_days": values.kept_days,
    "voice": values.folder,
    "voice_accent": values.one_of("north", "south"),
    "voice_style": values.one_of("cardinal", "digits"),
    "voice_notices": values.yes_no,
    "speed": values.positive,
    "clock_ahead_s": values.whole(-FAR_S, FAR_S),
    "log_format": values.log_format,
    "log_level": values.level,
}
