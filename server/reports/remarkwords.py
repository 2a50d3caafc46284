"""The sentences of remarks."""

from __future__ import annotations

from server.reports.words import Pair

P = Pair
GIVEN = P(
    "Đã cấp {issued} vé, phục vụ {served} lượt",
    "{issued} tickets were given and {served} legs served",
)
MORE = P(
    "; bình quân {now} vé mỗi ngày cấp số, kỳ trước {then} (tăng {change})",
    "; {now} tickets a day with numbers, {then} in the period before ({change} more)",
)
LESS = P(
    "; bình quân {now} vé mỗi ngày cấp số, kỳ trước {then} (giảm {change})",
    "; {now} tickets a day with numbers, {then} in the period before ({change} fewer)",
)
DAY_MORE = P(
    "; kỳ trước {then} vé (tăng {change})", "; {then} in the period before ({change} more)"
)
DAY_LESS = P(
    "; kỳ trước {then} vé (giảm {change})", "; {then} in the period before ({change} fewer)"
)
DAY_SAME = P("; bằng kỳ trước ({then} vé)", "; as many as in the period before ({then})")
SAME = P(
    "; bình quân mỗi ngày cấp số bằng kỳ trước ({then} vé)",
    "; as many a day with numbers as in the period before ({then})",
)
IN_TIME = P(
    "{share} lượt đã phục vụ chờ không quá mục tiêu (n\u00a0=\u00a0{n})",
    "{share} of served legs waited no longer than their target (n\u00a0=\u00a0{n})",
)
IN_TIME_BEFORE = P("; kỳ trước {share}", "; {share} in the period before")
LOWEST = P(
    "Đơn vị có tỉ lệ chờ trong mục tiêu thấp nhất: {name}, {share} (n\u00a0=\u00a0{n}); P90 chờ "
    "{p90} phút.",
    "The department with the lowest share within target: {name}, {share} (n\u00a0=\u00a0{n}); P90 "
    "of the wait is {p90} minutes.",
)
WORST = P(
    "Người lấy số từ {a} đến {b} chờ lâu nhất: P90 {p90} phút (n\u00a0=\u00a0{n}).",
    "Who took a number from {a} to {b} waited longest: P90 {p90} minutes (n\u00a0=\u00a0{n}).",
)
ENDS = P(
    "Gọi mà vắng {missed} lượt ({share} của {called} lượt đã gọi); {left} lượt bỏ về trước khi "
    "được phục vụ.",
    "{missed} no-shows ({share} of {called} legs called); {left} left before they were served.",
)
FORGOTTEN = P(
    "{n} trong {of} lượt đã phục vụ quên bấm Xong, được đóng theo quy tắc và không tính vào thời "
    "gian xử lý.",
    "Of {of} legs served, {n} finishes were forgotten, closed by rule and not in service time.",
)
CLOSED = P(
    "{n} lượt chờ qua giờ nghỉ; tổng cộng {hours} giờ nghỉ đã trừ khỏi thời gian chờ.",
    "{n} waits went over closed time; {hours} hours of it were left out of waits.",
)
CARRIED = P("Số chưa gọi khi đóng cửa:", "Numbers not yet called at closing:")
AT = P("{n} lúc {at}", "{n} at {at}")
TIMES = P(" (n\u00a0=\u00a0{times} lần)", " (n\u00a0=\u00a0{times} closings)")
INSIDE = P(
    "{share} người được báo thời gian chờ đã được gọi trong khoảng đã báo (n\u00a0=\u00a0{n}, mục "
    "tiêu {aim}).",
    "{share} of those who were told a wait were called inside the range (n\u00a0=\u00a0{n}, the "
    "aim is {aim}).",
)
SATISFIED = P(
    "{rate} vé phục vụ xong được đánh giá (n\u00a0=\u00a0{n}); {share} trong số này cho từ 4 sao "
    "trở lên.",
    "{rate} of served visits were rated (n\u00a0=\u00a0{n}); {share} of these gave 4 or 5 stars.",
)
