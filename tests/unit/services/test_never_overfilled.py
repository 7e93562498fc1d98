"""Whatever waits, is lost, undone or taken back: no stamp is overfilled, and no policy is passed by pressing again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.correction import CannotCorrect
from kiosk_app.domain.entry import Entry, Kind, State, Turn, Why
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.outcome import Answer, Call, Fate, Next, Reason
from kiosk_app.domain.visiting import Bar
from kiosk_app.services.corrections import TakeBack
from kiosk_app.services.rewards import RedeemOpened, RedeemRequest
from kiosk_app.services.visits import VisitRequest, Visits, VisitsOpened
from tests.fakes.disk import make_store
from tests.fakes.stamp_api import OFFLINE, lost
from tests.shops import Shop

STAMP = 1301
AT_FIRST = 2
PLACES = 6
PAUSE_S = 60
PER_DAY = 3
DID_NOTHING = (State.REFUSED, State.CANCELLED)

ANSWERS: dict[str, tuple[Answer[Any], bool]] = {
    "offline": (OFFLINE, False),
    "dropped": (lost(Call.ADD), False),
    "lost": (lost(Call.ADD), True),
    "409": (Answer(Fate.REFUSED, Next.LOOK, Reason.REFUSED), True),
}
PRESSES = st.tuples(st.just("press"), st.integers(1, 4), st.booleans())
MOVES = st.lists(
    PRESSES
    | st.tuples(st.just("send"), st.sampled_from(["answered", "answered", *ANSWERS]))
    | st.tuples(st.just("wait"), st.sampled_from([1, 29, 31, 61, 3600]))
    | st.tuples(st.sampled_from(["undo", "take back", "look", "restart", "redeem"])),
    min_size=3,
    max_size=18,
)


class Counter:
    """A counter that alone changes one stamp, of a service that says "done" to a visit past the last place."""

    def __init__(self, folder: Path, card: StampCard) -> None:
        self.folder = folder
        self.shop = Shop(folder, (card,))
        self.shop.put_stamp(STAMP, visits=AT_FIRST, places=PLACES)
        self.shop.api.full_is_refused = False
        self.presses: list[str] = []
        self.undone: set[str] = set()

    def play(self, move: tuple[Any, ...]) -> None:
        name, *details = move
        moves: dict[str, Callable[..., object]] = {
            "press": self.press,
            "send": self.send,
            "wait": self.shop.clock.advance,
            "undo": self.undo,
            "take back": self.take_back,
            "look": lambda: self.shop.looking.look(STAMP),
            "restart": self.restart,
            "redeem": self.redeem,
        }
        moves[name](*details)
        self.check_places()

    def press(self, count: int, anyway: bool) -> None:
        before, now = self.shop.entries(), self.shop.clock.now()
        came = self.shop.visits.add(VisitRequest(intent := new_id(), STAMP, count, anyway))
        pause = timedelta(seconds=self.shop.settings.cards[0].pause_s)
        young = [one for one in self.standing(before) if now - one.opened_at < pause]
        if isinstance(came, VisitsOpened):
            self.presses.append(intent)
            assert len(came.entries) == count
            assert anyway or not young or self.has_taken_back(before), "no visit within the pause"
        else:
            assert self.shop.entries() == before
            assert came.bar is not Bar.PAUSE or young

    def standing(self, entries: tuple[Entry, ...]) -> list[Entry]:
        """The visits that are or may be there, as whoever pressed knows them."""
        visits = [one for one in entries if one.kind is Kind.VISIT and one.state not in DID_NOTHING]
        return [one for one in visits if one.intent not in self.undone]

    def has_taken_back(self, entries: tuple[Entry, ...]) -> bool:
        return any(one.kind is Kind.TAKE_BACK and one.turn is not Turn.UNDO for one in entries)

    def send(self, answer: str) -> None:
        if answer != "answered":
            scripted, applies = ANSWERS[answer]
            for call in (Call.ADD, Call.REMOVE):
                self.shop.api.script(call, scripted, applies=applies)
        self.shop.sender.send_next()
        self.shop.sender.prove_next()
        for call in (Call.ADD, Call.REMOVE):
            self.shop.api.forget_script(call)

    def undo(self) -> None:
        if self.presses:
            self.undone.add(self.presses[-1])
            self.shop.undoing.undo_visits(self.presses.pop())

    def take_back(self) -> None:
        try:
            self.shop.corrections.take_back(TakeBack(new_id(), STAMP))
        except CannotCorrect:
            return

    def restart(self) -> None:
        store = make_store(self.folder, self.shop.clock, "another process")
        self.shop.visits = Visits(store, lambda: self.shop.settings, self.shop.clock)

    def redeem(self) -> None:
        came = self.shop.rewards.redeem(RedeemRequest(new_id(), STAMP))
        if isinstance(came, RedeemOpened) and not came.existing:
            assert self.shop.api.stamps[STAMP].visits == PLACES
            open_ = [one for one in self.shop.entries() if one.state.is_open]
            assert [one.kind for one in open_ if one.kind is not Kind.REDEEM] == []

    def check_places(self) -> None:
        entries = self.shop.entries()
        moved = [one for one in entries if one.kind.is_counted and one.state not in DID_NOTHING]
        count = AT_FIRST + sum(1 if one.kind is Kind.VISIT else -1 for one in moved)
        assert count <= PLACES
        today = [one for one in moved if one.opened_at.date() == self.shop.clock.today()]
        card = self.shop.settings.cards[0]
        net = sum(1 if one.kind is Kind.VISIT else -1 for one in today)
        assert not card.per_day or net <= card.per_day

    def end(self) -> None:
        """All that is open is done: what happened is what the service has."""
        beats = 0
        while any(one.state.is_open for one in self.shop.entries()):
            assert (beats := beats + 1) < 60, "nothing hangs"
            self.shop.sender.send_next()
            self.shop.sender.prove_next()
            self.shop.clock.advance(7)
        entries = self.shop.entries()
        assert not [one for one in entries if one.kind is Kind.VISIT and one.why is Why.NOTHING_TO_DO]
        done = [one for one in entries if one.state is State.DONE]
        count = AT_FIRST + sum((one.kind is Kind.VISIT) - (one.kind is Kind.TAKE_BACK) for one in done)
        assert self.shop.api.stamps[STAMP].visits == count


@given(st.sampled_from([0, PAUSE_S]), st.sampled_from([0, PER_DAY]), MOVES)
@settings(max_examples=12)
def test_no_stamp_is_overfilled_and_no_policy_passed(pause_s: int, per_day: int, moves: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        card = StampCard(123, "Coffee card", places=PLACES, pause_s=pause_s, per_day=per_day)
        counter = Counter(Path(folder), card)
        for move in moves:
            counter.play(move)
        counter.end()
