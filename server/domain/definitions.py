"""What every figure of past days means: the one place, for pages, docs and whoever recomputes.

``OF`` leads from the name of a figure in an answer or a CSV to its definition; a test fails when a
figure has none, or when the docs say otherwise.
"""

from __future__ import annotations

from typing import Literal

from server.domain.definition_formulas import VIETNAMESE
from server.domain.definition_texts import DEFINITIONS, Definition

__all__ = ["BY_KEY", "DEFINITIONS", "OF", "formula", "markdown"]

Lang = Literal["vi", "en"]
BY_KEY: dict[str, Definition] = {one.key: one for one in DEFINITIONS}

_CLOCK = ("mean_s", "p10_s", "p25_s", "p50_s", "p75_s", "p90_s", "p95_s", "max_s")
OF: dict[str, str] = {
    **{name: name for name in BY_KEY},
    **dict.fromkeys(_CLOCK, "percentile"),
    **dict.fromkeys(("in_time_n",), "in_time"),
    **dict.fromkeys(("forgotten_share",), "forgotten"),
    **dict.fromkeys(("told_n", "low_min", "high_min"), "inside"),
    **dict.fromkeys(("off_p50_s", "off_p90_s"), "off"),
    **dict.fromkeys(("over_closed", "closed_s"), "closed"),
    **dict.fromkeys(("rate", "mean", "stars"), "rated"),
    **dict.fromkeys(("most",), "passed"),
    **dict.fromkeys(("most_came",), "passed_came"),
    **dict.fromkeys(("open_s",), "open"),
    **dict.fromkeys(("paused_s",), "paused"),
    **dict.fromkeys(("busy_s", "serving_s"), "busy"),
    **dict.fromkeys(("idle_s", "idle_waiting_s", "idle_waiting"), "idle"),
    **dict.fromkeys(("days", "day", "at_min", "weekday", "from_s", "to_s"), "day"),
}
"""Names of figures in answers and tables, beside the keys themselves."""


def formula(one: Definition, lang: Lang) -> str:
    """How ``one`` is worked out: names are those of the journal, the words of ``lang``."""
    return VIETNAMESE.get(one.key, one.formula) if lang == "vi" else one.formula


def markdown(lang: Lang) -> str:
    """The page of the docs in one language."""
    title, intro, words = _PAGE[lang]
    lines = [f"# {title}", "", intro, ""]
    for one in DEFINITIONS:
        said = one.vi if lang == "vi" else one.en
        lines += [f"## {said.name}", "", f"`{one.key}` · {words[one.unit]}", ""]
        lines += [said.means, ""]
        lines += [f"{words['formula']}: `{formula(one, lang)}`", ""] if one.formula else []
        lines += [f"{words['out']}: {said.leaves_out}", ""] if said.leaves_out else []
    return "\n".join(lines).rstrip() + "\n"


_PAGE: dict[Lang, tuple[str, str, dict[str, str]]] = {
    "vi": (
        "Định nghĩa các số liệu",
        "Mọi số liệu trong trang Lịch sử, trong tệp CSV và trong `luot stats` đều theo trang này. "
        "Số nào cũng tính lại được từ nhật ký, và luôn ghi kèm n: tính trên bao nhiêu lượt.",
        {
            **{
                "s": "giây (trên trang: phút)",
                "count": "số đếm",
                "share": "tỉ lệ",
                "rule": "quy tắc",
            },
            **{"formula": "Công thức", "out": "Không tính"},
        },
    ),
    "en": (
        "What the figures mean",
        "Every figure on the page History, in its CSV files and in `luot stats` is defined here. "
        "Each can be worked out again from the journal, and says n: of how many it is.",
        {
            **{"s": "seconds (pages: minutes)", "count": "count", "share": "share", "rule": "rule"},
            **{"formula": "Formula", "out": "Left out"},
        },
    ),
}
