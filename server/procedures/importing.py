"""From a file to a list of procedures: what was taken over, and every row that was not."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from broker.catalogue.document import Procedure, ProcedureList
from server.domain.plan import Plan
from server.errors import ProceduresRefused
from server.procedures import columns, tables, xlsx
from server.procedures.rules import Checker
from server.procedures.told import Wrong

COLUMNS = tuple(columns.NAMES)
LONGEST_SYNONYM = 200


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file gave."""

    procedures: tuple[Procedure, ...]
    wrong: tuple[Wrong, ...]
    ignored: tuple[str, ...]

    @property
    def refused(self) -> int:
        """How many rows were refused."""
        return len({one.row for one in self.wrong})


def check(table: tables.Table, plan: Plan, step: Callable[[], None] = lambda: None) -> Taken:
    """Every row is a procedure or is told. Raises ProceduresRefused for a header without sense."""
    places = columns.find(table.header)
    checker = Checker(places, len(table.header), plan.groups)
    kept: list[Procedure] = []
    wrong: list[Wrong] = []
    for line in table.lines:
        found = checker.check(line)
        if isinstance(found, Procedure):
            kept.append(found)
        else:
            wrong += found
        step()
    return Taken(tuple(kept), tuple(wrong), tuple(columns.ignored(table.header)))


def read_synonyms(path: Path) -> tuple[tuple[str, str], ...]:
    """Pairs of what people say and what it is called. Raises ProceduresRefused with each error."""
    table = tables.read(path)
    if [cell.strip().casefold() for cell in table.header[:2]] != ["said", "means"]:
        raise ProceduresRefused(f"{path}: row 1 must be: said,means")
    pairs, wrong = [], []
    for line in table.lines:
        said, means = (*(cell.strip() for cell in line.cells[:2]), "", "")[:2]
        if not said or not means or max(len(said), len(means)) > LONGEST_SYNONYM or line.wrong:
            wrong.append(f"{path}: row {line.number}: write two texts, what is said and what it is")
        pairs.append((said, means))
    if wrong:
        raise ProceduresRefused("\n".join(wrong[:50]))
    return tuple(pairs)


def make(
    procedures: Iterable[Procedure],
    synonyms: Sequence[tuple[str, str]],
    plan: Plan,
    source: str,
) -> ProcedureList:
    """The document of a version; rows in the order of their codes, so that order changes nothing.

    The names of the plan's groups go with it: people also search by them.
    """
    names = {code: f"{one.name_vi} {one.name_en}" for code, one in sorted(plan.groups.items())}
    ordered = tuple(sorted(procedures, key=lambda one: one.code))
    pairs = tuple(sorted(set(synonyms)))
    return ProcedureList(source=source, groups=names, synonyms=pairs, procedures=ordered)


def export(path: Path, document: ProcedureList) -> None:
    """Write what ``check`` reads again, as XLSX or as CSV that Excel opens. Raises OSError."""
    lines = [list(COLUMNS), *(_cells(one, document.source) for one in document.procedures)]
    if path.suffix.lower() == ".xlsx":
        xlsx.write(path, lines)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)


def _cells(one: Procedure, source: str) -> list[str]:
    joined = {
        "documents_vi": " | ".join(one.documents_vi),
        "documents_en": " | ".join(one.documents_en),
        "keywords": "; ".join(one.keywords),
        "source": source,
    }
    return [joined[name] if name in joined else str(getattr(one, name)) for name in COLUMNS]
