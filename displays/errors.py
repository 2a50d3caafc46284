"""What can go wrong at a display.

DisplayError
├── BadSetting   a setting cannot be used
├── PanelError   the panel does not take the picture
└── SoundError   a sound cannot be made or played
"""

from __future__ import annotations

from typing import Literal

Silence = Literal["engine", "clips", "program", "player", "busy", "card"]
"""Why nothing can be heard: the voice's program or aplay is not installed, recordings are missing,
the program fails, or the sound card is used by another program or does not work.
"""


class DisplayError(Exception):
    """Anything wrong at a display."""


class BadSetting(DisplayError, ValueError):
    """The message names the setting and says what to write."""


class PanelError(DisplayError, OSError):
    """The panel does not take the picture."""


class SoundError(DisplayError):
    """A sound cannot be made or played; the message says which one.

    ``silence`` is why no other can either; None: it concerns this one alone.
    """

    def __init__(self, message: str, silence: Silence | None = "program") -> None:
        super().__init__(message)
        self.silence = silence
