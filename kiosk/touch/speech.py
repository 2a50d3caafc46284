"""Reading the page aloud: a text of the page becomes a sound of this machine."""

from __future__ import annotations

from flask import Flask, Response, request

from kiosk.agent import Agent

SAME_PAGE = "same-origin"


def register(app: Flask, agent: Agent) -> None:
    """Adds the route."""

    @app.get("/say")
    def say() -> Response:
        """The sound of ``text`` in ``lang``, for the page itself and nobody else.

        204: there is no voice, or nothing that it can say.
        """
        lang = "en" if request.args.get("lang") == "en" else "vi"
        if request.headers.get("Sec-Fetch-Site") != SAME_PAGE or agent.voice is None:
            return Response(status=204)
        sound = agent.voice.say(request.args.get("text", ""), lang)
        return Response(status=204) if sound is None else Response(sound, mimetype="audio/wav")
