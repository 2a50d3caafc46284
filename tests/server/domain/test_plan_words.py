"""Whatever is wrong with a plan is told in Vietnamese too."""

from __future__ import annotations

import pytest

from server.domain.plan import PlanRefused, parse_plan
from server.domain.plan_words import in_both


def broken(document):
    document["centre"] |= {
        "id": "a b", "timezone": "Mars", "weekdays": [9], "stop_when_full": 1, "opening": "luck",
        "outcomes": [], "targt_wait_s": 3, "arm_s": 99,
    }  # fmt: skip
    del document["centre"]["name_vi"]
    document["grup"] = []
    document["session"][0] |= {"closes": "05:00", "last_ticket": "99:00"}
    document["session"][1]["opens"] = "04:00"
    document["holiday"] = [{"date": "x", "name_vi": "", "name_en": "a", "sessions": ["no"]}]
    document["series"] += [
        {"id": "X", "first": 150, "last": 160},
        {"id": "X", "first": 9, "last": 2},
    ]
    document["group"][0] |= {"bulk": document["group"][0]["code"], "share": 3, "cv": 0, "zone": "?"}
    document["group"][1] |= {"series": "none", "need": "beer"}
    document["counter"][0] |= {"help": ["nobody"], "number": 2}
    document["floor"] = {"size_m": [1], "zones": {"1": [0]}, "kiosks": 3}
    return document


def test_every_sentence_has_its_vietnamese(make_document):
    with pytest.raises(PlanRefused) as caught:
        parse_plan(broken(make_document()))
    assert len(caught.value.errors) >= 20
    untold = [one.message for one in caught.value.errors if in_both(one).vi == one.message]
    assert untold == []
