"""What can go wrong at a display.

DisplayError
├── BadSetting   a setting cannot be used
└── PanelError   the panel does not take the picture
"""


class DisplayError(Exception):
    """Anything wrong at a display."""


class BadSetting(DisplayError, ValueError):
    """The message names the setting and says what to write."""


class PanelError(DisplayError, OSError):
    """The panel does not take the picture."""
