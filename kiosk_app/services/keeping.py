"""What our own record keeps of an answer: in the directory, and of one that the disk would not take at first."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime

from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Fate, Next
from kiosk_app.domain.stamp import NewStamp, Stamp
from kiosk_app.services.decisions import after_answer, changed_stamp
from kiosk_app.services.timing import Timing
from kiosk_app.store.emergency import Answered
from kiosk_app.store.store import Work

_log = logging.getLogger(__name__)


def keep_in_directory(work: Work, entry: Entry) -> None:
    """What the directory knows once an entry is done."""
    if entry.stamp_idx is None:
        return
    if isinstance(entry.fields, NewStamp) and entry.customer_id:
        work.directory.put_stamp(_new_stamp(work.now, entry.fields, entry.stamp_idx, entry.customer_id))
    elif entry.kind is Kind.DELETE:
        work.directory.drop_stamp(entry.stamp_idx)
    elif stamp := work.directory.stamp(entry.stamp_idx):
        work.directory.put_stamp(changed_stamp(stamp, entry, work.now))


def answered(entry: Entry, answer: Answer[StampIdx] | Answer[None]) -> Answered:
    """An answer as it is kept. Whether a refusal was the account's cannot be judged then: not done, it goes again."""
    if answer.fate is Fate.REFUSED and answer.next is not Next.LOOK:
        answer = replace(answer, fate=Fate.NOT_DONE, next=Next.AGAIN)
    return Answered(entry.id, entry.reference, entry.attempts, answer)


def not_sent(entry: Entry) -> Answered:
    """The disk failed before the first byte could leave."""
    answer: Answer[None] = Answer(Fate.NOT_DONE, Next.AGAIN, entry.reason, None, entry.message)
    return Answered(entry.id, entry.reference, entry.attempts, answer)


def settle_kept(work: Work, kept: Answered, timing: Timing) -> None:
    """Settle the entry that was answered, if it still stands where it stood, or in doubt since its sender ended."""
    entry = work.journal.entry(kept.entry_id)
    is_same = entry is not None and (entry.reference, entry.attempts) == (kept.reference, kept.attempts)
    if entry is None or not is_same or not _is_open_to(entry, kept):
        _log.info("%s: settled otherwise since it was answered (%s)", kept.reference, kept.answer.fate.value)
        return
    settled = work.journal.take(entry, after_answer(entry, kept.answer, work.now, 0.0, timing))
    if settled.state is State.DONE:
        keep_in_directory(work, settled)
    _log.info("%s: %s -> %s, by the answer that was kept", kept.reference, entry.state.value, settled.state.value)


def _is_open_to(entry: Entry, kept: Answered) -> bool:
    """In doubt, only that it was done is proved: what an earlier attempt did is not known."""
    return entry.state is State.SENDING or (entry.state is State.UNKNOWN and kept.answer.done)


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
