"""The page's button that calls for staff."""

from __future__ import annotations

from flask import Flask, Response, jsonify

from kiosk.agent import Agent


def register(app: Flask, agent: Agent) -> None:
    """Adds the route."""

    @app.post("/help")
    def help_() -> tuple[Response, int]:
        """A call; 503 while nobody could hear it."""
        if not agent.online:
            told = {"code": "no-answer", "detail": "the server is away", "status": 503}
            return jsonify(told), 503
        return jsonify({"help": agent.calling.call()}), 202
