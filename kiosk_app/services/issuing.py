"""Issuing: from what was asked at the counter to entries in the journal, in one commit. Sends nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from kiosk_app.domain.card import HasCard, StampCard, memo_text
from kiosk_app.domain.customer import Customer, Details, checked_details, filled
from kiosk_app.domain.entry import Draft, Entry, Kind
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.links import link_domain
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.stamp import Change, NewStamp, Stamp
from kiosk_app.domain.text import MAX_FIELD, clean
from kiosk_app.domain.validity import Span
from kiosk_app.domain.visiting import Bar, limits
from kiosk_app.services.telling import tell_opened
from kiosk_app.store.store import Store, Work


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """What was asked. ``intent`` is the press: the same one again adds nothing.

    Fields left None are the stamp card's. ``again``: a new stamp although the customer has one. The two extra
    fields of ``details`` go with this stamp; the customer's own stay as they are.
    """

    intent: str
    card_idx: int
    customer_id: str | None = None
    details: Details = Details()
    memo: str | None = None
    start: date | None = None
    end: date | None = None
    domain: str | None = None
    active: bool | None = None
    again: bool = False
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class IssueOpened:
    """Entries wait to be sent. ``existing``: this press, or another issue for this customer and card, was there.

    ``left_out``: the card counts the first visit, and why it does not now: the stamp is not active today, or the
    card's policies hold against it.
    """

    entries: tuple[Entry, ...]
    customer: Customer
    existing: bool
    left_out: Bar | None


@dataclass(frozen=True, slots=True)
class HasStamp:
    """The customer has live stamps of the card, the one that ends first at the head. Nothing was opened."""

    stamps: tuple[Stamp, ...]
    customer: Customer
    policy: HasCard


@dataclass(frozen=True, slots=True)
class SeveralMeant:
    """More than one customer fits what was entered. Nothing was opened."""

    customers: tuple[Customer, ...]


class NoSuchCard(Exception):
    """No stamp card of the settings has this Card IDX."""

    def __init__(self, card_idx: int) -> None:
        super().__init__(f"no stamp card {card_idx}")
        self.card_idx = card_idx


class Issuing:
    """Opens issues. Raises BadInput, NoSuchCard and StoreTrouble; then nothing was saved."""

    def __init__(self, store: Store, settings: Callable[[], Settings], clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def open(self, request: IssueRequest) -> IssueOpened | HasStamp | SeveralMeant:
        """Check, find or add the customer, mind the card's policy, and open the entries: all of it or nothing."""
        came = self._open(request)
        if isinstance(came, IssueOpened) and not came.existing:
            tell_opened(came.entries, "a press")
        return came

    def _open(self, request: IssueRequest) -> IssueOpened | HasStamp | SeveralMeant:
        if request.card_idx < 1:
            raise BadInput(Problem("card_idx", Fault.NOT_POSITIVE, str(request.card_idx)))
        settings = self._settings()
        card = settings.card(request.card_idx)
        if card is None:
            raise NoSuchCard(request.card_idx)
        span = card.span(self._clock.today(), request.start, request.end)
        domain = _checked_domain(card.domain if request.domain is None else request.domain)
        memo = _checked_memo(card.memo if request.memo is None else request.memo)
        details = checked_details(request.details)
        with self._store.writing() as work:
            if there := work.journal.of_intent(request.intent):
                return self._opened(work, there, existing=True)
            customer = _meant(work, request.customer_id, details)
            if isinstance(customer, SeveralMeant):
                return customer
            if there := work.journal.open_issue(customer.id, card.card_idx):
                return self._opened(work, there, existing=True)
            live = _live(work, customer, card, self._clock.today())
            if live and not request.again and card.has_card is not HasCard.NEW:
                return HasStamp(live, customer, card.has_card)
            work.directory.mark_used(customer.id)
            named = _with_extras(customer, details)
            drafts, left_out = self._drafts(work, request, settings, card, named, span, domain, memo)
            opened = work.journal.open(request.intent, drafts)
            return IssueOpened(opened.entries, customer, opened.existing, left_out)

    def _drafts(
        self,
        work: Work,
        request: IssueRequest,
        settings: Settings,
        card: StampCard,
        customer: Customer,
        span: Span,
        domain: str,
        memo: str,
    ) -> tuple[list[Draft], Bar | None]:
        """The issue, and the first visit behind it where the card counts it; else why it is left out."""
        active = card.active if request.active is None else request.active
        issue = issue_draft(work, settings, card, customer, span, domain, memo, active=active, staff=request.staff)
        if not card.first_visit:
            return [issue], None
        if bar := self._bar_to_first_visit(work, card, customer, span, is_active=active):
            return [issue], bar
        visit = Draft(
            *(work.journal.fresh_reference(), Kind.VISIT, card.card_idx, customer.id, issue.stamp_idx),
            staff=request.staff,
        )
        return [issue, visit], None

    def _bar_to_first_visit(
        self, work: Work, card: StampCard, customer: Customer, span: Span, *, is_active: bool
    ) -> Bar | None:
        """Who fills a stamp, redeems it and gets the next one was here once: the policies hold for it too."""
        today = self._clock.today()
        if not is_active:
            return Bar.SWITCHED_OFF
        if span.start > today:
            return Bar.NOT_BEGUN
        allowed = limits(card, work.journal.lately(customer.id), work.now, today)
        if allowed.left_today == 0:
            return Bar.DAY_IS_OVER
        return Bar.PAUSE if allowed.pause_until else None

    def _opened(self, work: Work, entries: tuple[Entry, ...], *, existing: bool) -> IssueOpened:
        customer = work.directory.customer(entries[0].customer_id or "")
        if customer is None:
            raise LookupError(f"the customer of entry {entries[0].id} is gone")
        return IssueOpened(entries, customer, existing, left_out=None)


def issue_draft(
    work: Work,
    settings: Settings,
    card: StampCard,
    customer: Customer,
    span: Span,
    domain: str,
    memo: str,
    *,
    active: bool,
    staff: str | None,
) -> Draft:
    """The issue of one stamp with these dates, domain and memo; where an instant stamp is ready, its hand out."""
    reference = work.journal.fresh_reference()
    new = NewStamp(
        card_idx=card.card_idx,
        start=span.start,
        end=span.end,
        domain=domain,
        active=active,
        memo=memo_text(memo, reference, settings.shop.counter, staff, MAX_FIELD),
        user=customer.told(settings.service.told),
    )
    issue = Draft(reference, Kind.ISSUE, card.card_idx, customer.id, fields=new, staff=staff)
    return _handed_out(work, issue, new) if card.ready and active and work.meta.instant_is_tried() else issue


def _handed_out(work: Work, issue: Draft, new: NewStamp) -> Draft:
    """The hand out of a ready stamp, which is the customer's from this commit on; the issue where none is ready.

    It stays as it was made, switched off perhaps, until the service has heard of it.
    """
    ready = work.ready.take(new.card_idx, new.domain)
    if ready is None or issue.customer_id is None:
        return issue
    work.directory.put_stamp(ready.given_to(issue.customer_id, Span(new.start, new.end), work.now))
    change = Change(start=new.start, end=new.end, active=new.active, memo=new.memo, user=new.user)
    return replace(issue, kind=Kind.HAND_OUT, stamp_idx=ready.stamp_idx, fields=change)


def _checked_domain(text: str) -> str:
    if not text.strip():
        return ""
    domain = link_domain(text)
    if domain is None:
        raise BadInput(Problem("domain", Fault.BAD_DOMAIN, text))
    return domain


def _checked_memo(text: str) -> str:
    memo = clean(text)
    if len(memo) > MAX_FIELD:
        raise BadInput(Problem("memo", Fault.TOO_LONG, memo[:20]))
    return memo


def _meant(work: Work, customer_id: str | None, details: Details) -> Customer | SeveralMeant:
    """Who is meant: by our id, else by what was entered, else a new customer, added here."""
    if customer_id is not None:
        customer = work.directory.customer(customer_id)
        if customer is None:
            raise BadInput(Problem("customer", Fault.MISSING, customer_id))
        return customer
    if not (details.names_somebody or details.user_id):
        raise BadInput(Problem("customer", Fault.NOBODY))
    meant = work.directory.meant_by(details)
    if len(meant) > 1:
        return SeveralMeant(meant)
    if meant:
        return _with_blanks_filled(work, meant[0], details)
    customer = Customer(new_id(), details)
    work.directory.add(customer)
    return customer


def _with_extras(customer: Customer, given: Details) -> Customer:
    """The customer as this one stamp is told of them."""
    own = customer.details
    return replace(customer, details=replace(own, etc1=given.etc1 or own.etc1, etc2=given.etc2 or own.etc2))


def _with_blanks_filled(work: Work, customer: Customer, given: Details) -> Customer:
    """A customer who is known, with what was given now where nothing was known yet."""
    details = filled(customer.details, given)
    if details == customer.details:
        return customer
    changed = replace(customer, details=details)
    work.directory.change(changed)
    return changed


def _live(work: Work, customer: Customer, card: StampCard, today: date) -> tuple[Stamp, ...]:
    """The customer's stamps of this card that can still be collected on: none that is being redeemed or deleted."""
    ends = (Kind.REDEEM, Kind.DELETE)
    over = {entry.stamp_idx for entry in work.journal.open_of(customer.id) if entry.kind in ends}
    stamps = work.directory.stamps_of(customer.id, card.card_idx)
    return tuple(stamp for stamp in stamps if stamp.is_live(today) and stamp.stamp_idx not in over)
