"""The plan, read and changed while the hall works: a mixin of the desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from server.domain import facts as f
from server.domain import plan_change, plan_coming, plan_diff, sessions
from server.domain.errors import Reason, Refused
from server.domain.hall import Hall
from server.domain.plan import Plan, PlanRefused, parse_plan, plan_to_document
from server.domain.plan_check import PlanError
from server.domain.plan_words import in_both
from server.ledger import Actor, Answer, Ledger
from server.store import plan_history
from server.store.store import Store


class PlanVerbs:
    """What administrators do with the plan."""

    _ledger: Ledger
    _store: Store

    def plan_told(self) -> Answer:
        """The plan that was adopted last, its version, and the one that is to come."""
        hall = self._ledger.snapshot.hall
        assert hall.adopted is not None, "the journal begins with a plan"
        document = plan_to_document(hall.adopted)
        coming = hall.coming
        told = coming and {
            "by": coming.by,
            "note": coming.note,
            "plan": coming.document,
            "version": plan_diff.version(coming.document),
            "changes": changes(document, coming.document),
        }
        return {"version": plan_diff.version(document), "plan": document, "coming": told}

    def plan_checked(self, plan: Plan, begin: str = "now") -> Answer:
        """What ``plan`` would change, and everything that forbids it."""
        hall = self._ledger.snapshot.hall
        refuses = plan_change.reasons if begin == "now" else plan_change.reasons_tomorrow
        old = self.plan_told()
        return {
            "version": old["version"],
            "errors": errors_told(refuses(hall, plan)),
            "changes": changes(old["plan"], plan_to_document(plan)),
            "waiting": [asdict(one) for one in plan_diff.moved(hall, plan)],
        }

    def adopt_plan(
        self,
        by: Actor,
        key: str | None,
        plan: Plan,
        base: str,
        *,
        begin: str = "now",
        note: str = "",
        network: str = "",
    ) -> Answer:
        """Follow ``plan`` from now or from tomorrow on, if ``base`` is still the version in force.

        Answers ``{changed, version, errors}``; with errors nothing was changed.
        """

        def facts(hall: Hall) -> list[f.Fact]:
            _same_version(hall, base)
            if begin == "now":
                return plan_change.adopt(hall, plan, note, network)
            return plan_coming.schedule(hall, plan, str(by), note, network)

        version = plan_diff.version(plan_to_document(plan))
        body = {"verb": "adopt", "plan": version, "base": base, "from": begin, "note": note}
        try:
            return self._of_plan(by, key, body, facts)
        except Refused as refused:
            raise self._with_who(refused) from None

    def unschedule_plan(self, by: Actor, key: str | None) -> Answer:
        """Take the plan back that was to come tomorrow."""
        return self._of_plan(by, key, {"verb": "unschedule"}, plan_coming.unschedule)

    def plan_versions(self) -> list[Answer]:
        """Every plan that was followed, the newest first, and what it changed."""
        with self._store.read() as db:
            kept = plan_history.versions(db)
        rows = [
            self._version(one, before) for one, before in zip(kept, [None, *kept], strict=False)
        ]
        return rows[::-1]

    def plan_version(self, seq: int) -> Answer:
        """One of them, whole. Refused when there is no such one."""
        with self._store.read() as db:
            found = next((one for one in plan_history.versions(db) if one.seq == seq), None)
        if found is None:
            raise Refused(
                "unknown-plan",
                Reason("Không có bản cấu hình này.", "There is no such version of the plan."),
                404,
            )
        plan = plan_to_document(parse_plan(found.document))
        return {**self._version(found, None), "plan": plan}

    def _version(self, one: plan_history.Kept, before: plan_history.Kept | None) -> Answer:
        at = one.at.astimezone(sessions.zone_of(self._ledger.snapshot.hall.rules))
        return {
            "seq": one.seq,
            "at": at.isoformat(timespec="seconds"),
            "by": one.by,
            "network": one.network,
            "note": one.note,
            "version": plan_diff.version(one.document),
            "changes": changes(before.document, one.document) if before else [],
        }

    def _of_plan(
        self,
        by: Actor,
        key: str | None,
        body: Answer,
        facts: Callable[[Hall], list[f.Fact]],
    ) -> Answer:
        def decide(hall: Hall, now: datetime) -> tuple[Sequence[f.Fact], Callable[[Hall], Answer]]:
            try:
                made = facts(hall)
            except PlanRefused as refused:
                told = errors_told(refused.errors)
                return [], lambda after: _done(after, False, told)
            return made, lambda after: _done(after, bool(made), [])

        return self._ledger.run(by, key, body, decide)

    def _with_who(self, refused: Refused) -> Refused:
        """Who changed the plan meanwhile, and when."""
        if refused.code != "plan-changed":
            return refused
        newest = self.plan_versions()[0]
        who, when = newest["by"].partition(":")[2], newest["at"][11:16]
        vi, en = refused.reason.vi, refused.reason.en
        told = Reason(f"{vi} Người đổi: {who}, lúc {when}.", f"{en} By {who} at {when}.")
        return Refused(refused.code, told, refused.status)


def changes(old: Answer, new: Answer) -> list[Answer]:
    """Every difference as plain values."""
    return [asdict(one) for one in plan_diff.differences(old, new)]


def errors_told(errors: Sequence[PlanError]) -> list[Answer]:
    """Each error with its key and its sentence in both languages."""
    said = ((one.key, in_both(one)) for one in errors)
    return [{"key": key, "reason": {"vi": told.vi, "en": told.en}} for key, told in said]


def _same_version(hall: Hall, base: str) -> None:
    if hall.adopted is None or plan_diff.version(plan_to_document(hall.adopted)) == base:
        return
    vi = "Cấu hình đã được đổi trong lúc bạn sửa; hãy xem bản mới rồi làm lại."
    en = "The plan was changed meanwhile; look at the new one and do yours again."
    raise Refused("plan-changed", Reason(vi, en), 409)


def _done(hall: Hall, changed: bool, errors: list[dict[str, Any]]) -> Answer:
    assert hall.adopted is not None
    version = plan_diff.version(plan_to_document(hall.adopted))
    return {"changed": changed, "version": version, "errors": errors}
