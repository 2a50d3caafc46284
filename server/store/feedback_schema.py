"""The table of feedback."""

from __future__ import annotations

STATEMENTS = (
    """create table feedback (
        code text primary key,
        once text,
        words text not null,
        number integer,
        lang text not null,
        state text not null,
        given_ms integer not null,
        answer text,
        answered_by text,
        answered_ms integer,
        closed_by text,
        closed_ms integer
    ) strict""",
    "create unique index feedback_once on feedback (once) where once is not null",
    "create index feedback_states on feedback (state, given_ms)",
)
