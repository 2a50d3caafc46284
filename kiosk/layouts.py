"""The centre's slip and texts: fetched over the wire, kept, and used while the server is away.

A layout that cannot be used never stops printing: the last good one stays, and the kiosk says why.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from pathlib import Path

from broker import layouts, topics
from broker import messages as m
from broker.catalogue import document as d
from broker.errors import MessageRefused
from broker.files import write_public
from kiosk.errors import BadSetting
from kiosk.hall import Hall
from kiosk.procedures import Wire
from kiosk.settings import Settings
from kiosk.templates import Template, open_template, parse_template

RETRY_S = 3.0
"""How long a part may take before it is asked for again."""
LONGEST_ERROR = 200
SCREEN = "k_"
"""Names of texts of the kiosk's screen begin so; others are not for kiosks."""
log = logging.getLogger(__name__)


class Layouts:
    """What is printed and said by the centre's wish. ``template`` is always one that prints.

    ``version`` is None while a file of the kiosk's own decides; 0 is the delivered layout.
    """

    def __init__(self, settings: Settings, wire: Wire, hall: Hall) -> None:
        self._settings, self._wire, self._hall = settings, wire, hall
        self._path = settings.data / f"{settings.id}-layout.json"
        self._is_own = settings.template is not None
        self.template: Template = open_template(settings.template)
        self.texts: dict[str, m.Bilingual] = {}
        self.error: str | None = None
        self._digest, self._held = "", 0
        self._told: m.LayoutInForce | None = None
        self._parts: list[str] = []
        self._refused = ""
        self._inbox: queue.SimpleQueue[m.Message | None] = queue.SimpleQueue()
        self._working = threading.Thread(target=self._work, name="kiosk-layout", daemon=True)

    @property
    def version(self) -> int | None:
        """The version that is followed."""
        return None if self._is_own else self._held

    def own_words(self) -> dict[str, dict[str, str]]:
        """What the screen says in the centre's own words, by the key of the delivered ones."""
        return {
            name.removeprefix(SCREEN): {"vi": said.vi, "en": said.en}
            for name, said in self.texts.items()
            if name.startswith(SCREEN)
        }

    def start(self) -> None:
        """Use what was kept, and follow the hall's."""
        if self._path.exists():
            self._recall(self._path)
        id, centre = self._settings.id, self._settings.centre
        for spec, kind in ((topics.LAYOUT, m.LayoutInForce), (topics.KIOSK_LAYOUT, m.Part)):
            self._hear(topics.build(centre, spec, id=id), kind)
        self._working.start()

    def stop(self) -> None:
        """End."""
        if self._working.is_alive():
            self._inbox.put(None)
            self._working.join()

    def _hear(self, topic: str, kind: type[m.Message]) -> None:
        self._wire.subscribe(topic, lambda one: self._inbox.put(m.decode(kind, one.payload)))

    def _recall(self, path: Path) -> None:
        try:
            first, _, text = path.read_text(encoding="utf-8").partition("\n")
            self._use(int(first), text.encode())
        except (OSError, ValueError, MessageRefused, BadSetting) as error:
            self._tell(f"{path.name}: {error}")

    def _work(self) -> None:
        while True:
            try:
                message = self._inbox.get(timeout=RETRY_S)
            except queue.Empty:
                self._ask()
                continue
            match message:
                case None:
                    return
                case m.LayoutInForce():
                    self._follow(message)
                case m.Part():
                    self._take(message)

    def _follow(self, told: m.LayoutInForce) -> None:
        """An older word is late, unless another server says it."""
        before = self._told
        is_late = before is not None and (told.ep, told.rev) < (before.ep, before.rev)
        if is_late and told.ep != self._hall.beat_ep:
            return
        if before is None or before.digest != told.digest:
            self._parts = []
        self._told = told
        if told.version and told.digest == self._digest:
            self._held, self.error = told.version, None
            self._hall.touch()
        elif told.version == 0:
            self._forget()
        else:
            self._ask()

    def _forget(self) -> None:
        """The hall has none of its own: the delivered one."""
        self._path.unlink(missing_ok=True)
        if self._digest:
            self._use(0, layouts.to_bytes(layouts.Layout()))
        self._digest, self.error = "", None
        self._hall.touch()

    def _take(self, part: m.Part) -> None:
        told = self._told
        if told is None or (part.version, part.parts) != (told.version, told.parts):
            return
        if part.part != len(self._parts) or told.digest == self._digest:
            return
        self._parts.append(part.data)
        if len(self._parts) < told.parts:
            self._ask()
            return
        try:
            text = d.unpack(d.join(self._parts))
            if d.digest(text) != told.digest:
                raise MessageRefused("layout: it is not what was announced")
            self._use(told.version, text)
            write_public(self._path, f"{told.version}\n{text.decode()}")
        except (OSError, MessageRefused, BadSetting) as error:
            self._refused = told.digest
            self._tell(str(error))
        self._parts = []

    def _use(self, version: int, text: bytes) -> None:
        """Raises MessageRefused or BadSetting, and then nothing has changed."""
        made = layouts.from_bytes(text)
        template = self.template
        if not self._is_own:
            slip = made.slip
            template = (
                parse_template(slip, Path(), "layout", made.logo_png)
                if slip
                else open_template(None)
            )
        self.template, self.texts = template, made.texts
        self._digest, self._held, self.error = d.digest(text), version, None
        self._hall.touch()

    def _tell(self, why: str) -> None:
        log.error("the centre's layout is not used: %s; the last good one stays", why)
        self.error = why[:LONGEST_ERROR]
        self._hall.touch()

    def _ask(self) -> None:
        """Ask for the next part, if one is missing, while somebody may answer."""
        told = self._told
        if told is None or told.version == 0 or told.digest in (self._digest, self._refused):
            return
        if not self._hall.lives(time.monotonic()):
            return
        part = len(self._parts)
        wish = m.Wanted(
            v=1, id=f"layout-{told.version}-{part}", what="layout", version=told.version, part=part
        )
        topic = topics.build(self._settings.centre, topics.KIOSK_WANT, id=self._settings.id)
        self._wire.publish(topic, m.encode(wish))
