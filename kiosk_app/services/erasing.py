"""Erasing a customer for good: here at once, and what the service was told of them as soon as it can be reached.

Of what is open, what would tell the service who they are is not sent any more; what only moves a count or a date goes
on, nameless. Sends nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

from kiosk_app.domain.correction import CannotCorrect, Hindrance
from kiosk_app.domain.customer import ERASED
from kiosk_app.domain.entry import Draft, Entry, Kind, State, Why
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.stamp import Change, NewStamp, UserFields
from kiosk_app.domain.visiting import Bar, bar_to_visit
from kiosk_app.services.settling import settle
from kiosk_app.services.telling import tell_opened
from kiosk_app.store.journal import Step
from kiosk_app.store.store import Store, Work


@dataclass(frozen=True, slots=True)
class Erased:
    """``entries`` wait to be sent: each empties what the service holds of the customer in one stamp.

    ``not_cleared``: stamps in which the service may go on holding it, since it shows them to nobody: an edit could
    bring one back to life. ``lost``: references of stamps that may be there, and nobody knows under which number.
    """

    customer_id: str
    entries: tuple[Entry, ...]
    not_cleared: tuple[StampIdx, ...]
    lost: tuple[str, ...]


class Erasing:
    """Raises CannotCorrect and StoreTrouble; then nothing was changed. What waits afterwards is the sender's."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def erase(self, customer_id: str, staff: str | None = None) -> Erased:
        """Take a customer away for good. Ask before."""
        with self._store.wiping() as work:
            customer = work.directory.customer(customer_id)
            if customer is None:
                raise CannotCorrect(Hindrance.NO_SUCH_CUSTOMER)
            lost = _end_what_names_them(work, customer.id)
            drafts, not_cleared = _clearing(work, customer.id, self._clock.today(), staff)
            work.persons.erase(customer.id)
            entries = work.journal.open(new_id(), drafts).entries
        tell_opened(entries, "erasing a customer")
        return Erased(customer.id, entries, not_cleared, lost)


def _end_what_names_them(work: Work, customer_id: str) -> tuple[str, ...]:
    """Cancel what waits, set aside what may have arrived; the references of stamps that may have been made so."""
    open_ = work.journal.open_of(customer_id)
    if any(entry.state is State.SENDING for entry in open_):
        raise CannotCorrect(Hindrance.BEING_SENT)
    lost = []
    for entry in reversed(open_):  # what follows another before that: each is ended once
        if not _names_somebody(entry) or (now_at := work.journal.entry(entry.id)) is None or now_at.state.is_final:
            continue
        is_unknown = now_at.state is State.UNKNOWN or now_at.doubted_at is not None
        if is_unknown and now_at.state is State.WAITING:
            raise CannotCorrect(Hindrance.BEING_SENT)
        settle(work, now_at, Step(State.ASIDE if is_unknown else State.CANCELLED, Why.ERASED, now_at.reason))
        if is_unknown and now_at.kind is Kind.ISSUE:
            lost.append(now_at.reference)
    return tuple(lost)


def _names_somebody(entry: Entry) -> bool:
    if isinstance(entry.fields, NewStamp):
        return True
    return isinstance(entry.fields, Change) and bool(entry.fields.user or entry.fields.cleared)


def _clearing(work: Work, customer_id: str, today: date, staff: str | None) -> tuple[list[Draft], tuple[StampIdx, ...]]:
    """An edit for each stamp that lives, behind what is open on it; and the stamps that none can be sent to."""
    drafts, not_cleared = [], []
    open_ = work.journal.open_of(customer_id)
    for stamp in work.directory.stamps_held_by(customer_id):
        bar = bar_to_visit(stamp, open_, today)
        if bar is None:
            reference = work.journal.fresh_reference()
            drafts.append(
                Draft(
                    *(reference, Kind.CHANGE, stamp.card_idx, ERASED, stamp.stamp_idx, _emptied()),
                    staff,
                    follows=None,
                )
            )
        elif bar is not Bar.BEING_DELETED:
            not_cleared.append(stamp.stamp_idx)
    return drafts, tuple(not_cleared)


def _emptied() -> Change:
    """Every field empty but the id, which the service needs: a new one, that says nothing of anybody."""
    names = tuple(one.name for one in fields(UserFields) if one.name != "user_id")
    return Change(user=UserFields(user_id=new_id()), cleared=names)
