"""What devices can be set to, and how bright a light is at which hour."""

from __future__ import annotations

import pytest

from broker import tuning

DAY = [{"from": "06:30", "percent": 100}, {"from": "17:30", "percent": 40}]


@pytest.mark.parametrize(
    ("role", "settings"),
    [
        ("display", {"brightness": DAY, "blink": False}),
        ("display", {"brightness": []}),
        ("kiosk", {"idle_s": 30, "volume": 0}),
        ("terminal", {}),
        ("terminal", {"brightness": DAY, "blink": False}),
        ("monitor", {}),
    ],
)
def test_what_a_device_has_can_be_set(role, settings):
    assert tuning.faults(role, settings) == []


@pytest.mark.parametrize(
    ("role", "settings", "about"),
    [
        ("display", {"volume": 50}, "volume"),
        ("monitor", {"blink": True}, "blink"),
        ("terminal", {"volume": 50}, "volume"),
        ("display", {"blink": 1}, "blink"),
        ("display", {"brightness": 50}, "brightness"),
        ("display", {"brightness": [{"from": "24:00", "percent": 50}]}, "brightness"),
        ("display", {"brightness": [{"from": "06:00", "percent": 0}]}, "brightness"),
        ("display", {"brightness": [{"from": "06:00", "percent": True}]}, "brightness"),
        ("display", {"brightness": [{"from": "06:00"}]}, "brightness"),
        ("display", {"brightness": DAY[::-1]}, "brightness"),
        ("display", {"brightness": DAY[:1] * 2}, "brightness"),
        ("display", {"brightness": DAY * 5}, "brightness"),
        ("kiosk", {"idle_s": 29}, "idle_s"),
        ("kiosk", {"idle_s": 60.0}, "idle_s"),
        ("kiosk", {"volume": 101}, "volume"),
        ("kiosk", {"volume": None}, "volume"),
    ],
)
def test_what_cannot_be_followed_is_named(role, settings, about):
    (fault,) = tuning.faults(role, settings)
    assert fault.startswith(f"{about}: ")


@pytest.mark.parametrize(
    ("minute", "percent"), [(0, 40), (389, 40), (390, 100), (1049, 100), (1050, 40), (1439, 40)]
)
def test_brightness_holds_until_the_next_step_also_over_midnight(minute, percent):
    assert tuning.brightness_at(DAY, minute) == percent


def test_without_steps_a_light_is_at_its_full_brightness():
    assert tuning.brightness_at([], 720) == 100


def test_the_settings_of_a_role_are_named():
    assert (tuning.names("display"), tuning.names("monitor")) == (("brightness", "blink"), ())
