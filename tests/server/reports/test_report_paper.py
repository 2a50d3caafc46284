"""A document, opened again: its words, its figures and its pages are those of an office."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta

import pypdf
import pypdfium2
import pytest

from server.domain.report_periods import day_of, month_of
from server.reports.letter import document
from server.reports.remarks import remarks
from server.reports.words import minutes, number, share
from tests.tools.history_world import MONDAY, leg

DAY, NOW = date(2026, 10, 30), date(2026, 11, 24)
MM = 25.4 / 72
LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = (30, 35), (15, 20), (20, 25), (20, 25)
"""What Decree 30/2020 leaves blank at each edge."""
LEAN_MM = 0.5
"""So far a slanted letter, or half a rule, leans over."""
LONG = "Ban Quản lý các Khu công nghiệp, Khu kinh tế và Dự án đầu tư trọng điểm của thành phố " * 3


def pages(content: bytes) -> list[str]:
    found = pypdf.PdfReader(io.BytesIO(content)).pages
    return [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in found]


def text(content: bytes) -> str:
    return " ".join(pages(content))


def blank_mm(content: bytes) -> list[tuple[float, float, float, float]]:
    """What is blank on the left, right, top and bottom of each page, in millimetres; the number of
    the page, which stands in the upper margin, is not looked at."""
    read, found = pypdfium2.PdfDocument(content), []
    for page in read:
        picture = page.render(scale=1.5).to_pil().convert("L").point(lambda v: 255 * (v < 250))
        if found:
            picture.paste(0, (0, 0, picture.width, round(18 / MM * 1.5)))
        left, top, right, bottom = picture.getbbox()
        ends = (left, picture.width - right, top, picture.height - bottom)
        found.append(tuple(one / 1.5 * MM for one in ends))
    read.close()
    return found


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("period", [day_of(DAY), month_of(DAY), day_of(date(2026, 10, 31))])
def test_pages_are_a4_with_the_margins_of_the_decree(paper, lang, period):
    content = paper(period, lang, officers=True)
    for page in pypdf.PdfReader(io.BytesIO(content)).pages:
        assert [round(float(pt) * MM) for pt in page.mediabox[2:]] == [210, 297]
    for left, right, top, bottom in blank_mm(content):
        assert left >= LEFT_MM[0] - LEAN_MM and right >= RIGHT_MM[0] - LEAN_MM
        assert top >= TOP_MM[0] - LEAN_MM and bottom >= BOTTOM_MM[0] - LEAN_MM
    assert blank_mm(content)[0][0] <= LEFT_MM[1]


def test_the_heads_of_an_administrative_document_stand_on_the_first_page_in_their_order(paper):
    first = pages(paper(month_of(DAY), "vi"))[0]
    wanted = (
        *("ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        *("Độc lập - Tự do - Hạnh phúc", "Số: /BC-", "Hải Phòng, ngày 24 tháng 11 năm 2026"),
        "BÁO CÁO Kết quả tiếp đón, phục vụ công dân tháng 10 năm 2026",
        *("Nghị định số 118/2025/NĐ-CP", "309/2026/NĐ-CP", "I. KẾT QUẢ CHUNG"),
    )
    places = [first.find(one) for one in wanted]
    assert -1 not in places, wanted[places.index(-1)]
    assert places == sorted(places)


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("period", [day_of(DAY), month_of(DAY)])
def test_figures_and_those_before_are_those_of_history(facts, paper, lang, period):
    told = facts(period)
    said = text(paper(period, lang))
    names = {
        "vi": ("Vé đã cấp", "Chờ, P90 (phút)", "Chờ trong mục tiêu", "Quên bấm Xong"),
        "en": ("Tickets given", "Wait, P90 (min)", "Within target", "Forgotten finish"),
    }[lang]
    both = (told.whole, told.earlier)

    def row(name, *cells):
        return " ".join([name, *(cell for cell in cells if cell)])

    assert row(names[0], *(number(lang, one["issued"]) for one in both)) in said
    waits = [
        (minutes(lang, w["p90_s"]), number(lang, w["n"])) if w["n"] else ("-", "0")
        for w in (one["wait"] for one in both)
    ]
    assert row(names[1], *waits[0], *waits[1]) in said
    first = (share(lang, told.whole["in_time"]), number(lang, told.whole["in_time_n"]))
    assert row(names[2], *first) in said
    forgotten = (number(lang, told.whole["forgotten"]), number(lang, told.whole["served"]))
    assert row(names[3], *forgotten) in said


@pytest.mark.parametrize("by", ["departments", "groups"])
def test_every_part_has_its_row(facts, paper, by):
    told = facts(day_of(DAY))
    said = text(paper(day_of(DAY), "vi")).replace("- ", "-")
    for one in getattr(told, by):
        counts = ["issued", "served", *(("no_show", "left") if by == "departments" else ())]
        cells = [number("vi", one[name]) for name in counts] + [number("vi", one["wait"]["n"])]
        enough = one["wait"]["n"] >= 5
        cells += [minutes("vi", one["wait"][p]) if enough else "-" for p in ("p50_s", "p90_s")]
        wanted = f"{one['name']['vi'].split()[-1]} {' '.join(cells)}".replace("- ", "-")
        assert wanted in said


def test_the_funnel_and_the_closings_are_printed(facts, paper):
    told = facts(month_of(DAY))
    said = text(paper(month_of(DAY), "vi"))
    steps = {"issued": "Đã cấp", "called": "Đã gọi", "served": "Đã phục vụ", "rated": "Đã đánh giá"}
    given = told.whole["funnel"]["issued"]
    for step, name in steps.items():
        n = told.whole["funnel"][step]
        assert f"{name} {number('vi', n)} {share('vi', n / given)}" in said
    lunch = [one for one in told.carried if one["at_min"] == 690]
    issued, left = (number("vi", sum(one[name] for one in lunch)) for name in ("issued", "n"))
    most = max(one["n"] for one in lunch)
    assert f"11:30 {len(lunch)} {issued} {left} {most}" in said


def test_remarks_are_sentences_with_their_figures(facts, paper):
    whole = facts(day_of(DAY)).whole
    said = text(paper(day_of(DAY), "en"))
    given = f"{whole['issued']} tickets were given and {whole['served']} legs served"
    assert f"IV. REMARKS 1. {given}; as many as in the period before" in said
    n = number("en", whole["in_time_n"])
    told = f"{share('en', whole['in_time'])} of served legs waited no longer than their target"
    assert f"2. {told} (n = {n})" in said


@pytest.mark.parametrize(("before", "said"), [(4, "tăng 50,0%"), (12, "giảm 50,0%"), (6, "bằng")])
def test_a_remark_compares_the_day_with_its_weekday_a_week_ago(told_of, before, said):
    ago = (MONDAY - timedelta(days=7)).isoformat()
    rows = [leg(forgotten=True)] * 6 + [leg(day=ago)] * before
    first = remarks(told_of(rows, day_of(MONDAY)), "vi")[0]
    assert first.startswith("Đã cấp 6 vé, phục vụ 6 lượt") and said in first


def test_remarks_say_closed_time_carried_over_and_forgotten(told_of):
    rows = [leg(680, closed_ms=5_400_000, carried=1)] * 6 + [leg(forgotten=True)] * 2
    said = " ".join(remarks(told_of(rows, day_of(MONDAY)), "en"))
    assert "6 waits went over closed time; 9.0 hours of it were left out of waits." in said
    assert "Numbers not yet called at closing: 6 at 11:30." in said
    assert "Of 8 legs served, 2 finishes were forgotten" in said


def test_it_is_signed_below_a_sentence_and_every_page_but_the_first_is_numbered(paper):
    found = pages(paper(month_of(DAY), "vi"))
    assert [page.split()[0] for page in found[1:]] == [
        f"{n}/{len(found)}" for n in range(2, len(found) + 1)
    ]
    (signed,) = [page for page in found if "PHÓ GIÁM ĐỐC" in page]
    assert found.index(signed) == len(found) - 2
    wanted = ("Trên đây là báo cáo", "Nơi nhận:", "- Ủy ban nhân dân thành phố Hải Phòng;")
    places = [signed.find(one) for one in (*wanted, "Lưu: VT.", "PHÓ GIÁM ĐỐC", "(Ký, đóng dấu")]
    assert -1 not in places and places == sorted(places)
    assert found[-1].split(" ", 1)[1].startswith("PHỤ LỤC")


def test_the_head_of_a_table_is_on_every_page_of_it(paper):
    found = pages(paper(month_of(DAY), "en"))
    where = next(i for i, page in enumerate(found) if "Group of procedures Given" in page)
    assert "Food safety" not in found[where]
    assert "Group of procedures Given" in found[where + 1]


@pytest.mark.parametrize("period", [day_of(DAY), month_of(DAY)])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_title_stands_alone_at_the_end_of_a_page(paper, lang, period):
    nothing_is_alone(paper(period, lang))


def nothing_is_alone(content: bytes) -> None:
    for page in pages(content):
        end = page[-60:]
        assert not re.search(r"(Bảng|Table|Biểu đồ|Figure) \d+\. [^.]*$", end), end
        assert not re.search(r"\b(I|II|III|IV)\. [^.]*$", end), end


def test_the_english_one_is_english(paper):
    said = text(paper(month_of(DAY), "en"))
    assert "SOCIALIST REPUBLIC OF VIET NAM" in said
    assert "Reception of citizens in October 2026" in said
    assert "Chờ" not in said and "Bảng" not in said


def test_its_type_is_in_the_file_so_that_any_reader_shows_vietnamese(paper):
    page = pypdf.PdfReader(io.BytesIO(paper(day_of(DAY), "vi"))).pages[0]
    fonts = [one.get_object() for one in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        inner = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert "/FontFile2" in inner, font["/BaseFont"]


def test_counters_are_printed_only_for_who_may_know(paper):
    assert "By counter" not in text(paper(day_of(DAY), "en"))
    assert "By counter" in text(paper(day_of(DAY), "en", officers=True))


@pytest.mark.parametrize("period", [day_of(date(2026, 10, 31)), month_of(date(2026, 9, 1))])
def test_a_period_without_numbers_is_one_page_that_says_so(paper, period):
    (page,) = pages(paper(period, "vi"))
    assert "không cấp số nào" in page and "PHÓ GIÁM ĐỐC" in page
    assert "Bảng" not in page


def test_a_period_that_is_not_over_says_up_to_when_it_is(paper):
    assert "Số liệu tính đến 09:00 ngày 24/11/2026." in text(paper(month_of(NOW), "vi"))
    assert "Số liệu tính đến" not in text(paper(month_of(DAY), "vi"))
    assert "Số liệu tính đến 09:00 ngày 24/11/2026." in text(paper(day_of(NOW), "vi"))


def test_a_day_with_one_ticket_says_how_many_and_not_how_long(told_of):
    said = text(document(told_of([leg(rating=5)], day_of(MONDAY)), "vi"))
    assert "Vé đã cấp 1 0" in said
    assert "Chờ, P90 (phút) - 1 - 0" in said
    assert "Sở 1 1 0 0 1 - - - -" in said
    assert "10,0" not in said
    assert "PHÓ GIÁM ĐỐC" in said


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_long_names_stay_inside_the_margins(told_of, lang):
    rows = [leg(at, department=str(i)) for i in range(24) for at in range(480, 660, 30)]
    told = told_of(rows, day_of(MONDAY), {str(i): LONG for i in range(24)})
    content = document(told, lang)
    nothing_is_alone(content)
    for left, right, _, bottom in blank_mm(content):
        assert left >= LEFT_MM[0] - LEAN_MM and right >= RIGHT_MM[0] - LEAN_MM
        assert bottom >= BOTTOM_MM[0] - LEAN_MM
    assert text(content).count("trọng điểm của thành phố Ban Quản lý") >= 24


def test_the_same_figures_are_the_same_bytes(facts):
    told = facts(day_of(DAY))
    assert document(told, "vi") == document(told, "vi")
