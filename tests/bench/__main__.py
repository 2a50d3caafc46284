"""``./run bench``: measure what was promised on this machine, beside what it can do at all."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import alone_day
import board_soak
import calls_bench
import console
import demo
import floors
import forecast_bench
import history_bench
import history_big
import hooks_bench
import lights
import live_bench
import officer_day
import paint
import phones
import policy_bench
import procedures_bench
import restart_bench
import sockets
import speaker_bench
import touch
import wire
from hall import Running, running, served
from works import Row, issue, next_, percentile_ms

BROWSERS = 1_000
WAITING = 1_000
PARTS = {
    "board": lambda: _table(list(board_soak.rows())),
    "policy": policy_bench.main,
    "procedures": procedures_bench.main,
    "calls": lambda: _table(list(calls_bench.rows())),
    "touch": lambda: _table(list(touch.rows())),
    "console": lambda: _table(list(console.rows())),
    "history": lambda: _table(list(history_bench.rows())),
    "history-big": lambda: _table(list(history_big.rows())),
    "hooks": lambda: _table(list(hooks_bench.rows())),
    "lights": lambda: _table(list(lights.rows())),
    "live": lambda: _table(list(live_bench.rows())),
    "officer": lambda: _table(list(officer_day.rows())),
    "paint": lambda: _table(list(paint.rows())),
    "restart": lambda: _table(list(restart_bench.rows())),
    "speaker": lambda: _table(list(speaker_bench.rows())),
    "phones": lambda: _table(phones.measure()),
}


def main() -> None:
    """Measure, print the table, and write it when asked."""
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=tuple(PARTS), help="only this; else the server")
    parser.add_argument("--write", type=Path, help="also write the table to this file")
    parser.add_argument("--seconds-of-demo", type=float, default=30.0)
    wanted = parser.parse_args()
    alone = PARTS.get(wanted.part)
    text = alone() if alone else _table(list(_measure(wanted.seconds_of_demo)))
    print(text)
    if wanted.write:
        wanted.write.write_text(text + "\n", encoding="utf-8")


def _measure(demo_s: float) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with running(folder) as hall:
            yield from _issues(hall, folder)
            yield from _nexts(hall)
            yield _press(hall, folder)
            yield _browsers(hall)
        yield _warm(folder)
    yield from touch.rows()
    yield _memory(demo_s)


def _issues(hall: Running, folder: Path) -> Iterator[Row]:
    commit = floors.commits_s(folder)
    floor = f"commit p50 {percentile_ms(commit, 0.5):.1f} ms"
    for connections, each, least, worst_ms in ((1, 1000, 500, 15.0), (16, 100, 800, None)):
        with floors.plain_http() as port:
            plain = floors.requests(port, connections, 1600 // connections)
        run, unique = issue(hall.port, hall.secrets.kiosk, connections, each)
        met = run.per_s >= least and unique and (worst_ms is None or run.ms(0.99) <= worst_ms)
        yield Row(
            f"issue over HTTP, committed with FULL, {connections} client(s)",
            f"≥ {least}/s" + (f", p99 ≤ {worst_ms:.0f} ms" if worst_ms else ", no number twice"),
            f"{run}, {'no number twice' if unique else 'A NUMBER TWICE'}",
            f"plain HTTP {plain}; {floor}",
            met,
        )


def _nexts(hall: Running) -> Iterator[Row]:
    waiting = _fill(hall)
    next_(hall.port, hall.secrets.terminal, 8, 1, what="open")
    for what, each, name in (
        ("together", 25, "all press at the same moment"),
        ("next", 25, "each presses again at once"),
    ):
        with floors.plain_http() as port:
            plain = floors.requests(port, 8, 100)
        run, unique = next_(hall.port, hall.secrets.terminal, 8, each, what=what)
        yield Row(
            f"next over HTTP, 8 counters, {waiting:,} waiting, {name}",
            "p50 ≤ 5 ms, p99 ≤ 20 ms, nobody called twice",
            f"{run}, {'nobody twice' if unique else 'SOMEBODY TWICE'}",
            f"plain HTTP {plain}",
            run.ms(0.5) <= 5 and run.ms(0.99) <= 20 and unique,
        )


def _fill(hall: Running) -> int:
    issue(hall.port, hall.secrets.kiosk, 4, max(WAITING - 800, 0) // 4 or 1)
    return WAITING


def _press(hall: Running, folder: Path) -> Row:
    pressed, raw, durable = wire.measure(hall, folder, 300)
    ratio = statistics.median(pressed) / statistics.median(raw)
    return Row(
        "press (MQTT) → display agent has it, Mosquitto",
        "p50 ≤ 1.3 × two raw hops",
        f"p50 {percentile_ms(pressed, 0.5):.1f} ms, p99 {percentile_ms(pressed, 0.99):.1f} ms: "
        f"{ratio:.1f} × two raw hops",
        f"two raw hops p50 {percentile_ms(raw, 0.5):.1f} ms; "
        f"with one FULL commit between them {percentile_ms(durable, 0.5):.1f} ms",
        ratio <= 1.3,
    )


def _browsers(hall: Running) -> Row:
    with sockets.bare() as port:
        floor = sockets.told_ms(port, BROWSERS, 7, lambda: sockets.post(port, "/call"))
    path = "/api/v1/counters/1/next"
    told = sockets.told_ms(
        hall.port, BROWSERS, 7, lambda: sockets.post(hall.port, path, hall.secrets.terminal)
    )
    last = statistics.median(told)
    return Row(
        f"{BROWSERS:,} browsers told of a call",
        "last one ≤ 100 ms",
        f"last one after {last:.0f} ms from the request on (median of 7)",
        f"the same libraries doing nothing else: {statistics.median(floor):.0f} ms",
        last <= 100,
    )


def _warm(folder: Path) -> Row:
    starts = []
    for _ in range(3):
        with served(folder / "data", "", "") as (_, _, took_s):
            starts.append(took_s)
    took_s = statistics.median(starts)
    return Row(
        "warm start to ready",
        "≤ 2 s",
        f"{took_s:.1f} s with the tickets of this run",
        "",
        took_s <= 2,
    )


def _memory(seconds: float) -> Row:
    mib = demo.server_mib(seconds)
    return Row(
        f"server's RSS with the demo running, after {seconds:.0f} s",
        "≤ 120 MiB",
        f"{mib:.0f} MiB",
        "",
        mib <= 120,
    )


def _table(rows: list[Row]) -> str:
    head = [
        "# Figures",
        "",
        f"Measured by `./run bench` on {time.strftime('%Y-%m-%d')}: {platform.machine()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}, server, broker and clients "
        "on the same machine. The floor is what this machine did in the same run without Lượt.",
        "",
        "| work | wanted | measured | floor | met |",
        "|---|---|---|---|---|",
    ]
    return "\n".join(
        head + [f"| {r.work} | {r.wanted} | {r.measured} | {r.floor} | {_yes(r)} |" for r in rows]
    )


def _yes(row: Row) -> str:
    return "yes" if row.met else "**no**"


if __name__ == "__main__":
    if sys.argv[1:2] == ["forecast"]:
        forecast_bench.main(sys.argv[2:])
    elif sys.argv[1:2] == ["alone"]:
        alone_day.main(sys.argv[2:])
    else:
        main()
