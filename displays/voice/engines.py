"""Voices: recorded clips, or a program on this machine that reads words. Nothing leaves it.

``espeak`` is espeak-ng, with its southern voice for a southern hall. ``clips:DIR`` is a pack of
recordings. Anything else is a command that reads a sentence on its input and writes a WAV file on
its output, such as Piper with a voice of one's own; ``{lang}`` in it becomes ``vi`` or ``en``.
"""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from broker.numerals import Accent, pack_folder
from displays.errors import BadSetting, SoundError
from displays.voice import phrases, sound
from displays.voice.phrases import PLAIN, Clip, Lang, Manner

ESPEAK = "espeak-ng -v {voice} -s 150 --stdin --stdout"
SOUTHERN = "vi-vn-x-south"
SPOKEN_AT_MOST_S = 10.0
BETWEEN_S = 0.06
"""Silence between two clips."""
SYLLABLE_S = 0.28
"""As espeak-ng reads a sentence of sixteen syllables in four seconds and a half."""


class Voice(Protocol):
    """Says clips that stand in their order."""

    def say(self, clips: list[Clip], lang: Lang) -> bytes:
        """A WAV file. Raises SoundError."""

    def try_out(self) -> None:
        """Raises SoundError when nothing can be said; nothing is heard."""


class Program:
    """A program that reads words; what it said last is kept, for second readings and recalls."""

    def __init__(self, command: str, accent: Accent = "north") -> None:
        self._command, self._accent = _command(command), accent
        self._kept = lru_cache(maxsize=64)(self._run)

    def say(self, clips: list[Clip], lang: Lang) -> bytes:
        """Have the sentence read."""
        return self._kept(phrases.words(clips), lang)

    def try_out(self) -> None:
        """Have a number read, whatever is kept."""
        self._run(phrases.words(phrases.number_clips(1)), "vi")

    def _run(self, text: str, lang: Lang) -> bytes:
        voice = SOUTHERN if lang == "vi" and self._accent == "south" else lang
        command = [_filled(part, lang, voice) for part in self._command]
        try:
            done = subprocess.run(
                command,
                input=text.encode(),
                capture_output=True,
                timeout=SPOKEN_AT_MOST_S,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise SoundError(f"{command[0]}: {error}") from error
        return sound.joined([sound.samples(sound.sized(done.stdout), command[0])])


class Printed:
    """No voice: prints the sentence, and is silent for as long as reading it would take."""

    def say(self, clips: list[Clip], lang: Lang) -> bytes:
        """Print a line; the silence is as long as so many syllables."""
        text = phrases.words(clips)
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
        silence_s = len(text.split()) * SYLLABLE_S
        return sound.joined([bytes(int(silence_s * sound.RATE_HZ) * sound.WIDTH)])

    def try_out(self) -> None:
        """There is nothing that could fail."""


class Clips:
    """Recordings of a folder ``DIR/LANG``, one WAV file a clip; all are looked at when it opens."""

    def __init__(self, folder: Path, accent: Accent = "north") -> None:
        self._folder, self._accent = folder, accent
        self.try_out()
        self._kept = lru_cache(maxsize=600)(self._read)

    def try_out(self) -> None:
        """Is the pack whole?"""
        missing = check(self._folder, "vi", self._accent)
        if missing:
            also = "" if self._accent == "north" else f" --accent {self._accent}"
            raise SoundError(
                f"voice clips:{self._folder}: {missing[0]} and {len(missing) - 1} more; "
                f"see them all with `luot-display clips check {self._folder}{also}`",
                "clips",
            )

    def say(self, clips: list[Clip], lang: Lang) -> bytes:
        """Put the recordings together. A clip that is missing is an error, never a gap."""
        parts = [self._kept(lang, clip.name) for clip in clips]
        return sound.joined(parts, BETWEEN_S)

    def _read(self, lang: Lang, name: str) -> bytes:
        path = self._folder / pack_folder(lang, self._accent) / f"{name}.wav"
        try:
            return sound.samples(path.read_bytes(), str(path))
        except OSError as error:
            raise SoundError(f"{path}: {error.strerror}", "clips") from error
        except SoundError as error:
            raise SoundError(str(error), "clips") from error


def check(folder: Path, lang: Lang, accent: Accent = "north") -> list[str]:
    """What is wrong with a pack: each clip that is missing or cannot be used, with its words."""
    found = []
    for clip in phrases.pack(lang, accent):
        path = folder / pack_folder(lang, accent) / f"{clip.name}.wav"
        if not path.is_file():
            found.append(f"{path}: missing; record “{clip.words}”")
            continue
        try:
            sound.samples(path.read_bytes(), str(path))
        except (SoundError, OSError) as error:
            found.append(str(error))
    return found


def render(folder: Path, lang: Lang, voice: Voice, accent: Accent = "north") -> int:
    """Write a whole pack in another voice's sound; returns how many clips. Raises SoundError."""
    pack = phrases.pack(lang, accent)
    folder = folder / pack_folder(lang, accent)
    folder.mkdir(parents=True, exist_ok=True)
    for clip in pack:
        said = sound.trimmed(sound.samples(voice.say([clip], lang)))
        (folder / f"{clip.name}.wav").write_bytes(sound.joined([said]))
    return len(pack)


def open_voice(spec: str, manner: Manner = PLAIN) -> Voice:
    """The voice that a setting names. Raises BadSetting, or SoundError when it is not there."""
    kind, _, rest = spec.partition(":")
    if spec == "print":
        return Printed()
    if kind == "clips" and rest:
        return Clips(Path(rest), manner.accent)
    return Program(spec, manner.accent)


def _command(spec: str) -> list[str]:
    """Its words. Raises BadSetting, or SoundError, which names what is missing."""
    try:
        command = shlex.split(ESPEAK if spec == "espeak" else spec)
    except ValueError as error:
        raise BadSetting(f"voice {spec!r}: {error}") from error
    if not command:
        raise BadSetting("voice: use espeak, clips:DIR, print, or a command")
    if shutil.which(command[0]) is None:
        todo = "install espeak-ng" if command[0] == "espeak-ng" else "install it, or give its path"
        raise SoundError(f"voice {spec}: there is no program {command[0]}; {todo}", "engine")
    return command


def _filled(part: str, lang: Lang, voice: str) -> str:
    return part.replace("{lang}", lang).replace("{voice}", voice)
