"""Devices on the wire: orders and wanted settings go out, what became of them comes in."""

from __future__ import annotations

from broker import messages as m
from broker import topics
from server.desk import Desk
from server.devicedesk import DeviceDesk, Ordered
from server.domain.facts import to_ms
from server.store.device_wishes import Wish
from server.wire import Wire
from server.wireneeds import Link


class DeviceTeller:
    """Speaks for the desk of devices. Settings are retained, and said anew on each connect."""

    def __init__(self, desk: Desk, link: Link, devices: DeviceDesk) -> None:
        self._desk, self._link, self._devices = desk, link, devices

    def listen(self, wire: Wire) -> None:
        """Hear the devices' answers, and pass on what is asked of them."""
        self._wire = wire
        wire.hear(topics.DEVICE_APPLIED, self._applied)
        wire.hear(topics.ORDER_DONE, self._done)
        self._devices.subscribe(self._order, self._wish)
        self._desk.seen.on_twins(self._twins)

    def tell(self) -> None:
        """Say all wanted settings again."""
        for id, wish in self._devices.wishes.items():
            self._wish(id, wish)

    def _order(self, id: str, order: Ordered) -> None:
        told = m.Order.model_validate(
            {
                **{"v": 1, "id": order.id, "at": to_ms(order.at)},
                **{"act": order.act, "session": order.session or None},
            }
        )
        self._link.publish_message(topics.ORDER, told, id=id)

    def _wish(self, id: str, wish: Wish) -> None:
        told = m.DeviceSettings(
            v=1, rev=wish.rev, at=wish.at_ms, settings=dict(wish.settings or {})
        )
        self._link.publish_message(topics.CONFIG, told, id=id)

    def _twins(self, id: str, session: str) -> None:
        """Retained: the second one is thrown out just now, and hears it when it comes again."""
        self._link.publish_message(topics.TWIN, m.Twin(v=1, session=session), id=id)

    def _applied(self, parsed: topics.Parsed, payload: bytes) -> None:
        device = self._wire.device(parsed, *topics.DEVICES)
        told = m.decode(m.DeviceApplied, payload)
        self._devices.applied(device, told.rev, told.ok, told.reason)

    def _done(self, parsed: topics.Parsed, payload: bytes) -> None:
        device = self._wire.device(parsed, *topics.DEVICES)
        told = m.decode(m.OrderDone, payload)
        self._devices.done(device, told.id, told.ok, told.reason)
