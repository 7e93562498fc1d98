"""The outbox page's talk: lists that stay true while things move, and a person's word on what nobody else can tell.

A word is taken at once and never asked twice; what waits after it is the sender's. Leaving the page takes none back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from kiosk_app.domain.choices import Choice, choices_for
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.links import stamp_idx_from_scan
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.settings import Settings
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.outbox_view import (
    Moment,
    NumberAsked,
    OutboxLists,
    OutboxView,
    Talked,
    needs_line,
    unused_line,
    way_line,
)
from kiosk_app.presenters.trouble import trouble_said
from kiosk_app.services.outbox import Outbox, OutboxPage, needs_a_person
from kiosk_app.services.resolving import Resolved, Resolving, Unconfirmed
from kiosk_app.words import resolving as resolving_words
from kiosk_app.words.language import Language

SHOWN = 12  # of each list: more take longer to make than a page may stand still; the heads tell how many there are
LOOK_S = 5.0  # for the stamp whose number was typed


class Beside(Protocol):
    """The talk of a part of the page that stands for itself."""

    def changed(self) -> None: ...

    def left(self) -> None: ...


class OutboxPresenter:
    """``resolving``: gives what takes a person's word. ``poke``: something may be due now."""

    def __init__(
        self,
        view: OutboxView,
        outbox: Outbox,
        resolving: Callable[[], Resolving],
        settings: Callable[[], Settings],
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
        poke: Callable[[], None],
        beside: Beside | None = None,
    ) -> None:
        self._view = view
        self._outbox = outbox
        self._resolving = resolving
        self._settings = settings
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._poke = poke
        self._beside = beside
        self._asked = 0
        self._page: OutboxPage | None = None
        self._pointed: int | None = None
        self._talks: dict[int, Talked] = {}
        self._numbers: dict[int, StampIdx] = {}  # looked at and not shown as ours, until somebody types another

    def opened(self, entry_id: int | None = None) -> None:
        """The page is shown; for this entry, which somebody wants to answer."""
        self._forget()
        self._pointed = entry_id
        if self._beside:
            self._beside.changed()
        self._read(self._point)

    def changed(self) -> None:
        """Something in the journal changed."""
        if self._beside:
            self._beside.changed()
        self._read()

    def ticked(self) -> None:
        """A second went by."""
        self._show()

    def left(self) -> None:
        """The page is left."""
        if self._beside:
            self._beside.left()
        self._background.leave(self)
        self._view.keep_time(False)
        self._forget()

    # What a person did

    def chosen(self, entry_id: int, choice: Choice) -> None:
        """Their word on an entry."""
        if self._talked(entry_id).is_busy:
            return
        if choice is Choice.IT_IS_THERE:
            self._talks[entry_id] = Talked(number=NumberAsked())
            self._show()
            self._view.ask_number(entry_id)
            return
        self._talks[entry_id] = Talked(is_busy=True)
        self._show()
        # Without an owner: the sender is poked also where the page was left meanwhile.
        self._background.submit(
            Lane.DISK,
            lambda: self._resolving().choose(entry_id, choice),
            partial(self._was_taken, entry_id),
            partial(self._was_not_taken, entry_id),
        )

    def number_typed(self, entry_id: int) -> None:
        """Another number than the one that was looked at."""
        if self._numbers.pop(entry_id, None) is not None or self._talked(entry_id).note:
            self._talks[entry_id] = Talked(number=NumberAsked())
            self._show()

    def number_given(self, entry_id: int, text: str) -> None:
        """A number, typed or scanned; given again after it was looked at, it is confirmed."""
        talked = self._talked(entry_id)
        if talked.number is None or talked.number.is_busy:
            return
        stamp_idx = stamp_idx_from_scan(text)
        if stamp_idx is None:
            self._talks[entry_id] = replace(talked, note=resolving_words.no_number(self._language))
            self._show()
            return
        is_confirmed = self._numbers.get(entry_id) == stamp_idx
        self._talks[entry_id] = Talked(number=NumberAsked(is_busy=True))
        self._show()
        self._background.submit(
            Lane.LOOK,
            lambda: self._resolving().it_is_there(entry_id, stamp_idx, confirmed=is_confirmed, deadline_s=LOOK_S),
            partial(self._was_looked_at, entry_id, stamp_idx),
            partial(self._was_not_taken, entry_id),
        )

    def number_left(self, entry_id: int) -> None:
        """*Not now*."""
        self._talks.pop(entry_id, None)
        self._numbers.pop(entry_id, None)
        self._show()

    def cleared_up(self, entry_id: int) -> None:
        """Somebody has seen to a stamp that may have lain unused."""
        self._background.submit(
            Lane.DISK, lambda: self._outbox.cleared_up(entry_id), lambda _: self._read(), self._failed, owner=self
        )

    def customer_pressed(self, customer_id: str) -> None:
        """Whom it is about."""
        self._navigate.customer(customer_id)

    # What came of it

    def _was_taken(self, entry_id: int, _resolved: Resolved) -> None:
        self._poke()
        self._talks.pop(entry_id, None)
        self._numbers.pop(entry_id, None)
        if self._page:
            self._read()

    def _was_looked_at(self, entry_id: int, stamp_idx: StampIdx, found: Resolved | Unconfirmed) -> None:
        if isinstance(found, Resolved):
            self._was_taken(entry_id, found)
            return
        if self._page:
            self._numbers[entry_id] = stamp_idx
            said = resolving_words.not_shown(self._language, found.message)
            if found.seen:
                said = resolving_words.shown_without_us(self._language)
            self._talks[entry_id] = Talked(said, NumberAsked(confirms=True))
            self._show()

    def _was_not_taken(self, entry_id: int, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if self._page:
            number = self._talked(entry_id).number
            self._talks[entry_id] = Talked(said, number and NumberAsked())
            self._read()

    def _point(self) -> None:
        """To what somebody came for; a lost stamp's number is asked for at once."""
        lines = self._page.needs if self._page else ()
        entry = next((line.entry for line in lines if line.entry.id == self._pointed), None)
        if entry is None:
            return
        if Choice.IT_IS_THERE in choices_for(entry):
            self.chosen(entry.id, Choice.IT_IS_THERE)
        else:
            self._view.point_to(entry.id)

    # Reading and showing

    def _read(self, after: Callable[[], None] = lambda: None) -> None:
        self._asked += 1
        asked = self._asked
        self._background.submit(
            *(Lane.DISK, partial(self._heads, self._pointed), lambda page: self._was_read(page, asked, after)),
            self._failed,
            owner=self,
            droppable=True,
        )

    def _heads(self, pointed: int | None) -> OutboxPage:
        """The head of each list; what somebody came for stands first."""
        midnight = datetime.combine(self._clock.today(), datetime.min.time()).astimezone()
        page = self._outbox.page(midnight, midnight + timedelta(days=1), SHOWN, self._settings().instant_cards)
        if pointed is None:
            return page
        first = tuple(line for line in self._outbox.of([pointed]) if needs_a_person(line.entry))
        return replace(page, needs=(*first, *(line for line in page.needs if line.entry.id != pointed)))

    def _was_read(self, page: OutboxPage, asked: int, after: Callable[[], None]) -> None:
        if asked == self._asked:
            self._page = page
            self._show()
            after()

    def _show(self) -> None:
        page = self._page
        if page is None:
            return
        moment = Moment(self._settings().card, self._clock.now(), page.stopped, page.quiet_until)
        say = self._language
        lists = OutboxLists(
            needs=tuple(needs_line(say, line, moment, self._talked(line.entry.id)) for line in page.needs),
            way=tuple(way_line(say, line, moment) for line in page.way),
            done=tuple(way_line(say, line, moment) for line in page.done),
            done_count=page.done_count,
            needs_count=page.needs_count,
            way_count=page.way_count,
            unused=tuple(unused_line(say, line, moment) for line in page.unused),
        )
        self._view.show_lists(lists)
        self._view.keep_time(any(line.counts_down for line in lists.way))

    def _talked(self, entry_id: int) -> Talked:
        return self._talks.get(entry_id, Talked())

    def _forget(self) -> None:
        self._page = None
        self._talks.clear()
        self._numbers.clear()
        self._pointed = None

    def _failed(self, error: Exception) -> None:
        self._view.show_trouble(trouble_said(self._language, error))
