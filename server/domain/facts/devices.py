"""What is wrong with devices, who sees to it, and what they are told to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from server.domain.facts.base import Fact


@dataclass(frozen=True, slots=True)
class AlarmRaised(Fact):
    """``device`` needs a hand: ``alarm`` is the kind of ``server.domain.alarms``."""

    KIND: ClassVar[str] = "alarm_raised"
    device: str
    alarm: str


@dataclass(frozen=True, slots=True)
class AlarmCleared(Fact):
    """It is well again, or is no device of the hall any more."""

    KIND: ClassVar[str] = "alarm_cleared"
    device: str
    alarm: str


@dataclass(frozen=True, slots=True)
class AlarmTaken(Fact):
    """Somebody sees to it; who, is in ``by``."""

    KIND: ClassVar[str] = "alarm_taken"
    device: str
    alarm: str


@dataclass(frozen=True, slots=True)
class DeviceOrdered(Fact):
    """``device`` was told to do something once; ``order`` names the order."""

    KIND: ClassVar[str] = "device_ordered"
    device: str
    act: str
    order: str


@dataclass(frozen=True, slots=True)
class DeviceTuned(Fact):
    """``device`` is wanted with the settings of revision ``rev``."""

    KIND: ClassVar[str] = "device_tuned"
    device: str
    rev: int
    settings: str
