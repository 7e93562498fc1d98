"""Replacing: an edit that waits, unsent, gives way to the next, which takes its wishes along. They never pile up."""

from __future__ import annotations

from dataclasses import replace

from kiosk_app.domain.correction import joined
from kiosk_app.domain.entry import Draft, Entry, Kind, State, Turn, Why
from kiosk_app.domain.stamp import Change
from kiosk_app.services.settling import settle
from kiosk_app.store.journal import Step
from kiosk_app.store.store import Work


def in_place_of_the_last(work: Work, draft: Draft) -> tuple[Draft, Entry | None]:
    """The edit to be opened, and the one it replaces: that one is cancelled here, and its wishes join the draft's.

    Only the last of what is open on the stamp is replaced. One with anything behind it may be what that needs, as
    when new dates bring a stamp back for a visit.
    """
    last = _last_open(work, draft)
    if last is None or not isinstance(last.fields, Change) or not isinstance(draft.fields, Change):
        return draft, None
    if not _may_be_replaced(last) or not _goes_as_soon(work, last, draft):
        return draft, None
    replaced = settle(work, last, Step(State.CANCELLED, Why.REPLACED))
    return replace(draft, fields=joined(last.fields, draft.fields)), replaced


def _last_open(work: Work, draft: Draft) -> Entry | None:
    """The last that is open on its stamp; while that is still to be made, the last that waits for it."""
    if draft.stamp_idx is not None:
        open_ = work.journal.open_on(draft.stamp_idx)
    else:
        followers = work.journal.followers(draft.leader) if draft.leader is not None else ()
        open_ = tuple(entry for entry in followers if entry.state.is_open)
    return open_[-1] if open_ else None


def _may_be_replaced(last: Entry) -> bool:
    """Whether it is an edit like the next, not held, and proved not to have arrived."""
    is_unsent = last.state is State.WAITING and last.due_at is not None and last.doubted_at is None
    return is_unsent and last.kind is Kind.CHANGE and last.turn is Turn.COUNTER


def _goes_as_soon(work: Work, last: Entry, draft: Draft) -> bool:
    """Whether the two wait for the same, so that the draft may go when the other might have."""
    if last.leader is None or last.leader == draft.leader:
        return True
    leader = work.journal.entry(last.leader)
    return leader is not None and leader.state is State.DONE
