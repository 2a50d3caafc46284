"""Procedures as a kiosk's own server tells them, for a page in a browser."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

LONG = (
    "Đơn đề nghị theo Mẫu số 11/ĐK ban hành kèm theo Nghị định số 151/2025/NĐ-CP, "
    "có xác nhận của Ủy ban nhân dân cấp xã nơi có đất"
)


def procedure(code: str, vi: str, en: str, group: str, *documents: str) -> dict[str, Any]:
    """A row of ``GET /procedures``."""
    return {
        **{"code": code, "name_vi": vi, "name_en": en, "group": group, "level": "city"},
        **{"documents_vi": list(documents), "documents_en": [f"{one} (en)" for one in documents]},
        **{"fee_vi": "", "fee_en": ""},
    }


ROWS = [
    procedure(
        *("1.002801", "Đổi giấy phép lái xe", "Exchange of a driving licence", "LX1"),
        *("Căn cước", "Giấy phép lái xe đang có", "Giấy khám sức khỏe", "Đơn (có mẫu tại quầy)"),
    ),
    procedure("1.002835", "Cấp lại giấy phép lái xe", "Lost driving licence", "LX1", "Căn cước"),
    procedure(
        "1.012756",
        "Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận quyền sử dụng đất lần đầu",
        "First registration of land and of what stands on it, with the land-use certificate",
        "DD2",
        *(LONG, "Căn cước", "Trích lục bản đồ", "Chứng từ nghĩa vụ tài chính", "Giấy ủy quyền"),
        *("Hợp đồng đã công chứng", "Sơ đồ nhà", "Giấy phép xây dựng", "Giấy kết hôn", "Tờ khai"),
    ),
    procedure("2.000889", "Thẻ hội viên", "Membership card", "PA1"),
    procedure("9.999999", "Thủ tục của nơi khác", "A procedure of elsewhere", "ZZ9"),
]


def answer(route: Any) -> None:
    """Answers a route of playwright as the kiosk does, whatever is asked for."""
    url = urlsplit(route.request.url)
    if "/group/" in url.path:
        rows = [row for row in ROWS if row["group"] == url.path.rsplit("/", 1)[-1]]
        papers = {key: rows[0][key] if rows else [] for key in ("documents_vi", "documents_en")}
        route.fulfill(json={**papers, "rows": rows})
        return
    asked = parse_qs(url.query)
    a_page = int(asked["rows"][0])
    first = int(asked["page"][0]) * a_page
    found = [] if "xyz" in asked["q"][0] else ROWS
    route.fulfill(
        json={
            **{"version": 3, "total": len(found), "synonym": "“bằng lái” = giấy phép lái xe"},
            "rows": found[first : first + a_page],
        }
    )
