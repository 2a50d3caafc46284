"""What stands over and under a document is said in its language, where it has a form in it."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest

from server.domain.report_periods import day_of
from server.reports import making
from server.reports.letter import document
from server.reports.words import Lang
from server.settings import Settings

DAY, NOW = date(2026, 10, 30), datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SIGNED = Settings(
    report_agency="Ủy ban nhân dân thành phố Hải Phòng",
    report_place="Hải Phòng",
    report_signer="Phó Giám đốc",
)
ENGLISH = replace(
    SIGNED,
    report_agency_en="City People’s Committee",
    report_place_en="Hai Phong",
    report_signer_en="Deputy Director",
)
VI = ("ỦY BAN NHÂN DÂN", "- Ủy ban nhân dân thành phố Hải Phòng;", "Hải Phòng, ", "PHÓ GIÁM ĐỐC")
EN = ("CITY PEOPLE’S COMMITTEE", "- City People’s Committee;", "Hai Phong, ", "DEPUTY DIRECTOR")


@pytest.fixture
def said(october: Path) -> Callable[[Settings, Lang], str]:
    def of(settings: Settings, lang: Lang) -> str:
        facts = making.facts_here(october, settings, day_of(DAY), NOW, officers=False)
        pages = pypdf.PdfReader(io.BytesIO(document(facts, lang))).pages
        return " ".join(" ".join(page.extract_text().split()) for page in pages)

    return of


def test_an_english_document_has_the_english_office_place_and_post(said):
    told = said(ENGLISH, "en")
    assert [one for one in EN if one not in told] == []
    assert [one for one in VI if one in told] == []


def test_the_vietnamese_document_is_as_it_was(said):
    told = said(ENGLISH, "vi")
    assert [one for one in VI if one not in told] == []
    assert [one for one in EN if one in told] == []


def test_what_has_no_english_form_stands_as_it_is(said):
    told = said(replace(SIGNED, report_signer_en="Deputy Director"), "en")
    assert [one for one in VI[:3] if one not in told] == []
    assert "DEPUTY DIRECTOR" in told and "PHÓ GIÁM ĐỐC" not in told
