"""An ESP32 or a Pico W. The only code that uses ``machine`` and ``network``."""

import gc
import sys
import time

import machine
import network

from terminal.board import WATCHDOG_MS
from terminal.lamp import PinLamp

JOIN_MS = 20000
"""How long the radio may try by itself before it is switched off and on."""
NTP_MS = 30000
GRACE_MS = 20000


class PinBoard:
    """Buttons join their pin to ground; the pull-up is inside."""

    def __init__(self, settings):
        pin = machine.Pin
        self._buttons = {
            name: pin(at, pin.IN, pin.PULL_UP) for name, at in settings["buttons"].items()
        }
        self.lamp = PinLamp([pin(at, pin.OUT) for at in settings["lamp"]])
        self.number = _number(settings["number"])
        self._wifi = settings["wifi"]
        self._radio = network.WLAN(network.STA_IF)
        self._ntp, self._is_set, self._tried = settings["ntp"], False, None
        self._watchdog, self._began = None, time.ticks_ms()

    def say(self, line: str) -> None:
        """One line on the console of the USB cable."""
        print(line)

    def levels(self):
        """Which buttons are down."""
        return {name: not pin.value() for name, pin in self._buttons.items()}

    def is_on_network(self) -> bool:
        """Asks the radio to join; one that has lost its station for long is asked anew."""
        if self._wifi is None or self._radio.isconnected():
            self._set_clock()
            return True
        if self._is_due(JOIN_MS):
            self._radio.active(False)
            self._radio.active(True)
            self._radio.connect(self._wifi["name"], self._wifi["password"])
        return False

    def feed(self) -> None:
        """Unless this is called every few seconds, the chip starts anew.

        The watchdog cannot be stopped once it runs, so whoever is at the cable gets some seconds.
        """
        if self._watchdog is not None:
            self._watchdog.feed()
        elif time.ticks_diff(time.ticks_ms(), self._began) > GRACE_MS:
            self._watchdog = machine.WDT(timeout=WATCHDOG_MS)

    def vitals(self):
        """What health tells of the machine."""
        told = {"mem": gc.mem_free()}
        if self._wifi is not None:
            try:
                told["rssi"] = self._radio.status("rssi")
            except (ValueError, OSError, TypeError):
                told["rssi"] = None
        if "esp32" in sys.platform:
            import esp32

            if hasattr(esp32, "mcu_temperature"):
                told["temp_c"] = float(esp32.mcu_temperature())
        return told

    def restart(self) -> None:
        """As if the power had been cut."""
        machine.reset()

    def _set_clock(self) -> None:
        """Once: nothing but the dates of certificates needs it."""
        if self._ntp is None or self._is_set or not self._is_due(NTP_MS):
            return
        import ntptime

        ntptime.host, ntptime.timeout = self._ntp, 2
        try:
            ntptime.settime()
        except (OSError, OverflowError):
            return
        self._is_set = True

    def _is_due(self, every_ms: int) -> bool:
        now = time.ticks_ms()
        if self._tried is not None and time.ticks_diff(now, self._tried) < every_ms:
            return False
        self._tried = now
        return True


def _number(told):
    kind = told["kind"]
    if kind == "text":
        from terminal.number import TextNumber

        return TextNumber(print)
    pin = machine.Pin
    if kind == "tm1637":
        from terminal.number import Tm1637

        wires = [pin(told[name], pin.OPEN_DRAIN, value=1) for name in ("clock", "data")]
        return Tm1637(*wires)
    # Slow enough for long wires.
    spi = machine.SPI(told["spi"], baudrate=1000000, sck=pin(told["clock"]), mosi=pin(told["data"]))
    select = pin(told["select"], pin.OUT)
    if kind == "dots":
        from terminal.dots import DotNumber

        return DotNumber(spi, select)
    from terminal.number import Max7219

    return Max7219(spi, select, told.get("cells", 8))
