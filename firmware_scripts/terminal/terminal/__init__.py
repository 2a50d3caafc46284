"""The counter terminal: buttons, a number and a light at a counter, on MicroPython."""

VERSION = "0.1.0"
