"""What follows from an answer, a look, or a silence: pure decisions on one entry, no wire and no disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from kiosk_app.domain.entry import Entry, Kind, State, Why
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Call, Fate, Next, Reason
from kiosk_app.domain.ready import ReadyStamp
from kiosk_app.domain.stamp import Change, Stamp, StampView
from kiosk_app.services.timing import Timing
from kiosk_app.store.journal import Step


def works_unseen(entry: Entry) -> bool:
    """Whether it may go to a stamp that validate does not show: switched off, over, not begun, or redeemed.

    Only what puts that right or does not mind it. Any other edit would switch the stamp on again, or undo its
    reward. A redeeming in doubt may be why the stamp is not shown, and sets only what it set before.
    """
    if entry.kind is Kind.REDEEM:
        return entry.doubted_at is not None
    if isinstance(entry.fields, Change) and entry.kind is Kind.CHANGE:
        return any(told is not None for told in (entry.fields.active, entry.fields.start, entry.fields.end))
    return entry.kind in (Kind.DELETE, Kind.HAND_OUT)


def after_answer(
    entry: Entry, answer: Answer[StampIdx] | Answer[None], now: datetime, wait_s: float, timing: Timing
) -> Step:
    """The step that the answer to a write calls for. ``wait_s``: the back-off, should it go again."""
    later = now + timedelta(seconds=wait_s)
    match answer.fate:
        case Fate.DONE:
            stamp_idx = answer.result if entry.kind.makes_a_stamp else None
            return Step(State.DONE, Why.ANSWERED, stamp_idx=stamp_idx)
        case Fate.REFUSED if answer.next is Next.LOOK:
            return _doubtful(answer, now, later, timing)
        case Fate.REFUSED if entry.doubted_at:
            return _person(answer.reason, answer.message)  # refused now, and perhaps done before
        case Fate.REFUSED:
            return Step(State.REFUSED, Why.ANSWERED, answer.reason, answer.message, attention=True)
        case Fate.NOT_DONE:
            return not_done(entry, answer.reason, answer.message, now if answer.next is Next.STOP else later)
        case Fate.UNKNOWN:
            return _doubtful(answer, now, later, timing)


def nothing_to_do(entry: Entry, message: str) -> Step:
    """The step where the stamp, looked at before the write, leaves nothing to write."""
    if entry.doubted_at:
        return _person(Reason.REFUSED, message)
    return Step(State.REFUSED, Why.NOTHING_TO_DO, Reason.REFUSED, message, attention=True)


def not_done(entry: Entry, reason: Reason, message: str, due_at: datetime) -> Step:
    """This attempt did nothing; but what an earlier one may have done stays unknown."""
    state = State.UNKNOWN if entry.doubted_at else State.WAITING
    return Step(state, Why.ANSWERED, reason, message, due_at=due_at)


def _doubtful(answer: Answer[StampIdx] | Answer[None], now: datetime, later: datetime, timing: Timing) -> Step:
    due_at = {
        Next.LOOK: now + timedelta(seconds=timing.look_after_s),
        Next.AGAIN: later,
    }.get(answer.next)
    return Step(State.UNKNOWN, Why.ANSWERED, answer.reason, answer.message, due_at=due_at, doubt=True)


def _person(reason: Reason, message: str, note: str = "") -> Step:
    return Step(State.UNKNOWN, Why.COUNT_ODD if note else Why.ANSWERED, reason, message, attention=True, note=note)


def wanted_count(entry: Entry) -> int | None:
    """The count the stamp shows once a visit was added or taken back; None where the one before is not known."""
    if entry.count_before is None:
        return None
    return entry.count_before + (1 if entry.kind is Kind.VISIT else -1)


def after_look(entry: Entry, view: StampView | None, asked_at: datetime, timing: Timing) -> Step:
    """The step that the stamp's count calls for, after an answer was lost.

    The count is as old as the question: its answer may have been long on its way.

    The wanted count proves it done. The count from before proves it not done once the service had its time to
    settle. Any other count was made by somebody else too, and only a person can tell.
    """
    if view is None or entry.doubted_at is None or (wanted := wanted_count(entry)) is None:
        return replace(_person(entry.reason, entry.message, note="the stamp does not show a count"), looked=True)
    seen = f"{view.visits} seen, {entry.count_before} before"
    if view.visits == wanted:
        return Step(State.DONE, Why.PROVED, doubt=False, looked=True, note=seen)
    settled_at = entry.doubted_at + timedelta(seconds=timing.settle_s)
    if view.visits != entry.count_before:
        return replace(_person(entry.reason, entry.message, note=seen), looked=True)
    if asked_at < settled_at:
        return Step(State.UNKNOWN, entry.why, entry.reason, entry.message, due_at=settled_at, looked=True, note=seen)
    if entry.reason is Reason.REFUSED:
        return Step(State.REFUSED, Why.NOT_THERE, entry.reason, entry.message, attention=True, looked=True, note=seen)
    if entry.resends >= timing.resends:
        return replace(_person(entry.reason, entry.message, note=seen), looked=True)
    return Step(State.WAITING, Why.NOT_THERE, due_at=asked_at, doubt=False, resent=True, looked=True, note=seen)


def after_owner_died(entry: Entry, now: datetime) -> Step:
    """The step for an entry whose sender ended without a word."""
    if entry.going_at is None:
        return replace(not_done(entry, entry.reason, entry.message, now), why=Why.NOT_STARTED)
    due_at = None if entry.kind.call is Call.CREATE else now
    return Step(State.UNKNOWN, Why.OWNER_DIED, Reason.LOST, due_at=due_at, doubt=True)


def refusal_before(entry: Entry, stamp: Stamp) -> bool:
    """Whether a stamp's count leaves nothing to do: full for a visit, empty for a take back."""
    if stamp.visits is None:
        return False
    if entry.kind is Kind.VISIT:
        return stamp.places is not None and stamp.visits >= stamp.places
    return entry.kind is Kind.TAKE_BACK and stamp.visits == 0


def filled_change(entry: Entry, stamp: Stamp) -> Change | None:
    """What an update sends: the four fields with documented defaults always, as they should hold afterwards.

    They come from the stamp as it was just seen, so that an edit never brings a stamp back to life that was
    redeemed or switched off elsewhere.
    """
    if entry.kind.call is not Call.UPDATE:
        return None
    change = entry.fields if isinstance(entry.fields, Change) else Change()
    redeemed = True if entry.kind is Kind.REDEEM else change.redeemed
    return replace(
        change,
        domain=stamp.shown_domain or stamp.domain if change.domain is None else change.domain,
        active=stamp.active if change.active is None else change.active,
        redeemed=stamp.redeemed if redeemed is None else redeemed,
    )


def changed_stamp(stamp: Stamp, entry: Entry, now: datetime) -> Stamp:
    """Our record of a stamp after ``entry`` was done to it."""
    if entry.kind.call in (Call.ADD, Call.REMOVE):
        return replace(stamp, visits=wanted_count(entry), as_of=now)
    change = filled_change(entry, stamp)
    if change is None:
        return stamp
    return replace(
        stamp,
        visits=stamp.visits if change.visits is None else change.visits,
        shown_domain=stamp.shown_domain if change.domain is None else change.domain,
        start=change.start or stamp.start,
        end=change.end or stamp.end,
        active=stamp.active if change.active is None else change.active,
        redeemed=stamp.redeemed if change.redeemed is None else change.redeemed,
    )


def changed_ready(ready: ReadyStamp, entry: Entry) -> ReadyStamp:
    """Our record of a ready stamp after it was renewed."""
    change = entry.fields if isinstance(entry.fields, Change) else Change()
    return replace(
        ready,
        domain=ready.domain if change.domain is None else change.domain,
        start=change.start or ready.start,
        end=change.end or ready.end,
        active=ready.active if change.active is None else change.active,
    )
