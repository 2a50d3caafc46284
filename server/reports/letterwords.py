"""The words of a report on paper: the head, the sentences and the end of an office document."""

from __future__ import annotations

from datetime import date, datetime

from server.reports.words import Lang, Pair, dated

P = Pair
NATION = P("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM")
MOTTO = P("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness")
NUMBER = P("Số:         /BC-…………", "No.:         /BC-…………")
REPORT = P("BÁO CÁO", "REPORT")
NO_PLACE = "…………"
BASIS = P(
    "Thực hiện Nghị định số 118/2025/NĐ-CP của Chính phủ (được sửa đổi, bổ sung bởi Nghị định số "
    "367/2025/NĐ-CP và Nghị định số 309/2026/NĐ-CP), {centre} báo cáo kết quả tiếp đón, phục vụ "
    "công dân {when} như sau:",
    "Under Decree 118/2025/NĐ-CP of the Government (amended by Decrees 367/2025/NĐ-CP and "
    "309/2026/NĐ-CP), {centre} reports on the reception of citizens {when}:",
)
SOURCE = P(
    "Số liệu do hệ thống lấy số ghi tự động. Kỳ báo cáo có {days} ngày cấp số; kỳ trước là "
    "{before}, có {days_before} ngày. n là số lượt mà con số bên cạnh được tính từ đó; dưới {few} "
    "lượt thì không nêu (dấu -). Giờ trung tâm đóng cửa không tính vào thời gian chờ.",
    "The queue system recorded these figures. Numbers were given on {days} days of the period; the "
    "period before is {before}, with {days_before}. n is how many values the figure beside it is "
    "made of; of fewer than {few} nothing is said (a dash). Closed time does not count as waiting.",
)
UP_TO = P("Số liệu tính đến {made}.", "Figures go up to {made}.")
NOTHING = P(
    "Trong kỳ này trung tâm không cấp số nào. Kỳ trước là {before}: đã cấp {issued} vé.",
    "No number was given in this period. In the period before, {before}, {issued} tickets were "
    "given.",
)
WHOLE = P("KẾT QUẢ CHUNG", "THE WHOLE CENTRE")
DEPARTMENTS = P("KẾT QUẢ THEO ĐƠN VỊ", "BY DEPARTMENT")
COURSE = P("DIỄN BIẾN TRONG KỲ", "OVER THE PERIOD")
REMARKS = P("NHẬN XÉT", "REMARKS")
ANNEX = P("PHỤ LỤC", "ANNEX")
ANNEX_TITLE = P("Cách tính các chỉ tiêu", "How the figures are counted")
TABLE = P("Bảng {n}. {title}", "Table {n}. {title}")
CHART = P("Biểu đồ {n}. {title}", "Figure {n}. {title}")
CLOSINGS = P("Số chưa gọi khi đóng cửa", "Numbers not yet called at closing")
TIMES = P("Số lần", "Closings")
MOST = P("Nhiều nhất một lần", "Most at once")
MORE = P("trở lên", "and more")
LEFT_OUT = P(" Không tính: {out}", " Left out: {out}")
TO = P("Nơi nhận:", "To:")
ABOVE = P("- {agency};", "- {agency};")
RECIPIENTS = P(
    "- Lãnh đạo trung tâm;\n- Các đơn vị cử cán bộ;\n- Lưu: VT.",
    "- Head of the centre;\n- Departments that second officers;\n- File.",
)
SIGNER = P("GIÁM ĐỐC", "DIRECTOR")
SIGN = P("(Ký, đóng dấu, ghi rõ họ tên)", "(Signature, seal, full name)")
END = P(
    "Trên đây là báo cáo {when} của {centre}./.",
    "This is the report of {centre} on citizens received {when}.",
)


def moment(lang: Lang, at: datetime) -> str:
    """A moment in a sentence."""
    day = dated(lang, at.date())
    return f"{at:%H:%M} {day}" if lang == "vi" else f"{at:%H:%M}, {day}"


def place_date(lang: Lang, place: str, made_on: date) -> str:
    """The line of place and date; small numbers have a 0 in front, as the decree asks."""
    where = place or NO_PLACE
    if lang == "en":
        return f"{where}, {dated(lang, made_on)}"
    numbered = f"{made_on.month:02d}" if made_on.month < 3 else f"{made_on.month}"
    return f"{where}, ngày {made_on.day:02d} tháng {numbered} năm {made_on.year}"
