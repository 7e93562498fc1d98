"""Settling: one step of an entry, and what the directory knows once it is done; all in the caller's commit."""

from __future__ import annotations

import logging
from datetime import datetime

from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.stamp import NewStamp, Stamp
from kiosk_app.services.decisions import changed_stamp
from kiosk_app.store.journal import Step
from kiosk_app.store.store import Work

_log = logging.getLogger(__name__)


def settle(work: Work, entry: Entry, step: Step) -> Entry:
    """Take the step and keep what follows from it; raises EntryMoved and IllegalStep."""
    settled = work.journal.take(entry, step)
    if settled.state is State.DONE and not (step.by_person and entry.kind.is_counted):
        _keep(work, settled)
    if step.by_person or settled.state is State.ASIDE:
        forget_count(work, settled)
    _log.info(
        "%s %s: %s -> %s (%s, %s) %s",
        *(entry.reference, entry.kind.value, entry.state.value, settled.state.value),
        *(settled.why.value, step.reason.value, step.note),
    )
    return settled


def forget_count(work: Work, entry: Entry) -> None:
    """The next write to its stamp looks first: nobody proved what the count is now."""
    if entry.stamp_idx is not None:
        work.directory.forget_look(entry.stamp_idx)


def _keep(work: Work, entry: Entry) -> None:
    """What the directory knows once an entry is done."""
    if entry.stamp_idx is None:
        return
    if isinstance(entry.fields, NewStamp) and entry.customer_id:
        work.directory.put_stamp(_new_stamp(work.now, entry.fields, entry.stamp_idx, entry.customer_id))
    elif entry.kind is Kind.DELETE:
        work.directory.drop_stamp(entry.stamp_idx)
    elif stamp := work.directory.stamp(entry.stamp_idx):
        work.directory.put_stamp(changed_stamp(stamp, entry, work.now))


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
