"""The account: whether the service may be written to just now, and whether a refusal is the key's or the entry's.

How this service reports a bad key is not proven, so a refusal that could mean the account is only believed of
one entry once a stamp that answered before still answers.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from enum import Enum

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Connection, Fate, Next, Reach, Reason
from kiosk_app.domain.ports import StampApi
from kiosk_app.domain.stamp import StampView
from kiosk_app.services.budget import Budget
from kiosk_app.services.timing import Timing
from kiosk_app.store.gate import GateState
from kiosk_app.store.store import Store, Work

_log = logging.getLogger(__name__)

_PROBES = 3  # one of them may have been switched off elsewhere, which must not stop the shop
_OF_THE_ACCOUNT = (Reason.KEY_REFUSED, Reason.FORBIDDEN)


class Probe(Enum):
    """What stamps that answered before say now."""

    ANSWERS = "answers"
    REFUSES = "refuses"
    NO_ANSWER = "no answer"
    NO_STAMP = "no stamp"  # none ever answered


class Account:
    """Guards the gate: stops sending, probes, and lets it go on."""

    def __init__(self, store: Store, api: StampApi, timing: Timing, budget: Budget | None = None) -> None:
        self._store = store
        self._api = api
        self._timing = timing
        self._budget = budget or Budget(timing)

    def state(self) -> GateState:
        """How the gate stands."""
        with self._store.reading() as work:
            return work.gate.state()

    def is_held_up(self) -> bool:
        """Whether nothing may be sent just now: stopped, or the service asked for quiet."""
        with self._store.reading() as work:
            state = work.gate.state()
            return state.stopped is not None or self._is_quiet(state, work.now)

    def may_send(self, *, trial: bool) -> bool:
        """Whether a write may go now. While stopped, the account is probed: once a minute, or at once for a ``trial``.

        Where no stamp ever answered, one entry goes as the trial: a refused key proves it was not done.
        """
        with self._store.writing() as work:
            state = work.gate.state()
            if self._is_quiet(state, work.now):
                return False
            if state.stopped is None:
                return True
            if not trial and _is_ahead(state.probe_at, work.now, self._timing.probe_every_s):
                return False
            work.gate.stop(state.stopped, work.now + timedelta(seconds=self._timing.probe_every_s))
        match self._probe(state.last_refusal):
            case Probe.ANSWERS:
                self._go_on()
                return True
            case Probe.NO_STAMP:
                return True
            case _:
                return False

    def judge(self, answer: Answer[StampIdx] | Answer[None]) -> Answer[StampIdx] | Answer[None]:
        """The answer as it is to be taken: a refusal that the account explains stops the shop, any other does not.

        One that calls for a look may hide a change that was made: no probe tells that it was not.
        """
        if answer.next is Next.LOOK:
            return answer
        second = (
            answer.fate is Fate.REFUSED and bool(answer.signature) and answer.signature == self.state().last_refusal
        )
        if answer.reason not in _OF_THE_ACCOUNT and not second:
            return answer
        probe = self._probe(answer.signature)
        _log.warning("refused (%s, %s): the account %s", answer.reason.value, answer.signature, probe.value)
        if probe is Probe.ANSWERS or (second and probe is Probe.NO_STAMP):
            return replace(answer, fate=Fate.REFUSED, next=Next.NOTHING)
        if probe is Probe.NO_ANSWER:
            return replace(answer, fate=Fate.NOT_DONE, next=Next.AGAIN)
        reason = answer.reason if answer.reason in _OF_THE_ACCOUNT else Reason.KEY_REFUSED
        return replace(answer, fate=Fate.NOT_DONE, next=Next.STOP, reason=reason)

    def note(self, work: Work, answer: Answer[StampIdx] | Answer[None]) -> None:
        """Remember what an answer means for all others."""
        state = work.gate.state()
        if answer.fate is Fate.REFUSED:
            work.gate.note_refusal(answer.signature)
        if answer.fate in (Fate.DONE, Fate.REFUSED) and state.stopped:
            _log.info("sending goes on")
            work.gate.go_on()
        elif answer.fate is Fate.DONE and state.last_refusal:
            work.gate.note_refusal("")
        elif answer.next is Next.STOP:
            _log.warning("sending stopped: %s", answer.reason.value)
            work.gate.note_refusal(answer.signature)
            work.gate.stop(answer.reason, work.now + timedelta(seconds=self._timing.probe_every_s))
        elif answer.reason is Reason.SLOW_DOWN:
            self._budget.slow_down(work, answer.retry_after_s)

    def explains(self, look: Answer[StampView], stamp_idx: StampIdx) -> bool:
        """Whether a look was refused because of the account: no other stamp answers that did before."""
        probe = self._probe(look.signature, but=stamp_idx)
        return probe in (Probe.REFUSES, Probe.NO_ANSWER)

    def test(self) -> Connection:
        """Reach the service without changing anything there; where it answers as it should, sending goes on."""
        with self._store.writing() as work:
            known = work.directory.that_answered(1)
            if not self._budget.take(work, 1, is_first=True):
                return Connection(Reach.SLOW_DOWN)
        found = self._api.test_connection(known[0] if known else None)
        if found.reach is Reach.SLOW_DOWN:
            self._slow_down(None)
        if found.reach is Reach.REACHED:
            found = self._by_known_stamps(found)
        if found.reach is Reach.ACCEPTED:
            self._go_on()
        return found

    def _by_known_stamps(self, found: Connection) -> Connection:
        """What a refusal says of the key: where no stamp answers that did before, it is the key that is refused."""
        reach = {Probe.ANSWERS: Reach.ACCEPTED, Probe.REFUSES: Reach.KEY_REFUSED}.get(self._probe(), found.reach)
        return replace(found, reach=reach)

    def key_changed(self) -> None:
        """A new key was given: what was stopped may be tried at once."""
        with self._store.writing() as work:
            state = work.gate.state()
            if state.stopped:
                work.gate.stop(state.stopped, work.now)

    def _is_quiet(self, state: GateState, now: datetime) -> bool:
        return _is_ahead(state.quiet_until, now, self._timing.quiet_most_s)

    def _go_on(self) -> None:
        with self._store.writing() as work:
            work.gate.go_on()

    def _may_ask(self) -> bool:
        with self._store.writing() as work:
            return self._budget.take(work, 1, is_first=True)

    def _slow_down(self, retry_after_s: float | None) -> None:
        with self._store.writing() as work:
            self._budget.slow_down(work, retry_after_s)

    def _probe(self, refusal: str = "", but: StampIdx | None = None) -> Probe:
        """Ask for stamps that answered before; one that still does is enough.

        One that is refused in another way than the ``refusal`` in question answers too: the service speaks of that
        stamp then, which was redeemed elsewhere perhaps, and not of the account.
        """
        with self._store.reading() as work:
            known = [one for one in work.directory.that_answered(_PROBES + 1) if one != but][:_PROBES]
        found = Probe.NO_STAMP
        for stamp_idx in known:
            if not self._may_ask():
                return Probe.NO_ANSWER
            answer = self._api.validate(stamp_idx)
            if answer.reason is Reason.SLOW_DOWN:
                self._slow_down(answer.retry_after_s)
            speaks_of_the_stamp = answer.fate is Fate.REFUSED and bool(refusal) and answer.signature != refusal
            if answer.fate is Fate.DONE or speaks_of_the_stamp:
                return Probe.ANSWERS
            if answer.fate is Fate.NOT_DONE and answer.reason not in _OF_THE_ACCOUNT:
                return Probe.NO_ANSWER
            found = Probe.REFUSES
        return found


def _is_ahead(until: datetime | None, now: datetime, most_s: float) -> bool:
    """Whether a wait is not over. One longer than was ever asked for is: the clock was set back since."""
    return until is not None and now < until <= now + timedelta(seconds=most_s)
