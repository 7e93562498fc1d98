"""Whatever fingers, answers and hours do to a tile in whatever order: it never shows more than there is.

When all has arrived, what it shows is what the service has.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk_app.domain.entry import Kind, State
from kiosk_app.domain.outcome import Call
from kiosk_app.domain.ports import Lane
from kiosk_app.presenters.tile_view import Action, TileShown
from tests.fakes.stamp_api import OFFLINE, lost
from tests.shops import COFFEE
from tests.unit.presenters.test_customer import Page

STAMP, PLACES, AT_FIRST = 1301, 10, 6
FINGERS = ("add", "add", "anyway", "undo", "redeem", "confirm", "not yet", "leave and come back")
STEPS = st.lists(
    st.tuples(st.sampled_from(FINGERS), st.integers(1, 4))
    | st.tuples(st.just("disk"), st.just(0))
    | st.tuples(st.just("send"), st.sampled_from([0, 0, 0, 1, 2, 3]))
    | st.tuples(st.just("wait"), st.sampled_from([0, 1, 13, 31, 61])),
    max_size=24,
)


class Day:
    def __init__(self, folder: Path) -> None:
        self.page = Page(folder, replace(COFFEE, pause_s=20))
        self.shop = self.page.shop
        self.talk = self.page.presenter.visits
        self.shop.put_stamp(STAMP, visits=AT_FIRST)
        self.page.open()
        self.page.settle()

    def do(self, step: str, number: int) -> None:
        if step in FINGERS:
            self.press(step, number)
        elif step == "disk" and Lane.DISK in self.page.work.held:
            self.page.work.release(Lane.DISK)
        elif step == "send":
            self.send(number)
        elif step == "wait":
            self.shop.clock.advance(number)
            self.page.presenter.ticked()

    def press(self, step: str, number: int) -> None:
        """What the tile offers just now, and nothing else."""
        tile = self.page.tile
        offered = None if tile.is_busy else tile.action
        if (step, offered) == ("add", Action.ADD):
            self.talk.add_pressed(123, min(number, tile.most))
        elif (step, offered) == ("anyway", Action.ANYWAY):
            self.talk.anyway_pressed(123, min(number, tile.most))
        elif (step, offered) == ("redeem", Action.REDEEM):
            self.talk.redeem_pressed(123)
        elif (step, offered) == ("confirm", Action.CONFIRM):
            self.talk.redeem_confirmed(123)
        elif (step, offered) == ("not yet", Action.CONFIRM):
            self.talk.not_yet_pressed(123)
        elif step == "undo" and tile.undo:
            self.talk.undo_pressed(123)
        elif step == "leave and come back":
            self.page.open()
            self.page.settle()

    def send(self, answer: int) -> None:
        """One call or one look; the answer may be lost, applied or not, or there is no line."""
        if answer == 1:
            self.shop.api.script(Call.ADD, OFFLINE)
        elif answer:
            self.shop.api.script(Call.ADD, lost(Call.ADD), applies=answer == 2)
        if self.shop.send() is None:
            self.shop.sender.prove_next()
        self.page.presenter.changed()

    def end(self) -> TileShown:
        """All that waits is sent, and all that is in doubt is looked at."""
        self.page.settle()
        self.shop.api.forget_script(Call.ADD)
        while any(entry.state.is_open and not entry.attention for entry in self.shop.entries()):
            self.shop.clock.advance(31)
            if self.shop.send() is None:
                self.shop.sender.prove_next()
        self.page.presenter.changed()
        self.page.settle()
        return self.page.tile


@settings(max_examples=60)
@given(STEPS)
def test_a_tile_never_shows_more_than_there_is(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        day = Day(Path(folder))
        for step, number in steps:
            day.do(step, number)
            marks = day.page.tile.marks
            assert 0 <= marks.visits <= marks.visits + marks.waiting <= marks.places
            assert marks.fresh <= marks.visits + marks.waiting
        tile = day.end()
        truth = day.shop.api.stamps[STAMP]
        redeemed = [entry for entry in day.shop.entries() if entry.kind is Kind.REDEEM and entry.state is State.DONE]
        assert truth.visits <= PLACES
        assert truth.redeemed == bool(redeemed)
        assert len(redeemed) <= 1
        if not truth.redeemed and not any(entry.attention for entry in day.shop.entries()):
            assert (tile.marks.visits, tile.marks.waiting) == (truth.visits, 0)
            assert tile.action is (Action.REDEEM if truth.visits == PLACES else tile.action)
