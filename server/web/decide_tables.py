"""The tables of a trial, flat: for CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Response

TABLES = ("sides", "curve", "departments", "groups")
_SIDES = ("as_happened", "replayed", "changed")


def csv_of(found: Mapping[str, Any], name: str) -> Response:
    """One of ``TABLES`` as a file."""
    rows = list({"sides": _sides, "groups": _groups}.get(name, _curves)(found))
    if name == "curve":
        rows = [row for row in rows if not row["department"]]
    return table_of(rows, f"{name}-{found['days'][0]}")


def table_of(rows: Sequence[Mapping[str, Any]], name: str) -> Response:
    """Rows as a CSV file that Excel opens in the right letters."""
    text = io.StringIO()
    made = csv.DictWriter(text, list(rows[0]) if rows else [])
    made.writeheader()
    made.writerows(rows)
    return Response(
        "\ufeff" + text.getvalue(),
        mimetype="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{name}.csv"',
            "Cache-Control": "no-store",
        },
    )


def most_changed(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The groups of a trial: those first that lose people, then for whom the change does most."""
    rows: list[dict[str, Any]] = found.get("groups", [])
    return sorted(
        rows, key=lambda row: (-row["unserved"]["value"], -abs(row["difference"]["value"] or 0))
    )


def _sides(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    parts = [("", found)] + [(one["department"], one) for one in found["departments"]]
    for department, part in parts:
        for name, changed in part["changed"].items():
            if name != "n":
                yield {
                    "department": department,
                    "figure": name,
                    "as_happened": part["as_happened"][name]["value"],
                    "replayed": part["replayed"][name]["value"],
                    **{f"changed_{k}": v for k, v in changed.items()},
                    **{f"difference_{k}": v for k, v in part["difference"][name].items()},
                }


def _curves(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    parts = [("", found)] + [(one["department"], one) for one in found["departments"]]
    for department, part in parts:
        for row in part["curve"]:
            at = f"{row['at_min'] // 60:02d}:{row['at_min'] % 60:02d}"
            cells = {
                f"{side}_{name}": value
                for side in _SIDES
                for name, value in row[side].items()
                if name != "p90_range"
            }
            ends = row["changed"]["p90_range"]
            yield {
                **{"department": department, "at": at, **cells},
                **{"changed_p90_low_s": ends["low"], "changed_p90_high_s": ends["high"]},
            }


def _groups(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for row in found["groups"]:
        yield {
            "groups": " ".join(row["codes"]),
            "n": row["n"],
            "replayed_p90_s": row["replayed"]["value"],
            "changed_p90_s": row["changed"]["value"],
            **{f"difference_{k}": v for k, v in row["difference"].items()},
            "unserved": row["unserved"]["value"],
        }
