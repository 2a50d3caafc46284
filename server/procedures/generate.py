"""Catalogues of any size for tests: the starter rows, and variants of them that look real.

Variants are invented. They are for measuring how search and pages bear 1,625 or 5,000 rows, and
must never be shown to citizens.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from server.procedures.shipped import SOURCE_EN, SOURCE_VI, starter, starter_rows, synonyms

__all__ = ["MOST", "SOURCE_EN", "SOURCE_VI", "rows", "starter", "synonyms"]

OBJECTS = (
    ("đối với cá nhân", "for individuals"),
    ("đối với hộ gia đình", "for households"),
    ("đối với tổ chức", "for organisations"),
    ("đối với doanh nghiệp nhỏ và vừa", "for small and medium enterprises"),
    ("đối với người nước ngoài", "for foreigners"),
    ("đối với người Việt Nam ở nước ngoài", "for overseas Vietnamese"),
    ("đối với người cao tuổi", "for older people"),
    ("đối với người khuyết tật", "for people with disabilities"),
)
CASES = (
    ("trường hợp nộp qua người được ủy quyền", "when filed by an authorised person"),
    ("trường hợp bổ sung hồ sơ", "when papers are added"),
    ("trường hợp thay đổi thông tin", "when details have changed"),
    ("trường hợp bị mất giấy tờ", "when papers are lost"),
    ("trường hợp giải quyết trước hạn", "when settled before the term"),
    ("trường hợp nhận kết quả tại nhà", "with the result delivered to the home"),
)
PLACES = (
    *("Hồng Bàng", "Ngô Quyền", "Lê Chân", "Hải An", "Kiến An", "Đồ Sơn", "Dương Kinh"),
    *("Thủy Nguyên", "An Dương", "An Lão", "Kiến Thụy", "Tiên Lãng", "Vĩnh Bảo", "Cát Hải"),
    *("Chí Linh", "Kinh Môn", "Nam Sách", "Thanh Hà", "Gia Lộc", "Tứ Kỳ", "Ninh Giang"),
)
MOST = 20_000
"""Rows that can be asked for."""


def rows(count: int, seed: int = 1) -> list[dict[str, str]]:
    """As many rows as asked for: the starter ones first, then variants spread over all groups.

    The same for the same ``count`` and ``seed``, and a smaller count gives the beginning of a
    larger one. Raises ValueError outside 0 to ``MOST``.
    """
    if not 0 <= count <= MOST:
        raise ValueError(f"count must be 0 to {MOST}, not {count}")
    real = starter_rows()
    return [*real, *itertools.islice(_variants(real, seed), max(0, count - len(real)))][:count]


def _variants(real: list[dict[str, str]], seed: int) -> Iterator[dict[str, str]]:
    """Every starter row with every ending, in rounds, so that groups grow together."""
    chance = random.Random(seed)
    endings = _endings()
    chance.shuffle(endings)
    order = list(range(len(real)))
    numbers: dict[str, int] = {}
    for turn in range(len(endings)):
        chance.shuffle(order)
        for at in order:
            base = real[at]
            number = numbers[base["group"]] = numbers.get(base["group"], 0) + 1
            ending_vi, ending_en = endings[(turn + at) % len(endings)]
            yield {
                **base,
                "code": f"{base['group']}-T{number:04d}",
                "name_vi": base["name_vi"] + ending_vi,
                "name_en": base["name_en"] + ending_en,
            }


def _endings() -> list[tuple[str, str]]:
    objects = [(f" {vi}", f" {en}") for vi, en in OBJECTS]
    cases = [(f", {vi}", f", {en}") for vi, en in CASES]
    places = [(f" tại khu vực {place}", f" in the area of {place}") for place in PLACES]
    mixed = [(a + b, c + d) for (a, c), (b, d) in itertools.product(objects, cases)]
    return [*objects, *cases, *places, *mixed]
