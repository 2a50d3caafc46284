"""How a setting is read from text; each raises ValueError with what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from pathlib import Path

LEAST_KEPT_DAYS = 90
"""A booking is made fewer days ahead, and a year's quarter stays whole."""


def whole(least: int, most: int) -> Callable[[str], int]:
    """A whole number in these bounds."""

    def convert(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise ValueError(f"use a whole number from {least} to {most}")
        return value

    return convert


def kept_days(text: str) -> int:
    """0, or long enough for appointments and for whoever complains."""
    value = int(text)
    if value != 0 and not LEAST_KEPT_DAYS <= value <= 36_500:
        raise ValueError(f"use 0 to keep everything, or {LEAST_KEPT_DAYS} days and more")
    return value


def yes_no(text: str) -> bool:
    """1, true or yes; 0, false or no."""
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if text.lower() not in known:
        raise ValueError("use true or false")
    return known[text.lower()]


def tls(text: str) -> str:
    """How a mail server is spoken to."""
    if text.lower() not in {"starttls", "tls", "none"}:
        raise ValueError("use starttls, tls or none")
    return text.lower()


def time_of_day(text: str) -> str:
    """A local time, or nothing."""
    try:
        return f"{time.fromisoformat(text):%H:%M}" if text else ""
    except ValueError:
        raise ValueError("use a time such as 18:00, or leave it empty") from None


def some(*known: str) -> Callable[[str], tuple[str, ...]]:
    """Words of these, with commas."""

    def convert(text: str) -> tuple[str, ...]:
        found = tuple(one.strip().lower() for one in text.split(","))
        if not set(found) <= set(known):
            raise ValueError(f"use {' or '.join(known)}, or both with a comma")
        return found

    return convert


def addresses(text: str) -> tuple[str, ...]:
    """Addresses of e-mail, with commas."""
    found = tuple(one.strip() for one in text.split(",") if one.strip())
    if wrong := [one for one in found if one.count("@") != 1 or " " in one]:
        raise ValueError(f"{wrong[0]!r} is no address: write it as ten@vidu.vn")
    return found


def address(text: str) -> str:
    """An address of the web."""
    local = text.startswith(("http://localhost", "http://127.0.0.1"))
    if not (text.startswith("https://") or local):
        raise ValueError("use an https address")
    return text


def folder(text: str) -> Path:
    """A folder of recordings."""
    path = Path(text)
    if not any((path / lang).is_dir() for lang in ("vi", "vi-south", "en")):
        raise ValueError(
            "use a folder with recordings in vi/ or en/; `luot-display clips` makes it"
        )
    return path


def one_of(*words: str) -> Callable[[str], str]:
    """One of a few words."""

    def convert(text: str) -> str:
        if text not in words:
            raise ValueError(f"use {' or '.join(words)}")
        return text

    return convert


def positive(text: str) -> float:
    """A number above 0."""
    value = float(text)
    if not 0 < value < 1e6:
        raise ValueError("use a number above 0")
    return value


def level(text: str) -> str:
    """How much is logged."""
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("use DEBUG, INFO, WARNING or ERROR")
    return text.upper()


def log_format(text: str) -> str:
    """How lines of the log are written."""
    if text.lower() not in {"text", "json"}:
        raise ValueError("use text or json")
    return text.lower()
