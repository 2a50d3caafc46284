"""Full-colour HUB75 modules. Which library drives them is found out, or named."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from PIL import Image

from displays.dimming import FULL
from displays.errors import BadSetting, PanelError
from displays.panels.dots import Dots
from displays.panels.size import MODULE, Size, check

DRIVERS = ("pi", "pi5", "emulator")
"""hzeller's rgbmatrix up to a Pi 4, Adafruit's PioMatter on a Pi 5, RGBMatrixEmulator elsewhere."""
_MODULES = {
    "pi": "rgbmatrix",
    "pi5": "adafruit_blinka_raspberry_pi5_piomatter",
    "emulator": "RGBMatrixEmulator",
}
_ADVICE = {
    "pi": "build rpi-rgb-led-matrix, with its Python bindings",
    "pi5": "pip install adafruit-blinka-raspberry-pi5-piomatter",
    "emulator": "pip install RGBMatrixEmulator",
}
ADDRESS_LINES = {16: 3, 32: 4, 64: 5}
"""Of modules of so many rows."""
Shower = Callable[[Image.Image], None]
Dimmer = Callable[[int], None]


class Hub75Panel(Dots):
    """Modules in a chain; ``driver`` is one of ``DRIVERS``, or empty: the first that is there."""

    def __init__(self, driver: str = "", size: Size = MODULE) -> None:
        if driver and driver not in DRIVERS:
            raise BadSetting(f"panel hub75:{driver}: use hub75, or hub75:{'|'.join(DRIVERS)}")
        self.size = check("hub75", size, step=32, heights=tuple(ADDRESS_LINES))
        name, module = _find(driver)
        try:
            make = _piomatter if name == "pi5" else _matrix
            self._show, self._dim = make(module, self.size)
        except (RuntimeError, ValueError, OSError) as error:
            raise PanelError(f"hub75:{name}: {error}") from error

    def show(self, image: Image.Image) -> None:
        """Hand the whole picture over; it appears at the next refresh."""
        self._show(image)

    def dim(self, percent: int) -> None:
        """The driver's own brightness, so that no shade is lost."""
        self._dim(percent)

    def close(self) -> None:
        """Leave it dark."""
        self.show(Image.new("RGB", self.size))


def _find(driver: str) -> tuple[str, ModuleType]:
    wanted = (driver,) if driver else DRIVERS
    for name in wanted:
        try:
            return name, import_module(_MODULES[name])
        except ImportError:
            continue
    advice = "; ".join(f"{name}: {_ADVICE[name]}" for name in wanted)
    raise BadSetting(f"panel hub75: no driver is installed ({advice})")


def _matrix(module: ModuleType, size: Size) -> tuple[Shower, Dimmer]:
    """hzeller's interface, which the emulator has too: draw behind, swap at the refresh."""
    options = module.RGBMatrixOptions()
    width, options.rows = size
    options.cols = 64 if width % 64 == 0 else 32
    options.chain_length = width // options.cols
    options.hardware_mapping = "adafruit-hat-pwm"
    options.drop_privileges = False
    matrix = module.RGBMatrix(options=options)
    behind = [matrix.CreateFrameCanvas()]

    def show(image: Image.Image) -> None:
        behind[0].SetImage(image)
        behind[0] = matrix.SwapOnVSync(behind[0])

    def dim(percent: int) -> None:
        matrix.brightness = percent

    return show, dim


def _piomatter(module: Any, size: Size) -> tuple[Shower, Dimmer]:
    """Adafruit's interface: a buffer that its thread sends to the panel."""
    import numpy

    width, height = size
    geometry = module.Geometry(
        width=width,
        height=height,
        n_addr_lines=ADDRESS_LINES[height],
        rotation=module.Orientation.Normal,
    )
    percent = [FULL]
    buffer = numpy.zeros((height, width, 3), dtype=numpy.uint8)
    matrix = module.PioMatter(
        colorspace=module.Colorspace.RGB888Packed,
        pinout=module.Pinout.AdafruitMatrixBonnet,
        framebuffer=buffer,
        geometry=geometry,
    )

    def show(image: Image.Image) -> None:
        dots = numpy.asarray(image)
        buffer[:] = dots if percent[0] == FULL else dots.astype("uint16") * percent[0] // FULL
        matrix.show()

    def dim(wanted: int) -> None:  # this driver has no brightness
        percent[0] = wanted

    return show, dim
