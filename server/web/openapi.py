"""The OpenAPI document: what APIFlask cannot know of the interface is added here, once for all."""

from __future__ import annotations

from typing import Any

from apiflask import APIFlask

from broker import __version__
from server.web.answers import Problem
from server.web.asked import LONGEST_KEY
from server.web.problems import PROBLEM_JSON

Json = dict[str, Any]
_SAID = {
    400: "The request cannot be read: `malformed-request`, `bad-idempotency-key`.",
    401: "No good credentials: `not-logged-in`, `bad-credentials`, `wrong-pin`.",
    403: "Not yours to do: `not-allowed`, `not-your-counter`, `csrf`.",
    404: "There is no such thing: `unknown-group`, `unknown-counter`, `unknown-zone`, "
    "`unknown-department`, `unknown-ticket`, `unknown-booking`, `unknown-alert`, "
    "`unknown-feedback`, `not-found`.",
    409: "The hall's rules refuse it now; `code` and `reason` say why.",
    413: "The body is longer than 64 KiB: `too-large`.",
    415: "The body is not JSON: `not-json`.",
    422: "Wrong types or values: `invalid`, `reason-needed`, `transfer-target`, `leg-same-group`, "
    "`not-a-slot`, `until-not-today`, `announcement-empty`, `announced-until`, `feedback-empty`.",
    429: "Too many failures or anonymous calls: `too-many-requests`; too many wrong PINs: "
    "`locked`; too many appointments of one address: `booking-limit`.",
    503: "Nothing was written; try again: `unavailable`.",
}
_KEY_PARAMETER: Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key gives the same answer; another body under it gives 409.",
    "schema": {"type": "string", "maxLength": LONGEST_KEY},
}
_CSRF_PARAMETER: Json = {
    "name": "X-CSRF-Token",
    "in": "header",
    "required": False,
    "description": "The `csrf` of the session; needed on writes with a session cookie.",
    "schema": {"type": "string"},
}
_SEEN_PARAMETER: Json = {
    "name": "seen",
    "in": "query",
    "required": False,
    "description": "The number that the caller sees at the counter, or `nobody`; when that is not "
    "so any more, because somebody else pressed, nothing is done (409).",
    "schema": {"type": "string"},
}


def describe(app: APIFlask) -> None:
    """Title, security schemes and the finishing touches for ``/openapi.json``."""
    app.title = "Lượt"
    app.version = __version__
    app.config.update(
        DESCRIPTION="Queue tickets, counters and boards of one centre.",
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        AUTO_AUTH_ERROR_RESPONSE=False,
        AUTO_OPERATION_ID=True,
        AUTO_SERVERS=False,
        SECURITY_SCHEMES={
            "device": {"type": "http", "scheme": "bearer"},
            "token": {"type": "http", "scheme": "bearer"},
            "officer": {"type": "apiKey", "in": "cookie", "name": "luot_session"},
        },
    )
    app.spec_processor(_finish)  # type: ignore[arg-type]


def _finish(spec: Json) -> Json:
    components = spec.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    made = Problem.model_json_schema(ref_template="#/components/schemas/Problem.{model}")
    for name, schema in made.pop("$defs", {}).items():
        schemas[f"Problem.{name}"] = schema
    schemas["Problem"] = made
    components["responses"] = {str(status): _response(said) for status, said in _SAID.items()}
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            if method in {"get", "post", "delete"}:
                _operation(path, method, operation)
    return spec


def _response(said: str) -> Json:
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": said, "content": content}


def _operation(path: str, method: str, operation: Json) -> None:
    writes = method != "get"
    if writes:
        operation["parameters"] += [_KEY_PARAMETER] if method == "post" else []
        operation["parameters"] += [_CSRF_PARAMETER] if operation.get("security") else []
    at_counter = "Counters" in operation.get("tags", ()) and method == "post"
    operation["parameters"] += [_SEEN_PARAMETER] if at_counter and path[-5:] != "/help" else []
    for parameter in operation["parameters"]:
        if parameter["name"] == "n":
            parameter |= {"schema": {"type": "integer", "minimum": 1, "maximum": 999}, "example": 1}
    if "requestBody" in operation:
        operation["requestBody"]["required"] = not path.endswith("/park")
    for status in _statuses(path, writes, operation):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/{status}"}


def _statuses(path: str, writes: bool, operation: Json) -> set[int]:
    statuses = {400, 429}
    if operation.get("security") or path.endswith("/session"):
        statuses |= {401, 403}
    named = ("/tickets", "/slots", "/bookings", "/announcements", "/stats/history")
    if "{" in path or path.endswith(named):
        statuses.add(404)
    if path.endswith("/slots"):
        statuses.add(409)
    if writes:
        statuses |= {409, 413, 503}
    if "requestBody" in operation:
        statuses |= {415, 422}
    if "?" in path or any(p["in"] == "query" for p in operation["parameters"]):
        statuses.add(422)
    return statuses
