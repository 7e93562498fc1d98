"""One whole day at one window: the morning, the forenoon, a dead line at noon, the afternoon, and the reckoning."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QApplication

from kiosk_app.domain.ids import StampIdx
from kiosk_app.practice import Truth
from tests.fakes.disk import make_store
from tests.functional.days import acts
from tests.functional.days.acts import Act, Shift
from tests.functional.days.clock import BACK_AT, DAY, NOON, ShopClock
from tests.functional.days.morning import Morning, Size, furnish, make_morning
from tests.functional.days.notebook import COFFEE, Notebook, Person
from tests.functional.days.reckoning import differences
from tests.functional.days.staff import Staff, a_counter
from tests.gui.stall_watch import StallWatch
from tests.services import PracticeProcess

MINUTES = (1.1, 4.0)  # from one customer to the next
LOOKED_AGAIN_S = 130.0  # what was in doubt is looked at once more by then
DAY_IS_OVER_S = 1900.0  # and after so much quiet every stamp of the day


@dataclass(frozen=True, slots=True)
class Day:
    """How a day went. ``waiting``: changes that waited when the line came back. ``differs``: what does not agree.

    ``found``: what did not agree any more once a visit of the stamp ``smuggled`` was slipped into the truth.
    """

    seed: int
    notebook: Notebook
    waiting: int
    differs: list[str]
    smuggled: StampIdx
    found: list[str]
    longest_block_ms: float
    most_work_ms: float
    took_s: float


class Street:
    """The service in a process of its own, and its line."""

    def __init__(self, folder: Path, morning: Morning) -> None:
        self.database = folder / "service.db"
        self._morning = morning
        self._service = self._open(port=0)
        self.address = self._service.address

    def mood(self, *moods: str) -> None:
        self._service.mood(*moods)

    def truth(self) -> Truth:
        assert self._service.wait_until(idle=True)
        return self._service.truth()

    def go_down(self) -> None:
        """What is open is cut, and nobody listens any more. The truth stays."""
        self._service.stop()

    def come_back(self) -> None:
        self._service = self._open(int(self.address.rpartition(":")[2]))

    def smuggle_a_visit(self) -> StampIdx:
        """Nobody pressed, asked for or counted it; whose stamp it is on."""
        with closing(sqlite3.connect(self.database)) as books, books:
            ((stamp_idx,),) = books.execute("SELECT stamp_idx FROM stamps WHERE active AND NOT redeemed LIMIT 1")
            books.execute("UPDATE stamps SET visits = visits + 1 WHERE stamp_idx = ?", (stamp_idx,))
        found: StampIdx = stamp_idx
        return found

    def _open(self, port: int) -> PracticeProcess:
        born, habits = self._morning.born, self._morning.habits
        return PracticeProcess(self.database, stamps=born, habits=habits, today=DAY, port=port)


def play(folder: Path, app: QApplication, seed: int, size: Size | None = None) -> Day:
    """A day from this seed. In the end a visit is smuggled into the truth: the reckoning must find it."""
    size, chance, clock, began_s = size or Size(), random.Random(seed), ShopClock(), time.monotonic()
    morning = make_morning(size, chance)
    street = Street(folder, morning)
    try:
        furnish(folder / "data", street.address, morning, clock)
        with (
            StallWatch() as watch,
            a_counter(app, folder / "data", street.address, clock, watch) as staff,
        ):
            work = _Work(Shift(staff, morning.notebook, chance, size.visits), street, folder / "data")
            waiting = work.day(morning, size)
            work.close()
            with watch.left_out():
                began = {born.stamp_idx: born.visits for born in morning.born}
                differs = work.differences(began)
                smuggled = street.smuggle_a_visit()
                found = sorted({*work.differences(began)} - {*differs})
    finally:
        street.go_down()
    block_ms, work_ms = 1000 * watch.longest_s, 1000 * watch.most_work_s
    took_s = time.monotonic() - began_s
    return Day(seed, morning.notebook, waiting, differs, smuggled, found, block_ms, work_ms, took_s)


class _Work:
    """What staff and the world do that day."""

    def __init__(self, shift: Shift, street: Street, data: Path) -> None:
        self._shift = shift
        self._staff: Staff = shift.staff
        self._street = street
        self._store = make_store(data, shift.staff.clock)

    def day(self, morning: Morning, size: Size) -> int:
        """All of it; how many changes waited when the line came back at noon."""
        chance = self._shift.chance
        coming = [*morning.coming]
        at_noon = [acts.newcomer(coming.pop()) for _ in range(min(2, len(coming)))]
        special = self._special(morning, size, coming)
        chance.shuffle(special)
        visits_at_noon = size.visits // 2
        waiting = -1
        while special or self._shift.visits_left > 0:
            if waiting < 0 and self._shift.visits_left <= visits_at_noon:
                waiting = self._noon(size, at_noon, morning)
                special.append(acts.from_elsewhere(*morning.elsewhere[0]))  # who could not be looked up at noon
            self._do(special.pop() if special and chance.random() < self._share(special) else acts.visit)
        return waiting

    def _share(self, special: list[Act]) -> float:
        """So that they are spread over the day."""
        return len(special) / (len(special) + max(0, self._shift.visits_left) / 1.6)

    def _special(self, morning: Morning, size: Size, coming: list[Person]) -> list[Act]:
        """What is more than a visit, in as many as a day of this size has."""
        tenth = max(1, size.visits // 20)
        lost = coming.pop() if coming else None
        return [
            *[acts.reward] * size.rewards,
            *(acts.newcomer(person) for person in coming),
            *([self._lost_stamp(lost)] if lost else []),
            *(acts.from_elsewhere(*one) for one in morning.elsewhere[1:]),
            *[acts.undone, acts.taken_back, acts.edited] * max(1, tenth // 2),
            *[acts.moved, acts.wrong_tile, acts.tapped_thrice, acts.too_soon, acts.nonsense] * max(1, tenth // 3),
            *[acts.wrong_card, acts.off_and_on, acts.day_is_over] * max(1, tenth // 5),
            *[self._lost_visit, self._lost_edit],
        ]

    def _do(self, act: Act) -> None:
        act(self._shift)
        self._staff.clock.advance(60 * self._shift.chance.uniform(*MINUTES))

    # Bad luck

    def _lost_visit(self, shift: Shift) -> None:
        """The answer to a visit is lost, or the request; that is found out by itself."""
        self._settle()
        self._mood(shift.chance.choice(("lost:rst:add:x1", "lost:fin:add:x1", "dropped:rst:add:x1")))
        acts.visit(shift)
        shift.note("lost answers")

    def _lost_edit(self, shift: Shift) -> None:
        """That of an edit: it is sent once more."""
        self._settle()
        self._mood("lost:rst:update:x1")
        acts.edited(shift)
        shift.note("lost answers")

    def _lost_stamp(self, person: Person) -> Act:
        """That of a new stamp: nobody can know, and a new one is given."""

        def act(shift: Shift) -> None:
            self._settle()
            self._mood("lost:rst:create:x1")
            acts.fill_in(shift, person)
            shift.staff.read("We don’t know if it arrived.")
            shift.staff.click("giveNewButton")
            acts.issued(shift, person, COFFEE)
            shift.note("lost answers")
            shift.note("given anew")

        return act

    def _noon(self, size: Size, newcomers: list[Act], morning: Morning) -> int:
        """One request is swallowed, then nobody answers; staff go on. How many changes waited at the end of it."""
        shift, staff = self._shift, self._staff
        self._settle()
        staff.clock.skip_to(NOON)
        self._mood(shift.chance.choice(("lost:silence:add:x1", "dropped:silence:add:x1")))
        for _ in range(3):
            self._do(acts.visit)
        with staff.watch.left_out():
            self._street.go_down()
        shift.is_down = True
        others = [acts.undone, acts.taken_back, acts.moved, acts.edited, acts.wrong_tile, acts.tapped_thrice]
        doing = [*newcomers, *others, acts.nonsense, acts.unknown_at_noon(morning.elsewhere[0][1])]
        doing += [acts.visit] * max(1, size.at_noon - len(doing))
        shift.chance.shuffle(doing)
        for act in doing:
            self._do(act)
        with staff.watch.left_out():
            waiting = self._open_entries()
            self._street.come_back()
        staff.clock.skip_to(BACK_AT)
        shift.is_down = False
        self._settle()
        for held in (held for person in shift.notebook.people for held in person.held):
            held.is_there = True
        return waiting

    def _mood(self, mood: str) -> None:
        with self._staff.watch.left_out():
            self._street.mood(mood)

    # Until all is known

    def _open_entries(self) -> int:
        with self._store.reading() as work:
            counts = work.lists.counts()
        return counts.waiting + counts.needs

    def _settle(self) -> None:
        """Time goes by until nothing waits any more."""
        self._let_pass(lambda: self._open_entries() == 0, "everything is settled")

    def _let_pass(self, is_over: Callable[[], bool], what: str) -> None:
        give_up_s = time.monotonic() + 60
        while True:
            with self._staff.watch.left_out():
                if is_over():
                    return
            assert time.monotonic() < give_up_s, f"in vain: {what}"
            self._staff.clock.advance(2)
            self._staff.life.go_on(0.03)

    def close(self) -> None:
        """Closing time: everything is settled, and every stamp of the day is looked at once more."""
        self._staff.go_home()
        self._settle()
        self._staff.clock.advance(LOOKED_AGAIN_S)
        self._let_pass(lambda: not self._looks_are_due(), "all that was in doubt is looked at again")
        self._staff.clock.advance(DAY_IS_OVER_S)
        self._let_pass(lambda: self._stamps_to_look_at() == 0, "every stamp of the day is looked at")

    def differences(self, began: Mapping[StampIdx, int]) -> list[str]:
        """Everything held against everything."""
        return differences(self._store, self._street.truth(), self._shift.notebook, began)

    def _looks_are_due(self) -> bool:
        with self._store.reading() as work:
            return work.due.next_to_look_again() is not None

    def _stamps_to_look_at(self) -> int:
        with self._store.reading() as work:
            state = work.day_end.state()
        return state.left + state.unsettled
