"""The frame round every page: the pill and the amber bar. They say how the line stands and what waits."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Protocol

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.presenters.frame import Bar, LeadsTo, Pill
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.services.line_watch import LineState
from kiosk_app.services.outbox import Outbox, Standing
from kiosk_app.words import crash as crash_words
from kiosk_app.words import shell as words
from kiosk_app.words.folder import disk_trouble
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

SENT_S = 6.0  # "Everything is sent" is read by then


class ShellView(Protocol):
    """What the frame can show."""

    def show_pill(self, pill: Pill, text: str) -> None: ...

    def show_bar(self, bar: Bar | None) -> None: ...

    def show_waiting(self, count: int) -> None:
        """Whoever quits now is told that so many wait; nobody is held up."""
        ...

    def keep_time(self, is_needed: bool) -> None:
        """Whether the presenter wants to hear, once a second, that time went by."""
        ...


class ShellPresenter:
    """Reads how things stand whenever something changed. ``has_key``: whether the service can be spoken to at all.

    ``prepared``: how much of the search index is made anew, from 0 to 1; None while it need not be.
    """

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
        prepared: Callable[[], float | None] = lambda: None,
    ) -> None:
        self._view = view
        self._prepared = prepared
        self._outbox = outbox
        self._line_state = line_state
        self._has_key = has_key
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._asked = 0
        self._bar: Bar | None = None
        self._standing: Standing | None = None
        self._catching_up: Callable[[Language, int], Said] | None = None
        self._sent_until_s = 0.0
        self._is_low = False

    def changed(self) -> None:
        """Something in the journal or of the line changed."""
        self._asked += 1
        asked = self._asked
        self._background.submit(
            Lane.DISK, self._outbox.standing, lambda standing: self._show(standing, asked), self._failed
        )

    def ticked(self) -> None:
        """A second went by."""
        if self._standing:
            self._show_bar(self._bar_for(self._standing, self._line_state() is LineState.DOWN))
            self._keep_time(self._standing)

    def bar_pressed(self) -> None:
        """The bar's button was pressed."""
        if self._bar and self._bar.leads_to is LeadsTo.OUTBOX:
            self._navigate.outbox()
        elif self._bar and self._bar.leads_to is LeadsTo.ACCOUNT:
            self._navigate.settings("account")
        elif self._bar and self._bar.leads_to is LeadsTo.FAULT:
            self._navigate.fault()

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
        self._show_bar(Bar(said, crash_words.see(self._language), LeadsTo.FAULT))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, StoreTrouble):
            raise error
        self.disk_failed(error)

    def _show(self, standing: Standing, asked: int) -> None:
        if asked != self._asked:
            return  # a newer answer is on its way
        is_down = self._line_state() is LineState.DOWN
        self._view.show_pill(*self._pill(standing, is_down))
        self._view.show_waiting(standing.waiting)
        self._catch_up(self._standing, standing, is_down=is_down)
        self._standing = standing
        self._show_bar(self._bar_for(standing, is_down))
        self._keep_time(standing)

    def _catch_up(self, before: Standing | None, now: Standing, *, is_down: bool) -> None:
        """What waited for the line, or while the window was closed, is told until the last of it is sent."""
        if is_down:
            self._catching_up = words.back_online
        elif before is None and now.waiting:
            self._catching_up = words.from_before
        elif self._catching_up and not now.waiting:
            self._catching_up = None
            if before and before.waiting:
                self._sent_until_s = self._clock.monotonic_s() + SENT_S

    def _keep_time(self, standing: Standing) -> None:
        is_sent = self._clock.monotonic_s() < self._sent_until_s
        self._view.keep_time(is_sent or self._quiet_s(standing) > 0 or self._prepared() is not None)

    def _quiet_s(self, standing: Standing) -> int:
        left_s = (standing.quiet_until - self._clock.now()).total_seconds() if standing.quiet_until else 0
        return max(0, ceil(left_s))

    def _pill(self, standing: Standing, is_down: bool) -> tuple[Pill, str]:
        if standing.needs:
            return Pill.NEEDS_YOU, words.needs_you(self._language, standing.needs)
        if is_down:
            return Pill.OFFLINE, words.offline(self._language, standing.waiting)
        if standing.waiting:
            return Pill.WAITING, words.waiting(self._language, standing.waiting)
        return Pill.ONLINE, words.online(self._language)

    def _bar_for(self, standing: Standing, is_down: bool) -> Bar | None:
        return self._bar_to_mend(standing) or self._bar_of_line(standing, is_down) or self._bar_of_work(standing)

    def _bar_to_mend(self, standing: Standing) -> Bar | None:
        """What somebody must mend before anything goes on: one sentence, one place."""
        if self._is_low:
            return Bar(disk_trouble(self._language, DiskReason.FULL))
        settings = (words.open_settings(self._language), LeadsTo.ACCOUNT)
        if not self._has_key():
            return Bar(words.no_key(self._language), *settings)
        if standing.stopped in (Reason.KEY_REFUSED, Reason.FORBIDDEN):
            return Bar(words.key_refused(self._language), *settings)
        if standing.stopped is Reason.CERTIFICATE:  # the computer's clock is not set here
            return Bar(words.stopped(self._language, standing.stopped))
        return Bar(words.stopped(self._language, standing.stopped), *settings) if standing.stopped else None

    def _bar_of_line(self, standing: Standing, is_down: bool) -> Bar | None:
        if is_down and standing.waiting:
            return Bar(words.no_internet(self._language, standing.waiting), *self._see(standing), is_offline=True)
        if is_down:
            return Bar(words.no_internet_nothing_waits(self._language), is_offline=True)
        if quiet_s := self._quiet_s(standing):
            return Bar(words.slow_down(self._language, quiet_s))
        return None

    def _bar_of_work(self, standing: Standing) -> Bar | None:
        if self._catching_up and standing.waiting:
            return Bar(self._catching_up(self._language, standing.waiting), *self._see(standing))
        if standing.needs:
            return Bar(words.look_at(self._language, standing.needs), words.see_it(self._language), LeadsTo.OUTBOX)
        if self._clock.monotonic_s() < self._sent_until_s:
            return Bar(words.everything_sent(self._language), is_done=True)
        if share := self._prepared():  # a small shop's is made before anybody reads of it
            return Bar(words.preparing_search(self._language, share))
        return None

    def _see(self, standing: Standing) -> tuple[str, LeadsTo]:
        return words.see(self._language, standing.waiting), LeadsTo.OUTBOX

    def _show_bar(self, bar: Bar | None) -> None:
        if bar != self._bar:
            self._bar = bar
            self._view.show_bar(bar)
