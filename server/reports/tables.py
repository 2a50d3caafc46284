"""The tables of a report, the same in a workbook and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from server.domain.definitions import BY_KEY, formula
from server.reports import figures as fi
from server.reports.cells import Cell, Column, Figure, Table, cells, text
from server.reports.facts import Facts, Row
from server.reports.words import Lang, defined, word

DAY_MIN = 24 * 60


def tables(facts: Facts, lang: Lang) -> list[Table]:
    """Every table of a report, in its order; a period without numbers has the first only."""
    made = [summary(facts, lang)]
    if facts.empty:
        return made
    made += [funnel(facts, lang), departments(facts, lang), groups(facts, lang)]
    made += [by_day(facts, lang)] if facts.period.kind == "monthly" else []
    made += [by_time(facts, lang), carried(facts, lang), told(facts, lang), stars(facts, lang)]
    if facts.counters is not None:
        made.append(counters(facts.counters, lang))
    return made


def summary(facts: Facts, lang: Lang) -> Table:
    """The figures of the whole period, each with its n, and those of the period before."""
    rows = []
    for one in fi.SUMMARY:
        row = [text(one.name(lang))]
        for whole in (facts.whole, facts.earlier):
            row += [one.cell(whole), one.count(whole)]
        rows.append([*row, text(defined(lang, one.meaning))])
    names = ("value", "n", "before", "n_before")
    heads = [Column(word(lang, name), "count") for name in names]
    heads = [Column(word(lang, "figure"), "text"), *heads, Column(word(lang, "meaning"), "text")]
    return Table("summary", word(lang, "summary"), heads, rows)


def funnel(facts: Facts, lang: Lang) -> Table:
    """Tickets given, called, served to the end and rated, and each as a share of those given."""
    rows = []
    for step in ("issued", "called", "served", "rated"):
        row = [text(defined(lang, step))]
        for whole in (facts.whole, facts.earlier):
            n, of = whole["funnel"].get(step, 0), whole["funnel"].get("issued", 0)
            row += [Cell("count", n), Cell("share", n / of if of else None)]
        rows.append(row)
    heads = [
        Column(word(lang, "step"), "text"),
        Column(word(lang, "tickets"), "count", "n"),
        Column(word(lang, "of_issued"), "share", "share"),
        Column(word(lang, "tickets_before"), "count", "n_before"),
        Column(word(lang, "of_issued_before"), "share", "share_before"),
    ]
    return Table("funnel", word(lang, "funnel"), heads, rows)


def departments(facts: Facts, lang: Lang) -> Table:
    """A row a department, and one of the whole centre."""
    return _named("by_department", "department", facts.departments, facts.whole, lang)


def groups(facts: Facts, lang: Lang) -> Table:
    """A row a group, and one of the whole centre."""
    return _named("by_group", "group", facts.groups, facts.whole, lang)


def _named(key: str, by: str, parts: Sequence[Row], whole: Row, lang: Lang) -> Table:
    rows = [[text(one["name"][lang]), *cells(fi.PARTS, one)] for one in parts]
    rows.append([text(word(lang, "whole")), *cells(fi.PARTS, whole)])
    heads = [Column(word(lang, by), "text"), *(one.column(lang) for one in fi.PARTS)]
    return Table(key, word(lang, key), heads, rows, totals=1)


def by_day(facts: Facts, lang: Lang) -> Table:
    """A row a day in which numbers were given."""
    rows = [[_day(one["key"]), *cells(fi.PARTS, one)] for one in facts.days]
    heads = [Column(word(lang, "day"), "day"), *(one.column(lang) for one in fi.PARTS)]
    return Table("by_day", word(lang, "by_day"), heads, rows)


def by_time(facts: Facts, lang: Lang) -> Table:
    """A row a half hour in which something happened."""
    rows = [[Cell("minute", one["at_min"]), *cells(fi.BANDS, one)] for one in facts.bands]
    heads = [Column(word(lang, "from"), "minute"), *(one.column(lang) for one in fi.BANDS)]
    return Table("by_time", word(lang, "by_time"), heads, rows)


def carried(facts: Facts, lang: Lang) -> Table:
    """A row a closing: for lunch, and for the day."""
    rows = [
        [_day(one["day"]), Cell("minute", one["at_min"]), *cells(fi.CARRIED, one)]
        for one in facts.carried
    ]
    heads = [Column(word(lang, "day"), "day"), Column(word(lang, "closes"), "minute")]
    heads += [one.column(lang) for one in fi.CARRIED]
    return Table("carried", word(lang, "carried"), heads, rows)


def told(facts: Facts, lang: Lang) -> Table:
    """A row a length of waits that people were told, where any were."""
    rows = [[*_ends(one), *cells(fi.TOLD, one)] for one in facts.calibration if one["n"]]
    heads = [Column(word(lang, name), "seconds") for name in ("told_from", "told_to")]
    heads += [one.column(lang) for one in fi.TOLD]
    return Table("told", word(lang, "told"), heads, rows)


def stars(facts: Facts, lang: Lang) -> Table:
    """A row a department whose visits were served, and one of the whole centre."""
    rows = [
        [text(one["name"][lang]), *cells(fi.STARS, one)]
        for one in facts.departments
        if one["stars"]
    ]
    if facts.whole["stars"]:
        rows.append([text(word(lang, "whole")), *cells(fi.STARS, facts.whole)])
    heads = [Column(word(lang, "department"), "text"), *(one.column(lang) for one in fi.STARS)]
    return Table("stars", word(lang, "stars"), heads, rows, totals=min(1, len(rows)))


def counters(known: Sequence[Row], lang: Lang) -> Table:
    """A row a counter that was at work."""
    rows = [[Cell("count", int(one["key"])), *cells(fi.COUNTERS, one)] for one in known]
    heads = [Column(word(lang, "counter"), "count"), *(one.column(lang) for one in fi.COUNTERS)]
    return Table("by_counter", word(lang, "by_counter"), heads, rows)


def meanings(lang: Lang) -> Table:
    """Every definition, so that a report explains itself."""
    rows = []
    for key, one in BY_KEY.items():
        said = one.vi if lang == "vi" else one.en
        values = (said.name, said.means, said.leaves_out, formula(one, lang), key)
        rows.append([text(value) for value in values])
    names = ("figure", "meaning", "left_out", "formula", "key")
    heads = [Column(word(lang, name), "text") for name in names]
    return Table("meanings", word(lang, "meanings"), heads, rows)


def meant() -> list[str]:
    """The definitions that the summary goes by, each once."""
    return list(dict.fromkeys(one.meaning for one in fi.SUMMARY))


def figure(path: str) -> Figure:
    """The one of the summary with this path."""
    return next(one for one in fi.SUMMARY if one.path == path)


def _day(key: str) -> Cell:
    return Cell("day", date.fromisoformat(key))


def _ends(one: Row) -> list[Cell]:
    """From and to; the longest has no end."""
    high = one["high_min"]
    return [
        Cell("seconds", one["low_min"] * 60),
        Cell("seconds", high * 60 if high < DAY_MIN else None),
    ]
