"""One fault played on one change, from the tap until nothing more can come of it, by a clock that is moved by hand.

The store, the sender, the wire and the service are real, and the waits are the product's own: none is shortened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import StampApi
from kiosk_app.domain.stamp import Change
from kiosk_app.practice import PracticeService, TrueStamp
from kiosk_app.services.outbox import Outbox
from tests.accounts import reference_of
from tests.certificates import Authority
from tests.counters import Counter, make_counter
from tests.fakes.clock import START
from tests.functional.faults.catalog import CALLS, Fault
from tests.functional.faults.verdict import Verdict, unexplained, verdict
from tests.functional.faults.ways import PATIENT, Ground, OpenWay, Switched, client, stranger
from tests.services import PRACTICE_KEY, practice_in_process

WATCHED_S = (
    300.0  # by the counter's clock: beyond the settle time, the late second look and a stop that two probes prolong
)
_LONGEST_STEP_S = 125.0
_FAILING_LOOKS = 3  # as many as the account is probed with: one that answered would clear it
_BEAT_S = 1.0
_TOO_MANY = 2000

_KINDS = {Call.ADD: Kind.VISIT, Call.REMOVE: Kind.TAKE_BACK, Call.UPDATE: Kind.CHANGE}


class Breaker:
    """Chooses the good way for every call, but for what was told to go a bad one."""

    def __init__(self, good: StampApi) -> None:
        self.good = good
        self._good_way = OpenWay(good)
        self._bad = self._good_way
        self._call: Call | None = None
        self._looks = 0
        self.met = False

    def break_next(self, call: Call, bad: OpenWay, looks: int) -> None:
        """The next call of this sort goes the bad way, and so many looks after it."""
        self._call, self._bad, self._looks, self.met = call, bad, looks, False

    def mend(self) -> None:
        """Every call goes the good way from now on."""
        self._call, self._looks = None, 0

    @contextmanager
    def way(self, call: Call) -> Iterator[StampApi]:
        chosen = self._choose(call)
        yield chosen.api
        chosen.came()

    def _choose(self, call: Call) -> OpenWay:
        if call is self._call:
            self._call, self.met = None, True
            return self._bad
        if call is Call.VALIDATE and self.met and self._looks:
            self._looks -= 1
            return self._bad
        return self._good_way


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of the table: a fault, the call that meets it, and whether the looks that follow are answered."""

    fault: Fault
    call: Call
    looks_work: bool

    @property
    def expected(self) -> Verdict:
        return self.fault.expected(self.call, looks_work=self.looks_work)

    def __str__(self) -> str:
        return f"{self.fault.name} × {self.call.value} × validate {'works' if self.looks_work else 'fails'}"


def all_cells(fault: Fault) -> tuple[Cell, ...]:
    """All eight of a fault."""
    return tuple(Cell(fault, call, looks_work) for call in CALLS for looks_work in (True, False))


@dataclass(frozen=True, slots=True)
class Played:
    """How a cell came out. ``notes``: whatever is not as it should be beside the verdict."""

    cell: Cell
    verdict: Verdict
    notes: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        return self.verdict is self.cell.expected and not self.notes

    def __str__(self) -> str:
        beside = "; ".join(["", *self.notes])
        return f"{self.cell}: {self.verdict.value}, expected {self.cell.expected.value}{beside}"


def play(cells: Iterable[Cell], folder: Path, authority: Authority) -> Iterator[Played]:
    """Play these cells, one after the other, on one counter."""
    truth = folder / "truth.db"
    with practice_in_process(truth, today=START.date()) as service, stranger() as elsewhere:
        ground = Ground(truth, authority, elsewhere)
        line = Breaker(client(service.address, PATIENT))
        counter = make_counter(folder, service.address, PRACTICE_KEY, api=Switched(line.way))
        for number, cell in enumerate(cells):
            with cell.fault.way(ground) as bad:
                yield _Scene(service, counter, line, bad, cell).play(f"customer {number}")
        assert elsewhere.heard == []


def live_on(
    counters: Sequence[Counter],
    seconds: float,
    event_after_s: float | None = None,
    event: Callable[[], None] = lambda: None,
) -> None:
    """So long on the one clock of these counters: all that heartbeats would do, whenever something becomes due."""
    clock = counters[0].clock
    passed_s, event_s = 0.0, event_after_s
    while passed_s < seconds:
        if event_s is not None and passed_s >= event_s:
            event()
            event_s = None
        for counter in counters:
            do_what_is_due(counter)
        longest_s = min(_LONGEST_STEP_S, seconds - passed_s, seconds if event_s is None else event_s - passed_s)
        step_s = min(_next_s(counter, longest_s) for counter in counters)
        clock.advance(step_s)
        passed_s += step_s


def do_what_is_due(counter: Counter) -> None:
    """Send and prove until nothing may go any more."""
    for turn in count():
        assert turn < _TOO_MANY, "it goes round in circles"
        if not counter.sender.send_next() and not counter.sender.prove_next():
            return


def _next_s(counter: Counter, longest_s: float) -> float:
    """Until the next moment that the journal or the gate names; a beat's time where the account's pace holds it up."""
    now = counter.clock.now()
    gate = counter.account.state()
    entries = [line.entry for line in Outbox(counter.store).open()]
    is_held_up = gate.stopped or (gate.quiet_until and gate.quiet_until > now)
    if not is_held_up and any(_could_go(entry, entries, now) for entry in entries):
        return min(_BEAT_S, longest_s)
    moments = [*(entry.due_at for entry in entries), gate.quiet_until, gate.probe_at]
    ahead = [moment for moment in moments if moment and moment > now]
    return min([longest_s, *((moment - now) / timedelta(seconds=1) for moment in ahead)])


def _could_go(entry: Entry, entries: Sequence[Entry], now: datetime) -> bool:
    """Whether it waits for nothing but its turn."""
    if entry.state is not State.WAITING or entry.due_at is None or entry.due_at > now:
        return False
    before = [other for other in entries if other.id < entry.id and other.state.is_open]
    return not any(other.id == entry.leader or other.stamp_idx == entry.stamp_idx is not None for other in before)


@dataclass(frozen=True, slots=True)
class _Scene:
    service: PracticeService
    counter: Counter
    line: Breaker
    bad: OpenWay
    cell: Cell

    def play(self, name: str) -> Played:
        stamp_idx = self._a_stamp(name)
        entry, times = self._tap(name, stamp_idx)
        self.line.break_next(self.cell.call, self.bad, 0 if self.cell.looks_work else _FAILING_LOOKS)
        live_on([self.counter], WATCHED_S, self.cell.fault.applied_after_s, self.bad.apply)
        self.line.mend()
        settled = self.counter.entry(entry)
        found = verdict(settled, times())
        return Played(self.cell, found, tuple(self._notes(settled, stamp_idx, found)))

    def _a_stamp(self, name: str) -> StampIdx:
        """A stamp with three visits that answered just now; its next write is preceded by a look where looks work."""
        stamp_idx = self.counter.issued(f"{name}, before")
        self.line.good.update(stamp_idx, Change(visits=3, domain="", active=True, redeemed=False))
        self.counter.looking.look(stamp_idx)
        if self.cell.looks_work:
            self.counter.clock.advance(61)
        return stamp_idx

    def _tap(self, name: str, stamp_idx: StampIdx) -> tuple[Entry, Callable[[], int]]:
        """Open the change, and a count of how often the service did it."""
        if self.cell.call is Call.CREATE:
            (entry,) = self.counter.issue(name)
            return entry, lambda: sum(reference_of(stamp.memo) == entry.reference for stamp in self._truth())
        change = Change(memo=f"for {name}") if self.cell.call is Call.UPDATE else None
        entry = self.counter.open(_KINDS[self.cell.call], stamp_idx, change)
        before = self._stamp(stamp_idx)

        def times() -> int:
            now = self._stamp(stamp_idx)
            if change:
                return int(
                    (now.memo, now.visits, now.active, now.redeemed) == (change.memo, before.visits, True, False)
                )
            return (now.visits - before.visits) * (1 if self.cell.call is Call.ADD else -1)

        return entry, times

    def _notes(self, entry: Entry, stamp_idx: StampIdx, found: Verdict) -> Iterator[str]:
        if not self.line.met:
            yield "the fault was never met"
        with self.counter.store.reading() as work:
            events = work.journal.events(entry.id)
            ours = work.directory.stamp(entry.stamp_idx or stamp_idx)
        yield from unexplained(entry, events)
        if found is Verdict.ONCE and ours and ours.visits is not None:
            there = self._stamp(ours.stamp_idx).visits
            if ours.visits != there:
                yield f"our record says {ours.visits} visits, there are {there}"

    def _truth(self) -> tuple[TrueStamp, ...]:
        return self.service.truth().stamps

    def _stamp(self, stamp_idx: StampIdx) -> TrueStamp:
        stamp = self.service.truth().stamp(stamp_idx)
        assert stamp
        return stamp
