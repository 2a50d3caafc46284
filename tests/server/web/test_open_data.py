"""Open data: the queue as everybody may see it, fresh for a while, and nobody to be found in it."""

from __future__ import annotations

import csv
import io

from server.web.opendata import OpenData


def ask(hall, path="/api/v1/open/waits", **headers):
    return hall.client().get(path, headers=headers)


def of(hall, group):
    return next(one for one in ask(hall).json["groups"] if one["group"] == group)


def serve(lan, kiosk, n):
    for _ in range(n):
        kiosk("ho-tich")
        for verb in ("next", "start", "finish"):
            lan.post(f"/counters/1/{verb}")


def test_waiting_and_numbers_left_are_those_of_the_interface(hall, lan, kiosk):
    kiosk("ho-tich")
    kiosk("dat-dai")
    told = {one["code"]: one for one in hall.client().get("/api/v1/groups").json}
    for code in ("ho-tich", "dat-dai"):
        assert of(hall, code)["waiting"] == told[code]["waiting"] == 1
        assert of(hall, code)["left"] == told[code]["left"]
    assert of(hall, "dat-dai")["left"] == 1


def test_csv_says_the_same_as_json(hall, lan, kiosk):
    serve(lan, kiosk, 6)
    rows = list(csv.DictReader(io.StringIO(ask(hall, "/api/v1/open/waits.csv").text)))
    for row, one in zip(rows, ask(hall).json["groups"], strict=True):
        one["open"] = int(one["open"])
        assert row == {name: "" if v is None else str(v) for name, v in one.items()}


def test_few_are_not_told_and_enough_are(hall, lan, kiosk):
    serve(lan, kiosk, 4)
    few = of(hall, "ho-tich")
    assert (few["today_served"], few["today_waits_n"], few["today_wait_p50_s"]) == (None,) * 3
    serve(lan, kiosk, 1)
    hall.web.app.extensions["luot"].open_data._until_s = 0.0
    enough = of(hall, "ho-tich")
    assert (enough["today_served"], enough["today_waits_n"]) == (5, 5)


def test_it_may_be_kept_is_licensed_and_open_to_other_sites(hall):
    for path in ("/api/v1/open/waits", "/api/v1/open/waits.csv"):
        told = ask(hall, path)
        assert told.headers["Cache-Control"] == "public, max-age=15"
        assert 'rel="license"' in told.headers["Link"]
        assert told.headers["Access-Control-Allow-Origin"] == "*"
        again = ask(hall, path, **{"If-None-Match": told.headers["ETag"]})
        assert again.status_code == 304


def test_today_is_counted_once_a_minute_however_many_ask(hall):
    asked, now = [], [0.0]

    def count():
        asked.append(1)
        return []

    data = OpenData(count, lambda: now[0])
    snap = hall.desk.snapshot()
    for _ in range(50):
        data.of(snap)
    now[0] = 61.0
    data.of(snap)
    assert len(asked) == 2
