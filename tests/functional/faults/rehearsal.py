"""One fault played on one change, from the tap until nothing more can come of it, by a clock that is moved by hand.

The store, the sender, the wire and the service are real, and the waits are the product's own: none is shortened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

from kiosk_app.domain.entry import Entry, Kind
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Call, Connection
from kiosk_app.domain.ports import StampApi
from kiosk_app.domain.stamp import Change, NewStamp, StampView
from kiosk_app.practice import PracticeService, TrueStamp
from tests.accounts import reference_of
from tests.certificates import Authority
from tests.counters import Counter, make_counter
from tests.fakes.clock import START
from tests.functional.faults.catalog import Fault
from tests.functional.faults.verdict import Verdict, unexplained, verdict
from tests.functional.faults.ways import PATIENT, BadWay, Ground, client, stranger
from tests.services import PRACTICE_KEY, practice_in_process

WATCHED_S = 400.0  # by the counter's clock: beyond the settle time, the late second look and a stop that three probes prolong
_LONGEST_STEP_S = 30.0
_FAILING_LOOKS = 3
_TOO_MANY = 50

_KINDS = {Call.ADD: Kind.VISIT, Call.REMOVE: Kind.TAKE_BACK, Call.UPDATE: Kind.CHANGE}


class FaultyLine:
    """Implements ``domain.ports.StampApi``: the good way, but for what was told to go a bad one."""

    def __init__(self, good: StampApi) -> None:
        self._good = good
        self._bad = good
        self._call: Call | None = None
        self._looks = 0
        self.met = False

    def break_next(self, call: Call, bad: StampApi, looks: int) -> None:
        """The next call of this sort goes the bad way, and so many looks after it."""
        self._call, self._bad, self._looks, self.met = call, bad, looks, False

    def create(self, new: NewStamp) -> Answer[StampIdx]:
        return self._way(Call.CREATE).create(new)

    def add(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._way(Call.ADD).add(stamp_idx)

    def remove(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._way(Call.REMOVE).remove(stamp_idx)

    def update(self, stamp_idx: StampIdx, change: Change) -> Answer[None]:
        return self._way(Call.UPDATE).update(stamp_idx, change)

    def delete(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._way(Call.DELETE).delete(stamp_idx)

    def validate(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        return self._way(Call.VALIDATE).validate(stamp_idx, deadline_s)

    def test_connection(self, known: StampIdx | None) -> Connection:
        return self._good.test_connection(known)

    def _way(self, call: Call) -> StampApi:
        if call is self._call:
            self._call, self.met = None, True
            return self._bad
        if call is Call.VALIDATE and self.met and self._looks:
            self._looks -= 1
            return self._bad
        return self._good


@dataclass(frozen=True, slots=True)
class Cell:
    """What meets a fault: which call, and whether the looks that follow it are answered."""

    call: Call
    looks_work: bool


CELLS = tuple(
    Cell(call, looks_work) for call in (Call.CREATE, Call.ADD, Call.REMOVE, Call.UPDATE) for looks_work in (True, False)
)


@dataclass(frozen=True, slots=True)
class Played:
    """How a cell came out. ``notes``: whatever is not as it should be beside the verdict."""

    fault: Fault
    cell: Cell
    verdict: Verdict
    notes: tuple[str, ...]

    @property
    def expected(self) -> Verdict:
        return self.fault.expected(self.cell.call, looks_work=self.cell.looks_work)

    @property
    def is_right(self) -> bool:
        return self.verdict is self.expected and not self.notes

    def __str__(self) -> str:
        looks = "works" if self.cell.looks_work else "fails"
        said = f"{self.fault.name} × {self.cell.call.value} × validate {looks}: {self.verdict.value}"
        return said if self.is_right else f"{said}, expected {self.expected.value}; {'; '.join(self.notes)}"


def play(fault: Fault, cells: Iterable[Cell], folder: Path, authority: Authority) -> Iterator[Played]:
    """Play these cells, one after the other, on one counter."""
    with ExitStack() as open_until_the_end:
        truth = folder / "truth.db"
        service = open_until_the_end.enter_context(practice_in_process(truth, today=START.date()))
        elsewhere = open_until_the_end.enter_context(stranger())
        bad = open_until_the_end.enter_context(fault.way(Ground(truth, authority, elsewhere)))
        line = FaultyLine(client(service.address, PATIENT))
        counter = make_counter(folder, service.address, PRACTICE_KEY, api=line)
        for number, cell in enumerate(cells):
            yield _Scene(service, counter, line, bad, fault, cell).play(f"customer {number}")
        assert elsewhere.heard == []


@dataclass(frozen=True, slots=True)
class _Scene:
    service: PracticeService
    counter: Counter
    line: FaultyLine
    bad: BadWay
    fault: Fault
    cell: Cell

    def play(self, name: str) -> Played:
        stamp_idx = self._a_stamp(name)
        entry, times = self._tap(name, stamp_idx)
        self.line.break_next(self.cell.call, self.bad.api, 0 if self.cell.looks_work else _FAILING_LOOKS)
        self._wait_out()
        settled = self.counter.entry(entry)
        found = verdict(settled, times())
        return Played(self.fault, self.cell, found, tuple(self._notes(settled, stamp_idx, found)))

    def _a_stamp(self, name: str) -> StampIdx:
        """A stamp with one visit that answered just now; its next write is preceded by a look where looks work."""
        stamp_idx = self.counter.issued(f"{name}, before")
        self.line.add(stamp_idx)
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
                return int((now.memo, now.visits, now.active, now.redeemed) == (change.memo, before.visits, True, False))
            return (now.visits - before.visits) * (1 if self.cell.call is Call.ADD else -1)

        return entry, times

    def _wait_out(self) -> None:
        """All that the heartbeat would do, at the moments when something becomes due."""
        clock = self.counter.clock
        began_at, due_s = clock.now(), self.fault.applied_after_s
        while (passed_s := (clock.now() - began_at).total_seconds()) < WATCHED_S:
            if due_s is not None and passed_s >= due_s:
                self.bad.apply()
                due_s = None
            self._do_what_is_due()
            longest_s = _LONGEST_STEP_S if due_s is None else min(_LONGEST_STEP_S, due_s - passed_s)
            clock.advance(self._next_s(longest_s))

    def _do_what_is_due(self) -> None:
        for turn in count():
            assert turn < _TOO_MANY, "it goes round in circles"
            if not self.counter.sender.send_next() and not self.counter.sender.prove_next():
                return

    def _next_s(self, longest_s: float) -> float:
        now = self.counter.clock.now()
        gate = self.counter.account.state()
        with self.counter.store.reading() as work:
            due = [entry.due_at for entry in work.journal.outbox()]
        moments = [moment for moment in (*due, gate.quiet_until, gate.probe_at) if moment and moment > now]
        return min([longest_s, *((moment - now) / timedelta(seconds=1) for moment in moments)])

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
