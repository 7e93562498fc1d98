"""Editing a stamp: its dates, on and off, the customer's PIN, and deleting one made in error. Sends nothing.

An edit that waits is replaced by the next, which takes its wishes along: the service hears of both at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kiosk_app.domain.correction import CannotCorrect, checked_note
from kiosk_app.domain.entry import Draft, Entry, Kind
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.stamp import Change, Stamp
from kiosk_app.domain.validity import check_span
from kiosk_app.domain.visiting import Bar, Barred, bar_to_visit, once_done
from kiosk_app.services.replacing import in_place_of_the_last
from kiosk_app.services.telling import tell_opened
from kiosk_app.store.store import Store, Work

_GONE = (Bar.BEING_DELETED, Bar.REDEEMED)  # nothing puts these right


@dataclass(frozen=True, slots=True)
class StampEdit:
    """Which stamp, by which press (the same one again adds nothing), and why: the note stays here."""

    intent: str
    stamp_idx: StampIdx
    note: str = ""
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class EditOpened:
    """``entry`` waits to be sent; None where the stamp is, or will be, as was asked already.

    ``existing``: this press was there already. ``replaced``: an edit that waited and now goes out with this one.
    """

    entry: Entry | None
    existing: bool = False
    replaced: Entry | None = None


class StampEdits:
    """Raises CannotCorrect, BadInput and StoreTrouble; then nothing was changed.

    What waits afterwards is the sender's: poke it.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def change_dates(self, edit: StampEdit, start: date | None = None, end: date | None = None) -> EditOpened:
        """Other dates, the shop's local ones; None keeps. Never over already, never over five years from today."""

        def wanted(stamp: Stamp) -> Change | None:
            span = check_span(start or stamp.start, end or stamp.end, self._clock.today())
            change = Change(
                start=span.start if span.start != stamp.start else None,
                end=span.end if span.end != stamp.end else None,
            )
            return change if change != Change() else None

        return self._change(edit, wanted, _GONE)

    def switch(self, edit: StampEdit, *, on: bool) -> EditOpened:
        """Switch a stamp off, so that its customer cannot use it, or on again.

        Also where our record says that it is so: it may have been switched elsewhere.
        """
        return self._change(edit, lambda _: Change(active=on), _GONE)

    def reset_pin(self, edit: StampEdit) -> EditOpened:
        """The customer chooses a new PIN on the next visit to the stamp's page."""
        return self._change(edit, lambda _: Change(reset_pin=True), tuple(Bar))

    def delete(self, edit: StampEdit) -> EditOpened:
        """Delete a stamp made in error, for good, behind whatever is open on it. Ask before."""
        with self._store.writing() as work:
            if there := work.journal.of_intent(edit.intent):
                return EditOpened(there[0], existing=True)
            stamp = self._will_be(work, edit, (Bar.BEING_DELETED,))
            (entry,) = work.journal.open(edit.intent, [_draft(work, edit, stamp, None)]).entries
        tell_opened([entry], "a correction")
        return EditOpened(entry)

    def _change(
        self, edit: StampEdit, wanted: Callable[[Stamp], Change | None], barred_by: tuple[Bar, ...]
    ) -> EditOpened:
        with self._store.writing() as work:
            if there := work.journal.of_intent(edit.intent):
                return EditOpened(there[0], existing=True)
            stamp = self._will_be(work, edit, barred_by)
            change = wanted(stamp)
            if change is None:
                return EditOpened(None)
            draft, replaced = in_place_of_the_last(work, _draft(work, edit, stamp, change))
            (entry,) = work.journal.open(edit.intent, [draft]).entries
        tell_opened([entry], "a correction")
        return EditOpened(entry, replaced=replaced)

    def _will_be(self, work: Work, edit: StampEdit, barred_by: tuple[Bar, ...]) -> Stamp:
        """The stamp once what is open on it has been done."""
        stamp = work.directory.stamp(edit.stamp_idx)
        if stamp is None:
            raise CannotCorrect(Barred(Bar.NO_SUCH_STAMP))
        open_ = work.journal.open_on(stamp.stamp_idx)
        bar = bar_to_visit(stamp, open_, self._clock.today())
        will_be = once_done(stamp, open_)
        if bar in barred_by:
            raise CannotCorrect(Barred(bar, will_be))
        return will_be


def _draft(work: Work, edit: StampEdit, stamp: Stamp, change: Change | None) -> Draft:
    """The change, or without one the deletion."""
    return Draft(
        work.journal.fresh_reference(),
        Kind.CHANGE if change else Kind.DELETE,
        *(stamp.card_idx, stamp.customer_id, stamp.stamp_idx),
        fields=change,
        staff=edit.staff,
        note=checked_note(edit.note),
    )
