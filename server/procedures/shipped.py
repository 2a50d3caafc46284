"""The starter catalogue that comes with the product, and everyday words for it, as typed rows."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
STARTER, SYNONYMS = FOLDER / "starter.csv", FOLDER / "synonyms.csv"
SOURCE_VI = (
    "Danh mục khởi đầu, không chính thức; viết theo hiểu biết chung vào tháng 11/2026. "
    "Thay bằng danh mục chính thức của Trung tâm."
)
SOURCE_EN = (
    "Starter catalogue, unofficial; written from public knowledge in November 2026. "
    "Replace it with the official list of the centre."
)
COLUMNS = (
    *("code", "name_vi", "name_en", "group", "level", "documents_vi", "documents_en"),
    *("fee_vi", "fee_en", "keywords"),
)
LEVELS = ("toàn trình", "một phần", "trực tiếp")
"""Filed online from end to end, online in part, or in person only."""
BETWEEN_DOCUMENTS, BETWEEN_KEYWORDS = " | ", ";"


@dataclass(frozen=True, slots=True)
class Shipped:
    """One procedure. Documents stand in the same order in both languages."""

    code: str
    name_vi: str
    name_en: str
    group: str
    level: str
    documents_vi: tuple[str, ...]
    documents_en: tuple[str, ...]
    fee_vi: str
    fee_en: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonym:
    """What people say, and words of the official names that mean it."""

    said: str
    means: str


def starter() -> list[Shipped]:
    """The starter catalogue, in the order of the plan's groups."""
    return [_shipped(row) for row in starter_rows()]


def starter_rows() -> list[dict[str, str]]:
    """The same as rows of the file, by the names in ``COLUMNS``."""
    return list(_rows(STARTER))


def synonyms() -> list[Synonym]:
    """Everyday words, in Vietnamese and English."""
    return [Synonym(row["said"], row["means"]) for row in _rows(SYNONYMS)]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, strict=True)


def _shipped(row: dict[str, str]) -> Shipped:
    return Shipped(
        code=row["code"],
        name_vi=row["name_vi"],
        name_en=row["name_en"],
        group=row["group"],
        level=row["level"],
        documents_vi=tuple(row["documents_vi"].split(BETWEEN_DOCUMENTS)),
        documents_en=tuple(row["documents_en"].split(BETWEEN_DOCUMENTS)),
        fee_vi=row["fee_vi"],
        fee_en=row["fee_en"],
        keywords=tuple(row["keywords"].split(BETWEEN_KEYWORDS)),
    )
