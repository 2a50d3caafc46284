"""The words of reports in both languages, and how numbers and days are written in each."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from server.domain.definitions import BY_KEY
from server.domain.report_periods import Period

Lang = Literal["vi", "en"]


class Pair(NamedTuple):
    """The same in Vietnamese and in English."""

    vi: str
    en: str

    def said(self, lang: Lang, **values: object) -> str:
        """In one language, with ``values`` in its gaps."""
        return (self.vi if lang == "vi" else self.en).format(**values)


P = Pair
WORDS: dict[str, Pair] = {
    "title": P("Kết quả tiếp đón, phục vụ công dân {when}", "Reception of citizens {when}"),
    "mail": P(
        "{title} của {centre} ở trong các tệp kèm theo.\n\nThư này do Lượt tự gửi.",
        "{title}, {centre}: see the files.\n\nLượt sent this by itself.",
    ),
    "summary": P("Kết quả chung", "Overall"),
    "funnel": P("Vé từ lúc cấp đến lúc đánh giá", "Tickets, given to rated"),
    "by_day": P("Theo ngày", "By day"),
    "by_time": P("Theo giờ lấy số", "By the time of the number"),
    "by_department": P("Theo đơn vị", "By department"),
    "by_group": P("Theo nhóm thủ tục", "By group of procedures"),
    "by_counter": P("Theo quầy", "By counter"),
    "stars": P("Hài lòng theo đơn vị", "Satisfaction by department"),
    "carried": P("Dồn sang buổi sau", "Carried over"),
    "told": P("Dự báo so với thực tế", "Forecasts and what came"),
    "meanings": P("Định nghĩa", "Definitions"),
    "figure": P("Chỉ tiêu", "Figure"),
    "value": P("Kỳ này", "This period"),
    "n": P("n", "n"),
    "before": P("Kỳ trước", "Period before"),
    "n_before": P("n kỳ trước", "n before"),
    "meaning": P("Định nghĩa", "Definition"),
    "left_out": P("Không tính", "Left out"),
    "key": P("Tên trong API, CSV", "Name in API and CSV"),
    "formula": P("Công thức", "Formula"),
    "step": P("Bước", "Step"),
    "tickets": P("Số vé", "Tickets"),
    "of_issued": P("So với đã cấp", "Of those given"),
    "tickets_before": P("Số vé kỳ trước", "Tickets before"),
    "of_issued_before": P("So với đã cấp, kỳ trước", "Of those given, before"),
    "whole": P("Toàn trung tâm", "Whole centre"),
    "days": P("Ngày có cấp số", "Days with numbers"),
    "day": P("Ngày", "Day"),
    "from": P("Từ giờ", "From"),
    "department": P("Đơn vị", "Department"),
    "group": P("Nhóm thủ tục", "Group of procedures"),
    "counter": P("Quầy", "Counter"),
    "called_first": P("Gọi lần đầu", "First calls"),
    "waits_n": P("n chờ", "n waits"),
    "services_n": P("n xử lý", "n services"),
    "targets_n": P("n mục tiêu", "n targets"),
    "p50": P("Chờ, trung vị", "Wait, median"),
    "p90": P("Chờ, P90", "Wait, P90"),
    "p95": P("Chờ, P95", "Wait, P95"),
    "longest": P("Chờ, lâu nhất", "Wait, longest"),
    "closed": P("Giờ nghỉ đã trừ khi chờ, tổng", "Closed time left out of waits, sum"),
    "raw_p50": P("Chờ kể cả giờ nghỉ, trung vị", "Wait with closed time, median"),
    "raw_p90": P("Chờ kể cả giờ nghỉ, P90", "Wait with closed time, P90"),
    "response_p50": P("Từ gọi đến có mặt, trung vị", "Response to call, median"),
    "service_p50": P("Xử lý, trung vị", "Service, median"),
    "service_p90": P("Xử lý, P90", "Service, P90"),
    "off_p50": P("Dự báo lệch, trung vị", "Forecast off by, median"),
    "carried_sum": P("Dồn sang buổi sau, cộng các lần đóng cửa", "Carried over, all closings"),
    "rate": P("Tỉ lệ trả lời đánh giá", "Response rate of ratings"),
    "mean": P("Điểm trung bình (1 đến 5)", "Mean of stars (1 to 5)"),
    "satisfied": P("Hài lòng (4, 5 sao)", "Satisfied (4 or 5 stars)"),
    "visits": P("Vé phục vụ xong", "Visits served"),
    "closes": P("Đóng cửa lúc", "Closes at"),
    "issued_session": P("Đã cấp trong buổi", "Given in the session"),
    "carried_n": P("Còn chưa gọi", "Not yet called"),
    "told_from": P("Báo từ", "Told from"),
    "told_to": P("đến dưới", "to below"),
    "waited_p50": P("Thực tế, trung vị", "Waited, median"),
    "waited_p90": P("Thực tế, P90", "Waited, P90"),
    "open_s": P("Mở cửa", "Open"),
    "busy_s": P("Bận", "Busy"),
    "idle_waiting_s": P("Rảnh khi có người chờ", "Idle while others wait"),
    "utilisation": P("Mức sử dụng", "Utilisation"),
    "minutes": P("phút", "min"),
    "hours": P("giờ", "h"),
    "issued_short": P("Vé đã cấp", "Tickets given"),
    "called_short": P("Lượt đã gọi", "Legs called"),
    "served_short": P("Lượt đã phục vụ", "Legs served"),
    "chart_flow": P("Số vé đã cấp và lượt đã phục vụ", "Tickets given and legs served"),
    "chart_times": P("Thời gian chờ theo giờ lấy số", "Wait by the time of the number"),
    "chart_departments": P("Chờ trong mục tiêu theo đơn vị", "Within target by department"),
    "chart_funnel": P("Vé từ lúc cấp đến lúc đánh giá", "Tickets from given to rated"),
    "chart_carried": P("Số chưa gọi khi đóng cửa", "Numbers not yet called at closing"),
    "chart_told": P("Tỉ lệ dự báo đúng trong khoảng", "Share of waits inside the told range"),
    "period": P("Kỳ báo cáo: {when}.", "Period: {when}."),
    "period_before": P("Kỳ trước: {when}.", "Period before: {when}."),
    "made": P("Lập {when} từ nhật ký của trung tâm.", "Made {when} from the centre's journal."),
    "note": P(
        "Ô trống: dưới {few} lượt nên không nêu. n: số lượt mà con số bên cạnh được tính từ đó. "
        "Thời gian là giờ:phút:giây; giờ trung tâm đóng cửa không tính vào thời gian chờ.",
        "A blank cell: fewer than {few}, so nothing is said. n: how many values the figure beside "
        "it is made of. Clocks are hours:minutes:seconds; closed time does not count as waiting.",
    ),
    "empty": P("Trong kỳ này trung tâm không cấp số nào.", "No number was given in this period."),
    "no_officers": P(
        "Số liệu theo quầy là số liệu của cán bộ nên không có trong báo cáo này.",
        "Figures of counters are figures of officers, and are not in this report.",
    ),
    "page": P("Trang &P/&N", "Page &P of &N"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def word(lang: Lang, key: str, **values: object) -> str:
    """A word of a language."""
    return WORDS[key].said(lang, **values)


def dated(lang: Lang, day: date) -> str:
    """A day in a sentence: ``ngày 24/11/2026``, ``24 November 2026``."""
    return f"ngày {day:%d/%m/%Y}" if lang == "vi" else f"{day.day} {month(day)}"


def month(day: date) -> str:
    """``November 2026``."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def when(lang: Lang, period: Period) -> str:
    """The period in a sentence: ``tháng 10 năm 2026``, ``ngày 24/11/2026``."""
    if period.kind == "daily":
        return dated(lang, period.first)
    first = period.first
    return f"tháng {first.month} năm {first.year}" if lang == "vi" else month(first)


def during(lang: Lang, period: Period) -> str:
    """The same as part of a sentence: ``in October 2026``, ``on 24 November 2026``."""
    said = when(lang, period)
    return said if lang == "vi" else f"{'on' if period.kind == 'daily' else 'in'} {said}"


def title(lang: Lang, period: Period) -> str:
    """What a report is about, one line."""
    return word(lang, "title", when=during(lang, period))


def defined(lang: Lang, key: str) -> str:
    """The name of a figure, as its definition has it."""
    one = BY_KEY[key]
    return one.vi.name if lang == "vi" else one.en.name


def number(lang: Lang, value: float, digits: int = 0) -> str:
    """1.518 and 9,5 in Vietnamese; 1,518 and 9.5 in English."""
    text = f"{value:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def share(lang: Lang, value: float) -> str:
    """A share from 0 to 1 in per cent, one digit."""
    return f"{number(lang, value * 100, 1)}%"


def minutes(lang: Lang, seconds: float) -> str:
    """Seconds as minutes, one digit."""
    return number(lang, seconds / 60, 1)
