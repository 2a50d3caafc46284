"""``luot-display speak``: a zone's loudspeaker; ``luot-display clips``: packs of recordings."""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from broker.alive import Alive
from broker.environment import device_secret
from broker.link import Link, LinkSettings
from broker.numerals import pack_folder
from broker.presence import Presence
from displays import manner, options
from displays.errors import BadSetting, DisplayError
from displays.mouth import Mouth
from displays.players import open_player
from displays.speaker import Speaker
from displays.speakeragent import SpeakerAgent
from displays.voice import engines
from displays.voice.engines import Voice
from displays.voice.phrases import Lang, Manner
from displays.voice.prompt import Prompt


def speak(arguments: Sequence[str]) -> int:
    """Read the calls of one or more zones until told to stop."""
    return options.told(_run, _speak_parser(), arguments)


def _run(parsed: argparse.Namespace) -> int:
    secret = device_secret(os.environ)
    if not secret:
        raise BadSetting(
            f"no secret for {parsed.id}: make one with `luot device add {parsed.id} "
            "--role display` and set LUOT_MQTT_PASSWORD"
        )
    langs = cast(tuple[Lang, ...], tuple(parsed.lang or ["vi"]))
    sounds = manner.read(parsed)
    mouth = Mouth(lambda: _voice(parsed.voice, sounds, langs), lambda: open_player(parsed.audio))
    mouth.open()
    speaker = Speaker(
        mouth,
        mouth,
        langs,
        manner=sounds,
        twice=not parsed.once,
        alive=Alive(),
        trial=mouth.try_out,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: speaker.stop())
    presence = Presence(parsed.centre, parsed.id)
    ca = os.environ.get("LUOT_MQTT_CA")
    link = Link(
        LinkSettings(parsed.mqtt, parsed.id, secret, parsed.id, parsed.centre, ca_file=ca),
        will=presence.will,
        birth=presence.birth,
    )
    agent = SpeakerAgent(speaker, link, presence, parsed.zone, notices=_wants(parsed.notices))
    agent.step_back = link.stop
    agent.listen()
    link.on_state(agent.on_link)
    link.start()
    speaker.run()
    link.say(presence.will)
    link.stop()
    return 0


def _voice(spec: str, manner: Manner, langs: Sequence[Lang]) -> Voice:
    voice = engines.open_voice(spec, manner)
    if spec != "espeak":
        return voice
    prompt = Prompt(voice, accent=manner.accent)
    prompt.prepare(langs)
    return prompt


def _wants(notices: str) -> bool:
    """As the server reads the same variable. Raises BadSetting."""
    words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if notices.lower() not in words:
        raise BadSetting(f"LUOT_VOICE_NOTICES={notices!r}: use yes or no")
    return words[notices.lower()]


def clips(arguments: Sequence[str]) -> int:
    """Check a pack, or write a whole one in the sound of another voice."""
    parsed = _clips_parser().parse_args(arguments)
    try:
        accent = manner.read(parsed).accent
        if parsed.do == "render":
            voice = engines.open_voice(parsed.voice, Manner(accent))
            count = engines.render(parsed.folder, parsed.lang, voice, accent)
            print(f"{_pack(parsed)}: {count} clips written")
        wrong = engines.check(parsed.folder, parsed.lang, accent)
    except (DisplayError, OSError) as error:
        print(f"luot-display: {error}", file=sys.stderr)
        return 1
    for line in wrong:
        print(line)
    print(f"{_pack(parsed)}: " + (f"{len(wrong)} to do" if wrong else "whole"))
    return 1 if wrong else 0


def _pack(parsed: argparse.Namespace) -> Path:
    folder: Path = parsed.folder / pack_folder(parsed.lang, parsed.accent)
    return folder


def _speak_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="luot-display speak", description="Read the calls of one or more zones aloud."
    )
    parser.add_argument("--id", required=True, help="device id, such as speaker-a")
    options.add_link(parser)
    parser.add_argument("--zone", required=True, action="append", help="may be repeated")
    parser.add_argument("--voice", default="espeak", help="espeak, clips:DIR, print, or a command")
    parser.add_argument("--audio", default="alsa", help="alsa, alsa:CARD, file:DIR or none")
    parser.add_argument(
        "--lang", choices=("vi", "en"), action="append", help="vi; may be repeated, in order"
    )
    manner.add(parser)
    parser.add_argument(
        "--notices",
        choices=("yes", "no"),
        default=os.environ.get("LUOT_VOICE_NOTICES", "yes"),
        help="say that lunch begins, and that the hall opens again or closes soon",
    )
    parser.add_argument(
        "--once", action="store_true", help="no second reading, also when nobody waits"
    )
    return parser


def _clips_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="luot-display clips", description="A pack of recordings: what is missing, or all anew."
    )
    parser.add_argument(
        "do", choices=("check", "render"), help="name what is missing, or write all"
    )
    parser.add_argument(
        "folder", type=Path, help="the pack: FOLDER/vi/*.wav, FOLDER/vi-south, FOLDER/en"
    )
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="of the clips")
    parser.add_argument("--voice", default="espeak", help="whose sound is written")
    manner.add_accent(parser)
    return parser
