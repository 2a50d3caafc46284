"""The interface as documented: complete, and true when a fuzzer tries it."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from server.settings import Settings

CONTRACT = {
    "get /centre", "get /groups", "get /procedures", "post /tickets", "get /tickets/{key}",
    "post /tickets/{key}/leave", "post /tickets/{key}/rating", "post /counters/{n}/open",
    "post /counters/{n}/pause", "post /counters/{n}/close", "post /counters/{n}/next",
    "post /counters/{n}/recall", "post /counters/{n}/start", "post /counters/{n}/finish",
    "post /counters/{n}/no-show", "post /counters/{n}/park", "post /counters/{n}/undo",
    "post /counters/{n}/transfer", "post /counters/{n}/call", "get /counters/{n}",
    "get /boards/{zone}", "get /stats/summary", "post /session", "get /session",
    "delete /session", "get /live",
}  # fmt: skip


@pytest.fixture
def spec(hall) -> dict[str, Any]:
    return hall.client().get("/openapi.json").json


def operations(spec: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method} {path.removeprefix('/api/v1')}": operation
        for path, item in spec["paths"].items()
        for method, operation in item.items()
        if method in {"get", "post", "delete"}
    }


def test_every_call_of_the_contract_is_documented(spec):
    assert operations(spec).keys() >= CONTRACT


def test_every_operation_says_what_it_does_and_has_a_name_of_its_own(spec):
    found = operations(spec).values()
    assert all(operation["summary"].endswith(".") for operation in found)
    assert len({operation["operationId"] for operation in found}) == len(found)


def test_every_write_takes_a_key_and_every_body_is_required_but_one(spec):
    for name, operation in operations(spec).items():
        headers = {p["name"] for p in operation["parameters"] if p["in"] == "header"}
        assert ("Idempotency-Key" in headers) == name.startswith("post"), name
        if "requestBody" in operation:
            assert operation["requestBody"]["required"] == (not name.endswith("/park")), name


def test_every_error_is_a_problem_with_a_code(spec):
    for status, response in spec["components"]["responses"].items():
        assert int(status) >= 400
        assert list(response["content"]) == ["application/problem+json"]
    problem = spec["components"]["schemas"]["Problem"]
    assert {"type", "title", "status", "detail", "code", "reason"} <= set(problem["required"])


def test_what_needs_credentials_says_which(spec):
    found = operations(spec)
    assert found["post /counters/{n}/next"]["security"] == [{"device": []}, {"officer": []}]
    assert found["get /live"]["security"] == [{"officer": []}]
    assert not found["get /centre"].get("security")


class Quiet(WSGIRequestHandler):
    """Logs nothing: a fuzzer sends thousands of requests."""

    def log_request(self, *_: Any) -> None:
        pass


@pytest.fixture
def address(hall) -> Iterator[str]:
    """The application behind a real listener."""
    server = make_server("127.0.0.1", 0, hall.web.app, True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def fuzz(address: str, headers: dict[str, str], not_meant: str, *more: str) -> None:
    command = [
        str(Path(sys.executable).with_name("st")), "run", f"{address}/openapi.json",
        "--max-examples", "3", "--seed", "1", "--workers", "1", "--no-color",
        "--phases", "examples,coverage,fuzzing", "--generation-database", "none",
        "--exclude-checks", not_meant, *more,
    ]  # fmt: skip
    for name, value in headers.items():
        command += ["--header", f"{name}: {value}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=500)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert re.search(r"\d\d\d generated", done.stdout), "it tried hundreds of requests"


FAST = [Settings(anonymous_per_s=100_000)]


@pytest.mark.parametrize("settings", FAST)
def test_a_fuzzer_with_a_kiosks_secret_gets_only_what_the_document_promises(hall, address):
    fuzz(address, hall.bearer("kiosk"), "positive_data_acceptance")


@pytest.mark.parametrize("settings", FAST)
def test_a_fuzzer_logged_in_as_manager_gets_only_what_the_document_promises(
    hall, kiosk, boss, address
):
    kiosk("ho-tich")
    boss.post("/counters/1/open")
    cookie = f"luot_session={boss.client.get_cookie('luot_session').value}"
    not_meant = "positive_data_acceptance,negative_data_rejection,ignored_auth"
    headers = {"Cookie": cookie, "X-CSRF-Token": boss.csrf}
    fuzz(address, headers, not_meant, "--exclude-path", "/api/v1/session")
