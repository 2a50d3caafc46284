"""The page of the audit says what was done in words, for auditors and administrators."""

from __future__ import annotations

import dataclasses
import re

import pytest

from server.domain.facts import KINDS
from server.web.auditwords import BESIDE, pairs
from server.web.i18n import texts

HTML = {"Accept": "text/html"}


@pytest.fixture
def auditor(hall):
    return hall.log_in("audit").client


@pytest.mark.parametrize(("lang", "words"), [("vi", "Gọi số"), ("en", "Number called")])
def test_it_says_what_was_done_in_words(auditor, lan, kiosk, lang, words):
    number = kiosk("ho-tich").json["number"]
    lan.post("/counters/1/next")
    found = auditor.get(f"/manage/audit?lang={lang}&ticket={number}&kind=", headers=HTML).text
    assert f"<td>{words}</td>" in found
    assert f"<b>{number}</b>" in found


def test_others_are_told_that_it_is_not_for_them(hall, lan):
    assert hall.client().get("/manage/audit").headers["Location"].endswith("next=/manage/audit")
    assert lan.client.get("/manage/audit", headers=HTML).status_code == 403


@pytest.mark.parametrize(
    "query", ["counter=x", "from=2026-11-25&to=2026-11-24", "from=nonsense", "ticket=99999999"]
)
def test_what_cannot_be_searched_is_said_and_offers_no_export(auditor, query):
    answered = auditor.get(f"/manage/audit?lang=en&{query}", headers=HTML)
    assert answered.status_code == 200
    assert "Not searched" in answered.text
    assert "audit/export" not in answered.text


def test_what_was_typed_is_text_and_no_markup(auditor):
    found = auditor.get('/manage/audit?by="><script>alert(1)</script>', headers=HTML).text
    assert "<script>alert" not in found


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_kind_of_fact_has_words(lang):
    assert {pair.split("=")[0] for pair in texts(lang)["au_kinds"].split("|")} == set(KINDS)


def _shown_fields() -> set[str]:
    """Fields of facts that the page may show: neither columns, nor clocks, nor what is left out."""
    left_out = {"document", "forecast", "signals", "why", "slot"}
    fields = {one.name for kind in KINDS.values() for one in dataclasses.fields(kind)}
    return {name for name in fields - BESIDE - left_out if not name.endswith("_ms")}


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_field_of_a_fact_that_is_shown_has_words(lang):
    assert _shown_fields() <= set(pairs(texts(lang)["au_fields"]))


def test_codes_are_words_and_a_step_taken_back_names_its_row(auditor, lan, kiosk):
    kiosk("ho-tich")
    lan.post("/counters/1/next")
    lan.post("/counters/1/undo")
    lan.post("/counters/1/pause", json={"reason": "break"})
    found = auditor.get("/manage/audit?lang=en", headers=HTML).text
    assert re.search(r"<i>undone: row</i> #\d+", found)
    assert f"<i>reason</i> {texts('en')['r_break']}" in found
