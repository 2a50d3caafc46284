"""What can go wrong at a display.

DisplayError
├── BadSetting   a setting cannot be used
├── PanelError   the panel does not take the picture
└── SoundError   a sound cannot be made or played
"""


class DisplayError(Exception):
    """Anything wrong at a display."""


class BadSetting(DisplayError, ValueError):
    """The message names the setting and says what to write."""


class PanelError(DisplayError, OSError):
    """The panel does not take the picture."""


class SoundError(DisplayError):
    """A sound cannot be made or played; the message says which one."""
