"""What a machine says of itself, and silence where it says nothing."""

from __future__ import annotations

import pytest

from broker.messages import DeviceHealth
from broker.vitals import vitals

WIRELESS = """Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
 face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
 wlan0: 0000   55.  -61.  -256        0      0      0      0      0        0
"""


@pytest.fixture
def machine(tmp_path):
    """``machine(path=text)``: files below a root of their own."""

    def put(**texts):
        for name, text in texts.items():
            file = tmp_path / name.replace("__", "/")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return put


def test_a_pi_tells_temperature_signal_and_memory(machine):
    root = machine(
        sys__class__thermal__thermal_zone0__temp="48312\n",
        sys__class__thermal__thermal_zone1__temp="51000\n",
        proc__net__wireless=WIRELESS,
        proc__self__status="Name:\tpython\nVmRSS:\t   40960 kB\n",
    )
    assert vitals(root) == {"temp_c": 51.0, "rssi": -61, "mem": 41_943_040}


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"sys__class__thermal__thermal_zone0__temp": "broken\n", "proc__net__wireless": "?\n"},
        {"sys__class__thermal__thermal_zone0__temp": "999000\n", "proc__self__status": "Name: x\n"},
        {"proc__net__wireless": " wlan0: 0000 55. none -256\n"},
    ],
)
def test_what_is_not_told_is_not_made_up(machine, texts):
    assert vitals(machine(**texts)) == {"temp_c": None, "rssi": None, "mem": None}


def test_this_machine_is_told_as_health():
    told = DeviceHealth(session="s", up_s=1, **vitals())
    assert told.mem is not None and told.mem > 1_000_000
