"""What is wrong with a plan, in Vietnamese: the sentences of the checks, with their values."""

from __future__ import annotations

import re

from server.domain.errors import Reason
from server.domain.plan_check import PlanError
from server.domain.plan_toml_words import in_vietnamese

_KEEP = "hoặc áp dụng cấu hình này vào ngày khác, trước khi cấp số đầu tiên"
_SAYS = (
    (r"is missing", "còn thiếu"),
    (r"write some text", "hãy ghi nội dung"),
    (
        r"use letters, digits, - and _ \(at most 64\)",
        "chỉ dùng chữ không dấu, chữ số, - và _ (tối đa 64)",
    ),
    (r"use a whole number from (\d+) to (\d+)", "hãy dùng số nguyên từ {0} đến {1}"),
    (r"use a number from 0 to 1", "hãy dùng số từ 0 đến 1"),
    (r"use a number above 0, at most 10", "hãy dùng số lớn hơn 0, tối đa 10"),
    (r"use a time zone such as (.+)", "hãy dùng múi giờ như {0}"),
    (r"use a time such as (.+), at most (.+)", "hãy dùng giờ như {0}, muộn nhất {1}"),
    (r"use a list of group codes", "hãy dùng danh sách mã nhóm"),
    (r"use a list of names of sessions", "hãy dùng danh sách tên buổi"),
    (
        r"use a list of at most (\d+) codes or short texts, each once",
        "hãy dùng danh sách tối đa {0} mã hoặc câu ngắn, không lặp lại",
    ),
    (
        r"use a list of days, 1 for Monday to 7 for Sunday, each once",
        "hãy dùng danh sách thứ, 1 là thứ Hai đến 7 là Chủ nhật, không lặp lại",
    ),
    (r"use true or false", "hãy dùng true hoặc false"),
    (r"use a day such as (.+)", "hãy dùng ngày như {0}"),
    (r'use ("[^\[]+) or (".+")', "hãy dùng {0} hoặc {1}"),
    (r"unknown table(?:; did you mean (.+)\?)?", "không có bảng này{0}"),
    (r"unknown key(?:; did you mean (.+)\?)?", "không có mục này{0}"),
    (r"write it as (.+)", "hãy viết là {0}"),
    (r"(.+) stands (\d+) times", "{0} xuất hiện {1} lần"),
    (r"(\d+) is before first = (\d+)", "{0} nhỏ hơn số đầu {1}"),
    (r"must leave at least one number after it", "phải chừa ít nhất một số phía sau"),
    (r"shares numbers with series (.+)", "trùng số với dải {0}"),
    (r"must be after opens", "phải sau giờ mở"),
    (r"must be within the session", "phải nằm trong buổi"),
    (
        r"overlaps the session before; write them in order",
        "chồng lên buổi trước; hãy viết theo thứ tự",
    ),
    (r"must be another group", "phải là nhóm khác"),
    (
        r"(.+) has a bulk group itself; name the last one",
        "{0} cũng có nhóm nhiều hồ sơ; hãy ghi nhóm cuối cùng",
    ),
    (
        r"(.+) needs opening_block in at least one \[\[series\]\]",
        "{0} cần opening_block trong ít nhất một [[series]]",
    ),
    (r"(.+) needs some time before the opening", "{0} cần có thời gian trước giờ mở"),
    (r"there is no such zone", "không có khu vực này"),
    (r"there is no (.+) in this plan", "không có {0} trong cấu hình này"),
    (r"(.+) is one of its own groups already", "{0} đã là nhóm chính của quầy"),
    (r"reaches out of the hall of (.+) m", "vượt ra ngoài sảnh {0} m"),
    (r"stands out of the hall of (.+) m", "nằm ngoài sảnh {0} m"),
    (r"stands inside zone (.+)", "nằm trong khu {0}"),
    (r"lies over zone (.+)", "đè lên khu {0}"),
    (r"use \[width, depth\] in metres, such as (.+)", "hãy dùng [rộng, sâu] theo mét, như {0}"),
    (r"use (\{.+\}) in metres(?:, from 0 to (\d+))?", "hãy dùng {0} theo mét, từ 0 đến 500"),
    (
        (
            r"(.+), but this is (.+), and its devices know it by that: keep it, or make another "
            r"centre with luot init"
        ),
        (
            "{0}, nhưng trung tâm này là {1} và thiết bị biết nó theo tên đó: hãy giữ nguyên, "
            "hoặc lập trung tâm khác bằng luot init"
        ),
    ),
    (
        r"(.+), but the days of this centre are (.+): keep it, or make another centre",
        "{0}, nhưng ngày của trung tâm này theo {1}: hãy giữ nguyên, hoặc lập trung tâm khác",
    ),
    (
        (
            r"(.+) is gone, but not finished today: numbers? (.+); serve or transfer, have given "
            r"up, or adopt .+"
        ),
        ("không còn {0}, nhưng hôm nay chưa xong các số {1}; hãy phục vụ, chuyển hoặc cho thôi, ")
        + _KEEP,
    ),
    (
        (
            r"nobody serves (.+) any more, but not finished today: numbers? (.+); serve or "
            r"transfer, have given up, or adopt .+"
        ),
        (
            "không còn quầy nào phục vụ {0}, nhưng hôm nay chưa xong các số {1}; hãy phục vụ, "
            "chuyển hoặc cho thôi, "
        )
        + _KEEP,
    ),
    (
        r"ends at (\d+), but (\d+) was given today: let it end later, or adopt .+",
        "kết thúc ở {0}, nhưng hôm nay đã cấp {1}: hãy để dải dài hơn, " + _KEEP,
    ),
    (
        (
            r"(.+) would give numbers? (.+) again, given already today: keep its id and numbers, "
            r"or adopt .+"
        ),
        "{0} sẽ cấp lại các số {1} đã cấp hôm nay: hãy giữ mã và các số, " + _KEEP,
    ),
    (
        (
            r"(.+) is gone, but (\d+) appointments in it are still to come: take its "
            r"slot_capacity away, and the group later"
        ),
        ("không còn {0}, nhưng còn {1} lịch hẹn sắp tới: hãy bỏ slot_capacity trước, bỏ nhóm sau"),
    ),
)
_RULES = tuple((re.compile(pattern, re.DOTALL), vi) for pattern, vi in _SAYS)
_TOML = "plan.toml"


def in_both(error: PlanError) -> Reason:
    """The sentence in Vietnamese and English."""
    if error.key == _TOML:
        return Reason(f"không đọc được TOML: {in_vietnamese(error.message)}", error.message)
    return Reason(_vietnamese(error.message) or error.message, error.message)


def _vietnamese(message: str) -> str | None:
    for rule, vi in _RULES:
        if found := rule.fullmatch(message):
            if found.re.pattern.startswith("unknown"):
                near = found.group(1)
                return vi.format(f"; có phải là {near}?" if near else "")
            return vi.format(*(part or "" for part in found.groups())).replace(" and ", " và ")
    value = message.find(": ")
    while value >= 0:
        if told := _vietnamese(message[value + 2 :]):
            return f"{message[:value]}: {told}"
        value = message.find(": ", value + 2)
    return None
