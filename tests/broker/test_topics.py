"""Topics are written and read alike, and only by whom they concern."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from broker import topics
from broker.errors import UnknownTopic
from broker.topics import DEVICES, Client, Parsed, Role, TopicSpec

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", fullmatch=True)
SPECS = st.sampled_from(topics.SPECS)
every_spec = pytest.mark.parametrize("spec", topics.SPECS, ids=lambda spec: spec.name)


def parts(spec: TopicSpec, id: str, counter: int) -> dict[str, Any]:
    """What the topic is made of."""
    all_of_them = {"{id}": {"id": id}, "{zone}": {"zone": id}, "{n}": {"counter": counter}}
    return {
        k: v for mark, one in all_of_them.items() if mark in spec.pattern for k, v in one.items()
    }


@settings(max_examples=50, deadline=None)
@given(centre=IDS, spec=SPECS, id=IDS, counter=st.integers(1, 999))
def test_a_topic_that_is_built_is_parsed(
    centre: str, spec: TopicSpec, id: str, counter: int
) -> None:
    made_of = parts(spec, id, counter)
    topic = topics.build(centre, spec, **made_of)
    assert topics.parse(centre, topic) == Parsed(spec, **made_of)


@settings(max_examples=50, deadline=None)
@given(centre=IDS, other=IDS, spec=SPECS, id=IDS)
def test_the_topic_of_another_centre_is_unknown(
    centre: str, other: str, spec: TopicSpec, id: str
) -> None:
    assume(centre != other)
    with pytest.raises(UnknownTopic):
        topics.parse(centre, topics.build(other, spec, id=id, zone=id, counter=1))


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=80), tail=st.text(max_size=30), spec=SPECS)
def test_no_text_breaks_the_parser(text: str, tail: str, spec: TopicSpec) -> None:
    known = topics.build("thu", spec, id="a", zone="a", counter=1)
    for topic in (text, f"luot/v1/thu/{text}", f"{known}{tail}", f"{known}/{tail}"):
        try:
            found = topics.parse("thu", topic)
        except UnknownTopic:
            continue
        again = {"id": found.id or "", "zone": found.zone or "", "counter": found.counter or 0}
        assert topics.build("thu", found.spec, **again) == topic  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "tail",
    [
        "", "sys", "sys/time/", "/sys/time", "sys/time\n", "SYS/time", "board/", "board/a/b",
        "board/+", "board/#", "board/é", "board/-a", f"board/{'a' * 65}", "counter/0/state",
        "counter/07/state", "counter/1000/state", "counter/٣/state", "counter/-1/state",
        "kiosk/a b/request", "kiosk/../request", "device/a/unknown", "$SYS/broker",
    ],
)  # fmt: skip
def test_what_is_not_in_the_tree_is_unknown(tail: str) -> None:
    with pytest.raises(UnknownTopic):
        topics.parse("thu", f"luot/v1/thu/{tail}")


@pytest.mark.parametrize("bad", ["", "+", "#", "a/b", "a b", "é", "a\n", "-a", "x" * 65])
def test_nothing_but_an_id_can_stand_in_a_topic(bad: str) -> None:
    for made in (
        lambda: topics.build("thu", topics.BOARD, zone=bad),
        lambda: topics.build("thu", topics.DEVICE_STATUS, id=bad),
        lambda: topics.build(bad, topics.TIME),
        lambda: topics.subscription(bad, topics.TIME),
        lambda: topics.legal(bad),
    ):
        with pytest.raises(UnknownTopic, match="cannot stand in a topic"):
            made()


@pytest.mark.parametrize("counter", [0, -1, 1000])
def test_counters_are_1_to_999(counter: int) -> None:
    with pytest.raises(UnknownTopic, match=f"no counter {counter}"):
        topics.build("thu", topics.PRESS, counter=counter)


@every_spec
def test_a_subscription_is_the_topic_with_any_part(spec: TopicSpec) -> None:
    topic = topics.build("thu", spec, id="any", zone="any", counter=999)
    expected = topic.replace("/any", "/+").replace("/999", "/+")
    assert topics.subscription("thu", spec) == expected


def test_no_two_entries_of_the_tree_are_the_same() -> None:
    assert len({spec.name for spec in topics.SPECS}) == len(topics.SPECS)
    assert len({spec.pattern for spec in topics.SPECS}) == len(topics.SPECS)


def parsed(spec: TopicSpec, id: str, counter: int) -> Parsed:
    return Parsed(spec, **parts(spec, id, counter))


@every_spec
@pytest.mark.parametrize("role", sorted(DEVICES))
def test_a_device_writes_only_what_carries_its_own_id_or_its_counter(
    spec: TopicSpec, role: Role
) -> None:
    me = Client("me", role, frozenset({7}))
    assert topics.may_write(me, parsed(spec, "me", 7)) == (role in spec.writers)
    assert not topics.may_write(me, parsed(spec, "you", 8))


@every_spec
@pytest.mark.parametrize("role", sorted(DEVICES))
def test_a_device_reads_of_private_topics_only_its_own(spec: TopicSpec, role: Role) -> None:
    me = Client("me", role, frozenset({7}))
    assert topics.may_read(me, parsed(spec, "me", 7)) == (role in spec.readers)
    is_private = "{id}" in spec.pattern or spec is topics.ACK or spec is topics.PRESS
    if is_private:
        assert not topics.may_read(me, parsed(spec, "you", 8))
    else:
        assert topics.may_read(me, parsed(spec, "you", 8)) == (role in spec.readers)


@every_spec
def test_the_server_alone_writes_state_and_reads_what_devices_say(spec: TopicSpec) -> None:
    server = Client("server", Role.SERVER)
    assert topics.may_write(server, parsed(spec, "any", 9)) == (spec.writers == {Role.SERVER})
    assert topics.may_read(server, parsed(spec, "any", 9)) == bool(spec.writers & DEVICES)


@every_spec
def test_a_monitor_reads_everything_and_writes_nothing(spec: TopicSpec) -> None:
    watch = Client("watch", Role.MONITOR)
    assert topics.may_read(watch, parsed(spec, "any", 9))
    assert not topics.may_write(watch, parsed(spec, "watch", 9))


def test_an_event_is_never_retained() -> None:
    events = (topics.CALL, topics.PRESS, topics.ACK, topics.SHOWN, topics.KIOSK_REQUEST)
    assert [spec.name for spec in events if spec.retain] == []
