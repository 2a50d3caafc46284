"""What operators measure: every part is there, the dashboard asks for nothing else, no person."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from server.web.health import needed

DASHBOARD = Path(__file__).parents[3] / "docs" / "grafana.json"
_NAME = re.compile(r"\b(?:luot|process)_[a-z_]+")


@pytest.fixture
def told(hall, lan, kiosk) -> str:
    kiosk("ho-tich")
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    return hall.client().get("/metrics").text


def value(text: str, sample: str) -> float:
    (found,) = re.findall(rf"^{re.escape(sample)} (\S+)$", text, re.M)
    return float(found)


def names(text: str) -> set[str]:
    return {re.split(r"[{ ]", line)[0] for line in text.splitlines() if not line.startswith("#")}


def test_queue_counters_writer_forecasts_and_devices_are_told(told):
    assert value(told, 'luot_group_waiting{group="ho-tich"}') == 1
    assert value(told, 'luot_tickets_today{state="called"}') == 1
    assert value(told, 'luot_counters{state="open"}') == 1
    assert value(told, 'luot_devices{role="kiosk",state="never"}') == 1
    assert value(told, "luot_writer_commits_total") > 3
    assert value(told, "luot_writer_jobs_total") >= value(told, "luot_writer_commits_total")
    assert value(told, "luot_writer_waiting") == 0
    assert value(told, "luot_forecast_told") >= value(told, "luot_forecast_inside")
    assert {"luot_mqtt_connected", "luot_reports_unsent", "luot_sockets"} <= names(told)


def test_the_longest_wait_grows_with_the_clock(hall, kiosk, clock):
    kiosk("ho-tich")
    clock.pass_s(600)
    told = hall.client().get("/metrics").text
    assert value(told, 'luot_group_longest_seconds{group="ho-tich"}') == 600


def test_the_dashboard_asks_for_nothing_that_is_not_told(told):
    panels = json.loads(DASHBOARD.read_text("utf-8"))["panels"]
    asked = [target["expr"] for panel in panels for target in panel.get("targets", [])]
    used = {name for expr in asked for name in _NAME.findall(expr)}
    assert len(panels) >= 10 and used
    assert used <= names(told)
    parts = ("group_waiting", "sockets", "mqtt", "writer", "forecast", "devices", "http", "hooks")
    for part in parts[:-1]:
        assert any(part in name for name in used), part


def test_no_label_names_a_person_a_ticket_or_a_key(hall, lan, kiosk):
    ticket = kiosk("ho-tich").json
    told = hall.client().get("/metrics").text
    for secret in (ticket["key"], ticket["id"], "lan", "minh", "Cán bộ"):
        assert secret not in re.findall(r'="([^"]*)"', told)


def test_ready_means_room_on_the_disk_and_a_broker(tmp_path, monkeypatch):
    probes = needed(tmp_path, lambda: False)
    assert probes["disk"]() and not probes["broker"]()
    monkeypatch.setattr("server.web.health.LEAST_FREE_BYTES", 2**62)
    assert not probes["disk"]()
    assert "broker" not in needed(tmp_path, None)
