"""The end of the day on the outbox page: what differs from our record, how far the looking is, and two buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.settings import Settings
from kiosk_app.services.day_end import DayEnd, DayEndReport, Differing
from kiosk_app.words import day_end as words
from kiosk_app.words.folder import disk_trouble
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

SHOWN = 20  # nobody reads thousands; dismissed, the next ones come


@dataclass(frozen=True, slots=True)
class DayEndShown:
    """``said`` and ``lines``: what differs, ``more`` where the list goes on, ``last_id`` what is shown up to.

    ``note``: how far the looking is, empty where nothing was touched. ``can_check``: the button is there.
    """

    said: Said
    lines: tuple[str, ...]
    more: str
    last_id: int
    note: str
    can_check: bool


class DayEndView(Protocol):
    """What the page's two parts can show."""

    def show_day_end(self, shown: DayEndShown) -> None: ...

    def show_trouble(self, said: Said) -> None: ...


class DayEndPresenter:
    """``poke`` has the heartbeat go on at once."""

    def __init__(
        self,
        view: DayEndView,
        day_end: DayEnd,
        settings: Callable[[], Settings],
        has_key: Callable[[], bool],
        poke: Callable[[], None],
        background: Background,
        clock: Clock,
        language: Language,
    ) -> None:
        self._view = view
        self._day_end = day_end
        self._settings = settings
        self._has_key = has_key
        self._poke = poke
        self._background = background
        self._clock = clock
        self._language = language
        self._last_id = 0
        self._asked = 0

    def changed(self) -> None:
        """The page is shown, or something moved."""
        self._asked += 1
        asked = self._asked
        self._background.submit(
            Lane.DISK,
            lambda: self._day_end.report(SHOWN),
            lambda report: self._show(report, asked),
            self._failed,
            owner=self,
            droppable=True,
        )

    def left(self) -> None:
        """The page is left."""
        self._background.leave(self)

    def check_requested(self) -> None:
        """A person wants to know now."""
        midnight = datetime.combine(self._clock.today(), datetime.min.time()).astimezone()
        self._background.submit(
            Lane.DISK, lambda: self._day_end.ask(midnight), lambda _: self._go_on(), self._failed, owner=self
        )

    def dismissed(self) -> None:
        """A person has seen what the list showed."""
        last_id = self._last_id
        self._background.submit(
            Lane.DISK, lambda: self._day_end.dismiss(last_id), lambda _: self._go_on(), self._failed, owner=self
        )

    def _go_on(self) -> None:
        self._poke()
        self.changed()

    def _show(self, report: DayEndReport, asked: int) -> None:
        if asked != self._asked:
            return
        self._last_id = report.differing[-1].id if report.differing else 0
        more = report.count - len(report.differing)
        note = self._note(report)
        shown = DayEndShown(
            said=words.found(self._language, report.count),
            lines=tuple(self._line(one) for one in report.differing),
            more=words.more(self._language, more) if more else "",
            last_id=self._last_id,
            note=note,
            can_check=bool(note) and self._has_key() and not report.state.asked,
        )
        self._view.show_day_end(shown)

    def _line(self, one: Differing) -> str:
        card = self._settings().card(one.card_idx)
        who = words.whose(self._language, one.name, card.name if card else "", one.stamp_idx)
        return words.differs(self._language, one.difference, who)

    def _note(self, report: DayEndReport) -> str:
        say, state = self._language, report.state
        reason = report.stopped or state.reason
        if state.left and reason is not Reason.OK:
            return words.waits(say, state.left, reason)
        if state.asked:
            return words.under_way(say, state.asked)
        if state.left:
            return words.later(say, state.left)
        if state.unsettled:
            return words.unsettled(say, state.unsettled)
        looked_at = state.looked_at.astimezone() if state.looked_at else None
        if looked_at and looked_at.date() == self._clock.today():
            return words.compared(say, looked_at.strftime("%H:%M"))
        return ""

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, StoreTrouble):
            raise error
        self._view.show_trouble(disk_trouble(self._language, error.reason))
