"""How the rules of alerts are set: one row a rule, so that a backup brings it along."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from server.domain.incidents import DEFAULTS, Rule, RuleId
from server.store.accounts import ReadsWrites

STATEMENTS = (
    """create table alert_rule (
        rule text primary key,
        settings text not null
    ) strict, without rowid""",
)


class RuleBook:
    """The rules of one centre; ``rules`` is what holds now."""

    def __init__(self, store: ReadsWrites) -> None:
        self._store = store
        self.rules: dict[RuleId, Rule] = {**DEFAULTS, **self._kept()}

    def _kept(self) -> dict[RuleId, Rule]:
        with self._store.read() as db:
            rows = db.execute("select rule, settings from alert_rule").fetchall()
        ids = {one.value: one for one in RuleId}
        return {ids[rule]: _rule(json.loads(text)) for rule, text in rows if rule in ids}

    def put(self, rule_id: RuleId, rule: Rule) -> str:
        """From now on it is so; answers how, as JSON."""
        text = json.dumps(asdict(rule), ensure_ascii=False)
        row = (rule_id.value, text)
        self._store.write(
            lambda db: db.execute("insert or replace into alert_rule values (?, ?)", row) and None
        )
        self.rules[rule_id] = rule
        return text


def _rule(document: dict[str, Any]) -> Rule:
    return Rule(**{**document, "mail": tuple(document["mail"])})
