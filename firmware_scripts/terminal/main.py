"""What the chip runs at every start: chooses a program, and starts anew when it ends.

Never updated over the air. On a machine without pins: ``micropython main.py FOLDER``.
"""

import sys

import slots

TRIAL_MS = 1800000
"""A program on trial that hangs without dying is stopped after half an hour, whatever it says."""


def run(root: str) -> None:
    """Run the program of the chosen slot until it asks to be started again."""
    slot = slots.choose(root)
    sys.path.insert(0, root + "/" + slot)
    timer = limit_trial() if slots.is_trial(root) else None
    from terminal.main import main

    main(root, timer)


def limit_trial():
    """A timer of the chip that ends a trial; None where there is none."""
    try:
        from machine import Timer, reset
    except ImportError:
        return None
    try:
        timer = Timer(-1)
    except ValueError:  # this chip has numbered ones only
        timer = Timer(0)
    timer.init(mode=Timer.ONE_SHOT, period=TRIAL_MS, callback=lambda _: reset())
    return timer


def restart_chip() -> None:
    """As if the power had been cut."""
    try:
        from machine import reset
    except ImportError:
        return
    reset()


if __name__ == "__main__":
    ends_well = False
    try:
        run(sys.argv[1] if len(sys.argv) > 1 else "")
        ends_well = True
    except KeyboardInterrupt:  # somebody is at the cable: leave the console to them
        ends_well = True
    finally:
        if not ends_well:
            restart_chip()
