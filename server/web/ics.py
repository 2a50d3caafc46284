"""An appointment as a calendar file (RFC 5545), which every phone's calendar takes."""

from __future__ import annotations

from datetime import UTC, datetime

_LINE_OCTETS = 75
_REMIND_MINUTES = 60


def event(
    *,
    uid: str,
    made_at: datetime,
    begins: datetime,
    ends: datetime,
    title: str,
    place: str,
    note: str,
) -> str:
    """A calendar with one event and a reminder an hour before it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Luot//Booking//VI",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_utc(made_at)}",
        f"DTSTART:{_utc(begins)}",
        f"DTEND:{_utc(ends)}",
        f"SUMMARY:{_text(title)}",
        f"LOCATION:{_text(place)}",
        f"DESCRIPTION:{_text(note)}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_text(title)}",
        f"TRIGGER:-PT{_REMIND_MINUTES}M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    for sign in ("\\", ";", ","):
        value = value.replace(sign, f"\\{sign}")
    return value.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets; a letter of several octets stays whole."""
    parts, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LINE_OCTETS:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += octets
    return "\r\n".join(parts)
