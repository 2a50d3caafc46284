"""The touch page's own small server: localhost only, the same on every kiosk."""

from __future__ import annotations

import io
import logging
import socket
import time
from datetime import datetime
from typing import Any

import segno
from flask import Flask, Response, abort, jsonify, render_template, request
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, make_server

from broker import __version__
from broker.messages import CatalogueGroup, KioskRequest, RefusalReply, TicketReply, Wait
from kiosk import floor
from kiosk.agent import Agent
from kiosk.errors import BadSetting, NoAnswer
from kiosk.touch import calls, procedures, scans, shell, speech
from kiosk.waits import tell

PageServer = BaseWSGIServer
LONG_POLL_S = 10.0
LARGEST_BYTES = 4096
log = logging.getLogger(__name__)
CSP = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"


def create_app(agent: Agent) -> Flask:
    """The page, its words, what it knows, and the touch."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BYTES

    @app.get("/")
    def page() -> str:
        first = {"words": shell.words(), "state": _state(agent, -1)}
        return render_template("kiosk.html", kiosk=agent.settings.id, shell=shell, first=first)

    @app.get("/static/<path:filename>")
    def static(filename: str) -> Response:
        part = shell.part(filename)
        return Response(part.data, mimetype=part.kind) if part else abort(404)

    @app.get("/state")
    def state() -> Response:
        return jsonify(_state(agent, request.args.get("after", default=-1, type=int)))

    @app.post("/touch")
    def touch() -> tuple[Response, int]:
        try:
            body = scans.with_person(agent.scanning, _body())
            asked = KioskRequest.model_validate({"v": 1, **body})
        except ValidationError as error:
            first = error.errors(include_input=False, include_url=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            return _problem(422, "bad-touch", f"{where}: {first['msg']}")
        try:
            reply, on_paper = agent.touch(asked)
        except NoAnswer as error:
            return _problem(503, error.code, str(error))
        if isinstance(reply, RefusalReply):
            return jsonify(reply.model_dump()), 409
        return jsonify(
            {**_ticket(reply, on_paper), "paper": agent.paper, "trouble": agent.trouble}
        ), 201

    @app.get("/slip/last.png")
    def slip() -> tuple[Response, int]:
        if agent.last_slip is None:
            return _problem(404, "no-slip", "nothing was printed yet")
        out = io.BytesIO()
        agent.last_slip.save(out, "PNG")
        return Response(out.getvalue(), mimetype="image/png"), 200

    procedures.register(app, agent)

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = CSP
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
        return response

    scans.register(app, agent.scanning)
    calls.register(app, agent)
    speech.register(app, agent)
    app.register_error_handler(HTTPException, _http_problem)
    return app


def make_page_server(agent: Agent, port: int) -> PageServer:
    """The page's server on localhost; ``serve_forever`` runs it. Raises BadSetting: port in use.

    The port is taken here, because werkzeug would end the process when it cannot have it.
    """
    logging.getLogger("werkzeug").setLevel("WARNING")
    try:
        listener = socket.create_server(("127.0.0.1", port))
    except (OSError, OverflowError) as error:
        raise BadSetting(f"--port {port}: {error}; choose another") from error
    with listener:
        port = listener.getsockname()[1]
        fd = listener.fileno()
        return make_server("127.0.0.1", port, create_app(agent), threaded=True, fd=fd)


def _state(agent: Agent, after: int) -> dict[str, Any]:
    """What the page shows; waits until it differs from version ``after``, or nothing is current."""
    hall = agent.hall
    at_most_s = LONG_POLL_S if after >= 0 else 0.0
    version = hall.wait_for_news(after, time.monotonic(), at_most_s)
    now_s = time.monotonic()
    centre, online = hall.centre, hall.is_current(now_s)
    return {
        "version": version,
        "kiosk": agent.settings.id,
        "online": online,
        "lost_ms": None if online else hall.last_ms,
        "now_ms": hall.now_ms(now_s),
        "utc_min": hall.utc_min(now_s),
        "paper": agent.paper,
        "trouble": agent.trouble,
        "corrected": agent.corrected,
        "printer": agent.settings.printer.split(":")[0],
        "centre": centre.model_dump() if centre else None,
        "floor": floor.told(centre.floor, agent.settings.id) if centre else None,
        "others": _others(agent),
        "stopped_ms": agent.stopped_ms,
        "zones": [
            {**zone.model_dump(), "groups": [_group(one, hall.now(now_s)) for one in zone.groups]}
            for zone in hall.shown_zones(now_s)
        ],
        "voice": agent.voice is not None,
        "build": __version__,
        "own": agent.layouts.own_words(),
        "help": agent.calling.state,
        "scanner": agent.settings.scanner.split(":")[0].replace("none", ""),
        "scan": scans.told(agent.scanning),
        "alone": agent.solo.state(),
        **agent.orders.told(now_s),
        "late": [_ticket(reply, on_paper) for reply, on_paper in agent.late],
    }


def _others(agent: Agent) -> list[dict[str, Any]]:
    """Other kiosks that can print, the nearest first; nobody knows while the server is away."""
    centre = agent.hall.centre
    if centre is None or not agent.online:
        return []
    return floor.nearby(centre.floor, agent.settings.id, centre.machines)


def _group(group: CatalogueGroup, now: datetime | None) -> dict[str, Any]:
    """A group with its wait as the page tells it; the page adds the minutes to its own clock."""
    return {**group.model_dump(), "told": _told(group.wait, now)}


def _ticket(reply: TicketReply, on_paper: bool) -> dict[str, Any]:
    """A ticket as the page shows it: its wait is told as on its slip."""
    told = _told(reply.wait, datetime.fromisoformat(reply.issued_at))
    return {**reply.model_dump(), "told": told, "qr": _qr(reply.url), "on_paper": on_paper}


def _told(wait: Wait | None, now: datetime | None) -> dict[str, Any] | None:
    if wait is None or now is None:
        return None
    told = tell(wait, now)
    return {
        "low_min": told.low_min,
        "high_min": told.high_min,
        "across": told.across,
        "clock": told.clock,
    }


def _body() -> dict[str, Any]:
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def _problem(status: int, code: str, detail: str) -> tuple[Response, int]:
    return jsonify({"code": code, "detail": detail, "status": status}), status


def _http_problem(error: HTTPException) -> tuple[Response, int]:
    return _problem(
        error.code or 500, error.name.lower().replace(" ", "-"), error.description or ""
    )


def _qr(url: str) -> str:
    return segno.make(url, error="m", micro=False).svg_data_uri(border=2)
