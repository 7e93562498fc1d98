"""The frame round every page: the pill and the amber bar. They say how the line stands and what waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.presenters.frame import Bar, LeadsTo, Pill
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.services.line_watch import LineState
from kiosk_app.services.outbox import Outbox, Standing
from kiosk_app.words import shell as words
from kiosk_app.words.folder import disk_trouble
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


class ShellView(Protocol):
    """What the frame can show."""

    def show_pill(self, pill: Pill, text: str) -> None: ...

    def show_bar(self, bar: Bar | None) -> None: ...


class ShellPresenter:
    """Reads how things stand whenever something changed. ``has_key``: whether the service can be spoken to at all."""

    def __init__(
        self,
        view: ShellView,
        outbox: Outbox,
        line_state: Callable[[], LineState],
        has_key: Callable[[], bool],
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
    ) -> None:
        self._view = view
        self._outbox = outbox
        self._line_state = line_state
        self._has_key = has_key
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._asked = 0
        self._bar: Bar | None = None
        self._was_away = False
        self._is_low = False

    def changed(self) -> None:
        """Something in the journal or of the line changed."""
        self._asked += 1
        asked = self._asked
        self._background.submit(
            Lane.DISK, self._outbox.standing, lambda standing: self._show(standing, asked), self._failed
        )

    def bar_pressed(self) -> None:
        """The bar's button was pressed."""
        if self._bar and self._bar.leads_to is LeadsTo.OUTBOX:
            self._navigate.outbox()
        elif self._bar and self._bar.leads_to is LeadsTo.ACCOUNT:
            self._navigate.settings("account")

    def disk_failed(self, trouble: StoreTrouble) -> None:
        """The heartbeat could not read or write the journal."""
        self._show_bar(Bar(disk_trouble(self._language, trouble.reason)))

    def low_space(self, is_low: bool) -> None:
        """How much room the disk has was looked at."""
        if is_low != self._is_low:
            self._is_low = is_low
            self.changed()

    def fault(self, said: Said) -> None:
        """A fault of the program's own: said until something changes."""
        self._show_bar(Bar(said))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, StoreTrouble):
            raise error
        self.disk_failed(error)

    def _show(self, standing: Standing, asked: int) -> None:
        if asked != self._asked:
            return  # a newer answer is on its way
        is_down = self._line_state() is LineState.DOWN
        self._view.show_pill(*self._pill(standing, is_down))
        self._show_bar(self._bar_for(standing, is_down))
        self._was_away = is_down or (self._was_away and standing.waiting > 0)

    def _pill(self, standing: Standing, is_down: bool) -> tuple[Pill, str]:
        if standing.needs:
            return Pill.NEEDS_YOU, words.needs_you(self._language, standing.needs)
        if is_down:
            return Pill.OFFLINE, words.offline(self._language, standing.waiting)
        if standing.waiting:
            return Pill.WAITING, words.waiting(self._language, standing.waiting)
        return Pill.ONLINE, words.online(self._language)

    def _bar_for(self, standing: Standing, is_down: bool) -> Bar | None:
        if self._is_low:
            return Bar(disk_trouble(self._language, DiskReason.FULL))
        see = words.see(self._language, standing.waiting)
        if not self._has_key():
            said = words.no_key(self._language)
            return Bar(said, words.open_settings(self._language), LeadsTo.ACCOUNT)
        if standing.stopped in (Reason.KEY_REFUSED, Reason.FORBIDDEN):
            return Bar(words.key_refused(self._language), words.open_settings(self._language), LeadsTo.ACCOUNT)
        if standing.stopped:
            return Bar(words.stopped(self._language, standing.stopped))
        if is_down and standing.waiting:
            return Bar(words.no_internet(self._language, standing.waiting), see, LeadsTo.OUTBOX, is_offline=True)
        if is_down:
            return Bar(words.no_internet_nothing_waits(self._language), is_offline=True)
        if standing.quiet_until and (wait_s := (standing.quiet_until - self._clock.now()).total_seconds()) > 0:
            return Bar(words.slow_down(self._language, round(wait_s)))
        if self._was_away and standing.waiting:
            return Bar(words.back_online(self._language, standing.waiting), see, LeadsTo.OUTBOX)
        if standing.needs:
            return Bar(words.look_at(self._language, standing.needs), words.see_it(self._language), LeadsTo.OUTBOX)
        return None

    def _show_bar(self, bar: Bar | None) -> None:
        if bar != self._bar:
            self._bar = bar
            self._view.show_bar(bar)
