"""The first answer of the touch page holds or names all that the first screen needs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from kiosk.touch import shell
from kiosk.touch.app import create_app

PAGE = Path(shell.__file__).parent
STATIC = PAGE / "static"
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def page(kiosk: Any) -> FlaskClient:
    """The page of a kiosk that hears its server."""
    kiosk.start()
    return create_app(kiosk.agent).test_client()


def test_all_modules_come_as_one_script_that_the_page_names(page: FlaskClient) -> None:
    assert '<script type="module" src="/static/page.js">' in page.get("/").get_data(as_text=True)
    told = page.get("/static/page.js")
    assert told.mimetype == "text/javascript" and told.get_data(as_text=True) == shell.script()


def test_every_letter_file_of_the_styles_is_named_in_the_page(page: FlaskClient) -> None:
    html = page.get("/").get_data(as_text=True)
    named = re.findall(r'as="font"[^>]* href="/static/([^"]+)">', html)
    assert sorted(named) == sorted(re.findall(r"url\((fonts/[^)]+)\)", shell.styles()))


def test_all_styles_come_as_one_sheet_and_none_is_forgotten(page: FlaskClient) -> None:
    told = page.get("/static/page.css")
    assert told.mimetype == "text/css"
    for sheet in STATIC.glob("*.css"):
        assert sheet.read_text("utf-8") in told.get_data(as_text=True), sheet.name


def test_the_words_of_both_languages_and_the_hall_are_in_the_page(page: FlaskClient) -> None:
    html = page.get("/").get_data(as_text=True)
    told = re.search(r'<script type="application/json" id="first">(.*?)</script>', html)
    assert told
    first = json.loads(told[1])
    for lang in ("vi", "en"):
        kept = (PAGE / "lang" / f"{lang}.json").read_text("utf-8")
        assert first["words"][lang] == json.loads(kept)
    now = page.get("/state").get_json()
    assert first["state"]["zones"] == now["zones"] and first["state"]["kiosk"] == "kiosk-1"


def test_nothing_in_a_name_can_end_the_data_in_the_page(kiosk: Any) -> None:
    kiosk.start()
    app = create_app(kiosk.agent)
    shown = app.jinja_env.from_string("{{ first|tojson }}").render(first={"a": "</script><b>"})
    assert "<" not in shown


def test_every_sign_that_the_page_asks_for_is_in_it(page: FlaskClient) -> None:
    html = page.get("/").get_data(as_text=True)
    held = set(re.findall(r'<symbol id="i-([^"]+)"', html))
    scripts = "".join(one.read_text("utf-8") for one in STATIC.rglob("*.js"))
    assert set(re.findall(r'icon\("([a-z0-9-]+)"', scripts)) <= held


def test_a_file_outside_the_page_is_not_told(page: FlaskClient) -> None:
    for name in ("../app.py", "%2e%2e/app.py", "screens", "none.js", "fonts/../../app.py"):
        assert page.get(f"/static/{name}").status_code == 404, name
    assert page.get("/static/kiosk.js").mimetype == "text/javascript"
    assert page.get("/static/fonts/letters-400.woff2").mimetype == "font/woff2"
