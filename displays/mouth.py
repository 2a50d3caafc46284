"""A voice and a player that are opened once they are there: until then calls say why not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cached_property

from displays.errors import SoundError
from displays.players import Player
from displays.voice.engines import Voice
from displays.voice.phrases import Clip, Lang


class Mouth:
    """Voice and player in one; whichever is missing is looked for again whenever it is needed.

    So a loudspeaker stays on the wire and can say what it lacks, and needs no restart afterwards.
    """

    def __init__(self, voice: Callable[[], Voice], player: Callable[[], Player]) -> None:
        self._open_voice, self._open_player = voice, player

    def open(self) -> None:
        """Open what is there. Raises BadSetting for what can never be."""
        with suppress(SoundError):
            _ = self._player
        with suppress(SoundError):
            _ = self._voice

    def say(self, clips: list[Clip], lang: Lang) -> bytes:
        """See Voice."""
        return self._voice.say(clips, lang)

    def play(self, wav: bytes) -> None:
        """See Player."""
        self._player.play(wav)

    def try_out(self) -> None:
        """Raises SoundError when nothing could be read now; nothing is heard."""
        self._voice.try_out()
        self._player.try_out()

    @cached_property
    def _voice(self) -> Voice:
        return self._open_voice()

    @cached_property
    def _player(self) -> Player:
        return self._open_player()
