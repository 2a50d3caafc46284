"""The page of procedures: a file is looked at before it is adopted, and nothing is lost."""

from __future__ import annotations

import html
import io
import re
from dataclasses import replace

import pytest

from server.procedures.shelf import Shelf
from server.store import journal
from server.web import context
from server.web.pages_procedures import LARGEST_FILE

HTML = {"Accept": "text/html"}
HEAD = "code,name_vi,name_en,group\n"
GOOD = HEAD + "".join(f"1.{i},Thủ tục {i},Procedure {i},ho-tich\n" for i in range(1, 7))


class Office:
    """Somebody who may, with the list that the hall follows."""

    def __init__(self, person, shelf) -> None:
        self.client, self.csrf, self.shelf = person.client, person.csrf, shelf

    def upload(self, text, name="list.csv", csrf=None):
        body = text.encode() if isinstance(text, str) else text
        headers = {"X-CSRF-Token": self.csrf if csrf is None else csrf}
        return self.client.post(
            "/manage/procedures/file",
            query_string={"name": name},
            data=body,
            content_type="application/octet-stream",
            headers=headers,
        )

    def send(self, deed, **form):
        made = self.client.post(
            f"/manage/procedures/{deed}", data={"csrf_token": self.csrf, **form}, headers=HTML
        )
        self.shelf.look()
        return made

    def adopt(self, text, **form):
        return self.send("adopt", draft=self.upload(text).json["draft"], **form)

    def see(self, **query):
        return html.unescape(
            self.client.get("/manage/procedures", query_string=query, headers=HTML).text
        )


@pytest.fixture
def office(hall, boss):
    shelf = Shelf(hall.store, hall.desk._ledger, hall.runtime)
    context.attach(hall.web.app, replace(hall.web.app.extensions["luot"], shelf=shelf))
    yield Office(boss, shelf)
    shelf.close()


def figures(page):
    """New, changed, removed, refused of a preview."""
    return [int(one) for one in re.findall(r"<dd>(\d+)</dd>", page)]


def test_a_file_is_previewed_with_every_refused_row_and_changes_nothing(office):
    office.adopt(GOOD)
    changed = GOOD.replace("Procedure 1", "Another").replace("1.6,", "1.7,")
    draft = office.upload(changed + "1.8,,,ho-tich\n1.9,Tên,Name,nowhere\n").json["draft"]
    page = office.see(draft=draft, lang="vi")
    assert figures(page) == [1, 1, 1, 2]
    assert "dòng 8, cột name_vi: để trống" in page
    assert "dòng 9, cột group: “nowhere” không phải nhóm" in page
    assert "row 8, column name_vi: is empty" in office.see(draft=draft, lang="en")
    assert office.shelf.edition.no == 1


def test_an_adopted_list_is_in_force_and_the_journal_says_who(hall, office):
    assert office.adopt(GOOD).status_code == 302
    assert (office.shelf.edition.count, office.shelf.edition.by) == (6, "officer:boss")
    assert "Thủ tục 3" in office.see(q="thu tuc 3")
    with hall.store.read() as db:
        told = [r for r in journal.read(db) if r.fact.KIND == "procedures_adopted"]
    assert [(r.by, r.fact.count) for r in told] == [("officer:boss", 6)]


def test_an_earlier_version_comes_back_as_the_newest(office):
    office.adopt(GOOD)
    office.adopt(GOOD + "2,Mới,New,ho-tich\n")
    assert office.send("restore", version="1").status_code == 302
    assert (office.shelf.edition.no, office.shelf.edition.count) == (3, 6)
    assert office.shelf.edition.about == "version 1: list.csv"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_is_exported_is_read_again_without_a_change(office, form):
    office.adopt(GOOD)
    got = office.client.get(f"/manage/procedures/export?form={form}")
    assert f"luot-procedures-thu-1.{form}" in got.headers["Content-Disposition"]
    draft = office.upload(got.data, f"back.{form}").json["draft"]
    assert figures(office.see(draft=draft)) == [0, 0, 0, 0]


def test_a_list_of_less_than_half_must_be_meant(office):
    office.adopt(GOOD)
    short = HEAD + "1.1,Thủ tục 1,Procedure 1,ho-tich\n"
    refused = office.adopt(short)
    assert (refused.status_code, office.shelf.edition.count) == (422, 6)
    assert office.adopt(short, few="on").status_code == 302
    assert office.shelf.edition.count == 1


def test_a_draft_made_before_somebody_elses_change_is_refused(office):
    office.adopt(GOOD)
    office.adopt(GOOD + "2,Mới,New,ho-tich\n")
    late = office.upload(GOOD + "3,Muộn,Late,ho-tich\n").json["draft"]
    office.send("restore", version="1")
    assert office.send("adopt", draft=late).status_code == 409
    assert office.send("adopt", draft="unknown").status_code == 409
    assert office.shelf.edition.no == 3


def test_a_file_without_a_good_row_is_shown_and_cannot_be_adopted(office):
    draft = office.upload(HEAD + "1,Tên,Name,nowhere\n").json["draft"]
    assert figures(office.see(draft=draft)) == [0, 0, 0, 1]
    assert office.send("adopt", draft=draft).status_code == 422
    assert office.shelf.edition is None


@pytest.mark.parametrize(
    ("body", "name", "code"),
    [
        (GOOD, "list.pdf", "kind"),
        (GOOD, "", "kind"),
        ("", "list.csv", "unreadable"),
        (b"\xff\x00\xc3", "list.csv", "unreadable"),
        ("no zip", "list.xlsx", "unreadable"),
        ("a,b\n1,2\n", "list.csv", "unreadable"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(office, body, name, code):
    answered = office.upload(body, name)
    assert (answered.status_code, answered.json["code"]) == (422, code)
    assert "/tmp" not in answered.text


def test_a_file_that_is_too_large_is_refused_and_other_routes_stay_narrow(office):
    assert office.upload(b"x" * (LARGEST_FILE + 1)).status_code == 413
    assert office.upload(HEAD + "1,Tên,Name,ho-tich\n" * 5_000).status_code == 201
    assert office.send("restore", version="1" * 70_000).status_code == 413


def test_without_the_sessions_token_nothing_is_taken(office):
    assert office.upload(GOOD, csrf="").status_code in (400, 403)


def test_nobody_adopts_anothers_draft(hall, office):
    draft = office.upload(GOOD).json["draft"]
    hall.accounts.create_officer("root", "Quản trị", "Sở", ["admin"], "246810", 1)
    other = Office(hall.log_in("root"), office.shelf)
    assert "<dd>" not in other.see(draft=draft)
    assert other.send("adopt", draft=draft).status_code == 409


@pytest.mark.parametrize("version", ["9", "x", "-1", "1" * 12])
def test_an_unknown_version_is_not_found(office, version):
    office.adopt(GOOD)
    assert office.send("restore", version=version).status_code == 404
    asked = {"form": "csv", "version": version}
    assert office.client.get("/manage/procedures/export", query_string=asked).status_code == 404


def test_markup_in_a_list_stays_text(office):
    nasty = "<script>alert(1)</script>"
    office.adopt(HEAD + f"1,{nasty},{nasty},ho-tich\n")
    draft = office.upload(HEAD + f"2,Tên,Name,{nasty}\n", f"{nasty[:8]}.csv").json["draft"]
    page = office.client.get(f"/manage/procedures?draft={draft}&q=script", headers=HTML).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_workbook_is_taken_like_a_text_file(office):
    from openpyxl import Workbook

    book, out = Workbook(), io.BytesIO()
    for row in ("code,name_vi,name_en,group", "1.1,Thủ tục,Procedure,ho-tich"):
        book.active.append(row.split(","))
    book["Sheet"].cell(2, 1).number_format = "@"
    book.save(out)
    draft = office.upload(out.getvalue(), "list.xlsx").json["draft"]
    assert figures(office.see(draft=draft)) == [1, 0, 0, 0]
