"""Whom a group takes: caps, its own last ticket, a closing with a reason, and the bulk lane."""

from __future__ import annotations

from datetime import timedelta

import pytest

from server.domain import admission, group_closing, issue
from server.domain import facts as f
from server.domain.errors import Refused


@pytest.fixture
def follow(folded, make_document):
    """Adopts the small plan with changes to group a, and to the centre."""

    def adopt(group=(), **centre):
        document = make_document(**centre)
        document["group"][0] |= dict(group)
        folded.tell(f.PlanAdopted(document))

    return adopt


@pytest.fixture
def come(folded):
    """One ticket; the fact, after it was told."""

    def one(group="a", dossiers=1, **more):
        id = f"t{len(folded.hall.tickets)}"
        asked = {"priority": False, "channel": "kiosk", "lang": "vi", **more}
        made = issue.issue(
            folded.hall,
            folded.at,
            ticket=id,
            key=f"k-{id}",
            group=group,
            dossiers=dossiers,
            **asked,
        )
        folded.tell(*made)
        return made[0]

    return one


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


def test_at_the_cap_the_refusal_says_how_many_and_when_to_come_back(folded, follow, come):
    follow({"daily_cap": 2})
    group = folded.hall.rules.groups["a"]
    assert admission.left(folded.hall, group) == 2
    come(), come()
    assert admission.left(folded.hall, group) == 0
    refused = refusal(come)
    assert refused.code == "cap-reached"
    assert "(2 số). Mở lại lúc 07:30 ngày mai, 25/11." in refused.reason.vi
    assert "(2 a day). Opens at 07:30 tomorrow, 25/11." in refused.reason.en


def test_a_group_without_a_cap_has_nothing_left_to_count(folded):
    assert admission.left(folded.hall, folded.hall.rules.groups["a"]) is None


def test_a_group_may_end_before_the_others(folded, follow, come):
    follow({"last_ticket": "10:00"})
    folded.at += timedelta(hours=1)
    come()
    folded.at += timedelta(seconds=1)
    refused = refusal(come)
    assert refused.code == "too-late"
    assert "phát số đến 10:00. Mở lại lúc 07:30 ngày mai" in refused.reason.vi
    come("b")


def test_on_a_holiday_the_refusal_names_it(folded, make_document, come):
    day = {"date": "2026-11-24", "name_vi": "Quốc khánh", "name_en": "National Day"}
    folded.tell(f.PlanAdopted({**make_document(), "holiday": [day]}))
    refused = refusal(come)
    assert refused.code == "group-closed"
    assert "Nghỉ lễ: Quốc khánh. Mở lại lúc 07:30 ngày mai" in refused.reason.vi
    assert "Holiday: National Day." in refused.reason.en


class TestClosedByHand:
    """A group that staff closed."""

    def shut(self, folded, vi="Máy in hỏng", en="", until=None, group="a"):
        folded.tell(*group_closing.close(folded.hall, folded.at, group, vi, en, until))

    def test_the_refusal_carries_the_reason_and_others_go_on(self, folded, come):
        self.shut(folded)
        refused = refusal(come)
        assert refused.code == "group-closed"
        assert "Máy in hỏng." in refused.reason.vi
        assert "Máy in hỏng." in refused.reason.en, "one language stands for both"
        come("b")

    def test_each_language_has_its_own(self, folded, come):
        self.shut(folded, "Máy in hỏng.", "The printer broke.")
        reason = refusal(come).reason
        assert ("Máy in hỏng." in reason.vi, "The printer broke." in reason.en) == (True, True)

    def test_who_waits_keeps_their_place(self, folded, come):
        come(), come()
        before = folded.hall.waiting["a"]
        self.shut(folded)
        assert folded.hall.waiting["a"] == before
        folded.tell(f.CounterOpened(1, None))

    def test_it_opens_by_itself_at_its_moment_and_says_so(self, folded, come):
        self.shut(folded, until=folded.at + timedelta(hours=1))
        assert "Mở lại lúc 10:00." in refusal(come).reason.vi
        folded.at += timedelta(hours=1)
        come()

    def test_it_opens_by_hand(self, folded, come):
        self.shut(folded)
        folded.tell(*group_closing.reopen(folded.hall, "a"))
        come()
        assert group_closing.reopen(folded.hall, "a") == []

    def test_the_next_day_knows_nothing_of_it(self, folded, come):
        self.shut(folded)
        folded.at += timedelta(days=1)
        folded.tell(f.DayOpened("2026-11-25"))
        come()

    @pytest.mark.parametrize("hours", [-1, 0, 15])
    def test_the_moment_must_still_come_today(self, folded, hours):
        until = folded.at + timedelta(hours=hours)
        refused = refusal(lambda: self.shut(folded, until=until))
        assert (refused.code, refused.status) == ("until-not-today", 422)

    def test_a_reason_is_needed_and_the_group_must_be_there(self, folded):
        assert refusal(lambda: self.shut(folded, "  ")).code == "reason-needed"
        assert refusal(lambda: self.shut(folded, group="z")).code == "unknown-group"
        assert refusal(lambda: group_closing.reopen(folded.hall, "z")).code == "unknown-group"

    def test_long_numbers_are_blotted_out(self, folded):
        self.shut(folded, "Gọi 0912 345 678 hoặc quầy 12")
        assert folded.hall.shut["a"].reason.vi == "Gọi •••••••••••• hoặc quầy 12."


class TestBulkLane:
    """More than five dossiers at once."""

    def test_many_dossiers_go_to_the_bulk_lane(self, follow, come):
        follow({"bulk": "c"})
        few, many = come(dossiers=5), come(dossiers=6)
        assert (few.group, few.series, few.lane_of) == ("a", "A", None)
        assert (many.group, many.series, many.number, many.lane_of) == ("c", "B", 201, "a")

    def test_the_limit_is_the_plans(self, follow, come):
        follow({"bulk": "c"}, bulk_over=2)
        assert [come(dossiers=n).group for n in (2, 3)] == ["a", "c"]

    def test_a_group_without_one_keeps_them(self, come):
        assert come(dossiers=60).group == "a"

    def test_the_lanes_cap_counts_and_not_the_groups(self, folded, make_document, come):
        document = make_document()
        document["group"][0] |= {"bulk": "c", "daily_cap": 0}
        document["group"][2]["daily_cap"] = 1
        folded.tell(f.PlanAdopted(document))
        assert come(dossiers=6).group == "c"
        assert refusal(lambda: come(dossiers=6)).code == "cap-reached"

    def test_closing_the_group_or_its_lane_closes_the_lane(self, folded, follow, come):
        follow({"bulk": "c"})
        folded.tell(*group_closing.close(folded.hall, folded.at, "a", "Họp", "", None))
        assert "Họp." in refusal(lambda: come(dossiers=6)).reason.vi
        folded.tell(*group_closing.reopen(folded.hall, "a"))
        folded.tell(*group_closing.close(folded.hall, folded.at, "c", "Ốm", "", None))
        assert "Ốm." in refusal(lambda: come(dossiers=6)).reason.vi
        come(dossiers=1)


class TestWhenFull:
    """Newcomers whom the day's last close would send home."""

    @pytest.fixture
    def crowded(self, folded, follow):
        """Thirty people at 16:00, one counter, five minutes each."""

        def make(**centre):
            follow(**centre)
            folded.at += timedelta(hours=7)
            folded.tell(f.CounterOpened(1, None))
            for i in range(30):
                folded.wait(f"w{i}", "a", 101 + i, folded.at)

        return make

    def test_they_are_refused_where_the_plan_wants_that(self, crowded, come):
        crowded(stop_when_full=True)
        refused = refusal(come)
        assert refused.code == "too-late"
        assert "kín đến hết giờ. Mở lại lúc 07:30 ngày mai" in refused.reason.vi

    def test_who_has_priority_and_would_be_called_in_time_is_taken(self, crowded, come):
        crowded(stop_when_full=True)
        assert come(priority=True).priority is True

    def test_they_are_taken_where_it_does_not(self, crowded, come):
        crowded()
        assert come().group == "a"

    def test_nobody_is_refused_where_no_counter_works_yet(self, crowded, folded, come):
        crowded(stop_when_full=True)
        folded.tell(f.CounterClosed(1))
        assert come().group == "a"
