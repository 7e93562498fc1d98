"""What a tile depends on beside its holding: what holds sending up, what was pressed on the page, and when it is.

Also what a holding is about: its stamp, its open issue, and what is only moments away.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from kiosk_app.domain.choices import choices_for
from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.stamp import Stamp
from kiosk_app.presenters.tile_view import NoteShown, Offer, PillShown, UndoShown
from kiosk_app.services.customers import Holding, Holdings


@dataclass(frozen=True, slots=True)
class Hold:
    """Why nothing may be sent just now, if so. ``quiet_until``: the service asked for quiet (UTC)."""

    has_key: bool = True
    stopped: Reason | None = None
    quiet_until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return not self.has_key or self.stopped is not None or self.is_quiet(now)

    def is_quiet(self, now: datetime) -> bool:
        return self.quiet_until is not None and self.quiet_until > now


@dataclass(frozen=True, slots=True)
class Issued:
    """What came of *Issue stamp* on this page, as far as it is not in what was read.

    ``is_opening``: the press is not on the disk yet. ``is_slow``: it takes longer than people expect. ``asks``: the
    customer has the card, and somebody must say what is meant.
    """

    is_opening: bool = False
    is_slow: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Pressed:
    """What was done on this page to the stamp that a tile shows, and what the tile asks about it.

    ``moved``: visits that were pressed and are not in what was read yet; under none where they are taken back.
    ``fresh``: visits of the press that ``undo`` is for. ``news``: what became of it. ``asks_anyway``: a visit was asked
    for within the pause. ``asks_reward``: whether it is handed over. ``is_redeeming``: that press is not on the disk
    yet. ``offers_next``, ``declined_next``: its reward was redeemed here.
    """

    moved: int = 0
    fresh: int = 0
    undo: UndoShown | None = None
    news: PillShown | None = None
    asks_anyway: bool = False
    asks_reward: bool = False
    is_redeeming: bool = False
    offers_next: bool = False
    declined_next: bool = False


@dataclass(frozen=True, slots=True)
class Edited:
    """What was taken on this page of what stands behind a tile's three dots.

    ``pressed``: it is not on the disk yet. ``news``: what became of the last one. ``asks_delete``: whether the stamp is
    to be deleted for good.
    """

    pressed: Offer | None = None
    news: PillShown | None = None
    asks_delete: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What a tile depends on besides its holding. ``now`` and ``local`` are one instant, in UTC and for people.

    ``note``: what became of the last press, or what a look found. ``is_unseen``: the service could not be asked for
    the stamp. ``chosen``: which of several.
    """

    now: datetime
    local: datetime
    hold: Hold
    customer: str
    note: NoteShown | None = None
    is_unseen: bool = False
    chosen: int = 0
    issued: Issued = Issued()
    pressed: Pressed = Pressed()
    edited: Edited = Edited()


def shown_stamp(holding: Holding, chosen: int) -> Stamp | None:
    """The stamp a tile is about: the one being handed out, a live one, else the one that ended last."""
    if handed := holding.handed_out:
        return next((stamp for stamp in holding.live if stamp.stamp_idx == handed.stamp_idx), None)
    return holding.live[chosen % len(holding.live)] if holding.live else holding.last


def open_issue(holding: Holding) -> Entry | None:
    """The issue that is not settled, if any."""
    return next((entry for entry in holding.open if entry.kind.makes_a_stamp or entry.kind is Kind.HAND_OUT), None)


def question(holding: Holding, stamp: Stamp | None) -> Entry | None:
    """What only a person can tell of this stamp, or of its issue."""
    issue = None if holding.handed_out else open_issue(holding)
    of_tile = [entry for entry in holding.open if stamp and entry.stamp_idx == stamp.stamp_idx]
    return next((entry for entry in ([issue] if issue else of_tile) if choices_for(entry)), None)


def to_look_at(holdings: Holdings, today: date) -> Iterator[Stamp]:
    """The stamps that the service shows, as far as we know: live and begun, and it has heard to whom they belong."""
    for holding in holdings.cards:
        unheard = holding.handed_out and holding.handed_out.stamp_idx
        yield from (stamp for stamp in holding.live if stamp.start <= today and stamp.stamp_idx != unheard)


def is_on_its_way(entry: Entry, hold: Hold, now: datetime) -> bool:
    """Whether an answer is only moments away: it is being sent, or is about to be for the first time."""
    if entry.state is State.SENDING:
        return True
    is_next = entry.state is State.WAITING and entry.attempts == 0 and entry.due_at is not None
    return is_next and not hold.holds(now)
