"""A house as wiring builds it, on a folder of its own, with a clock that stands still and a service in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.difference import Difference
from kiosk_app.domain.entry import Draft, Entry, Kind
from kiosk_app.domain.ids import ApiKey, StampIdx, new_id
from kiosk_app.domain.outcome import Answer, Call
from kiosk_app.domain.ports import VaultReason, VaultTrouble
from kiosk_app.domain.samples import SAMPLE_CARDS, SAMPLE_CUSTOMERS
from kiosk_app.domain.settings import Settings, Shop, Theme
from kiosk_app.domain.stamp import NewStamp, Stamp
from kiosk_app.services.account import Account
from kiosk_app.services.bringing import Bringing
from kiosk_app.services.corrections import Move, TakeBack
from kiosk_app.services.doctor import Doctor
from kiosk_app.services.issuing import IssueOpened, IssueRequest
from kiosk_app.services.line_watch import WatchedLine
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.reconciling import Reconciling
from kiosk_app.services.refilling import Refilling
from kiosk_app.services.sender import Owner, Sender
from kiosk_app.system.folders import DataFolder
from kiosk_app.wiring.doctor import ReadKey
from kiosk_app.wiring.ground import Choices, Ground
from kiosk_app.wiring.house import LineParts, Wiring
from tests.fakes.clock import START, FakeClock
from tests.fakes.machine import FakeComputer
from tests.fakes.stamp_api import FakeStampApi, TrueStamp, lost

ADDRESS = "https://vivoldi.com"
KEY = ApiKey("sample-key")


@dataclass(frozen=True, slots=True)
class Served:
    """A customer, how many minutes ago they were served, and the visits of their stamps by Card IDX."""

    customer: Customer
    minutes: int
    visits: dict[int, int]


def _person(number: int, name: str, phone: str, email: str, note: str = "") -> Customer:
    return Customer(f"sample{number:012}", Details(name=name, phone=phone, email=email, note=note))


BROWN = _person(1, "Brown Smith", "+1 123-4567-8900", "brown.smith@mail.example", "Oat milk, extra hot")
PEOPLE = (
    Served(BROWN, 2, {123: 7, 131: 6, 152: 4}),
    Served(_person(2, "Mei Tanaka", "+44 20 7946 4471", "mei.tanaka@mail.example"), 11, {123: 3}),
    Served(_person(3, "Jonas Weber", "+49 30 2312 0193", "jonas.weber@mail.example"), 44, {123: 9, 140: 2}),
    Served(_person(4, "Amira Haddad", "+44 20 7946 7725", "amira.haddad@mail.example"), 62, {123: 10}),
    Served(_person(5, "Luca Rossi", "+1 202-555-3368", "bro.rossi@mail.example"), 1050, {131: 1, 140: 5}),
)
KOREANS = (
    Served(
        _person(1, "김민서", "+82 10-1234-8900", "minseo.kim@mail.example", "귀리 우유"), 2, {123: 7, 131: 6, 152: 4}
    ),
    Served(_person(2, "이도윤", "+82 10-2345-4471", "doyun.lee@mail.example"), 11, {123: 3}),
    Served(_person(3, "박서연", "+82 10-3456-0193", "seoyeon.park@mail.example"), 44, {123: 9, 140: 2}),
    Served(_person(4, "최지우", "+82 10-4567-7725", "jiwoo.choi@mail.example"), 62, {123: 10}),
    Served(_person(5, "남궁하늘", "+82 10-5678-3368", "haneul@mail.example"), 1050, {131: 1, 140: 5}),
)
SHOP = Shop(name="Harbour Coffee", counter="Counter 1", country="GB", theme=Theme.LIGHT)
SINCE_S = 252 * 24 * 3600  # they became customers in March
ENDS = {131: date(2027, 6, 2), 152: date(2026, 11, 26)}


class SampleHouse(Wiring):
    """``time`` is moved by hand, ``api`` is told what to answer. ``send`` is what the heartbeat would do."""

    def __init__(self, choices: Choices, folder: DataFolder, closing: ExitStack, time: FakeClock) -> None:
        super().__init__(Ground(choices, folder, closing, time))
        self.time = time
        places = {card.card_idx: card.places for card in SAMPLE_CARDS}
        self.api = FakeStampApi(time.today(), cards=places)
        self._watched = WatchedLine(self.api)

    @cached_property
    def _address(self) -> str:
        return ADDRESS

    def line_parts(self, key: ApiKey) -> LineParts:
        account = Account(self._store, self._watched, self._timing)
        looking = self._looking(self._watched)
        owner = Owner(self._owner.id, self._owner.is_alive)
        line = PacedLine(self._store, self._watched, account, looking, self._timing, chance=lambda: 0.5)
        sender = Sender(line, owner, self._clock)
        refilling = Refilling(self._store, sender, self._settings.current, self._clock, self._timing)
        bringing = Bringing(line, Reconciling(line, self._clock.today))
        return LineParts(self._watched, account, looking, sender, refilling, bringing)

    def doctor(self, key: ReadKey | None = None) -> Doctor:
        """A computer whose keychain is locked and that has no backup yet."""
        computer = FakeComputer(self.folder.root, self._settings, lambda: self._store)
        computer.keyring = VaultTrouble(VaultReason.LOCKED, "KeyringLocked")
        return computer.doctor()

    @cached_property
    def parts(self) -> LineParts:
        """What speaks to the service in memory."""
        return self.line_parts(KEY)

    def furnish(self, people: Sequence[Served]) -> None:
        """The shop, its cards and its customers, each served at their time."""
        self.settings().change(lambda now: replace(now, shop=SHOP, cards=SAMPLE_CARDS))
        self.time.advance(-SINCE_S)
        with self._store.writing() as work:
            for served in people:
                work.directory.add(served.customer)
                for card in SAMPLE_CARDS:
                    if card.card_idx in served.visits:
                        work.directory.put_stamp(self._stamp(card, served))
        self.time.advance(SINCE_S)
        for served in people:
            self.time.advance(-60 * served.minutes)
            with self._store.writing() as work:
                work.directory.mark_used(served.customer.id)
            self.time.advance(60 * served.minutes)

    def rehearse(self) -> None:
        """The service is born with what a practice folder adopts."""
        cards = {card.card_idx: card for card in SAMPLE_CARDS}
        for sample in SAMPLE_CUSTOMERS:
            for stamp in sample.stamps:
                span = cards[stamp.card_idx].span(self.time.today())
                new = NewStamp(stamp.card_idx, span.start, span.end)
                self.api.stamps[stamp.stamp_idx] = TrueStamp(new, stamp.visits)

    def end_the_day(self, *found: Difference) -> None:
        """One stamp differed from our record so, and another is still to be looked at."""
        with self._store.writing() as work:
            first, second, *_ = work.directory.that_answered(9)
            if ours := work.directory.stamp(first):
                work.day_end.looked(ours, found)
            work.day_end.touch(second)

    def issue(self, customer: Customer, card_idx: int) -> tuple[Entry, ...]:
        """Open an issue that waits."""
        opened = self.issuing().open(IssueRequest(new_id(), card_idx, customer.id))
        assert isinstance(opened, IssueOpened)
        return opened.entries

    def send(self, entries: Sequence[Entry], *answers: Answer[object]) -> None:
        """Send these; the service answers so, else as it will."""
        self.api.script(Call.CREATE, *answers)
        self.parts.sender.send_next([entry.id for entry in entries], ignore_due=True)

    def lose_a_visit(self, customer: Customer, card_idx: int) -> None:
        """A visit whose answer is lost, while another counter adds one too."""
        with self._store.writing() as work:
            stamp = work.directory.stamps_of(customer.id, card_idx)[0]
            draft = Draft(work.journal.fresh_reference(), Kind.VISIT, card_idx, customer.id, stamp.stamp_idx)
            (visit,) = work.journal.open(new_id(), [draft]).entries
        self.api.script(Call.ADD, lost(Call.ADD), applies=True)
        self.parts.sender.send_next([visit.id], ignore_due=True)
        self.api.add(stamp.stamp_idx)
        self.parts.sender.prove_next([visit.id], ignore_due=True)

    def put_right(self, wrong: Customer, right: Customer, card_idx: int) -> None:
        """One visit is taken back, one is moved to its customer, and one waits."""
        self.time.advance(120)  # the service asked for quiet before
        with self._store.reading() as work:
            stamp_idx = work.directory.stamps_of(wrong.id, card_idx)[0].stamp_idx
        first = self._visit(wrong, card_idx, stamp_idx)
        self._send_all()
        self.corrections().take_back(TakeBack(new_id(), stamp_idx, original=first.id, note="Pressed twice"))
        self._send_all()
        second = self._visit(wrong, card_idx, stamp_idx)
        self._send_all()
        self.corrections().move(Move(new_id(), stamp_idx, right.id, original=second.id, note="It was the next in line"))
        self._send_all()
        self._visit(wrong, card_idx, stamp_idx)

    def _visit(self, customer: Customer, card_idx: int, stamp_idx: StampIdx) -> Entry:
        with self._store.writing() as work:
            draft = Draft(work.journal.fresh_reference(), Kind.VISIT, card_idx, customer.id, stamp_idx)
            return work.journal.open(new_id(), [draft]).entries[0]

    def _send_all(self) -> None:
        while self.parts.sender.send_next():
            pass

    def hold(self, entries: Sequence[Entry]) -> None:
        """As after a restored backup."""
        with self._store.writing() as work:
            for entry in entries:
                work.journal.hold(entry)

    def give_another(self, entries: Sequence[Entry]) -> None:
        """Lost, set aside, and another one given."""
        self.send(entries, lost(Call.CREATE))
        self.resolving(self.parts.looking).give_new(entries[0].id)

    def keep_quiet(self, seconds: float) -> None:
        """The service asked for it."""
        with self._store.writing() as work:
            work.gate.keep_quiet(self.time.now() + timedelta(seconds=seconds))

    def put_stamp(self, customer: Customer, card_idx: int, visits: int, **more: Any) -> None:
        """One more stamp that both sides know of."""
        card = next(card for card in SAMPLE_CARDS if card.card_idx == card_idx)
        stamp = replace(self._stamp(card, Served(customer, 5, {card_idx: visits})), **more)
        with self._store.writing() as work:
            work.directory.put_stamp(stamp)

    def _stamp(self, card: StampCard, served: Served) -> Stamp:
        start = date(2026, 3, 14)
        end = ENDS.get(card.card_idx, date(2027, 3, 14))
        idx = 1300 + 10 * int(served.customer.id[-2:]) + SAMPLE_CARDS.index(card)
        visits = served.visits[card.card_idx]
        self.api.stamps[idx] = TrueStamp(NewStamp(card.card_idx, start, end), visits)
        seen = START - timedelta(minutes=served.minutes)
        return Stamp(
            *(idx, card.card_idx, served.customer.id, None, "", "", visits, card.places, seen),
            *(start, end, True, False, START - timedelta(days=200)),
        )


@contextmanager
def sample_house(folder: Path, people: Sequence[Served], *, is_practice: bool = False) -> Iterator[SampleHouse]:
    """A furnished house: practice with its own people; without any it is as new, and set-up is still to come."""
    with ExitStack() as closing:
        there = DataFolder(folder)
        there.prepare()
        house = SampleHouse(Choices(practice=is_practice, key=KEY), there, closing, FakeClock())
        if is_practice:
            house.rehearse()
        elif people:
            house.furnish(people)
        assert people or house.settings().current() == Settings() or is_practice
        yield house
