"""``./run bench history``: a made-up year of a busy centre, and how fast its pages come.

Cold is the first page after a start of the server, with the process that counts not yet there, the
file not in memory, and past days kept as columns, which the server does by itself; the best of a
few starts. Warm is the same page again. Asked first is a page that nobody asked for before.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import history_desk
from history_office import GROUPS, Took, Year, load, make, office
from works import Row

from server.historyview import BYS, VIEWS

DAYS, A_DAY = 256, 1_110
COLD_S, WARM_S = 1.0, 0.2
STARTS, WARM_PAGES = 3, 9


def rows(days: int = DAYS, a_day: int = A_DAY) -> Iterator[Row]:
    """Make the year, let the server make its columns, then ask."""
    with tempfile.TemporaryDirectory() as name:
        year = make(Path(name) / "data", days, a_day)
        yield columns(year)
        yield from pages(year)
        yield from history_desk.rows(year)


def columns(year: Year) -> Row:
    """The first question of all makes every day's columns."""
    with office(year) as (boss, _):
        took = boss.get(year.span)
    each_ms = took.cpu_s / year.made.days * 1000
    told = f"{took.wall_s:.1f} s once; processor {each_ms:.0f} ms a day"
    return Row(f"columns of {year}", "–", told, load(), True)


def pages(year: Year) -> Iterator[Row]:
    """Each view cold and warm, then everything else that a page can be asked for."""
    for view in VIEWS:
        yield _cold(year, view, f"{year.span}&view={view}", f"history, {view}, {year}")
    yield _cold(year, "wait", f"{halves(year)}&view=wait", "two half years beside each other, wait")
    yield _first(year, "each view by each split", split(year))
    yield _first(year, "each view of two half years beside each other", compared(year))
    yield _first(year, "each view of one group, department, counter, weekday, class", parts(year))
    yield _first(year, "each view of a day, a week, a month", short(year))


def split(year: Year) -> list[str]:
    """The year in every split."""
    return [f"{year.span}&view={view}&by={by}" for view, by in product(VIEWS, BYS)]


def compared(year: Year) -> list[str]:
    """The second half of the year beside the first."""
    return [f"{halves(year)}&view={view}" for view in VIEWS]


def parts(year: Year) -> list[str]:
    """What a manager may pick of the year."""
    wanted = (f"group={GROUPS[0]}", "department=tp", "counter=3", "weekday=0", "priority=false")
    return [f"{year.span}&view={view}&{one}" for view, one in product(VIEWS, wanted)]


def short(year: Year) -> list[str]:
    """The last day, week and month, and the four weeks that are shown when nothing is asked."""
    last = date.fromisoformat(year.today) - timedelta(days=1)
    spans = [f"from={last - timedelta(days=n)}&to={last}" for n in (0, 6, 27, 30)]
    return [f"{span}&view={view}" for view, span in product(VIEWS, spans)]


def halves(year: Year) -> str:
    """An address of two half years."""
    first, last = date.fromisoformat(year.first), date.fromisoformat(year.today)
    middle = first + (last - first) / 2
    before = middle - timedelta(days=1)
    return f"from={middle}&to={last}&with_from={first}&with_to={before}"


def _cold(year: Year, view: str, query: str, work: str) -> Row:
    colds: list[Took] = []
    for _ in range(STARTS):
        with office(year) as (boss, _):
            colds.append(boss.get(query))
            warm_s = statistics.median(boss.get(query).wall_s for _ in range(WARM_PAGES))
    cold = min(colds, key=lambda one: one.wall_s)
    return Row(
        work,
        f"cold ≤ {COLD_S:.0f} s, warm ≤ {WARM_S * 1000:.0f} ms",
        f"cold {cold.wall_s:.2f} s, warm {warm_s * 1000:.0f} ms",
        f"processor of the cold page: server {cold.server_s:.2f} s, "
        f"the process that counts {cold.beside_s:.2f} s; {load()}",
        cold.wall_s <= COLD_S and warm_s <= WARM_S,
    )


def _first(year: Year, work: str, queries: list[str]) -> Row:
    """The slowest of many pages, each asked for once; the process that counts is there."""
    with office(year) as (boss, _):
        boss.get(f"from={year.today}&to={year.today}")
        took = {query: boss.get(query) for query in queries}
    slowest = max(took, key=lambda one: took[one].wall_s)
    most = took[slowest]
    cpu_s = max(one.cpu_s for one in took.values())
    middle_s = statistics.median(one.wall_s for one in took.values())
    return Row(
        f"{work}: {len(took)} pages asked first",
        f"each ≤ {COLD_S:.0f} s",
        f"slowest {most.wall_s:.2f} s, median {middle_s:.2f} s",
        f"most processor time of one {cpu_s:.2f} s; {load()}",
        most.wall_s <= COLD_S,
    )
