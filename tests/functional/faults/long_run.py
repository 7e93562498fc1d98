"""Eight hours at four counters with one key, scaled by one factor: ten thousand changes, one call in twenty faulted.

The service is a process of its own; the counters, their lanes and the bad ways are threads of this one, so that
what grows is seen here.
"""

from __future__ import annotations

import gc
import os
import random
import threading
import time
from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import StampApi
from kiosk_app.domain.stamp import Change, UserFields
from kiosk_app.practice import Habits, Truth
from kiosk_app.services.outbox import Outbox, needs_a_person
from kiosk_app.services.sender import Owner
from tests.accounts import reference_of
from tests.certificates import Authority
from tests.counters import Counter, make_counter
from tests.functional.faults.at_work import LivedClock, lanes, scaled
from tests.functional.faults.catalog import Fault, Group, every_fault
from tests.functional.faults.verdict import unexplained
from tests.functional.faults.ways import MUTE, PATIENT, Ground, Switched, client, moody, stranger
from tests.services import PRACTICE_KEY, PracticeProcess

DAY_S = 8 * 3600.0
COUNTERS = 4
FAULTED = 0.05
_WARM = 0.2  # of the changes, after which memory is measured for the first time
_AFTER_S = 600.0  # of the scaled day, for what is still in doubt when the last tap was made
_PLACES = 10
_BEAT_S = 0.05  # a scaled one would do nothing but ask


@dataclass(frozen=True, slots=True)
class Size:
    """What this process holds."""

    megabytes: float
    threads: int
    sockets: int

    @classmethod
    def now(cls) -> Size:
        gc.collect()
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        names = [_link(file) for file in Path("/proc/self/fd").iterdir()]
        sockets = sum(name.startswith("socket:") for name in names)
        return cls(pages * os.sysconf("SC_PAGE_SIZE") / 2**20, threading.active_count(), sockets)


def _link(file: Path) -> str:
    try:
        return str(file.readlink())
    except OSError:  # closed since it was listed
        return ""


@dataclass(slots=True)
class Books:
    """What became of all changes. ``wrong`` says of each what is wrong."""

    once: int = 0
    refused: int = 0
    asked: int = 0
    waiting: int = 0  # behind one that somebody must settle first
    lost_creates: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def changes(self) -> int:
        return self.once + self.refused + self.asked + self.waiting + len(self.wrong)


@dataclass(frozen=True, slots=True)
class Day:
    """How a long run went."""

    books: Books
    faults: Tally[str]
    before: Size
    after: Size
    took_s: float
    seed: int


class FaultyLine:
    """Sends one call in twenty a bad way, drawn over all faults; remembers how often each sort was met.

    ``late``: ways that stay open, since what is applied late needs its service until then.
    """

    def __init__(self, chance: random.Random, good: StampApi, ground: Ground, late: Sequence[StampApi]) -> None:
        self._chance = chance
        self._good = good
        self._ground = ground
        self._late = late
        self._lock = threading.Lock()
        faults = [fault for fault in every_fault() if fault.quick]
        self._by_group = [[fault for fault in faults if fault.group is group] for group in Group]
        self.met = Tally[str]()

    @contextmanager
    def way(self, _call: Call) -> Iterator[StampApi]:
        with self._lock:
            fault, late = self._draw(), self._chance.choice(self._late)
        if fault is None:
            yield self._good
        elif fault.group is Group.LATE:
            yield late
        else:
            with fault.way(self._ground) as bad:
                yield bad.api

    def _draw(self) -> Fault | None:
        """A sort first and then one of it, or nearly all would be answers by status."""
        if self._chance.random() >= FAULTED:
            return None
        fault = self._chance.choice(self._chance.choice(self._by_group))
        self.met[fault.group.value] += 1
        return fault


class Staff:
    """Who taps at one counter: new stamps, visits, take backs and edits, on stamps that the counter knows."""

    def __init__(self, counter: Counter, chance: random.Random, name: str) -> None:
        self._counter = counter
        self._chance = chance
        self._name = name
        self._numbers = count()
        self._issues: list[int] = []
        self._visits = Tally[StampIdx]()

    def tap(self) -> None:
        """One change is opened."""
        stamp_idx = self._known() if self._chance.random() < 0.6 else None
        kind = self._chance.choices((Kind.VISIT, Kind.TAKE_BACK, Kind.CHANGE), (6, 2, 2))[0]
        if stamp_idx is None or (kind is Kind.VISIT and self._visits[stamp_idx] >= _PLACES - 1):
            (entry,) = self._counter.issue(f"{self._name} {next(self._numbers)}")
            self._issues.append(entry.id)
        elif kind is Kind.CHANGE or self._visits[stamp_idx] == 0:
            edit = Change(user=UserFields(etc1=f"{self._name} {next(self._numbers)}"))
            self._counter.open(Kind.CHANGE, stamp_idx, edit)
        else:
            self._visits[stamp_idx] += 1 if kind is Kind.VISIT else -1
            self._counter.open(kind, stamp_idx)

    def _known(self) -> StampIdx | None:
        """A stamp of this counter; one that was issued lately, mostly."""
        if not self._issues:
            return None
        chosen = self._issues[-1 - min(int(self._chance.expovariate(1 / 30)), len(self._issues) - 1)]
        with self._counter.store.reading() as work:
            entry = work.journal.entry(chosen)
        return entry.stamp_idx if entry and entry.state is State.DONE else None


def live_through(folder: Path, changes: int, hurry: float, seed: int) -> Day:
    """So many changes at four counters, in as much of a day as they are of ten thousand, ``hurry`` times as fast."""
    started = time.monotonic()
    day_s = DAY_S * changes / 10_000 / hurry
    with ExitStack() as closing:
        truth = folder / "truth.db"
        service = closing.enter_context(PracticeProcess(truth, habits=Habits(default_domain="https://vvd.bz")))
        elsewhere = closing.enter_context(stranger())
        ground = Ground(truth, Authority(folder), elsewhere)
        late = [closing.enter_context(moody(f"late:{s / hurry:.3f}", MUTE)(ground)).api for s in (20, 45)]
        line = FaultyLine(random.Random(seed), client(service.address, PATIENT), ground, late)
        counters = [_counter(folder, number, service.address, Switched(line.way), hurry) for number in range(COUNTERS)]
        pokes = [closing.enter_context(lanes(counter, _BEAT_S)) for counter in counters]
        staff = [Staff(counter, random.Random(seed + at), f"{at}") for at, counter in enumerate(counters)]
        before = _tap_all_day(staff, pokes, changes, day_s, random.Random(seed))
        _wait_until_known(counters, _AFTER_S / hurry)
        after = Size.now()
        assert elsewhere.heard == []
        assert service.wait_until(idle=True)
        books = books_of(counters, service.truth())
    return Day(books, line.met, before, after, time.monotonic() - started, seed)


def _counter(folder: Path, number: int, address: str, line: Switched, hurry: float) -> Counter:
    own = folder / f"counter {number}"
    own.mkdir()
    owner = Owner(f"counter {number}", lambda who: who == f"counter {number}")
    timing = scaled(1 / hurry)
    return make_counter(
        own, address, PRACTICE_KEY, clock=LivedClock(), owner=owner, timing=timing, api=line, counters=COUNTERS
    )


def _tap_all_day(
    staff: Sequence[Staff], pokes: Sequence[Callable[[], None]], changes: int, day_s: float, chance: random.Random
) -> Size:
    """Taps at random moments of the day; what this process held when it was warm."""
    began, pause = time.monotonic(), threading.Event()
    before = Size.now()
    for number, moment in enumerate(sorted(chance.uniform(0, day_s) for _ in range(changes))):
        pause.wait(max(0.0, began + moment - time.monotonic()))
        at = chance.randrange(len(staff))
        staff[at].tap()
        pokes[at]()
        if number == int(_WARM * changes):
            before = Size.now()
    return before


def _wait_until_known(counters: Sequence[Counter], seconds: float) -> None:
    """Until nothing can be known any more without a person, and as long again as a late second look takes."""
    pause = threading.Event()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pause.wait(0.1)
    for counter in counters:
        for _ in range(600):
            if not _is_on_its_way(counter):
                break
            pause.wait(0.1)


def _is_on_its_way(counter: Counter) -> bool:
    entries = [line.entry for line in Outbox(counter.store).open()]
    blocked = {entry.stamp_idx for entry in entries if needs_a_person(entry)}
    return any(entry.state.is_open and entry.stamp_idx not in blocked for entry in entries)


def books_of(counters: Sequence[Counter], truth: Truth) -> Books:
    """Every change held against the truth, and its events against where it stands."""
    books = Books()
    there = {stamp.stamp_idx: stamp for stamp in truth.stamps}
    issued = Tally(reference_of(stamp.memo) for stamp in truth.stamps)
    for counter in counters:
        entries = [line.entry for line in Outbox(counter.store).history()]
        with counter.store.reading() as work:
            odd = {entry.id: unexplained(entry, work.journal.events(entry.id)) for entry in entries}
        by_stamp: dict[StampIdx, list[Entry]] = {}
        for entry in entries:
            if entry.kind is not Kind.ISSUE and entry.stamp_idx is not None:
                by_stamp.setdefault(entry.stamp_idx, []).append(entry)
        faults = {entry.id: _fault_of_issue(entry, issued) for entry in entries if entry.kind is Kind.ISSUE}
        for stamp_idx, changes in by_stamp.items():
            found = there.get(stamp_idx)
            fault = _fault_of_changes(changes, found.visits, found.etc1) if found else "the stamp is gone"
            faults |= {entry.id: "" for entry in changes} | {changes[-1].id: fault}
        for entry in entries:
            _enter(books, entry, "; ".join(filter(None, [faults[entry.id], *odd[entry.id]])))
    return books


def _enter(books: Books, entry: Entry, fault: str) -> None:
    is_listed = needs_a_person(entry) or entry.state is State.ASIDE
    waits_behind = entry.state is State.WAITING  # behind one that is listed, or it would have gone
    if fault:
        books.wrong.append(f"{entry.reference} {entry.kind.value} {entry.state.value}: {fault}")
    elif entry.state is State.REFUSED and entry.attention:
        books.refused += 1
    elif is_listed or waits_behind:
        books.asked += is_listed
        books.waiting += not is_listed
        books.lost_creates += is_listed and entry.kind is Kind.ISSUE
    elif entry.state is State.DONE:
        books.once += 1
    else:
        books.wrong.append(f"{entry.reference} {entry.kind.value} {entry.state.value}: neither known nor listed")


def _fault_of_issue(entry: Entry, issued: Tally[str]) -> str:
    there = issued[entry.reference]
    fits = {State.DONE: there == 1, State.REFUSED: there == 0, State.UNKNOWN: there <= 1}.get(entry.state, there == 0)
    return "" if fits else f"it is there {there} times"


def _fault_of_changes(entries: Sequence[Entry], visits: int, etc1: str) -> str:
    """Of all changes of one stamp together, since an add carries no name."""
    least = most = 0
    edits, overwrote = {""}, set[str]()
    for entry in entries:
        one = {Kind.VISIT: 1, Kind.TAKE_BACK: -1}.get(entry.kind, 0)
        is_done, is_listed = entry.state is State.DONE, needs_a_person(entry)
        sure = one if is_done else 0
        perhaps = one if is_listed and entry.state is not State.REFUSED else 0
        least, most = least + sure + min(perhaps, 0), most + sure + max(perhaps, 0)
        if isinstance(entry.fields, Change) and entry.fields.user and entry.kind is Kind.CHANGE:
            told = entry.fields.user.etc1
            edits = {told} if is_done else edits | {told} if is_listed else edits
            overwrote |= {told} if is_done and is_listed else set()
    faults = [] if least <= visits <= most else [f"{visits} visits, not {least} to {most}"]
    return "; ".join(faults + ([] if etc1 in edits | overwrote else [f"the edit is {etc1!r}"]))
