"""What our own record keeps of an answer: in the directory, and of one that the disk would not take at first."""

from __future__ import annotations

import logging
from dataclasses import replace

from kiosk_app.domain.entry import Entry, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Fate, Next
from kiosk_app.services.decisions import after_answer
from kiosk_app.services.settling import settle
from kiosk_app.services.timing import Timing
from kiosk_app.store.emergency import Answered
from kiosk_app.store.store import Work

_log = logging.getLogger(__name__)


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
        fate = kept.answer.fate.value
        _log.log(work.log_level, "%s: settled otherwise since it was answered (%s)", kept.reference, fate)
        return
    _log.log(work.log_level, "%s: settled by the answer that was kept", kept.reference)
    settle(work, entry, after_answer(entry, kept.answer, work.now, 0.0, timing))


def _is_open_to(entry: Entry, kept: Answered) -> bool:
    """In doubt, only that it was done is proved: what an earlier attempt did is not known."""
    return entry.state is State.SENDING or (entry.state is State.UNKNOWN and kept.answer.done)
