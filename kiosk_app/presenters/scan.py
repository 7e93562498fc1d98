"""The talk of a scan: from any page to the customer whose code it is, or a sentence why there is none."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from kiosk_app.domain.ids import StampIdx, stamp_idx_from_text
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.scan import Missed, Scan
from kiosk_app.domain.settings import Settings
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.trouble import trouble_said
from kiosk_app.services.scanning import Elsewhere, Here, Scanning
from kiosk_app.words import scan as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.stamps import practice_code

LOOK_S = 5.0
REREAD_S = 10.0  # scanners read one code again after 0.5 s, and after 9.9 s at most (Zebra DS4308, parameter 137)


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
        settings: Callable[[], Settings],
        clock: Clock,
        language: Language,
    ) -> None:
        self._view = view
        self._scanning = scanning
        self._background = background
        self._navigate = navigate
        self._leave = leave
        self._settings = settings
        self._clock = clock
        self._language = language
        self._added: tuple[StampIdx, float] | None = None  # on which stamp, and when its code came last

    def guessed(self, text: str) -> None:
        """A scanner seems to have read this. Whether it did is not known yet: nothing of it is shown or done."""
        self._background.submit(
            Lane.DISK,
            partial(self._here, text),
            self._expect,
            lambda _error: None,  # told where it was a scan
            owner=self,
            droppable=True,
        )

    def _expect(self, found: Here | Elsewhere | Missed) -> None:
        if isinstance(found, Here):
            self._navigate.expect(found.customer_id)

    def scanned(self, text: str) -> None:
        """A scanner read this."""
        self._background.leave(self)
        self._view.show_scan(None)
        self._background.submit(
            Lane.DISK,
            partial(self._here, text),
            self._found,
            self._failed,
            owner=self,
            droppable=True,
        )

    def _here(self, text: str) -> Here | Elsewhere | Missed:
        return self._scanning().here(_of_practice(self._language, text))

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
            self._leave(partial(self._arrive, found))

    def _arrive(self, found: Here) -> None:
        """At their page; where a scan adds the visit, with the stamp it goes to, or the word why it was not added."""
        if not self._settings().counter.scan_adds_visit:
            self._navigate.customer(found.customer_id, found.stamp_idx)
        elif len(found.live) != 1:
            self._navigate.customer(found.customer_id, found.stamp_idx)
            self._view.show_scan(self._why_not(found))
        else:
            is_again = self._comes_again(found.live[0])
            self._navigate.customer(found.customer_id, found.live[0], adds=not is_again)
            if is_again:
                self._view.show_scan(words.same_again(self._language))

    def _comes_again(self, stamp_idx: StampIdx) -> bool:
        """Whether its code comes once more, as often as it may."""
        before, now_s = self._added, self._clock.monotonic_s()
        self._added = stamp_idx, now_s
        return before is not None and before[0] == stamp_idx and now_s - before[1] < REREAD_S

    def _why_not(self, found: Here) -> Said:
        if found.live:
            return words.several_cards(self._language)
        return words.no_stamp(self._language) if found.stamp_idx is None else words.takes_none(self._language)

    def _failed(self, error: Exception) -> None:
        self._view.show_scan(trouble_said(self._language, error))


def _of_practice(language: Language, text: str) -> str:
    """The number of a stamp, where it is what a code of practice says; else the text as it is."""
    line = text.strip()
    numbers = (stamp_idx_from_text(part.rstrip(".。")) for part in line.split())
    return next((str(one) for one in numbers if one is not None and practice_code(language, one) == line), text)
