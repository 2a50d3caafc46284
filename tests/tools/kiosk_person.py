"""Somebody at a touch page, who reads what stands on the buttons and counts the touches."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

TOUCH = Path(__file__).parents[2] / "kiosk" / "touch"
NOTICED = """(words) => {
  const reads = () => document.body.innerText.includes(words);
  window.noticed = new Promise((done) => {
    if (reads()) return done(0);
    new MutationObserver((_, watch) => {
      if (!reads()) return;
      watch.disconnect();
      done(Date.now());
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}"""
"""When words come on the page, by the clock of the machine, in milliseconds; 0: they were there."""


class Person:
    """``page`` is one of Playwright; ``lang`` what the person reads."""

    def __init__(self, page: Any, url: str, lang: str) -> None:
        self.page, self.url, self.lang = page, url, lang
        self.words: dict[str, str] = json.loads(
            (TOUCH / "lang" / f"{lang}.json").read_text(encoding="utf-8")
        )
        self.touches = 0

    def arrive(self) -> None:
        """Come to the machine, which speaks Vietnamese to everybody at first."""
        self.page.goto(self.url)
        self.begin()

    def begin(self) -> None:
        """From the first screen, in one's own language."""
        self.sees(self.speak("vi", "ask"))
        if self.lang == "en":
            self.page.get_by_role("button", name=self.speak("vi", "language")).click()
        self.sees(self.words["ask"])
        self.touches = 0

    def speak(self, lang: str, key: str) -> str:
        """Words of a language."""
        words = json.loads((TOUCH / "lang" / f"{lang}.json").read_text(encoding="utf-8"))
        return str(words[key])

    def sees(self, words: str) -> None:
        """Wait until they are there."""
        self.page.get_by_text(words).first.wait_for()

    def press(self, words: str, more: str = "") -> None:
        """One touch of what says so; ``more`` is a pattern of what else may follow."""
        self.button(words, more).click()
        self.touches += 1

    def button(self, words: str, more: str = "") -> Any:
        """What can be touched and has these words in a line of their own."""
        line = self.page.get_by_text(_line(words, more))
        return self.page.get_by_role("main").get_by_role("button").filter(has=line).first

    def choose(self, need: str, department: dict[str, Any], group: dict[str, Any]) -> None:
        """By need, department and group, as the plan names them."""
        self.press(self.words[need])
        self.press(_short(department[f"name_{self.lang}"]))
        self.press(group[f"name_{self.lang}"])
        self.button(self.words["take"]).wait_for()

    def search(self, letters: str, named: str) -> None:
        """By the letters on the screen; takes the first that was found and begins so."""
        self.press(self.words["search"])
        for letter in letters:
            key = self.words["space"] if letter == " " else letter
            self.page.get_by_role("button", name=key, exact=True).click()
            self.touches += 1
        self.press(named, ".*")
        self.button(self.words["take"]).wait_for()

    def help(self) -> list[str]:
        """What is always at hand, in its order."""
        bar = self.page.get_by_role("contentinfo").get_by_role("button")
        return [" ".join(words.split()) for words in bar.all_inner_texts()]

    def take(self) -> dict[str, Any]:
        """The number: what the kiosk answered, once its number stands on the screen."""
        with self.page.expect_response("**/touch") as answered:
            self.press(self.words["take"])
        return self.holds(answered.value.json())

    def holds(self, told: dict[str, Any]) -> dict[str, Any]:
        """Sees this number on the screen."""
        self.sees(self.words["your_spare" if told["alone"] else "your_number"])
        self.page.get_by_role("main").get_by_text(str(told["number"]), exact=True).first.wait_for()
        return told

    def leave(self) -> None:
        """Done; the next one may come."""
        self.press(self.words["done"])
        self.sees(self.speak("vi", "ask"))

    def watch_for(self, words: str) -> None:
        """Note when they come; ``noticed_s`` waits for it."""
        self.page.evaluate(NOTICED, words)

    def noticed_s(self) -> float:
        """When they came, in seconds of the machine's clock."""
        at_ms: float = self.page.evaluate("window.noticed")
        assert at_ms, "they were there from the beginning"
        return at_ms / 1000


def _short(department: str) -> str:
    """Without the word that most of them begin with, which a tile may leave out."""
    return department.removeprefix("Sở ")


def _line(words: str, more: str) -> re.Pattern[str]:
    """These words, whatever blanks are between them; a department may say what it is."""
    spaced = r"\s+".join(re.escape(word) for word in words.split())
    return re.compile(rf"^\s*(Sở\s+)?{spaced}{more}\s*$", re.IGNORECASE)
