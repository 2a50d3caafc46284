"""Next at 30 desks while managers count years and try changes: does anybody at a desk notice?

Each counter presses at its own times, on the average twice a second: a day of calls in 20 s.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import floors
from history_office import COUNTERS, GROUPS, Boss, Year, load, office
from works import Row, Run, issue, next_, percentile_ms

from server.child import LuotChild
from server.historyview import BYS, VIEWS
from server.trials import MOST_S, Asked, words

NEXT_MS = 25.0
EACH = 40
AT_ONCE = 4


@dataclass
class Beside:
    """What was done beside the desks."""

    pages: list[float] = field(default_factory=list)
    trials: int = 0


def rows(year: Year, each: int = EACH) -> Iterator[Row]:
    """First without anything beside, then with both."""
    with office(year) as (boss, port):
        needed = COUNTERS * (2 * each + 1) // len(GROUPS)
        for group in GROUPS:
            _, given = issue(port, year.secrets.kiosk, AT_ONCE, needed // AT_ONCE + 1, group)
            assert given, "not every number was given"
        next_(port, year.secrets.terminal, COUNTERS, 1, what="open")
        quiet, alone = next_(port, year.secrets.terminal, COUNTERS, each, what="paced")
        yield _row(year, "nothing else is asked", quiet, alone, "")
        with _busy(boss, year) as beside:
            busy, unique = next_(port, year.secrets.terminal, COUNTERS, each, what="paced")
        did = (
            f"{len(beside.pages)} pages of years, each asked first; {beside.trials} trials of today"
        )
        yield _row(year, "years are counted and changes tried without end", busy, unique, did)


def _row(year: Year, beside: str, run: Run, unique: bool, did: str) -> Row:
    with tempfile.TemporaryDirectory(dir=year.data.parent) as name:
        commit = floors.commits_s(Path(name))
    floor = f"a bare commit p50 {percentile_ms(commit, 0.5):.1f} ms, "
    floor += f"p99 {percentile_ms(commit, 0.99):.1f} ms"
    return Row(
        f"next, {COUNTERS} counters, {run.per_s:.0f} presses a second, while {beside}",
        f"p99 ≤ {NEXT_MS:.0f} ms",
        f"p50 {run.ms(0.5):.1f} ms, p99 {run.ms(0.99):.1f} ms, longest {run.ms(1):.1f} ms "
        f"(n = {len(run.latencies_s)}){'' if unique else ', SOMEBODY TWICE'}",
        "; ".join(filter(None, (did, floor, load()))),
        run.ms(0.99) <= NEXT_MS and unique,
    )


@contextmanager
def _busy(boss: Boss, year: Year) -> Iterator[Beside]:
    """A manager turns pages, and trials run one after the other as the server runs them."""
    done, stopped, child = Beside(), threading.Event(), LuotChild()

    def turn() -> None:
        while not stopped.is_set():
            n = len(done.pages)
            view, by = VIEWS[n % len(VIEWS)], BYS[n // len(VIEWS) % len(BYS)]
            done.pages.append(boss.get(f"{year.span}&view={view}&by={by}").wall_s)

    def attempt() -> None:
        with tempfile.TemporaryDirectory() as name:
            asked = Asked((year.today,), runs=20)
            while not stopped.is_set():
                ran = child.run(words(year.data, asked, Path(name) / "percent"), MOST_S)
                assert stopped.is_set() or ran.code == 0, ran.err
                done.trials += not ran.code

    threads = [threading.Thread(target=one) for one in (turn, attempt)]
    for thread in threads:
        thread.start()
    try:
        yield done
    finally:
        stopped.set()
        child.kill()
        for thread in threads:
            thread.join()
