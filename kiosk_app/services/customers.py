"""Customers: entering and looking up. The directory is the shop's own; nothing here speaks to the service."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Customer, Details, checked_details, email_key, phone_key
from kiosk_app.domain.entry import Entry, Kind
from kiosk_app.domain.found import Found
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.likeness import alike
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Stamp
from kiosk_app.domain.text import fold
from kiosk_app.domain.visiting import Bar, Limits, Tally, bar_to_visit, limits, tally
from kiosk_app.store.directory import Known
from kiosk_app.store.interruption import GivenUp
from kiosk_app.store.look_up import LookUpDamaged
from kiosk_app.store.store import Store, Work

_log = logging.getLogger(__name__)

T = TypeVar("T")

FEW = 3  # as many as can be mistaken for each other
SHOWN = 50  # of those found: whoever is not among them is found by another letter
_NAME_FROM = 3  # letters; on the way to a longer name shorter ones are many people's
_NAMESAKES = 20  # who are held against a name that is typed
RECENT = 12  # rows of the counter's list; no window shows more without scrolling


@dataclass(frozen=True, slots=True)
class Row:
    """A customer in a list: when they were served last (UTC), and their live stamps of the shop's cards."""

    customer: Customer
    used_at: datetime
    stamps: tuple[Stamp, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a list, and how many there are in all; the rest is as in ``domain.found``."""

    rows: tuple[Row, ...]
    total: int
    is_least: bool = False
    is_near: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """What one customer has on one stamp card.

    ``live``: stamps that can be collected on, the one that ends first at the head, or as soon as their hand out is
    sent. ``last``: where none is live, the one that ended last. ``open``: entries that are not settled. ``limits``:
    what the card's policies still allow.
    """

    card: StampCard
    live: tuple[Stamp, ...]
    last: Stamp | None
    open: tuple[Entry, ...]
    limits: Limits = Limits()

    def tally(self, stamp: Stamp) -> Tally:
        """The count of one of these stamps, with what is on its way told apart."""
        return tally(stamp, self.open, self.card)

    def bar(self, stamp: Stamp, today: date) -> Bar | None:
        """Why no visit counts on one of these stamps today, once what is open has been done; None where one does."""
        return bar_to_visit(stamp, self.open, today)

    @property
    def handed_out(self) -> Entry | None:
        """The hand out of an instant stamp that is not settled: the customer has it, the service has not heard."""
        return next((entry for entry in self.open if entry.kind is Kind.HAND_OUT), None)


@dataclass(frozen=True, slots=True)
class Holdings:
    """A customer and all the shop's cards, in the order of the settings. Times are UTC.

    ``alike``: others whom they could be taken for, by their name or the last digits of their phone.
    """

    customer: Customer
    added_at: datetime
    used_at: datetime
    cards: tuple[Holding, ...]
    alike: tuple[Customer, ...] = ()


class Customers:
    """Raises BadInput and StoreTrouble; then nothing was saved."""

    def __init__(self, store: Store, settings: Callable[[], Settings], clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def add(self, details: Details) -> Customer:
        """A new customer; a name, a phone or an e-mail is enough."""
        checked = checked_details(details)
        if not checked.names_somebody:
            raise BadInput(Problem("customer", Fault.NOBODY))
        customer = Customer(new_id(), checked)
        with self._store.writing() as work:
            work.directory.add(customer)
        return customer

    def find(self, text: str, limit: int = SHOWN) -> Found:
        """Who has every word of the text, or its digits in a phone; those served last come first."""
        return self._searched(text, limit, lambda _work, found: found)

    def rows(self, text: str, limit: int = SHOWN) -> Rows:
        """Who is found by the text, with what a list shows; without a text, who was served last.

        Nobody at all where it was given up: then nobody waits for it.
        """
        if not text.strip():
            with self._store.reading() as work:
                recent = work.directory.recent(RECENT)
                return Rows(self._rows(work, recent), len(recent))
        try:
            return self._searched(text, limit, self._found_rows)
        except GivenUp:
            return Rows((), 0)

    def give_up_searching(self) -> None:
        """From any thread: what is searched for now is not waited for any more."""
        self._store.give_up_searching()

    def _searched(self, text: str, limit: int, seen: Callable[[Work, Found], T]) -> T:
        """An index that is not right is not used again until it was made anew; everybody's text is read instead."""
        try:
            with self._store.searching() as work:
                return seen(work, work.look_up.find(text, limit))
        except LookUpDamaged as damage:
            _log.warning("the search index is damaged and will be made anew: %s", damage)
        with self._store.writing() as work:
            work.look_up.distrust()
        with self._store.searching() as work:
            return seen(work, work.look_up.scan(text, limit))

    def _found_rows(self, work: Work, found: Found) -> Rows:
        rows = self._rows(work, found.customers)
        return Rows(rows, found.total, found.is_least, found.is_near, found.words)

    def looks_like(self, details: Details, but: str | None = None) -> Row | None:
        """Somebody who has the same member id, phone or e-mail already, else nearly the same name and nothing that
        contradicts; None where nobody or nothing is given.

        ``but``: the customer whose details they are, who never looks like themselves.
        """
        with self._store.reading() as work:
            meant = work.directory.meant_by(details, but)
            if meant:
                return self._rows(work, meant[:1])[0]
        return self._nearly_named(details, but)

    def _nearly_named(self, details: Details, but: str | None) -> Row | None:
        if len(fold(details.name)) < _NAME_FROM:
            return None
        country = self._settings().shop.country

        def seen(work: Work, found: Found) -> Row | None:
            near = [one for one in found.customers if one.id != but and _may_be(one.details, details, country)]
            return self._rows(work, tuple(near[:1]))[0] if near else None

        try:
            return self._searched(details.name, _NAMESAKES, seen)
        except GivenUp:
            return None

    def holdings(self, customer_id: str) -> Holdings | None:
        """A customer and what they have on each card of the shop."""
        with self._store.reading() as work:
            customer = work.directory.customer(customer_id)
            if customer is None:
                return None
            (known,) = work.directory.known([customer])
            entries, lately, now = work.journal.open_of(customer.id), work.journal.lately(customer.id), work.now
            alike = _alike(work, customer)
        today = self._clock.today()
        cards = tuple(
            self._holding(card, known, entries, limits(card, lately, now, today)) for card in self._settings().cards
        )
        return Holdings(customer, known.added_at, known.used_at, cards, alike)

    def _holding(self, card: StampCard, known: Known, entries: tuple[Entry, ...], allowed: Limits) -> Holding:
        today = self._clock.today()
        stamps = [stamp for stamp in known.stamps if stamp.card_idx == card.card_idx]
        handed_out = {entry.stamp_idx for entry in entries if entry.kind is Kind.HAND_OUT}
        live = tuple(stamp for stamp in stamps if stamp.is_live(today) or stamp.stamp_idx in handed_out)
        last = stamps[-1] if stamps and not live else None
        own = tuple(entry for entry in entries if entry.card_idx == card.card_idx)
        return Holding(card, live, last, own, allowed)

    def _rows(self, work: Work, customers: tuple[Customer, ...]) -> tuple[Row, ...]:
        today = self._clock.today()
        cards = {card.card_idx for card in self._settings().cards}
        return tuple(
            Row(
                known.customer,
                known.used_at,
                tuple(stamp for stamp in known.stamps if stamp.card_idx in cards and stamp.is_live(today)),
            )
            for known in work.directory.known(customers)
        )

    def customer(self, customer_id: str) -> Customer | None:
        """One customer by our id."""
        with self._store.reading() as work:
            return work.directory.customer(customer_id)

    def customer_of_stamp(self, stamp_idx: StampIdx) -> Customer | None:
        """Whose stamp this is. Digits that were typed or scanned may name a Stamp IDX that is a text."""
        with self._store.reading() as work:
            stamp = work.directory.stamp(stamp_idx) or work.directory.stamp(str(stamp_idx))
            return work.directory.customer(stamp.customer_id) if stamp else None


def _may_be(known: Details, typed: Details, country: str) -> bool:
    """Whether they can be one: by name, and by what both have of phone, e-mail and member id."""
    if not alike(known.name, typed.name):
        return False
    pairs = (
        (phone_key(known.phone, country), phone_key(typed.phone, country)),
        (email_key(known.email), email_key(typed.email)),
        (known.user_id, typed.user_id),
    )
    return all(not one or not other or one == other for one, other in pairs)


def _alike(work: Work, customer: Customer) -> tuple[Customer, ...]:
    """In a large shop many phones end alike: then nobody tells customers by that."""
    namesakes = work.directory.namesakes(customer, FEW + 1)
    same_digits = work.directory.same_last_digits(customer, FEW + 1)
    if len(same_digits) > FEW:
        same_digits = ()
    return tuple({one.id: one for one in (*namesakes, *same_digits)}.values())
