"""A report as an office document on A4: head, figures, drawings, remarks and signature."""

from __future__ import annotations

from server.domain.definitions import BY_KEY
from server.domain.history import FEWEST
from server.domain.history_rows import HALF_HOUR_MIN
from server.reports import letterwords as w
from server.reports import plots, tables
from server.reports.cells import Table
from server.reports.facts import Facts, Row
from server.reports.lettertables import NOTHING, SETTINGS, closing_table, set_out
from server.reports.paper import BODY_PT, SMALL_PT, WIDTH_MM, Line, Paper
from server.reports.remarks import clock, remarks
from server.reports.words import Lang, Pair, during, number, share, title, when, word

_ROMAN = ("I", "II", "III", "IV")
_REMARK_MM = 16.0
_SHORT_ROWS, _LEAST_ROWS = 9, 2
"""A table of few rows stays on one page; a longer one begins where there is room for some."""


def document(facts: Facts, lang: Lang) -> bytes:
    """The whole PDF."""
    made = _Letter(facts, lang)
    made.top()
    if facts.empty:
        made.nothing()
    else:
        made.figures()
    made.end()
    if not facts.empty:
        made.annex()
    return made.paper.bytes()


class _Letter:
    def __init__(self, facts: Facts, lang: Lang) -> None:
        self._facts, self._lang = facts, lang
        centre = facts.head.centre
        self._lines = facts.head.lines(lang)
        self._centre = centre.name_vi if lang == "vi" else centre.name_en
        self._when = during(lang, facts.period)
        self._before = when(lang, facts.before)
        self.paper = Paper(title(lang, facts.period), self._centre, lang, facts.head.made_on)
        self._parts = self._tables = self._charts = 0

    def _say(self, pair: Pair, **values: object) -> str:
        return pair.said(self._lang, **values)

    def top(self) -> None:
        """The office and the motto, number and date, and what it is about."""
        paper = self.paper
        left = [Line(self._lines.agency.upper(), 12)] if self._lines.agency else []
        left.append(Line(self._centre.upper(), 12, "B", 0.35))
        made = w.place_date(self._lang, self._lines.place, self._facts.head.made_on)
        right = [
            Line(self._say(w.NATION), 11.7, "B"),
            Line(self._say(w.MOTTO), 13, "B", 1.0),
        ]
        paper.heads(left, right)
        paper.gap(0.8)
        paper.heads([Line(self._say(w.NUMBER), 13)], [Line(made, 13, "I")])
        paper.gap(8)
        about = Line(title(self._lang, self._facts.period), 13.5, "B", 0.3)
        paper.centred([Line(self._say(w.REPORT), 14, "B"), about])
        paper.gap(5)
        paper.paragraph(self._say(w.BASIS, centre=self._centre, when=self._when))

    def nothing(self) -> None:
        """A period in which no number was given."""
        issued = number(self._lang, self._facts.earlier["issued"])
        self.paper.paragraph(self._say(w.NOTHING, before=self._before, issued=issued))
        self._up_to()

    def figures(self) -> None:
        """Where they are from, and all of them."""
        days = {"days": self._facts.whole["days"], "days_before": self._facts.earlier["days"]}
        self.paper.paragraph(self._say(w.SOURCE, **days, before=self._before, few=FEWEST))
        self._up_to()
        self._whole()
        self._departments()
        self._course()
        self._heading(w.REMARKS, _REMARK_MM)
        for i, text in enumerate(remarks(self._facts, self._lang), 1):
            self.paper.paragraph(f"{i}. {text}")

    def _up_to(self) -> None:
        if not self._facts.over:
            made = w.moment(self._lang, self._facts.head.made_at)
            self.paper.paragraph(self._say(w.UP_TO, made=made))

    def _heading(self, pair: Pair, height_mm: float) -> None:
        self.paper.heading(f"{_ROMAN[self._parts]}. {self._say(pair)}", height_mm)
        self._parts += 1

    def _table(self, table: Table) -> None:
        """Its caption and itself, unless it has no row."""
        if not table.rows:
            return
        self._tables += 1
        heads, rows, aligns = set_out(table, self._lang)
        caption = self._say(w.TABLE, n=self._tables, title=table.title)
        self.paper.caption(caption, self._begins_mm(table))
        self.paper.table(heads, rows, SETTINGS[table.key].widths, aligns, table.totals)

    def _begins_mm(self, table: Table) -> float:
        """How high that part of it is that stays on one page."""
        heads, rows, _ = set_out(table, self._lang)
        first = rows if len(rows) <= _SHORT_ROWS else rows[:_LEAST_ROWS]
        return self.paper.table_mm(heads, first, SETTINGS[table.key].widths)

    def _chart(self, named: str, height_mm: float, unit: str = "") -> None:
        self._charts += 1
        name = word(self._lang, named) + (f" ({word(self._lang, unit)})" if unit else "")
        self.paper.caption(self._say(w.CHART, n=self._charts, title=name), height_mm)

    def _whole(self) -> None:
        funnel = tables.funnel(self._facts, self._lang)
        self._heading(w.WHOLE, self._begins_mm(funnel))
        self._table(funnel)
        self._table(tables.summary(self._facts, self._lang))

    def _departments(self) -> None:
        facts, lang = self._facts, self._lang
        departments = tables.departments(facts, lang)
        self._heading(w.DEPARTMENTS, self._begins_mm(departments))
        self._table(departments)
        rows = [self._bar(one) for one in facts.departments]
        if sum(share is not None for _, share, _ in rows) > 1:
            high = sum(plots.bar_mm(self.paper, name) for name, *_ in rows)
            self._chart("chart_departments", high)
            plots.bars(self.paper, rows)
        self._table(tables.stars(facts, lang))
        self._table(tables.groups(facts, lang))
        if facts.counters:
            self._table(tables.counters(facts.counters, lang))

    def _bar(self, row: Row) -> tuple[str, float | None, str]:
        few = row["in_time_n"] < FEWEST
        told = NOTHING if few else share(self._lang, row["in_time"])
        said = f"{told} (n {number(self._lang, row['in_time_n'])})"
        return row["name"][self._lang], None if few else row["in_time"], said

    def _course(self) -> None:
        facts, lang = self._facts, self._lang
        monthly = facts.period.kind == "monthly"
        self._heading(w.COURSE, plots.LINES_MM)
        self._flow(facts.days if monthly else facts.bands, monthly)
        self._waits()
        self._table(tables.by_day(facts, lang) if monthly else tables.by_time(facts, lang))
        self._table(closing_table(facts, lang) if monthly else tables.carried(facts, lang))
        self._table(tables.told(facts, lang))

    def _flow(self, steps: list[Row], monthly: bool) -> None:
        """What was given and served, each day or each half hour."""
        if len(steps) < 2:
            return
        self._chart("chart_flow", plots.COLUMNS_MM)
        names = [str(int(one["key"][-2:])) if monthly else _hour(one["at_min"]) for one in steps]
        keys = (word(self._lang, "issued_short"), word(self._lang, "served_short"))
        plots.columns(self.paper, names, [(one["issued"], one["served"]) for one in steps], keys)

    def _waits(self) -> None:
        came = [one for one in self._facts.bands if one["n"]]
        both = [
            [(one["at_min"], _minutes(one[name])) for one in came] for name in ("p50_s", "p90_s")
        ]
        if sum(value is not None for _, value in both[0]) < 2:
            return
        self._chart("chart_times", plots.LINES_MM, "minutes")
        keys = (word(self._lang, "p50"), word(self._lang, "p90"))
        plots.lines(self.paper, both, keys, HALF_HOUR_MIN, clock)

    def end(self) -> None:
        """Who gets it on the left, who signs it on the right; never without a sentence above."""
        paper = self.paper
        paper.room(70)
        paper.paragraph(self._say(w.END, when=self._when, centre=self._centre))
        paper.gap(4)
        top, left = paper.pdf.get_y(), WIDTH_MM * 0.44
        paper.font("BI", BODY_PT - 1)
        paper.pdf.multi_cell(left, 5, self._say(w.TO), align="L", new_x="LMARGIN", new_y="NEXT")
        paper.font("", SMALL_PT)
        agency = self._lines.agency
        above = [self._say(w.ABOVE, agency=agency)] if agency else []
        text = "\n".join([*above, self._say(w.RECIPIENTS)])
        paper.pdf.multi_cell(left, 4.8, text, align="L", new_x="LMARGIN", new_y="NEXT")
        paper.pdf.set_y(top)
        signer = self._lines.signer.upper() or self._say(w.SIGNER)
        paper.heads([], [Line(signer, 13.5, "B"), Line(self._say(w.SIGN), 12, "I")], 0.46)

    def annex(self) -> None:
        """What every figure of the summary means, on a page of its own."""
        self.paper.pdf.add_page()
        titles = [Line(self._say(w.ANNEX), 13, "B"), Line(self._say(w.ANNEX_TITLE), 13, "B", 0.3)]
        self.paper.centred(titles)
        self.paper.gap(4)
        for key in (*tables.meant(), "percentile"):
            one = BY_KEY[key].vi if self._lang == "vi" else BY_KEY[key].en
            out = self._say(w.LEFT_OUT, out=one.leaves_out) if one.leaves_out else ""
            self.paper.paragraph(f"{one.means}{out}", SMALL_PT, lead=f"{one.name}. ")


def _minutes(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / 60


def _hour(at_min: int) -> str:
    """Only whole hours are named."""
    return "" if at_min % 60 else f"{at_min // 60}h"
