"""The kiosk's own voice: a program on this machine turns text into sound; nothing leaves it.

``none``, ``espeak`` (``espeak-ng``), or a command of the centre's own that reads the text on its
input and writes a WAV file on its output; ``{lang}`` in it becomes ``vi`` or ``en``.
"""

from __future__ import annotations

import logging
import shlex
import shutil
import subprocess
import threading
from collections import OrderedDict

from kiosk.errors import BadSetting
from kiosk.reading import as_read
from kiosk.wav import finished

ESPEAK = "espeak-ng -v {lang} -s 150 --stdin --stdout"
LONGEST = 600
"""Of one text, in characters: a screen of the page is far shorter."""
SPOKEN_AT_MOST_S = 10.0
KEPT = 48
log = logging.getLogger(__name__)


class Voice:
    """Texts become WAV files; the newest are kept in memory. Any thread may call ``say``."""

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._kept: OrderedDict[tuple[str, str], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def say(self, text: str, lang: str) -> bytes | None:
        """The sound; None when the text is empty or too long, or the program fails."""
        text = " ".join(text.split())
        if not text or len(text) > LONGEST:
            return None
        with self._lock:  # one at a time: the machine is small, and a person hears one voice
            if (lang, text) not in self._kept:
                sound = self._speak(as_read(text, lang), lang)
                if sound is None:
                    return None
                self._kept[(lang, text)] = sound
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end((lang, text))
            return self._kept[(lang, text)]

    def _speak(self, text: str, lang: str) -> bytes | None:
        command = [part.replace("{lang}", lang) for part in self._command]
        try:
            done = subprocess.run(
                command, input=text.encode(), capture_output=True, timeout=SPOKEN_AT_MOST_S
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            log.warning("the voice failed: %s", type(error).__name__)
            return None
        if done.returncode != 0 or not done.stdout.startswith(b"RIFF"):
            log.warning("the voice failed: %s ended with %d", command[0], done.returncode)
            return None
        return finished(done.stdout)


def find_voice(setting: str) -> Voice | None:
    """The voice of a setting; None: the kiosk is silent, as it is when espeak-ng is not installed.

    Raises BadSetting when a command of the centre's own cannot be found.
    """
    if setting == "none":
        return None
    command = shlex.split(ESPEAK if setting == "espeak" else setting)
    if command and shutil.which(command[0]):
        return Voice(command)
    if setting == "espeak":
        log.info("no voice: espeak-ng is not installed (apt-get install espeak-ng)")
        return None
    raise BadSetting(f"--voice {setting}: no such program")
