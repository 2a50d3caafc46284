"""Puts the terminal together and runs it; the program that an update replaces begins here."""

import gc
import time

import slots
from terminal import config, station
from terminal.board import make_board
from terminal.buttons import Buttons
from terminal.clock import Clock
from terminal.errors import BadConfig, LinkLost
from terminal.trial import Trial
from terminal.updater import Updater

LOOK_MS = 10
"""How often the buttons are looked at."""


def main(root: str, timer=None) -> None:
    """Run for ever; with settings that cannot be used, say why on the console and end."""
    try:
        settings = config.read(root + "/config.json")
        ca = station.certificate(root, settings["ca"])
    except (BadConfig, LinkLost) as error:
        if slots.is_trial(root):  # the program before this one could read them
            slots.give_up(root)
            raise
        _complain(str(error))
        return
    run(root, settings, ca, timer)


def run(root: str, settings, ca, timer) -> None:
    """The rounds of the terminal: link, buttons, number, light, and an update now and then."""
    board, clock = make_board(settings), Clock()
    work = station.Station(settings, board, clock, ca)
    buttons = Buttons(settings["buttons"], board.levels, clock.now_ms())
    trial = Trial(root, settings["update"], timer)
    updater = Updater(root, settings["update"], ca)
    gc.collect()
    while True:
        now_ms = clock.now_ms()
        for button, kind in buttons.look(now_ms):
            work.push(button, kind, now_ms)
        work.step(now_ms)
        if trial.is_over(work.is_heard(), now_ms):
            board.restart()
        if not trial.is_on:
            updater.step(work, now_ms)
        work.note(buttons.stuck, updater.fault, now_ms)
        is_lost = work.offline_ms(now_ms) > settings["offline_restart_s"] * 1000
        if updater.is_ready or is_lost or work.is_restart_due(now_ms):
            work.client.close()
            board.restart()
        board.feed()
        if not work.client.wait(LOOK_MS):
            time.sleep_ms(LOOK_MS)


def _complain(text: str) -> None:
    """Nothing can be done but to tell whoever has a cable."""
    print("config.json: " + text.replace("\n", "\nconfig.json: "))
