"""One procedure is changed, added or closed by a form: a preview first, then a version."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from server.procedures import editing
from server.procedures.shelf import Shelf
from server.web import context

ONE = "/manage/procedures/one"
EVIL = "'\"><script>x</script>"


class Office:
    """A manager, and the list that the hall follows."""

    def __init__(self, person: Any, shelf: Shelf) -> None:
        self.client, self.csrf, self.shelf = person.client, person.csrf, shelf

    def send(self, was: str = "", **typed: str) -> Any:
        return self.client.post(ONE, data={"csrf_token": self.csrf, "was": was, **typed})

    def adopt(self, sent: Any, **more: str) -> None:
        assert sent.status_code == 303, sent.text
        draft = sent.location.rpartition("=")[2]
        fields = {"csrf_token": self.csrf, "draft": draft, **more}
        assert self.client.post("/manage/procedures/adopt", data=fields).status_code == 302
        self.shelf.look()

    def see(self, path: str) -> str:
        return str(html.unescape(self.client.get(path).text))

    def found(self, words: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.shelf.finder.page(words, 0, 10).rows
        return rows


@pytest.fixture
def office(hall: Any, boss: Any) -> Iterator[Office]:
    shelf = Shelf(hall.store, hall.desk._ledger, hall.runtime)
    context.attach(hall.web.app, replace(hall.web.app.extensions["luot"], shelf=shelf))
    made = Office(boss, shelf)
    for at in range(1, 4):
        made.adopt(made.send(code=f"1.{at}", name_vi=f"Khai sinh số {at}", group="ho-tich"))
    yield made
    shelf.close()


def test_a_changed_procedure_is_seen_first_and_then_a_new_version(office) -> None:
    assert "Khai sinh số 2" in office.see(f"{ONE}?code=1.2")
    documents = "Đơn\nTờ khai, bản chính"
    typed = {"name_vi": "Khai tử muộn", "group": "ho-tich", "documents_vi": documents}
    sent = office.send("1.2", **typed, fee_vi="8.000 đồng")
    assert not office.found("khai tu muon"), "nothing is followed yet"
    assert re.search(r"Thay đổi</dt><dd>1<", office.see(sent.location))
    office.adopt(sent)
    (row,) = office.found("khai tu muon")
    assert (row["code"], row["documents_vi"]) == ("1.2", ["Đơn", "Tờ khai, bản chính"])
    assert "± 1.2" in office.see("/manage/procedures")
    fields = {"csrf_token": office.csrf, "version": "3"}
    assert office.client.post("/manage/procedures/restore", data=fields).status_code == 302
    office.shelf.look()
    assert not office.found("khai tu muon")


def test_what_is_not_touched_stays_as_it_was(hall, office) -> None:
    full = {
        "name_vi": "Khai sinh",
        "name_en": "Birth",
        "group": "ho-tich",
        "level": "toàn trình",
        "documents_vi": "Đơn\nGiấy",
        "keywords": "đẻ\nem bé",
    }
    office.adopt(office.send("1.1", **full))
    was = editing.find(hall.store, "1.1")
    assert was is not None
    sent = office.send("1.1", **{**editing.typed(was), "fee_en": "Free"})
    office.adopt(sent)
    assert editing.find(hall.store, "1.1") == was.model_copy(update={"fee_en": "Free"})


def test_one_that_is_closed_is_found_no_more(office) -> None:
    office.adopt(office.send("1.3", deed="close"))
    assert [row["code"] for row in office.found("khai sinh")] == ["1.1", "1.2"]
    assert office.client.get(f"{ONE}?code=1.3").status_code == 404
    assert office.send("1.3", deed="close").status_code == 404


@pytest.mark.parametrize(("lang", "word"), [("vi", "để trống"), ("en", "is empty")])
def test_all_errors_stand_at_their_fields_and_what_was_typed_stays(office, lang, word) -> None:
    office.client.get(f"{ONE}?lang={lang}")
    answered = office.send(fee_vi="x" * 301, documents_vi="Đơn")
    assert answered.status_code == 422
    for column in ("code", "name_vi", "group", "fee_vi"):
        assert f'href="#f-{column}"' in answered.text
    assert answered.text.count(word) >= 4 and "Đơn" in answered.text


@pytest.mark.parametrize("code", ["1.1", "1.2"])
def test_a_code_is_given_once(office, code) -> None:
    answered = office.send(code=code, name_vi="Khác", group="ho-tich")
    assert (answered.status_code, "đã có trong danh sách" in answered.text) == (422, True)


def test_a_code_stays_what_it_is(office) -> None:
    office.adopt(office.send("1.1", code="9.9", name_vi="Khác hẳn", group="ho-tich"))
    assert [row["code"] for row in office.found("khac han")] == ["1.1"]


def test_nothing_typed_becomes_markup(office) -> None:
    sent = office.send(code="7", name_vi=EVIL, group="ho-tich", documents_vi=EVIL, fee_vi=EVIL)
    office.adopt(sent)
    for path in (f"{ONE}?code=7", "/manage/procedures"):
        assert "<script>x" not in office.client.get(path).text


def test_who_did_it_is_in_the_audit(hall, office) -> None:
    rows = hall.log_in("audit").get("/audit").json["rows"]
    assert sum(row["kind"] == "procedures_adopted" for row in rows) == 3
