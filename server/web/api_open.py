"""Open data: current waits and numbers left, for anybody, as JSON and CSV."""

from __future__ import annotations

from typing import Any

from apiflask import APIBlueprint
from flask import Response, request
from pydantic import BaseModel, Field
from pydantic_core import to_json

from server.web.context import context
from server.web.opendata import FRESH_S, LICENCE, table
from server.web.permits import public

bp = APIBlueprint("open_data", __name__, tag="Open data", url_prefix="/api/v1/open")


class OpenGroup(BaseModel):
    """One group now, and today so far; ``today_*`` is null for fewer than ``fewest``."""

    group: str
    name_vi: str
    name_en: str
    zone: str
    open: bool
    waiting: int
    wait_low_s: int | None
    wait_high_s: int | None
    left: int | None = Field(description="numbers left under today's cap; null without a cap")
    today_served: int | None
    today_waits_n: int | None
    today_wait_p50_s: int | None
    today_wait_p90_s: int | None


class OpenWaits(BaseModel):
    """The queue of a centre at a moment."""

    centre: str
    at: str
    licence: str
    fewest: int
    groups: list[OpenGroup]


@bp.get("/waits")
@bp.output(OpenWaits)
@public
def waits() -> Response:
    """Current waits and numbers left of every group; CC BY 4.0, fresh for 15 seconds."""
    return _kept(to_json(_told()), "application/json")


@bp.get("/waits.csv")
@bp.output({}, content_type="text/csv")
@public
def waits_csv() -> Response:
    """The same groups as CSV, UTF-8, with a header."""
    return _kept(table(_told()).encode(), "text/csv; charset=utf-8")


def _told() -> dict[str, Any]:
    parts = context()
    return parts.open_data.of(parts.snapshot())


def _kept(content: bytes, media_type: str) -> Response:
    made = Response(content, content_type=media_type)
    made.headers["Cache-Control"] = f"public, max-age={FRESH_S}"
    made.headers["Access-Control-Allow-Origin"] = "*"
    made.headers["Link"] = f'<{LICENCE}>; rel="license"'
    made.add_etag()
    made.make_conditional(request)
    return made
