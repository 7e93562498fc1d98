"""A shop with a real store, real services and a real sender; only the wire and the clock are fakes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.correction import CannotCorrect, Hindrance
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.entry import Entry
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import NewStamp, Stamp
from kiosk_app.domain.visiting import Bar, Barred
from kiosk_app.services.account import Account
from kiosk_app.services.corrections import Corrections
from kiosk_app.services.customer_edits import CustomerEdits
from kiosk_app.services.customers import Customers
from kiosk_app.services.finishing import Finishing
from kiosk_app.services.history import History
from kiosk_app.services.importing import Importing
from kiosk_app.services.issuing import Issuing
from kiosk_app.services.looking import Looking
from kiosk_app.services.outbox import Outbox
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.refilling import Refilling
from kiosk_app.services.reindexing import Reindexing
from kiosk_app.services.resolving import Resolving
from kiosk_app.services.rewards import Rewards
from kiosk_app.services.sender import Owner, Sender
from kiosk_app.services.stamp_edits import StampEdits
from kiosk_app.services.timing import Timing
from kiosk_app.services.trial import Trial
from kiosk_app.services.undoing import Undoing
from kiosk_app.services.visits import Visits
from kiosk_app.store.look_up_build import IndexBuild
from kiosk_app.store.meta import Fact
from tests.fakes.clock import START, FakeClock
from tests.fakes.disk import database_of, make_store
from tests.fakes.stamp_api import FakeStampApi, TrueStamp

COFFEE = StampCard(123, "Coffee card", "a free coffee")
BROWN = Customer("c1", Details(name="Brown Smith", phone="+1 123-4567-8900", note="Oat milk"))
ADDRESS = "https://service.example"


def why_of(error: CannotCorrect) -> Hindrance | Bar:
    """The reason alone, without the stamp it is about."""
    return error.why.bar if isinstance(error.why, Barred) else error.why


class Shop:
    """``customer`` is in the directory. ``settings`` may be replaced at any time."""

    def __init__(
        self,
        folder: Path,
        cards: Sequence[StampCard] = (COFFEE,),
        customer: Customer = BROWN,
        *,
        text_ids: bool = False,
        link_domain: str = "",
    ) -> None:
        self.clock = FakeClock()
        self.settings = Settings(cards=tuple(cards))
        self.customer = customer
        self.store = make_store(folder, self.clock)
        places = {card.card_idx: card.places for card in cards}
        self.api = FakeStampApi(self.clock.today(), cards=places, text_ids=text_ids, link_domain=link_domain)
        self.customers = Customers(self.store, lambda: self.settings, self.clock)
        self.issuing = Issuing(self.store, lambda: self.settings, self.clock)
        self.outbox = Outbox(self.store)
        self.visits = Visits(self.store, lambda: self.settings, self.clock)
        self.rewards = Rewards(self.store, lambda: self.settings, self.clock)
        self.looking = Looking(self.store, self.api, ADDRESS, lambda _: "")
        self.undoing = Undoing(self.store)
        self.corrections = Corrections(self.store, lambda: self.settings, self.clock)
        self.stamp_edits = StampEdits(self.store, self.clock)
        self.customer_edits = CustomerEdits(self.store, lambda: self.settings, self.clock)
        self.reindexing = Reindexing(IndexBuild(database_of(folder)))
        self.importing = Importing(self.store, lambda: self.settings, self.reindexing)
        self.history = History(self.store)
        self.account = Account(self.store, self.api, Timing())
        owner = Owner("me", lambda who: who == "me")
        line = PacedLine(self.store, self.api, self.account, self.looking, Timing(), chance=lambda: 0.5)
        self.sender = Sender(line, owner, self.clock)
        self.refilling = Refilling(self.store, self.sender, lambda: self.settings, self.clock, Timing())
        self.finishing = Finishing(self.store, self.sender, self.clock, Timing(), self.clock.pause)
        self.trial = Trial(self.store, self.clock, self.finishing.finish)
        self.resolving = Resolving(self.store, self.looking)
        self.pokes = 0
        with self.store.writing() as work:
            work.directory.add(customer)

    def poke(self) -> None:
        self.pokes += 1

    def put_stamp(self, stamp_idx: StampIdx = 1301, visits: int | None = 7, **more: Any) -> Stamp:
        """A stamp that both sides know of, last confirmed when the shop opened."""
        stamp = Stamp(
            *(stamp_idx, 123, self.customer.id, None, "", "", visits, 10, START),
            *(date(2026, 3, 14), date(2027, 3, 14), True, False, START),
        )
        stamp = replace(stamp, **more)
        with self.store.writing() as work:
            work.directory.put_stamp(stamp)
        new = NewStamp(stamp.card_idx, stamp.start, stamp.end, active=stamp.active)
        self.api.stamps[stamp_idx] = TrueStamp(new, stamp.visits or 0, stamp.redeemed)
        return stamp

    def send(self) -> Entry | None:
        """Send one entry, as the heartbeat would."""
        return self.sender.send_next()

    def keep_ready(self, count: int = 1, **more: Any) -> None:
        """Instant stamps, tried and made: so many of the first card. Nothing of that stays in ``asked``."""
        card = replace(self.settings.cards[0], ready=count, **more)
        self.settings = replace(self.settings, cards=(card, *self.settings.cards[1:]))
        self.account_tried()
        while len(self.ready()) < count:
            if self.refilling.send_next() is None:
                self.clock.advance(1)  # the budget of calls
        self.api.asked.clear()

    def account_tried(self) -> None:
        """As if the trial had passed at this address."""
        with self.store.writing() as work:
            work.meta.put(Fact.ADDRESS, ADDRESS)
            work.meta.learn_instant_works()

    def ready(self) -> tuple[StampIdx, ...]:
        """The instant stamps of the first card that can be handed out."""
        with self.store.reading() as work:
            return tuple(one.stamp_idx for one in work.ready.stock(self.settings.cards[0].card_idx))

    def entries(self) -> tuple[Entry, ...]:
        return tuple(line.entry for line in self.outbox.history())
