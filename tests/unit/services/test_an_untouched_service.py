"""Where nobody but this counter changes anything, the end of the day lists nothing, whatever happened on the wire."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk_app.domain.customer import Details
from kiosk_app.domain.difference import Reconciled
from kiosk_app.domain.entry import Draft, Entry, Kind, State
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.stamp import Change, NewStamp
from kiosk_app.services.day_end import DayEnd
from kiosk_app.services.issuing import IssueRequest
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.reconciling import Reconciling
from kiosk_app.services.timing import Timing
from tests.fakes.stamp_api import OFFLINE, lost, refused
from tests.shops import Shop

BEAT_S = 15
STAMPS = (1301, 1302)
CHANGES = (
    Change(visits=3),
    Change(active=False),
    Change(active=True),
    Change(end=date(2027, 1, 1)),
    Change(start=date(2026, 1, 1), end=date(2026, 5, 1)),
    Change(memo="a note"),
)
FATES = st.sampled_from(["answered", "answered", "lost", "dropped", "late", "offline", "refused"])
PRESSES = st.lists(
    st.tuples(
        st.sampled_from(list(Kind)), st.sampled_from(STAMPS), st.sampled_from(CHANGES), FATES, st.integers(0, 90)
    ),
    min_size=1,
    max_size=9,
)


class Day:
    def __init__(self, folder: Path) -> None:
        self.shop = Shop(folder)
        for stamp_idx in STAMPS:
            self.shop.put_stamp(stamp_idx, visits=4)
        shop = self.shop
        line = PacedLine(shop.store, shop.api, shop.account, shop.looking, Timing(), chance=lambda: 0.5)
        self.reconciling = Reconciling(line, shop.clock.today)

    def press(self, kind: Kind, stamp_idx: int, change: Change, fate: str) -> None:
        self._script(kind, fate)
        if kind is Kind.ISSUE:
            self.shop.issuing.open(IssueRequest(new_id(), 123, details=Details(name="Ada"), again=True))
            return
        if not kind.makes_a_stamp and not self.fits(kind, stamp_idx):
            return
        makes, is_change = kind.makes_a_stamp, kind in (Kind.CHANGE, Kind.HAND_OUT)
        fields = NewStamp(123, date(2026, 11, 21), date(2027, 11, 21)) if makes else change if is_change else None
        with self.shop.store.writing() as work:
            known = work.directory.stamp(stamp_idx)
            if not makes and (known is None or (kind is Kind.HAND_OUT and work.journal.open_issue("c1", 123))):
                return
            reference, customer = work.journal.fresh_reference(), None if makes else "c1"
            draft = Draft(reference, kind, 123, customer, None if makes else stamp_idx, fields)
            work.journal.open(new_id(), [draft])

    def _script(self, kind: Kind, fate: str) -> None:
        answer = {"offline": OFFLINE, "refused": refused("No.")}.get(fate) or lost(kind.call)
        if fate != "answered":
            self.shop.api.script(kind.call, answer, applies=fate == "lost", late=fate == "late")

    def fits(self, kind: Kind, stamp_idx: int) -> bool:
        """A hand out is the first that happens to an instant stamp; where it fails, the stamp is nobody's."""
        kinds = {entry.kind for entry in self.shop.entries() if entry.stamp_idx == stamp_idx}
        return Kind.HAND_OUT not in kinds and not (kinds and kind is Kind.HAND_OUT)

    def go_on(self, seconds: int) -> None:
        for _ in range(seconds // BEAT_S + 1):
            while self.shop.sender.send_next():
                pass
            self.shop.sender.prove_next()
            self.shop.clock.advance(BEAT_S)
            self.shop.api.apply_late()

    def end(self) -> None:
        self.shop.clock.advance(1801)
        while self.reconciling.look_at_next() is not Reconciled.NOTHING:
            self.shop.clock.advance(31)

    def settle_visits(self) -> None:
        """Nobody can say what became of them: they are dropped, and what waited behind each of them goes."""
        while held := [entry for entry in self.shop.entries() if _is_held(entry)]:
            for entry in held:
                self.shop.resolving.drop(entry.id)
            self.go_on(400)


@given(PRESSES)
@settings(max_examples=20)
def test_the_end_of_the_day_lists_nothing_where_nobody_else_changed_anything(
    presses: list[tuple[Kind, int, Change, str, int]],
) -> None:
    with TemporaryDirectory() as folder:
        day = Day(Path(folder))
        for kind, stamp_idx, change, fate, wait_s in presses:
            day.press(kind, stamp_idx, change, fate)
            day.go_on(wait_s)
        day.go_on(400)
        day.settle_visits()
        day.end()
        report = DayEnd(day.shop.store).report(50)
        assert not report.differing, (report.differing, [_told(entry) for entry in day.shop.entries()])
        assert report.stopped or not report.state.left


def _is_held(entry: Entry) -> bool:
    return entry.state is State.UNKNOWN and entry.due_at is None and entry.kind.is_counted


def _told(entry: Entry) -> tuple[object, ...]:
    return entry.kind, entry.stamp_idx, entry.state, entry.why, entry.fields


@pytest.fixture(autouse=True)
def what_is_told_of_on_the_way_is_not_known_before() -> Iterator[None]:
    """A double, or a refusal that may be the account's, is a warning in the log which other tests expect by name."""
    logs = [logging.getLogger(f"kiosk_app.services.{name}") for name in ("sender", "account")]
    before = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.ERROR)
    yield
    for log, level in zip(logs, before, strict=True):
        log.setLevel(level)
