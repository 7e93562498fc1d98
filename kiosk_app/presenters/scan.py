"""The talk of a scan: from any page to the customer whose code it is, or a sentence why there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from kiosk_app.domain.ids import stamp_idx_from_text
from kiosk_app.domain.ports import Background, Lane
from kiosk_app.domain.scan import Missed, Scan
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.trouble import trouble_said
from kiosk_app.services.scanning import Elsewhere, Here, Scanning
from kiosk_app.words import scan as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.stamps import practice_code

LOOK_S = 5.0


class ScanView(Protocol):
    """What says a sentence over any page."""

    def show_scan(self, said: Said | None, *, stays: bool = False) -> None:
        """``stays``: until another one comes; else until it is read, or another page comes up."""
        ...


class ScanPresenter:
    """One scan at a time: the next one takes over. ``scanning``: as it can ask at that moment.

    ``leave`` goes to another page, where the one that is shown can be left without losing what is typed on it.
    """

    def __init__(
        self,
        view: ScanView,
        scanning: Callable[[], Scanning],
        background: Background,
        navigate: Navigator,
        leave: Callable[[Callable[[], None]], None],
        language: Language,
    ) -> None:
        self._view = view
        self._scanning = scanning
        self._background = background
        self._navigate = navigate
        self._leave = leave
        self._language = language

    def scanned(self, text: str) -> None:
        """A scanner read this."""
        self._background.leave(self)
        self._view.show_scan(None)
        self._background.submit(
            Lane.DISK,
            lambda: self._scanning().here(_of_practice(self._language, text)),
            self._found,
            self._failed,
            owner=self,
            droppable=True,
        )

    def _found(self, found: Here | Elsewhere | Missed) -> None:
        if isinstance(found, Elsewhere):
            self._view.show_scan(words.looking(self._language), stays=True)
            self._background.submit(
                Lane.LOOK,
                partial(self._ask, found.scan),
                self._came,
                self._failed,
                owner=self,
                droppable=True,
            )
        else:
            self._came(found)

    def _ask(self, scan: Scan) -> Here | Missed:
        return self._scanning().elsewhere(scan, LOOK_S)

    def _came(self, found: Here | Missed) -> None:
        if isinstance(found, Missed):
            self._view.show_scan(words.missed(self._language, found))
        else:
            self._view.show_scan(None)
            self._leave(partial(self._navigate.customer, found.customer_id, found.stamp_idx))

    def _failed(self, error: Exception) -> None:
        self._view.show_scan(trouble_said(self._language, error))


def _of_practice(language: Language, text: str) -> str:
    """The number of a stamp, where it is what a code of practice says; else the text as it is."""
    line = text.strip()
    numbers = (stamp_idx_from_text(part.rstrip(".。")) for part in line.split())
    return next((str(one) for one in numbers if one is not None and practice_code(language, one) == line), text)
