"""Settling: one step of an entry and, in the same commit, what our own record of its stamp then says."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from kiosk_app.domain.entry import Entry, Kind, State, Turn, Why
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ready import ReadyStamp
from kiosk_app.domain.stamp import NewStamp, Stamp
from kiosk_app.services.decisions import changed_ready, changed_stamp
from kiosk_app.store.journal import Step
from kiosk_app.store.store import Work

_log = logging.getLogger(__name__)


def settle(work: Work, entry: Entry, step: Step) -> Entry:
    """Take the step and keep what follows from it; raises EntryMoved and IllegalStep.

    What only a person could settle and nobody waits for, an instant stamp's, is set aside.
    """
    settled = work.journal.take(entry, step)
    if settled.state is State.UNKNOWN and settled.due_at is None and settled.turn is Turn.REFILL:
        aside = Step(State.ASIDE, Why.NOBODY_WAITS, settled.reason, settled.message)
        settled = work.journal.take(settled, aside)
    if settled.state is State.DONE and not (step.by_person and entry.kind.is_counted):
        _keep(work, settled)
    if settled.state in (State.REFUSED, State.ASIDE):
        _withdraw(work, settled)
    if step.by_person or settled.state is State.ASIDE:
        forget_count(work, settled)
    if settled.stamp_idx is not None and _is_touch(settled):
        work.day_end.touch(settled.stamp_idx)
    _log.log(
        work.log_level,
        "%s %s: %s -> %s (%s, %s) %s",
        *(entry.reference, entry.kind.value, entry.state.value, settled.state.value),
        *(settled.why.value, step.reason.value, step.note),
    )
    return settled


def _is_touch(settled: Entry) -> bool:
    """Whether its stamp is to be looked at when the day ends.

    An instant stamp that could not be handed out is nobody's: our record says on purpose what the service does not.
    """
    if settled.kind is Kind.HAND_OUT:
        return settled.state is State.DONE
    return settled.state.is_final and settled.state is not State.CANCELLED


def forget_count(work: Work, entry: Entry) -> None:
    """The next write to its stamp looks first: nobody proved what the count is now."""
    if entry.stamp_idx is not None:
        work.directory.forget_look(entry.stamp_idx)


def _keep(work: Work, entry: Entry) -> None:
    """What is known once an entry is done."""
    if entry.stamp_idx is None:
        return
    if isinstance(entry.fields, NewStamp) and entry.customer_id:
        work.directory.put_stamp(_new_stamp(work.now, entry.fields, entry.stamp_idx, entry.customer_id))
    elif isinstance(entry.fields, NewStamp):
        work.ready.put(_new_ready(work.now, entry.fields, entry.stamp_idx))
    elif entry.kind is Kind.DELETE:
        work.directory.drop_stamp(entry.stamp_idx)
        work.ready.drop(entry.stamp_idx)
    elif stamp := work.directory.stamp(entry.stamp_idx):
        work.directory.put_stamp(changed_stamp(stamp, entry, work.now))
    elif ready := work.ready.stamp(entry.stamp_idx):
        work.ready.put(changed_ready(ready, entry))


def _withdraw(work: Work, entry: Entry) -> None:
    """A stamp that could not be handed out is none its customer can collect on; one not renewed is for nobody."""
    if entry.stamp_idx is None:
        return
    if entry.customer_id is None:
        work.ready.set_aside(entry.stamp_idx)
    elif entry.kind is Kind.HAND_OUT and (stamp := work.directory.stamp(entry.stamp_idx)):
        work.directory.put_stamp(replace(stamp, active=False))


def _new_ready(now: datetime, new: NewStamp, stamp_idx: StampIdx) -> ReadyStamp:
    return ReadyStamp(stamp_idx, new.card_idx, new.domain, new.start, new.end, new.active, now)


def _new_stamp(now: datetime, new: NewStamp, stamp_idx: StampIdx, customer_id: str) -> Stamp:
    return Stamp(
        stamp_idx=stamp_idx,
        card_idx=new.card_idx,
        customer_id=customer_id,
        url=None,
        domain=new.domain,
        shown_domain="",
        visits=None,
        places=None,
        as_of=None,
        start=new.start,
        end=new.end,
        active=new.active,
        redeemed=False,
        issued_at=now,
    )
