"""Hundreds of applications made in one process: each would compile the same things again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule


class Compiled(BytecodeCache):
    """Templates compiled by one application, for all that are made after it."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


def _built_when_asked(compile_builder: Callable[..., Any]) -> Callable[..., Any]:
    """A rule compiles the builder of its addresses when the first of them is built."""

    def later(rule: Rule, append_unknown: bool = True) -> Any:
        made: list[Callable[..., Any]] = []

        def build(same_rule: Rule, /, **values: Any) -> Any:
            if not made:
                made.append(compile_builder(rule, append_unknown))
            return made[0](same_rule, **values)

        return build

    return later


@contextmanager
def quickly() -> Iterator[None]:
    """Within, templates are compiled once, and of 320 builders those that a test needs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", _built_when_asked(Rule._compile_builder))
        patch.setattr(Flask, "jinja_options", {**Flask.jinja_options, "bytecode_cache": Compiled()})
        yield
