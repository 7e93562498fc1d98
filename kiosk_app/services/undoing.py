"""Undoing within its seconds: cancelled where it was not sent, else put right once it is there.

A stamp that was issued is switched off, a visit is taken back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk_app.domain.entry import Draft, Entry, Kind, State, Turn, Why
from kiosk_app.domain.stamp import Change
from kiosk_app.services.settling import settle
from kiosk_app.services.telling import tell_opened
from kiosk_app.store.journal import Step
from kiosk_app.store.store import Store, Work

_DID_NOTHING = (State.CANCELLED, State.REFUSED, State.ASIDE)  # or is known to nobody who could undo it


@dataclass(frozen=True, slots=True)
class Undone:
    """``cancelled``: nothing was sent and nothing will be. Else ``entries`` switch the stamp off, or take back."""

    cancelled: bool
    entries: tuple[Entry, ...]


class Undoing:
    """Raises StoreTrouble; then nothing was changed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def undo_issue(self, intent: str) -> Undone:
        """Undo the issue of one press; pressing twice is undoing once.

        What is sending, unknown or done gets a follower that switches the stamp off when its leader is done, and
        is cancelled with it when the leader is refused or set aside. An instant stamp was shown, and is there
        whatever became of its hand out: it is switched off in any case.
        """
        undo = f"undo {intent}"
        with self._store.writing() as work:
            if there := work.journal.of_intent(undo):
                return Undone(cancelled=False, entries=there)
            issue, *followers = work.journal.of_intent(intent)
            for entry in reversed((issue, *followers)):
                if entry.state is State.WAITING:
                    settle(work, entry, Step(State.CANCELLED, Why.UNDONE))
            issue = work.journal.of_intent(intent)[0]
            if issue.kind is Kind.HAND_OUT:
                _forget(work, issue)
                return _following(work, undo, issue, leader=None)
            if issue.state in _DID_NOTHING:
                return Undone(cancelled=True, entries=())
            return _following(work, undo, issue, leader=issue.id)

    def undo_visits(self, intent: str) -> Undone:
        """Undo the visits of one press; pressing twice is undoing once.

        What waits is cancelled, the last first. Each that is sending, unknown or done gets a follower that takes it
        back when it is done, and is cancelled with it when it is refused or set aside. A first visit goes with the
        undoing of its issue.
        """
        undo = f"undo {intent}"
        with self._store.writing() as work:
            if there := work.journal.of_intent(undo):
                return Undone(cancelled=False, entries=there)
            for entry in reversed(work.journal.of_intent(intent)):
                if entry.state is State.WAITING:
                    settle(work, entry, Step(State.CANCELLED, Why.UNDONE))
            sent = [entry for entry in work.journal.of_intent(intent) if entry.state not in _DID_NOTHING]
            if not sent:
                return Undone(cancelled=True, entries=())
            entries = work.journal.open(undo, [_taking_back(work, visit) for visit in reversed(sent)]).entries
            tell_opened(entries, f"undoing {sent[0].reference}")
            return Undone(cancelled=False, entries=entries)


def _taking_back(work: Work, visit: Entry) -> Draft:
    return Draft(
        work.journal.fresh_reference(),
        Kind.TAKE_BACK,
        visit.card_idx,
        visit.customer_id,
        visit.stamp_idx,
        staff=visit.staff,
        turn=Turn.UNDO,
        leader=visit.id,
    )


def _following(work: Work, undo: str, issue: Entry, leader: int | None) -> Undone:
    entries = work.journal.open(undo, [_switching_off(work, issue)], leader=leader).entries
    tell_opened(entries, f"undoing {issue.reference}")
    return Undone(cancelled=False, entries=entries)


def _switching_off(work: Work, issue: Entry) -> Draft:
    """An instant stamp's memo may still say that it is ready: then it must not go on saying so."""
    memo = issue.fields.memo if isinstance(issue.fields, Change) else None
    return Draft(
        work.journal.fresh_reference(),
        Kind.CHANGE,
        issue.card_idx,
        issue.customer_id,
        issue.stamp_idx,
        Change(active=False, memo=memo),
        issue.staff,
        Turn.UNDO,
    )


def _forget(work: Work, handed_out: Entry) -> None:
    """From here on it is none that the customer collects on, also while the internet is down."""
    stamp = work.directory.stamp(handed_out.stamp_idx) if handed_out.stamp_idx is not None else None
    if stamp:
        work.directory.put_stamp(replace(stamp, active=False))
