"""The outbox page's talk: three lists that stay true while things move, and two buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.entry import State
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.settings import Settings
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.services.outbox import Line, Outbox
from kiosk_app.words import outbox_page as words
from kiosk_app.words.folder import disk_trouble
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

SHOWN = 50  # of each list: a page of thousands of rows would stand still, and nobody reads them


@dataclass(frozen=True, slots=True)
class NeedsLine:
    """Something for a person. ``is_known``: it is settled, so that seeing it is enough and it can be dismissed."""

    entry_id: int
    customer_id: str | None
    name: str
    what: str
    at: str
    said: Said
    is_known: bool


@dataclass(frozen=True, slots=True)
class WayLine:
    """Something on its way, or arrived."""

    entry_id: int
    name: str
    what: str
    state: str
    at: str
    is_sending: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class OutboxLists:
    """The whole page: the head of each list, the last ones of what arrived today, and how many each has in all.

    ``needs`` begins with what nobody knows.
    """

    needs: tuple[NeedsLine, ...]
    way: tuple[WayLine, ...]
    done: tuple[WayLine, ...]
    done_count: int
    needs_count: int = 0
    way_count: int = 0


class OutboxView(Protocol):
    """What the page can show."""

    def show_lists(self, lists: OutboxLists) -> None: ...

    def show_trouble(self, said: Said) -> None: ...


class Beside(Protocol):
    """The talk of a part of the page that stands for itself."""

    def changed(self) -> None: ...

    def left(self) -> None: ...


class OutboxPresenter:
    def __init__(
        self,
        view: OutboxView,
        outbox: Outbox,
        settings: Callable[[], Settings],
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
        beside: Beside | None = None,
    ) -> None:
        self._view = view
        self._outbox = outbox
        self._settings = settings
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._beside = beside
        self._asked = 0

    def opened(self) -> None:
        """The page is shown."""
        self.changed()

    def changed(self) -> None:
        """Something in the journal changed."""
        if self._beside:
            self._beside.changed()
        self._asked += 1
        asked = self._asked
        self._background.submit(
            Lane.DISK, self._read, lambda lists: self._show(lists, asked), self._failed, owner=self, droppable=True
        )

    def left(self) -> None:
        """The page is left."""
        if self._beside:
            self._beside.left()
        self._background.leave(self)

    def dismissed(self, entry_id: int) -> None:
        """A person has seen it."""
        self._background.submit(
            Lane.DISK, lambda: self._outbox.dismiss(entry_id), lambda _: self.changed(), self._failed, owner=self
        )

    def customer_pressed(self, customer_id: str) -> None:
        """Whom it is about."""
        self._navigate.customer(customer_id)

    def _read(self) -> OutboxLists:
        midnight = datetime.combine(self._clock.today(), datetime.min.time()).astimezone()
        page = self._outbox.page(midnight, midnight + timedelta(days=1), SHOWN)
        return OutboxLists(
            needs=tuple(sorted((self._needs(line) for line in page.needs), key=_is_known)),
            way=tuple(self._way(line) for line in page.way),
            done=tuple(self._way(line) for line in page.done),
            done_count=page.done_count,
            needs_count=page.needs_count,
            way_count=page.way_count,
        )

    def _needs(self, line: Line) -> NeedsLine:
        entry, name = line.entry, _name(line)
        return NeedsLine(
            entry_id=entry.id,
            customer_id=entry.customer_id,
            name=name,
            what=self._what(line),
            at=_time(entry.opened_at),
            said=words.trouble(self._language, entry, name),
            is_known=entry.state.is_final,
        )

    def _way(self, line: Line) -> WayLine:
        entry = line.entry
        return WayLine(
            entry_id=entry.id,
            name=_name(line),
            what=self._what(line),
            state=words.state(self._language, entry),
            at=_time(entry.at),
            is_sending=entry.state is State.SENDING,
            is_done=entry.state is State.DONE,
        )

    def _what(self, line: Line) -> str:
        card = self._settings().card(line.entry.card_idx)
        return words.what(self._language, line.entry.kind, card.name if card else "")

    def _show(self, lists: OutboxLists, asked: int) -> None:
        if asked == self._asked:
            self._view.show_lists(lists)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, StoreTrouble):
            raise error
        self._view.show_trouble(disk_trouble(self._language, error.reason))


def _is_known(need: NeedsLine) -> bool:
    return need.is_known


def _name(line: Line) -> str:
    return line.customer.details.name if line.customer else ""


def _time(when: datetime) -> str:
    return when.astimezone().strftime("%H:%M")
