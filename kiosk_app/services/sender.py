"""The one sender: the only code that writes to the service.

The window's lanes and a command both run it, on one data folder. Each call does one thing and returns: claim
one entry, commit that it is sending, make one call, settle it. It never waits and never sleeps.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.entry import Entry, Why
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Call, Fate
from kiosk_app.domain.ports import Clock, IsAlive
from kiosk_app.domain.stamp import Change, NewStamp, Stamp, StampView
from kiosk_app.services.decisions import (
    after_answer,
    after_look,
    after_owner_died,
    before_resending,
    filled_change,
    is_fresh,
    not_done,
    nothing_to_do,
    refusal_before,
    works_unseen,
)
from kiosk_app.services.elapsed import Elapsed
from kiosk_app.services.keeping import answered, not_sent
from kiosk_app.services.late_look import has_overwritten, is_possibly_double, that_it_may_undo
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.settling import settle
from kiosk_app.store.journal import EntryMoved, Step
from kiosk_app.store.store import Work

_log = logging.getLogger(__name__)

_FOUND = {Why.POSSIBLY_DOUBLE: "possibly double", Why.OVERWROTE: "a newer change may be undone"}


@dataclass(frozen=True, slots=True)
class Owner:
    """This process among the senders of a data folder: its id, and how to tell whether another still runs."""

    id: str
    is_alive: IsAlive


@dataclass(frozen=True, slots=True)
class _Seen:
    """A stamp as a write finds it. ``looked``: the service was asked just now; ``is_shown``: and it shows it."""

    stamp: Stamp
    looked: bool
    is_shown: bool


class Sender:
    """Sends what waits and proves what is unknown, one entry a call. Raises StoreTrouble: then no more was sent."""

    def __init__(self, line: PacedLine, owner: Owner, clock: Clock) -> None:
        self._line = line
        self._store = line.store
        self._api = line.api
        self._account = line.account
        self._budget = line.budget
        self._timing = line.timing
        self._owner = owner
        self._clock = clock
        self._elapsed = Elapsed(clock)

    def recover(self) -> int:
        """Take over what dead senders left: how many entries. What they may have sent becomes unknown."""
        with self._store.reading() as work:
            left = [entry for entry in work.journal.sending() if not self._owner.is_alive(entry.owner or "")]
        if left:
            self._store.recall()  # an answer that one of them could not write is worth more than a doubt
            with self._store.writing() as work:
                for entry in left:
                    if work.journal.entry(entry.id) == entry:
                        self._settle(work, entry, after_owner_died(entry, work.now, self._timing))
                        _log.warning("%s %s: its sender ended while sending", entry.reference, entry.kind.value)
        return len(left)

    def send_next(
        self, only: Collection[int] | None = None, *, ignore_due: bool = False, but: Collection[int] = ()
    ) -> Entry | None:
        """Send one entry that may go now, and settle it; None where there is none or nothing may be sent.

        ``only``: these entries and no others. ``ignore_due``: the back-off is passed over, and while sending is
        stopped the account is tried at once instead of once a minute. Where the budget is used up nothing goes
        either: ``short_s`` tells.
        """
        self._store.save_kept()
        if not self._account.may_send(trial=ignore_due):
            return None
        entry = self._claim(only, ignore_due=ignore_due, but=but)
        if entry is None:
            return None
        _log.info("%s %s: sending, attempt %d", entry.reference, entry.kind.value, entry.attempts)
        try:
            return self._create(entry) if entry.kind.makes_a_stamp else self._write(entry)
        except StoreTrouble:
            self._store.keep(not_sent(entry))  # unless its answer is kept
            raise
        except EntryMoved as moved:
            _log.warning("%s %s is no longer ours: %s", entry.reference, entry.kind.value, moved)
            with self._store.reading() as work:
                return work.journal.entry(entry.id)

    def prove_next(
        self, only: Collection[int] | None = None, *, ignore_due: bool = False, but: Collection[int] = ()
    ) -> Entry | None:
        """Look at the stamp of one entry whose answer was lost, and settle it if the count proves anything.

        Where there is none, and nothing waits to be sent, one whose late look is due.
        """
        with self._store.reading() as work:
            entry, asked_at = work.due.next_unproved(only=only, ignore_due=ignore_due, but=but), work.now
        if entry is None:
            return None if only is not None else self._look_again()
        is_first = only is not None or timedelta() <= asked_at - entry.opened_at < timedelta(
            seconds=self._timing.young_s
        )
        if entry.stamp_idx is None or not self._line.may_look(trial=ignore_due, is_first=is_first):
            return None
        waited_s = self._elapsed.since_s(entry.id, entry.doubted_at or asked_at)
        answer = self._api.validate(entry.stamp_idx)
        with self._store.writing() as work:
            if work.journal.entry(entry.id) != entry:
                return work.journal.entry(entry.id)  # somebody was quicker
            self._line.keep(work, answer, asked_at)
            step = self._after_look(entry, answer, waited_s, asked_at, work.now)
            return self._settle(work, entry, step)

    def _after_look(
        self, entry: Entry, answer: Answer[StampView], waited_s: float, asked_at: datetime, now: datetime
    ) -> Step:
        """What a look proves. One that was refused, by key or by stamp, is repeated until the service has settled."""
        settling = entry.doubted_at is not None and waited_s < self._timing.settle_s
        if answer.fate is Fate.DONE or (answer.fate is Fate.REFUSED and not settling):
            return after_look(entry, answer.result, waited_s, asked_at, self._timing)
        due_at = now + timedelta(seconds=self._backoff_s(entry))
        return replace(not_done(entry, entry.reason, entry.message, due_at), why=entry.why, looked=True)

    def _look_again(self) -> Entry | None:
        """The late look: does the stamp still show what was settled, now that the service had time enough?"""
        with self._store.reading() as work:
            entry, asked_at = work.due.next_to_look_again(), work.now
            if (
                entry is None
                or entry.stamp_idx is None
                or entry.look_again_at is None
                or work.due.is_anything_to_send()
            ):
                return None
            mark = work.journal.quiet_mark(entry.stamp_idx)
            is_needed = entry.kind.is_counted or that_it_may_undo(entry, work.journal.done_later(entry))
        late_s = self._timing.look_again_s
        early_s = late_s - self._elapsed.since_s(entry.id, entry.look_again_at - timedelta(seconds=late_s))
        if early_s > 0:
            return self._look_later(entry, early_s)  # the clock was set meanwhile
        if not is_needed:
            return self._look_later(entry, None)
        if not self._line.may_look(trial=False, is_first=False):
            return None
        answer = self._api.validate(entry.stamp_idx)
        if answer.fate is Fate.NOT_DONE:
            return self._look_later(entry, self._backoff_s(entry), answer)
        with self._store.writing() as work:
            if (
                work.journal.entry(entry.id) != entry
                or mark is None
                or work.journal.quiet_mark(entry.stamp_idx) != mark
            ):
                return work.journal.entry(entry.id)  # something happened to the stamp meanwhile
            self._line.keep(work, answer, asked_at)
            return self._looked_again(work, entry, answer.result)

    def _look_later(self, entry: Entry, wait_s: float | None, answer: Answer[StampView] | None = None) -> Entry:
        """None: never."""
        if wait_s is None:
            self._elapsed.forget(entry.id)
        with self._store.writing() as work:
            if answer:
                self._line.keep(work, answer, work.now)
            at = None if wait_s is None else work.now + timedelta(seconds=wait_s)
            return work.journal.look_later(entry, at)

    def _looked_again(self, work: Work, entry: Entry, view: StampView | None) -> Entry:
        self._elapsed.forget(entry.id)
        note = f"{view.visits} seen late, {entry.count_first} at first" if view else "the stamp is not shown"
        found = self._found_late(work, entry, view)
        if found:
            _log.warning("%s %s: %s: %s", entry.reference, entry.kind.value, _FOUND[found], note)
        else:
            _log.info("%s %s: looked at once more: %s", entry.reference, entry.kind.value, note)
        return work.journal.looked_again(entry, view.visits if view else None, note, found)

    def _found_late(self, work: Work, entry: Entry, view: StampView | None) -> Why | None:
        """What only a person can put right; None where all is as it should be."""
        later = work.journal.done_later(entry)
        if not entry.kind.is_edit:
            return Why.POSSIBLY_DOUBLE if view and is_possibly_double(entry, view.visits, later) else None
        known = _known(work, entry.stamp_idx) if entry.stamp_idx is not None else None
        is_usable = known is not None and known.is_usable(self._clock.today())
        is_over = has_overwritten(entry, view, that_it_may_undo(entry, later), is_usable=is_usable)
        return Why.OVERWROTE if is_over else None

    # What may go, and when

    def _pay(self, work: Work, entry: Entry, is_first: bool) -> bool:
        """A write to a stamp that exists pays for its look too; what it does not use is given back."""
        return self._budget.take(work, _calls(entry), is_first=is_first)

    def short_s(self, only: Collection[int] | None = None, *, but: Collection[int] = ()) -> float:
        """How long until the budget lets the next one go, in seconds; 0 where it is not the budget that holds it up."""
        with self._store.reading() as work:
            entry, is_first = work.due.next_to_send(only, ignore_due=True, but=but, young_s=self._timing.young_s)
            return self._budget.wait_s(work, _calls(entry), is_first=is_first) if entry else 0.0

    def short_of_a_look_s(self, but: Collection[int]) -> float:
        """The same for the next look."""
        with self._store.reading() as work:
            entry = work.due.next_unproved(only=None, ignore_due=True, but=but)
            return self._budget.wait_s(work, 1, is_first=False) if entry else 0.0

    def per_minute(self) -> int:
        """How many calls a minute go out while much is waiting."""
        return self._budget.per_minute()

    def is_held_up(self) -> bool:
        """Whether nothing may be sent just now: stopped, or the service asked for quiet."""
        return self._account.is_held_up()

    def _claim(self, only: Collection[int] | None, *, ignore_due: bool, but: Collection[int]) -> Entry | None:
        """Commit that it is being sent; where that may have failed half way, nothing was."""
        entry = None
        try:
            with self._store.writing() as work:
                entry = work.journal.claim(
                    self._owner.id,
                    only=only,
                    ignore_due=ignore_due,
                    but=but,
                    may_go=partial(self._pay, work),
                    young_s=self._timing.young_s,
                )
        except StoreTrouble:
            if entry:
                self._store.keep(not_sent(entry))
            raise
        return entry

    # One call

    def _create(self, entry: Entry) -> Entry:
        if not isinstance(entry.fields, NewStamp):
            raise TypeError(f"entry {entry.id} has nothing to create")
        answer = self._api.create(entry.fields)
        return self._conclude(entry, answer)

    def _write(self, entry: Entry) -> Entry:
        """Look unless the stamp answered just now, commit what was seen, then one write."""
        if entry.stamp_idx is None:
            raise TypeError(f"entry {entry.id} has no stamp")
        seen = self._seen(entry, entry.stamp_idx)
        if isinstance(seen, Entry):
            return seen
        with self._store.writing() as work:
            going = work.journal.mark_going(entry, seen.stamp.visits)
            if not seen.looked:
                self._budget.give_back(work, 1)
        answer = self._call(going, entry.stamp_idx, filled_change(entry, seen.stamp))
        return self._conclude(going, answer, is_shown=seen.is_shown)

    def _call(self, entry: Entry, stamp_idx: StampIdx, change: Change | None) -> Answer[None]:
        match entry.kind.call:
            case Call.ADD:
                return self._api.add(stamp_idx)
            case Call.REMOVE:
                return self._api.remove(stamp_idx)
            case Call.DELETE:
                return self._api.delete(stamp_idx)
            case _:
                return self._api.update(stamp_idx, change or Change())

    def _seen(self, entry: Entry, stamp_idx: StampIdx) -> _Seen | Entry:
        """The stamp as it is now, or the entry settled where there is nothing to write."""
        with self._store.reading() as work:
            known, asked_at = _known(work, stamp_idx), work.now
        if known and is_fresh(entry, known, asked_at, self._timing):
            return self._usable(entry, _Seen(known, looked=False, is_shown=True), "")
        answer = self._api.validate(stamp_idx)
        if answer.fate is Fate.NOT_DONE:
            return self._conclude(entry, _without_view(answer), unused=1)
        with self._store.writing() as work:
            shown = self._line.keep_or_forget(work, stamp_idx, answer, asked_at)
        if shown or not works_unseen(entry):
            known = shown
        if known is None and answer.fate is Fate.REFUSED:
            return self._conclude(entry, _without_view(answer), unused=1)
        seen = _Seen(known, looked=True, is_shown=answer.result is not None) if known else None
        return self._usable(entry, seen, answer.message)

    def _usable(self, entry: Entry, seen: _Seen | None, message: str) -> _Seen | Entry:
        """What was seen, where it leaves something to write."""
        if seen is None or refusal_before(entry, seen.stamp):
            step: Step | None = nothing_to_do(entry, message)
        else:
            step = before_resending(entry, seen.stamp)
        if step is None and seen:
            return seen
        with self._store.writing() as work:
            self._budget.give_back(work, 1 if seen is None or seen.looked else 2)
            return self._settle(work, entry, step or nothing_to_do(entry, message))

    # Settling

    def _conclude(
        self, entry: Entry, answer: Answer[StampIdx] | Answer[None], *, is_shown: bool = True, unused: int = 0
    ) -> Entry:
        """Settle by an answer. ``unused``: calls that were paid for and are not made."""
        try:
            judged = self._account.judge(answer)
            with self._store.writing() as work:
                if unused:
                    self._budget.give_back(work, unused)
                self._account.note(work, judged)
                step = after_answer(entry, judged, work.now, self._backoff_s(entry), self._timing, is_shown=is_shown)
                return self._settle(work, entry, step)
        except StoreTrouble:
            if not self._store.keep(answered(entry, answer)):
                raise
            with self._store.reading() as work:
                return work.journal.entry(entry.id) or entry

    def _settle(self, work: Work, entry: Entry, step: Step) -> Entry:
        settled = settle(work, entry, step)
        if step.look_again_at:
            self._elapsed.begin(entry.id)
        return settled

    def _backoff_s(self, entry: Entry) -> float:
        return self._line.backoff_s(entry.attempts + entry.looks - 1)


def _known(work: Work, stamp_idx: StampIdx) -> Stamp | None:
    """Our record of a stamp, somebody's or ready."""
    if ready := work.ready.stamp(stamp_idx):
        return ready.as_stamp()
    return work.directory.stamp(stamp_idx)


def _calls(entry: Entry) -> int:
    """What it may take: a write to a stamp that exists may need a look before it."""
    return 1 if entry.kind.makes_a_stamp else 2


def _without_view(look: Answer[StampView]) -> Answer[None]:
    """What a look that showed no stamp says of the write it was for."""
    return Answer(look.fate, look.next, look.reason, None, look.message, look.signature, look.retry_after_s)
