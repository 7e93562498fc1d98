"""Text in the making: strokes that later ones may still change, as the letters of a syllable do until it is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Made:
    """What strokes have become: text that no later stroke changes, and the rest, by its strokes and as it is shown."""

    finished: str
    making: str = ""
    shown: str = ""


Compose = Callable[[str], Made]


def as_typed(strokes: str) -> Made:
    """Each stroke is its letter."""
    return Made(strokes)


@dataclass(frozen=True, slots=True)
class Edit:
    """How the text before the caret changes: so many characters go, and these come in their place."""

    goes: int
    comes: str


class Making:
    """What is in the making at one caret. ``shown`` is the end of the text before it."""

    def __init__(self) -> None:
        self._strokes = self.shown = ""

    def add(self, stroke: str, compose: Compose) -> Edit:
        """One more stroke."""
        return self._become(compose(self._strokes + stroke))

    def take_back(self, compose: Compose) -> Edit | None:
        """The last stroke goes, not the whole syllable; None where nothing is in the making."""
        return self._become(compose(self._strokes[:-1])) if self._strokes else None

    def end(self) -> None:
        """It stays as it is shown."""
        self._strokes = self.shown = ""

    def _become(self, made: Made) -> Edit:
        edit = Edit(len(self.shown), made.finished + made.shown)
        self._strokes, self.shown = made.making, made.shown
        return edit
