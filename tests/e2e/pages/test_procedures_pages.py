"""The list of procedures in a browser: a file goes up, is looked at, and is adopted."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

LIST = "code,name_vi,name_en,group\n9.1,Thủ tục mẫu,Sample procedure,viec-1\n9.2,,No name,viec-1\n"


@pytest.fixture
def list_file(tmp_path):
    """A list with a good row and one that is refused."""
    file = tmp_path / "list.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


@pytest.fixture
def opened(office, page_of):
    """The page, for somebody who manages procedures."""

    def open_(lang: str, *size: int):
        page = page_of(*size)
        office.known(page, "boss")
        page.goto(f"{office.url}/manage/procedures?lang={lang}")
        return page

    return open_


@pytest.fixture
def is_fine(axe, resized):
    """Nothing is cut off to the side and axe finds nothing, on a phone and at a desk."""

    def check(page) -> None:
        for size in resized(page, [(390, 844), (1366, 768)]):
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
            assert axe.wrong(page) == [], size

    return check


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_file_is_looked_at_then_adopted_and_axe_finds_nothing(opened, is_fine, list_file, lang):
    page = opened(lang)
    page.set_input_files("input[type=file]", str(list_file))
    page.click("#upload button")
    refused = "dòng 3, cột name_vi" if lang == "vi" else "row 3, column name_vi"
    expect(page.locator(".refused")).to_contain_text(refused)
    page.wait_for_load_state("load")
    is_fine(page)
    if page.locator(".few input").count():
        page.check(".few input")
    page.click(".draft .strong")
    expect(page.locator(".chip.ok").first).to_be_visible()
    page.wait_for_load_state("load")
    is_fine(page)


def test_a_file_of_another_kind_is_refused_in_words(opened, tmp_path):
    wrong = tmp_path / "list.txt"
    wrong.write_text("x", encoding="utf-8")
    page = opened("vi", 1366, 768)
    page.set_input_files("input[type=file]", str(wrong))
    page.click("#upload button")
    expect(page.locator("#told")).to_have_text("Chỉ nhận tệp .csv hoặc .xlsx.")
