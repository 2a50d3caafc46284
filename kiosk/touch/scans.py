"""The page and the scanner: what was scanned, a scanner that types, and forgetting."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Flask, Response, jsonify, request

from kiosk.scanning import Scanning


def register(app: Flask, scanning: Scanning) -> None:
    """Adds the routes that a scanner needs."""

    @app.post("/scan")
    def scan() -> Response:
        """The text goes no further than this."""
        body = request.get_json(silent=True)
        text = body.get("text", "") if isinstance(body, dict) else ""
        return jsonify(asdict(scanning.heard(str(text))))

    @app.post("/scan/forget")
    def forget() -> tuple[str, int]:
        scanning.forget()
        return "", 204


def told(scanning: Scanning) -> dict[str, Any] | None:
    """The newest scan, as the page may know it."""
    return asdict(scanning.newest) if scanning.newest is not None else None


def with_person(scanning: Scanning, body: dict[str, Any]) -> dict[str, Any]:
    """A touch with the sealed person of the scan that it names in ``scan``, if it names one."""
    no = body.get("scan")
    person = scanning.take_person(no) if isinstance(no, int) else None
    return {**{key: body[key] for key in body if key not in ("scan", "person")}, "person": person}
