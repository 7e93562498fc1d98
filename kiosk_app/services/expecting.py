"""Expecting: how a stamp will be once all that is open on it is done. What is asked now is held against that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk_app.domain.correction import CannotCorrect, Hindrance
from kiosk_app.domain.entry import Entry, Kind
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.stamp import Stamp
from kiosk_app.services.decisions import changed_stamp, moves
from kiosk_app.store.store import Work


@dataclass(frozen=True, slots=True)
class Expected:
    """``stamp``: as it will be. ``visits``: its count then; None where nobody has seen one. ``open``: what it takes."""

    stamp: Stamp
    visits: int | None
    open: tuple[Entry, ...]

    def hindrance(self, today: date) -> Hindrance | None:
        """Why no visit can be added to or taken from it on the shop's ``today``."""
        stamp = self.stamp
        for why, is_so in (
            (Hindrance.BEING_DELETED, any(entry.kind is Kind.DELETE for entry in self.open)),
            (Hindrance.REDEEMED, stamp.redeemed),
            (Hindrance.SWITCHED_OFF, not stamp.active),
            (Hindrance.OVER, stamp.end < today),
            (Hindrance.NOT_BEGUN, stamp.start > today),
        ):
            if is_so:
                return why
        return None

    def has_room_for(self, count: int) -> bool:
        """Whether so many visits fit, as far as anybody knows; the sender looks before it writes."""
        return self.visits is None or not self.stamp.places or self.visits + count <= self.stamp.places


def expected(work: Work, stamp_idx: StampIdx) -> Expected:
    """Raises CannotCorrect for a stamp that the directory does not know."""
    stamp = work.directory.stamp(stamp_idx)
    if stamp is None:
        raise CannotCorrect(Hindrance.NO_SUCH_STAMP, stamp_idx)
    entries = work.journal.open_on(stamp_idx)
    visits = None if stamp.visits is None else stamp.visits + sum(map(moves, entries))
    for entry in entries:
        if entry.kind.call is Call.UPDATE:
            stamp = changed_stamp(stamp, entry, work.now)
    return Expected(stamp, visits, entries)
