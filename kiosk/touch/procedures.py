"""Looking up procedures on the touch page; while there is no list, the groups of the hall."""

from __future__ import annotations

import time
from typing import Any

from flask import Flask, Response, jsonify, request

from broker.catalogue.searching import PAGE
from broker.catalogue.spelling import words
from broker.messages import CatalogueGroup
from kiosk.agent import Agent

MOST_TYPED = 200
OF_A_GROUP = 12
"""How many procedures of a group are named."""


def register(app: Flask, agent: Agent) -> None:
    """Add the routes."""

    @app.get("/procedures")
    def procedures() -> Response:
        typed = request.args.get("q", "")[:MOST_TYPED]
        page = max(0, request.args.get("page", 0, type=int))
        rows = min(max(1, request.args.get("rows", PAGE, type=int)), PAGE)
        found = agent.lookup.page(typed, page * rows, rows)
        if found.held.total == 0:
            return jsonify(_groups(agent, typed, page, rows))
        return jsonify(
            {
                "version": found.held.version,
                "source": found.held.source or None,
                "total": found.total,
                "synonym": found.synonym,
                "rows": found.rows,
            }
        )

    @app.get("/procedures/group/<code>")
    def group(code: str) -> Response:
        found = agent.lookup.group(code, OF_A_GROUP)
        return jsonify(
            {
                "documents_vi": found.documents_vi,
                "documents_en": found.documents_en,
                "rows": found.rows,
            }
        )


def _groups(agent: Agent, typed: str, page: int, size: int) -> dict[str, Any]:
    """The groups whose names have words that begin as those that were typed, each a row."""
    zones = agent.hall.shown_zones(time.monotonic())
    found = [one for zone in zones for one in zone.groups if _matches(one, typed)]
    rows = [_row(one) for one in found[page * size : (page + 1) * size]]
    return {"version": 0, "source": None, "total": len(found), "synonym": None, "rows": rows}


def _matches(group: CatalogueGroup, typed: str) -> bool:
    there = words(f"{group.code} {group.name.vi} {group.name.en}")
    return all(any(word.startswith(begun) for word in there) for begun in words(typed))


def _row(group: CatalogueGroup) -> dict[str, Any]:
    named = {"code": group.code, "name_vi": group.name.vi, "name_en": group.name.en}
    nothing = {"level": "", "documents_vi": [], "documents_en": [], "fee_vi": "", "fee_en": ""}
    return {**named, "group": group.code, **nothing}
