"""What stands out in a report, in plain sentences, each with its figures and their n."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from server.domain.history import FEWEST, FEWEST_IN_CELL
from server.domain.history_rows import HALF_HOUR_MIN
from server.reports import remarkwords as w
from server.reports.closings import closings
from server.reports.facts import Facts, Row
from server.reports.words import Lang, minutes, number, share

AIM = 0.8
"""The share of waits that is to come inside the printed range."""


_DAILY = w.DAY_MORE, w.DAY_LESS, w.DAY_SAME
_MONTHLY = w.MORE, w.LESS, w.SAME


def remarks(facts: Facts, lang: Lang) -> list[str]:
    """Sentences; none says more than the tables do, and none ranks people."""
    return list(_remarks(facts, lang))


def clock(minute: int) -> str:
    """A minute of the day as ``11:30``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _remarks(facts: Facts, lang: Lang) -> Iterator[str]:
    yield _volume(facts, lang)
    yield from _in_time(facts, lang)
    yield from _where(facts, lang)
    yield from _ends(facts.whole, lang)
    yield from _carried(facts, lang)
    yield from _told(facts.whole, lang)
    yield from _stars(facts.whole["stars"], lang)


def _volume(facts: Facts, lang: Lang) -> str:
    whole, earlier = facts.whole, facts.earlier
    told = w.GIVEN.said(
        lang, issued=number(lang, whole["issued"]), served=number(lang, whole["served"])
    )
    if not earlier["days"]:
        return f"{told}."
    now, then = (one["issued"] / one["days"] for one in (whole, earlier))
    figures = {"now": number(lang, now), "then": number(lang, then)}
    daily = facts.period.kind == "daily"
    more, less, same = _DAILY if daily else _MONTHLY
    if round(now) == round(then):
        return f"{told}{same.said(lang, **figures)}."
    words = more if now > then else less
    return f"{told}{words.said(lang, **figures, change=share(lang, abs(now / then - 1)))}."


def _in_time(facts: Facts, lang: Lang) -> Iterator[str]:
    whole, earlier = facts.whole, facts.earlier
    if whole["in_time_n"] >= FEWEST:
        told = w.IN_TIME.said(
            lang, share=share(lang, whole["in_time"]), n=number(lang, whole["in_time_n"])
        )
        if earlier["in_time_n"] >= FEWEST:
            told += w.IN_TIME_BEFORE.said(lang, share=share(lang, earlier["in_time"]))
        yield f"{told}."


def _where(facts: Facts, lang: Lang) -> Iterator[str]:
    """The department and the half hour in which most is to be gained."""
    enough = [one for one in facts.departments if one["in_time_n"] >= FEWEST_IN_CELL]
    if len(enough) > 1:
        low = min(enough, key=lambda one: one["in_time"])
        yield w.LOWEST.said(
            lang,
            name=low["name"][lang],
            share=share(lang, low["in_time"]),
            n=number(lang, low["in_time_n"]),
            p90=minutes(lang, low["wait"]["p90_s"]),
        )
    bands = [one for one in facts.bands if one["n"] >= FEWEST_IN_CELL]
    if bands:
        worst = max(bands, key=lambda one: one["p90_s"])
        ends = {"a": clock(worst["at_min"]), "b": clock(worst["at_min"] + HALF_HOUR_MIN)}
        figures = {"p90": minutes(lang, worst["p90_s"]), "n": number(lang, worst["n"])}
        yield w.WORST.said(lang, **ends, **figures)


def _ends(whole: Row, lang: Lang) -> Iterator[str]:
    if whole["called"] >= FEWEST:
        yield w.ENDS.said(
            lang,
            missed=number(lang, whole["no_show"]),
            share=share(lang, whole["no_show"] / whole["called"]),
            called=number(lang, whole["called"]),
            left=number(lang, whole["left"]),
        )
    if whole["forgotten"]:
        n, of = number(lang, whole["forgotten"]), number(lang, whole["served"])
        yield w.FORGOTTEN.said(lang, n=n, of=of)
    if whole["over_closed"]:
        hours = number(lang, whole["closed_s"] / 3600, 1)
        yield w.CLOSED.said(lang, n=number(lang, whole["over_closed"]), hours=hours)


def _carried(facts: Facts, lang: Lang) -> Iterator[str]:
    """How many were not yet called when the hall closed, for lunch and for the day."""
    found = [
        w.AT.said(lang, at=clock(one.at_min), n=number(lang, one.n))
        + (w.TIMES.said(lang, times=one.times) if one.times > 1 else "")
        for one in closings(facts.carried)
        if one.n
    ]
    if found:
        yield f"{w.CARRIED.said(lang)} {'; '.join(found)}."


def _told(whole: Row, lang: Lang) -> Iterator[str]:
    if whole["told_n"] >= FEWEST:
        yield w.INSIDE.said(
            lang,
            share=share(lang, whole["inside"]),
            n=number(lang, whole["told_n"]),
            aim=share(lang, AIM),
        )


def _stars(stars: Any, lang: Lang) -> Iterator[str]:
    if stars and stars["rated"] >= FEWEST:
        yield w.SATISFIED.said(
            lang,
            rate=share(lang, stars["rate"]),
            n=number(lang, stars["rated"]),
            share=share(lang, stars["satisfied"]),
        )
