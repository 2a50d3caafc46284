"""The terminal's MQTT: packets however they are cut, and messages until they are confirmed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st


@given(st.lists(st.binary(min_size=0, max_size=300), max_size=8), st.integers(1, 64))
def test_packets_are_read_however_they_are_cut(loaded, payloads, piece):
    packets = loaded("packets")
    stream = b"".join(packets.publish("a/b", one, id=9) for one in payloads)
    reader, found = packets.Reader(), []
    for at in range(0, len(stream), piece):
        found += reader.feed(stream[at : at + piece])
    read = [packets.read_publish(flags, body) for _, flags, body, _ in found]
    assert read == [("a/b", one, 9, False) for one in payloads]


@given(st.binary(max_size=2000))
def test_no_bytes_break_the_reader(loaded, stream):
    packets, errors = loaded("packets"), loaded("errors")
    reader = packets.Reader()
    try:
        for kind, flags, body, _ in reader.feed(stream):
            if kind == packets.PUBLISH:
                packets.read_publish(flags, body)
    except errors.BadPacket:
        pass


def test_of_a_packet_that_is_too_long_only_the_head_is_kept(loaded):
    packets = loaded("packets")
    reader = packets.Reader()
    stream = packets.publish("a/b", b"x" * 50_000, id=9) + packets.publish("a/c", b"y", id=10)
    found = [one for at in range(0, len(stream), 1000) for one in reader.feed(stream[at:][:1000])]
    assert [one[3] for one in found] == [False, True]
    assert packets.read_publish(found[0][1], found[0][2])[2] == 9
    assert packets.read_publish(found[1][1], found[1][2])[1] == b"y"


def test_of_the_same_kind_only_the_newest_is_kept_and_never_more_than_there_is_room(firmware):
    box = firmware("outbox").Outbox()
    for n in range(5):
        box.put("health", b"%d" % n, key="health")
    assert [one.payload for one in box.unconfirmed()] == [b"4"]
    for n in range(40):
        box.put("press", b"%d" % n, until_ms=5000)
    kept = [one.payload for one in box.unconfirmed()]
    assert len(kept) == 12 and kept[-1] == b"39"
    assert len({one.id for one in box.unconfirmed()}) == 12


def test_a_press_is_forgotten_after_its_time_and_a_confirmed_one_at_once(firmware):
    box = firmware("outbox").Outbox()
    first = box.put("press", b"1", until_ms=5000)
    box.put("press", b"2", until_ms=9000)
    box.confirm(first.id)
    box.confirm(first.id)
    assert len(box) == 1
    box.expire(9000)
    assert len(box) == 1
    box.expire(9001)
    assert len(box) == 0


def test_ids_go_round_and_pass_over_those_that_are_in_use(firmware):
    box = firmware("outbox").Outbox()
    kept = box.put("press", b"1")
    ids = {box.next_id() for _ in range(65535)}
    assert kept.id not in ids and 0 not in ids
