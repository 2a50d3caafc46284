"""The examples of docs/open-api.md run as they stand there."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from functools import partial
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from server.domain.facts import to_ms
from server.hooks.signing import signature
from server.store.tokens import Tokens

PAGE = (Path(__file__).parents[3] / "docs" / "open-api.md").read_text(encoding="utf-8")
CODE = "H24.12-260918-0042"


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.S)


@pytest.fixture
def served(hall, lan, kiosk):
    """A hall over HTTP in which the dossier of the page was served."""
    kiosk("ho-tich")
    for verb, body in (("next", {}), ("start", {}), ("finish", {"case": CODE, "dossiers": 2})):
        body |= {"outcome": "received"} if verb == "finish" else {}
        assert lan.post(f"/counters/1/{verb}", json=body).status_code == 200
    server = make_server("127.0.0.1", 0, hall.web.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_call_of_the_page_answers_what_the_page_says(hall, served) -> None:
    token = Tokens(hall.store).add("case-system", ["cases"], None)
    environment = {**os.environ, "HALL": served, "TOKEN": token}
    calls = blocks("sh")
    assert len(calls) == 2
    run = partial(subprocess.run, shell=True, env=environment, check=True, capture_output=True)
    told = [json.loads(run(call).stdout) for call in calls]
    assert told[0] == json.loads(blocks("json")[0])
    assert told[1]["visits"] == told[0]["visits"] and told[1]["next"] > 0


def test_the_reader_of_the_page_takes_what_is_signed_and_nothing_else(monkeypatch, clock) -> None:
    (source,) = blocks("python")
    page: dict = {}
    exec(source, page)
    now_s = to_ms(clock.now()) // 1000
    monkeypatch.setattr("time.time", lambda: now_s)
    header = signature("key", now_s, b'{"v": 1}')
    assert page["read"]("key", header, b'{"v": 1}') == {"v": 1}
    with pytest.raises(ValueError, match="not from the hall"):
        page["read"]("key", header, b'{"v": 2}')
    with pytest.raises(ValueError, match="too old"):
        page["read"]("key", signature("key", now_s - 301, b"{}"), b"{}")


def test_the_page_names_every_event_and_scope() -> None:
    from server.domain.permissions import OF_TOKENS
    from server.hooks.events import NAMES

    table = set(re.findall(r"^\| `([a-z-]+)` \|", PAGE, re.M))
    assert table == {*NAMES, *OF_TOKENS}
