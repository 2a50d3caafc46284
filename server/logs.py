"""How the server logs: lines for people, or JSON for programs; long numbers are blotted out."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

from server.domain.privacy import without_numbers

_LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class PlainLines(logging.Formatter):
    """One line for people, without numbers that can name a person."""

    def __init__(self) -> None:
        super().__init__(_LINE)

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line; the time in front stays as it is."""
        record.message = without_numbers(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        """The fault, in the same way."""
        return without_numbers(super().formatException(ei))


class JsonLines(logging.Formatter):
    """One JSON object a line: ``at``, ``level``, ``name``, ``message``, ``error`` of a fault."""

    def format(self, record: logging.LogRecord) -> str:
        """The object; the time is UTC, ISO 8601."""
        at = datetime.fromtimestamp(record.created, UTC)
        told = {
            "at": at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "name": record.name,
            "message": without_numbers(record.getMessage()),
        }
        if record.exc_info:
            told["error"] = without_numbers(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def start(level: str, form: str) -> None:
    """Log to standard error from ``level`` on, in ``form``: ``text`` or ``json``."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if form == "json" else PlainLines())
    logging.basicConfig(level=level, handlers=[handler])
