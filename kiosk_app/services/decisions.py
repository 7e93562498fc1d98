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


def is_fresh(entry: Entry, stamp: Stamp | None, now: datetime, timing: Timing) -> bool:
    """Whether a stamp's count is known well enough to write without a look.

    Never after an attempt that may have happened, and never for a visit that may find it full: past the last place
    an add can succeed and change nothing.
    """
    if stamp is None or stamp.as_of is None or entry.doubted_at or entry.resends:
        return False
    if entry.kind is Kind.VISIT and (stamp.visits is None or not stamp.places or stamp.visits + 1 >= stamp.places):
        return False
    return now - timedelta(seconds=timing.fresh_s) <= stamp.as_of <= now


def before_resending(entry: Entry, stamp: Stamp) -> Step | None:
    """The step where a visit was proved missing, and the look before it is sent again shows another count.

    The first attempt may have arrived since: what was late is not sent twice.
    """
    if not entry.resends or stamp.visits is None or stamp.visits == entry.count_first:
        return None
    seen = f"{stamp.visits} seen before sending again, {entry.count_first} at first"
    if entry.count_first is not None and stamp.visits == entry.count_first + moves(entry):
        return Step(State.DONE, Why.PROVED, doubt=False, looked=True, note=seen, count_seen=stamp.visits)
    odd = _person(entry.reason, entry.message, Why.COUNT_ODD)
    return replace(odd, doubt=True, note=seen, looked=True, count_seen=stamp.visits)


def after_answer(
    entry: Entry,
    answer: Answer[StampIdx] | Answer[None],
    now: datetime,
    wait_s: float,
    timing: Timing,
    *,
    is_shown: bool = True,
) -> Step:
    """The step that the answer to a write calls for. ``wait_s``: the back-off, should it go again.

    ``is_shown``: whether the look before the write showed the stamp.
    """
    later = now + timedelta(seconds=wait_s)
    match answer.fate:
        case Fate.DONE:
            stamp_idx = answer.result if entry.kind.makes_a_stamp else None
            return Step(State.DONE, Why.ANSWERED, stamp_idx=stamp_idx)
        case Fate.REFUSED if answer.next is Next.LOOK:
            return _doubtful(entry, answer, now, later, timing)
        case Fate.REFUSED if entry.doubted_at and entry.kind is Kind.DELETE and not is_shown:
            return Step(State.DONE, Why.MISSING, doubt=False)
        case Fate.REFUSED if entry.doubted_at:
            return _person(answer.reason, answer.message)  # refused now, and perhaps done before
        case Fate.REFUSED:
            return Step(State.REFUSED, Why.ANSWERED, answer.reason, answer.message, attention=True)
        case Fate.NOT_DONE:
            return not_done(entry, answer.reason, answer.message, now if answer.next is Next.STOP else later)
        case Fate.UNKNOWN:
            return _doubtful(entry, answer, now, later, timing)


def nothing_to_do(entry: Entry, message: str) -> Step:
    """The step where the stamp, looked at before the write, leaves nothing to write."""
    if entry.doubted_at:
        return _person(Reason.REFUSED, message)
    return Step(State.REFUSED, Why.NOTHING_TO_DO, Reason.REFUSED, message, attention=True)


def not_done(entry: Entry, reason: Reason, message: str, due_at: datetime) -> Step:
    """This attempt did nothing; but what an earlier one may have done stays unknown."""
    state = State.UNKNOWN if entry.doubted_at else State.WAITING
    return Step(state, Why.ANSWERED, reason, message, due_at=due_at)


def _doubtful(
    entry: Entry, answer: Answer[StampIdx] | Answer[None], now: datetime, later: datetime, timing: Timing
) -> Step:
    due_at = {
        Next.LOOK: now + timedelta(seconds=timing.look_after_s),
        Next.AGAIN: later,
    }.get(answer.next)
    step = Step(State.UNKNOWN, Why.ANSWERED, answer.reason, answer.message, due_at)
    return _in_doubt(entry, step, now, timing)


def _in_doubt(entry: Entry, step: Step, now: datetime, timing: Timing) -> Step:
    """It may have happened, and may still: its stamp is looked at once more, however the doubt ends."""
    shows = entry.kind.is_counted or entry.kind.is_edit
    return replace(
        step,
        doubt=True,
        look_again_at=now + timedelta(seconds=timing.look_again_s) if shows else None,
        holds_until=now + timedelta(seconds=timing.settle_s) if entry.kind.is_edit else None,
    )


def _person(reason: Reason, message: str, why: Why = Why.ANSWERED) -> Step:
    return Step(State.UNKNOWN, why, reason, message, attention=True)


def moves(entry: Entry) -> int:
    """What it does to the stamp's count."""
    return 1 if entry.kind is Kind.VISIT else -1 if entry.kind is Kind.TAKE_BACK else 0


def wanted_count(entry: Entry) -> int | None:
    """The count the stamp shows once a visit was added or taken back; None where the one before is not known."""
    return None if entry.count_before is None else entry.count_before + moves(entry)


def after_look(entry: Entry, view: StampView | None, waited_s: float, asked_at: datetime, timing: Timing) -> Step:
    """The step that the stamp's count calls for, after an answer was lost.

    The count is as old as the question: its answer may have been long on its way. ``waited_s``: how long, by real
    time, the doubt had lasted then.

    The wanted count proves it done. The count from before proves it not done once the service had its time to
    settle. Any other count was made by somebody else too, and only a person can tell.
    """
    if view is None or entry.doubted_at is None or (wanted := wanted_count(entry)) is None:
        return replace(
            _person(entry.reason, entry.message, Why.COUNT_ODD),
            looked=True,
            note="the stamp does not show a count",
            count_seen=view.visits if view else None,
        )
    step = _by_count(entry, view.visits, wanted, waited_s, asked_at, timing)
    return replace(step, looked=True, note=f"{view.visits} seen, {entry.count_before} before", count_seen=view.visits)


def _by_count(entry: Entry, seen: int, wanted: int, waited_s: float, asked_at: datetime, timing: Timing) -> Step:
    if seen == wanted:
        return Step(State.DONE, Why.PROVED, doubt=False)
    if seen != entry.count_before:
        return _person(entry.reason, entry.message, Why.COUNT_ODD)
    if waited_s < timing.settle_s:
        settled_at = asked_at + timedelta(seconds=timing.settle_s - waited_s)
        return Step(State.UNKNOWN, entry.why, entry.reason, entry.message, due_at=settled_at)
    if entry.reason is Reason.REFUSED:
        return Step(State.REFUSED, Why.NOT_THERE, entry.reason, entry.message, attention=True)
    if entry.resends >= timing.resends:
        return _person(entry.reason, entry.message, Why.COUNT_ODD)
    return Step(State.WAITING, Why.NOT_THERE, due_at=asked_at, doubt=False, resent=True)


def after_owner_died(entry: Entry, now: datetime, timing: Timing) -> Step:
    """The step for an entry whose sender ended without a word."""
    if entry.going_at is None:
        return replace(not_done(entry, entry.reason, entry.message, now), why=Why.NOT_STARTED)
    due_at = None if entry.kind.call is Call.CREATE else now
    return _in_doubt(entry, Step(State.UNKNOWN, Why.OWNER_DIED, Reason.LOST, due_at=due_at), now, timing)


def refusal_before(entry: Entry, stamp: Stamp) -> bool:
    """Whether a stamp's count leaves nothing to do: full for a visit, empty for a take back, not full for a reward."""
    if stamp.visits is None:
        return False
    if entry.kind in (Kind.VISIT, Kind.REDEEM):
        is_full = stamp.places is not None and stamp.visits >= stamp.places
        return is_full if entry.kind is Kind.VISIT else stamp.places is not None and not is_full
    return entry.kind is Kind.TAKE_BACK and stamp.visits == 0


def filled_change(entry: Entry, stamp: Stamp) -> Change | None:
    """What an update sends: the four fields with documented defaults always, as they should hold afterwards.

    They come from the stamp as it was just seen, so that an edit never brings a stamp back to life that was
    redeemed or switched off elsewhere.
    """
    if not entry.kind.is_edit:
        return None
    change = asked_of(entry)
    return replace(
        change,
        domain=stamp.shown_domain or stamp.domain if change.domain is None else change.domain,
        active=stamp.active if change.active is None else change.active,
        redeemed=stamp.redeemed if change.redeemed is None else change.redeemed,
    )


def asked_of(entry: Entry) -> Change:
    """What an edit was to set, without what the sender fills in."""
    change = entry.fields if isinstance(entry.fields, Change) else Change()
    return replace(change, redeemed=True) if entry.kind is Kind.REDEEM else change


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
