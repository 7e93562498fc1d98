"""The one sender: the only code that writes to the service.

The window's lanes and a command both run it, on one data folder. Each call does one thing and returns: claim
one entry, commit that it is sending, make one call, settle it. It never waits and never sleeps.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kiosk_app.domain.entry import Entry
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Call, Fate, Reason
from kiosk_app.domain.ports import IsAlive, StampApi
from kiosk_app.domain.stamp import Change, NewStamp, Stamp, StampView
from kiosk_app.services.account import Account
from kiosk_app.services.decisions import (
    after_answer,
    after_look,
    after_owner_died,
    filled_change,
    not_done,
    nothing_to_do,
    refusal_before,
    works_unseen,
)
from kiosk_app.services.looking import Looking
from kiosk_app.services.settling import settle
from kiosk_app.services.timing import Timing
from kiosk_app.store.journal import EntryMoved, Step
from kiosk_app.store.store import Store, Work

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Owner:
    """This process among the senders of a data folder: its id, and how to tell whether another still runs."""

    id: str
    is_alive: IsAlive


class Sender:
    """Sends what waits and proves what is unknown, one entry a call.

    ``chance`` gives the jitter, in [0, 1). Raises StoreTrouble: then nothing more was sent.
    """

    def __init__(
        self,
        store: Store,
        api: StampApi,
        account: Account,
        looking: Looking,
        owner: Owner,
        timing: Timing,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._store = store
        self._api = api
        self._account = account
        self._looking = looking
        self._owner = owner
        self._timing = timing
        self._chance = chance

    def recover(self) -> int:
        """Take over what dead senders left: how many entries. What they may have sent becomes unknown."""
        with self._store.reading() as work:
            left = [entry for entry in work.journal.sending() if not self._owner.is_alive(entry.owner or "")]
        if left:
            with self._store.writing() as work:
                for entry in left:
                    if work.journal.entry(entry.id) == entry:
                        settle(work, entry, after_owner_died(entry, work.now))
                        _log.warning("%s %s: its sender ended while sending", entry.reference, entry.kind.value)
        return len(left)

    def send_next(
        self, only: Collection[int] | None = None, *, ignore_due: bool = False, but: Collection[int] = ()
    ) -> Entry | None:
        """Send one entry that may go now, and settle it; None where there is none or nothing may be sent.

        ``only``: these entries and no others. ``ignore_due``: the back-off is passed over, and while sending is
        stopped the account is tried at once instead of once a minute.
        """
        if not self._account.may_send(trial=ignore_due):
            return None
        with self._store.writing() as work:
            entry = work.journal.claim(self._owner.id, only=only, ignore_due=ignore_due, but=but)
        if entry is None:
            return None
        _log.info("%s %s: sending, attempt %d", entry.reference, entry.kind.value, entry.attempts)
        try:
            return self._create(entry) if entry.kind.makes_a_stamp else self._write(entry)
        except EntryMoved as moved:
            _log.warning("%s %s is no longer ours: %s", entry.reference, entry.kind.value, moved)
            with self._store.reading() as work:
                return work.journal.entry(entry.id)

    def prove_next(
        self, only: Collection[int] | None = None, *, ignore_due: bool = False, but: Collection[int] = ()
    ) -> Entry | None:
        """Look at the stamp of one entry whose answer was lost, and settle it if the count proves anything."""
        with self._store.reading() as work:
            entry, asked_at = work.journal.next_unproved(only=only, ignore_due=ignore_due, but=but), work.now
        if entry is None or entry.stamp_idx is None or not self._account.may_send(trial=ignore_due):
            return None
        answer = self._api.validate(entry.stamp_idx)
        with self._store.writing() as work:
            if work.journal.entry(entry.id) != entry:
                return work.journal.entry(entry.id)  # somebody was quicker
            if answer.result:
                self._looking.keep(work, answer.result, asked_at)
            if answer.reason is Reason.SLOW_DOWN:
                self._account.note(work, _without_view(answer))
            step = self._after_look(entry, answer, asked_at, work.now)
            return self._settle(work, entry, step)

    def _after_look(self, entry: Entry, answer: Answer[StampView], asked_at: datetime, now: datetime) -> Step:
        """What a look proves. One that was refused, by key or by stamp, is repeated until the service has settled."""
        settle = timedelta(seconds=self._timing.settle_s)
        settling = entry.doubted_at is not None and asked_at < entry.doubted_at + settle
        if answer.fate is Fate.DONE or (answer.fate is Fate.REFUSED and not settling):
            return after_look(entry, answer.result, asked_at, self._timing)
        due_at = now + timedelta(seconds=self._backoff_s(entry))
        return replace(not_done(entry, entry.reason, entry.message, due_at), why=entry.why, looked=True)

    def is_held_up(self) -> bool:
        """Whether nothing may be sent just now: stopped, or the service asked for quiet."""
        return self._account.is_held_up()

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
        stamp = self._seen(entry, entry.stamp_idx)
        if isinstance(stamp, Entry):
            return stamp
        with self._store.writing() as work:
            going = work.journal.mark_going(entry, stamp.visits)
        return self._conclude(going, self._call(going, entry.stamp_idx, filled_change(entry, stamp)))

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

    def _seen(self, entry: Entry, stamp_idx: StampIdx) -> Stamp | Entry:
        """The stamp as it is now, or the entry settled where there is nothing to write."""
        with self._store.reading() as work:
            stamp, asked_at = _known(work, stamp_idx), work.now
        message = ""
        fresh_since = asked_at - timedelta(seconds=self._timing.fresh_s)
        if stamp is None or stamp.as_of is None or not fresh_since <= stamp.as_of <= asked_at:
            answer = self._api.validate(stamp_idx)
            if answer.fate is Fate.NOT_DONE:
                return self._conclude(entry, _without_view(answer))
            message = answer.message
            with self._store.writing() as work:
                if answer.result:
                    stamp = self._looking.keep(work, answer.result, asked_at)
                else:
                    work.directory.forget_look(stamp_idx)
                    stamp = stamp if works_unseen(entry) else None
            if stamp is None and answer.fate is Fate.REFUSED:
                return self._conclude(entry, _without_view(answer))
        if stamp is None or refusal_before(entry, stamp):
            with self._store.writing() as work:
                return self._settle(work, entry, nothing_to_do(entry, message))
        return stamp

    # Settling

    def _conclude(self, entry: Entry, answer: Answer[StampIdx] | Answer[None]) -> Entry:
        judged = self._account.judge(answer)
        with self._store.writing() as work:
            self._account.note(work, judged)
            step = after_answer(entry, judged, work.now, self._backoff_s(entry), self._timing)
            return self._settle(work, entry, step)

    def _settle(self, work: Work, entry: Entry, step: Step) -> Entry:
        settled = settle(work, entry, step)
        _log.info(
            "%s %s: %s -> %s (%s, %s) %s",
            *(entry.reference, entry.kind.value, entry.state.value, settled.state.value),
            *(step.why.value, step.reason.value, step.note),
        )
        return settled

    def _backoff_s(self, entry: Entry) -> float:
        return self._timing.backoff_s(entry.attempts + entry.looks - 1, self._chance())


def _known(work: Work, stamp_idx: StampIdx) -> Stamp | None:
    """Our record of a stamp, somebody's or ready."""
    if ready := work.ready.stamp(stamp_idx):
        return ready.as_stamp()
    return work.directory.stamp(stamp_idx)


def _without_view(look: Answer[StampView]) -> Answer[None]:
    """What a look that showed no stamp says of the write it was for."""
    return Answer(look.fate, look.next, look.reason, None, look.message, look.signature, look.retry_after_s)
