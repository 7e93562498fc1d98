"""The crash page: the last fault of our own, as its makers are told of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk_app.presenters.navigation import Navigator
from kiosk_app.words import crash as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class CrashView(Protocol):
    """The page."""

    def show_crash(self, said: Said, told: str) -> None: ...


class CrashPresenter:
    """``last``: what is told of the fault that was met last."""

    def __init__(self, view: CrashView, last: Callable[[], str], navigate: Navigator, language: Language) -> None:
        self._view = view
        self._last = last
        self._navigate = navigate
        self._language = language

    def opened(self) -> None:
        """The page is there."""
        self._view.show_crash(words.met(self._language), self._last())

    def left_pressed(self) -> None:
        """Back to work."""
        self._navigate.counter()

    def left(self) -> None:
        """The page is left."""
