"""``GET /procedures``: the list that the hall follows, searched; its groups where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from broker.catalogue.document import Procedure, ProcedureList
from server.procedures.keeping import Origin, keep
from server.procedures.shelf import Shelf
from server.web import context

Follow = Callable[..., None]


@pytest.fixture
def follow(hall: Any) -> Iterator[Follow]:
    """Has the hall follow a list."""
    shelf = Shelf(hall.store, hall.desk._ledger, hall.runtime)

    def go(*procedures: Procedure, source: str = "") -> None:
        parts = hall.web.app.extensions["luot"]
        context.attach(hall.web.app, replace(parts, shelf=shelf))
        made = ProcedureList(source=source, procedures=procedures, synonyms=(("sổ đỏ", "Đất"),))
        keep(hall.store, made, Origin("test", "list.csv", hall.clock.now()))
        shelf.look()

    yield go
    shelf.close()


def birth(code: str = "1", name: str = "Đăng ký khai sinh") -> Procedure:
    return Procedure(
        code=code,
        name_vi=name,
        name_en="Birth registration",
        group="ho-tich",
        level="toàn trình",
        documents_vi=("Tờ khai",),
        documents_en=("Form",),
        fee_vi="Không",
        fee_en="Free",
    )


@pytest.mark.parametrize("q", ["khai sinh", "SINH KHAI", "registration birth", "khai sinhf"])
def test_a_procedure_is_found_with_all_that_is_known_of_it(hall, follow, q):
    follow(birth(), Procedure(code="2", name_vi="Cấp đất", group="dat-dai"))
    answered = hall.client().get("/api/v1/procedures", query_string={"q": q})
    assert answered.headers["X-Total-Count"] == "1"
    assert answered.json == [
        {
            "code": "1",
            "name_vi": "Đăng ký khai sinh",
            "name_en": "Birth registration",
            "group": "ho-tich",
            "level": "toàn trình",
            "documents_vi": ["Tờ khai"],
            "documents_en": ["Form"],
            "fee_vi": "Không",
            "fee_en": "Free",
            "source": None,
        }
    ]


def test_an_unofficial_list_says_so_in_every_row(hall, follow):
    follow(birth(), source="Danh mục khởi đầu, không chính thức")
    (row,) = hall.client().get("/api/v1/procedures?q=sinh").json
    assert row["source"] == "Danh mục khởi đầu, không chính thức"


def test_many_are_told_by_pages(hall, follow):
    follow(*(birth(str(i), f"Khai sinh {i}") for i in range(9)))
    first = hall.client().get("/api/v1/procedures?q=khai&limit=4")
    rest = hall.client().get("/api/v1/procedures?q=khai&limit=100&offset=4")
    assert (len(first.json), len(rest.json)) == (4, 5)
    assert {row["code"] for row in first.json + rest.json} == {str(i) for i in range(9)}
    assert first.headers["X-Total-Count"] == "9"


def test_a_centre_without_a_list_answers_its_groups_in_the_same_shape(hall):
    (row,) = hall.client().get("/api/v1/procedures?q=dat dai").json
    assert (row["code"], row["group"], row["documents_vi"]) == ("dat-dai", "dat-dai", [])
    assert hall.client().get("/api/v1/procedures?limit=0").status_code in (400, 422)


def test_a_group_tells_what_its_procedures_commonly_ask_for(hall, follow):
    follow(birth(), birth("2", "Đăng ký lại khai sinh"))
    told = hall.client().get("/api/v1/groups/ho-tich/papers").json
    assert told == {"documents_vi": ["Tờ khai"], "documents_en": ["Form"]}
    empty = {"documents_vi": [], "documents_en": []}
    assert hall.client().get("/api/v1/groups/dat-dai/papers").json == empty
    assert hall.client().get("/api/v1/groups/x/papers").json["code"] == "unknown-group"


def test_without_a_list_no_papers_are_told(hall):
    told = hall.client().get("/api/v1/groups/ho-tich/papers").json
    assert told == {"documents_vi": [], "documents_en": []}
