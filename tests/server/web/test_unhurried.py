"""A long page is drawn in pieces, and is the same page."""

from __future__ import annotations

import pytest

from server import breath as module
from server.historyview import VIEWS
from server.web import page_history
from server.web.unhurried import unhurried


@pytest.fixture
def passed(monkeypatch):
    """Seconds that pass as a test says."""
    seconds = [0.0]
    monkeypatch.setattr(module.time, "perf_counter", lambda: seconds[0])
    return seconds


def gone_through(rows, passed, each_s: float) -> list[int]:
    found = []
    for row in rows:
        passed[0] += each_s
        found.append(row)
    return found


@pytest.mark.parametrize("way", [iter, reversed])
def test_others_go_first_after_each_short_stretch(passed, way):
    breaths: list[float] = []
    rows = list(range(100))
    found = unhurried({"rows": rows}, lambda: breaths.append(passed[0]))["rows"]
    assert gone_through(way(found), passed, module.HELD_S / 4) == list(way(rows))
    gaps = [b - a for a, b in zip([0.0, *breaths], breaths, strict=False)]
    assert len(breaths) >= 20
    assert max(gaps) <= module.HELD_S * 1.3


def test_a_short_page_is_drawn_at_once(passed):
    breaths: list[float] = []
    found = unhurried({"rows": [1, 2, 3]}, lambda: breaths.append(0))["rows"]
    assert gone_through(found, passed, module.HELD_S / 10) == [1, 2, 3]
    assert breaths == []


def test_rows_of_what_stands_inside_breathe_too_and_nothing_is_lost(passed):
    breaths: list[float] = []
    told = {"n": 5, "spreads": {"rows": [1, 2], "top": 3.0}, "word": "x"}
    found = unhurried(told, lambda: breaths.append(0))
    assert found == told
    gone_through(found["spreads"]["rows"], passed, module.HELD_S * 2)
    assert breaths


def test_long_history_pages_breathe(hall, boss, lan, kiosk, monkeypatch):
    breaths: list[float] = []
    monkeypatch.setattr(module, "HELD_S", 0.0)
    monkeypatch.setattr(type(hall.runtime), "rest", lambda self: breaths.append(0))
    kiosk("ho-tich")
    span = "from=2026-11-24&to=2026-11-24"
    for view in ("wait", "flow", "service", "fair"):
        before = len(breaths)
        assert boss.client.get(f"/manage/history?{span}&view={view}&by=day").status_code == 200
        assert len(breaths) > before, view


def test_templates_of_history_are_compiled_before_anybody_asks(hall, boss, kiosk, monkeypatch):
    app, breaths = hall.web.app, []
    page_history.make_ready(app, lambda: breaths.append(0))
    kiosk("ho-tich")
    new: list[str] = []
    compiled = app.jinja_env.compile

    def compile_(source, name=None, *more, **words):
        new.append(name)
        return compiled(source, name, *more, **words)

    monkeypatch.setattr(app.jinja_env, "compile", compile_)
    for view in VIEWS:
        assert boss.client.get(f"/manage/history?view={view}").status_code == 200
    assert not [name for name in new if name.startswith("history")]
    assert len(breaths) > len(VIEWS)
