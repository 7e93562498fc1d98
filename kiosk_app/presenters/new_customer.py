"""A new customer: the form, who looks like somebody known, and saving together with the first stamp."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from kiosk_app.domain.card import Glyph, StampCard
from kiosk_app.domain.customer import Details, checked_details
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.ports import Background, Clock, Lane, Ticket
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.text import clean, digits
from kiosk_app.presenters.marking import marked_email, marked_phone
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.trouble import Notice, trouble_said
from kiosk_app.services.customers import Customers, Row
from kiosk_app.services.issuing import IssueRequest, Issuing, NoSuchCard
from kiosk_app.words import new_customer as words
from kiosk_app.words.inputs import problem
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

_SHORT_PHONE = 7  # digits; shorter ones exist, so it is only told
_PHONE_LETTERS = set("0123456789+-()./ ")


@dataclass(frozen=True, slots=True)
class CardChoice:
    """One line of *First stamp card*. None: no card, only the customer."""

    card_idx: int | None
    glyph: Glyph | None
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Somebody who has the same phone, e-mail or member id. Their numbers are masked.

    ``person``: the name for the avatar, or empty.
    """

    customer_id: str
    person: str
    title: str
    about: str


class NewCustomerView(Protocol):
    """The form. Fields go by their names in ``Details``. What it is told to show is no typing."""

    def show_form(self, details: Details) -> None:
        """The form anew, with what is known already; the first field worth filling has the focus."""
        ...

    def show_cards(self, choices: tuple[CardChoice, ...], chosen: int | None) -> None:
        """What the customer can begin with; no choices at all where the shop has no card to issue."""
        ...

    def show_extras(self, first: str, second: str) -> None:
        """The names of the two extra fields."""
        ...

    def show_primary(self, caption: str, is_issuing: bool) -> None: ...

    def show_problem(self, field: str, sentence: str) -> None:
        """What is wrong with a field, told as it is typed and said once it is left; empty for nothing."""
        ...

    def show_phone_fits(self, fits: bool) -> None: ...

    def show_duplicate(self, duplicate: Duplicate | None) -> None: ...

    def show_nobody_named(self, is_nobody: bool) -> None:
        """Say louder that a name, a phone or an e-mail is enough."""
        ...

    def point_to(self, field: str) -> None:
        """Go to this field, and say what is wrong with it."""
        ...

    def show_busy(self, is_busy: bool) -> None: ...

    def show_locked(self, is_locked: bool) -> None:
        """The customer is saved: their fields can no longer be changed here."""
        ...

    def show_notice(self, notice: Notice | None) -> None: ...


@dataclass(frozen=True, slots=True)
class _Saved:
    """What came of saving. ``trouble``: why there is no stamp although one was asked for."""

    customer_id: str
    trouble: Exception | None = None


class NewCustomerPresenter:
    """One form at a time, from ``opened`` to ``left``. One press saves once, however often it comes."""

    def __init__(
        self,
        view: NewCustomerView,
        customers: Customers,
        issuing: Issuing,
        settings: Callable[[], Settings],
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
        poke: Callable[[], None],
    ) -> None:
        """``poke`` wakes the sender: something waits."""
        self._has_cards = self._saves_once_read = False
        self._view = view
        self._customers = customers
        self._issuing = issuing
        self._settings = settings
        self._background = background
        self._navigate = navigate
        self._clock = clock
        self._language = language
        self._poke = poke
        self._is_open = False
        self._is_busy = False
        self._ticket: Ticket | None = None
        self._details = Details()
        self._cards: tuple[StampCard, ...] = ()
        self._chosen: int | None = None
        self._has_chosen = False
        self._intent = ""
        self._added: str | None = None
        self._duplicate: Duplicate | None = None
        self._way_on: Callable[[], None] | None = None

    # What happened

    def opened(self, typed: str) -> None:
        """The page came up; ``typed`` is what was searched for."""
        self._is_open, self._is_busy = True, False
        self._begin(prefilled(typed))
        self._ask_for_cards()
        self._ask_for_duplicate()

    def left(self) -> None:
        """Another page came up. What is being saved is saved all the same."""
        self._is_open = False
        self._background.leave(self)

    def changed(self) -> None:
        """Something in the journal, the directory or the settings changed."""
        if self._is_open and not self._is_busy:
            self._ask_for_cards()
            self._ask_for_duplicate()

    def typed(self, field: str, text: str) -> None:
        """A field holds another text."""
        self._details = replace(self._details, **{field: text})
        if self._details.names_somebody:
            self._view.show_nobody_named(False)
        self._check()
        if field in ("phone", "email", "user_id"):
            self._ask_for_duplicate()

    def card_chosen(self, card_idx: int | None) -> None:
        """Another card to begin with, or none."""
        if card_idx != self._chosen:
            self._intent = new_id()
        self._chosen, self._has_chosen = card_idx, True
        self._show_choice()

    def duplicate_taken(self) -> None:
        """*Use this customer*."""
        if self._duplicate is not None:
            self._lead(partial(self._navigate.customer, self._duplicate.customer_id))

    def cancelled(self) -> None:
        """*Cancel*, or Esc."""
        self._lead(self._navigate.counter)

    def way_on_taken(self) -> None:
        """The button of the notice."""
        if self._way_on is not None:
            self._way_on()

    def saved(self) -> None:
        """*Save*, with or without the first stamp. A second press while it is being saved does nothing."""
        if self._is_busy or not self._is_open or not self._may_save():
            return
        if not self._has_cards:
            self._saves_once_read = True  # the first stamp is not known yet: the press waits for it
            return
        self._is_busy = True
        self._view.show_busy(True)
        self._tell(None)
        work = partial(self._save, self._details, self._chosen, self._intent, self._added)
        done = partial(self._done, self._chosen, self._intent)
        self._background.submit(Lane.DISK, work, done, self._could_not_save, owner=self)

    # The form

    def _begin(self, details: Details) -> None:
        self._has_cards = self._saves_once_read = False
        self._details, self._cards = details, ()
        self._chosen, self._has_chosen = None, False
        self._intent, self._added = new_id(), None
        self._duplicate = None
        self._view.show_form(details)
        self._view.show_locked(False)
        self._view.show_busy(False)
        self._view.show_nobody_named(False)
        self._view.show_duplicate(None)
        self._tell(None)
        self._show_choice()
        self._check()

    def _check(self) -> None:
        problems = self._problems()
        for field in Details.__slots__:
            self._view.show_problem(field, problems.get(field, ""))
        number = digits(self._details.phone)
        is_short = bool(self._details.phone.strip()) and len(number) < _SHORT_PHONE
        if is_short and "phone" not in problems:
            self._view.show_problem("phone", words.phone_short(self._language))
        self._view.show_phone_fits(bool(number) and not is_short and "phone" not in problems)

    def _problems(self) -> dict[str, str]:
        """What keeps the form from being saved, by field."""
        try:
            checked_details(self._details)
        except BadInput as bad:
            return {found.field: str(problem(self._language, found)) for found in bad.problems}
        return {}

    def _may_save(self) -> bool:
        """Whether the form can be saved; else the person is told why not."""
        if self._added is not None:
            return True
        if problems := self._problems():
            self._view.point_to(next(iter(problems)))
            return False
        if not checked_details(self._details).names_somebody:
            self._view.show_nobody_named(True)
            self._view.point_to("name")
            return False
        return True

    # Cards

    def _ask_for_cards(self) -> None:
        self._background.submit(Lane.DISK, self._settings, self._cards_came, self._could_not_read, owner=self)

    def _cards_came(self, settings: Settings) -> None:
        self._cards = tuple(card for card in settings.cards if self._about(card) is not None)
        known = {card.card_idx for card in self._cards}
        if not self._has_chosen or (self._chosen is not None and self._chosen not in known):
            self._chosen = self._cards[0].card_idx if self._cards else None
        none = CardChoice(None, None, words.no_card(self._language), words.only_save(self._language))
        choices = [CardChoice(card.card_idx, card.glyph, card.name, self._about(card) or "") for card in self._cards]
        self._view.show_cards((*choices, none) if choices else (), self._chosen)
        self._show_choice()
        self._has_cards = True
        if self._saves_once_read:
            self._saves_once_read = False
            self.saved()

    def _about(self, card: StampCard) -> str | None:
        """What the card gives; None where its dates are over, so that it cannot be issued."""
        today = self._clock.today()
        try:
            return words.card_about(self._language, card.places, card.span(today), today)
        except BadInput:
            return None

    def _show_choice(self) -> None:
        card = next((card for card in self._cards if card.card_idx == self._chosen), None)
        names = (card.etc1_name, card.etc2_name) if card else ("", "")
        self._view.show_extras(*words.extras(self._language, *names))
        caption = words.save_and_issue if card else words.save
        self._view.show_primary(caption(self._language), is_issuing=card is not None)

    # Who is there already

    def _ask_for_duplicate(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
        keys = self._keys()
        if keys.is_empty or self._added is not None:
            self._show_duplicate(None)
            return
        self._ticket = self._background.submit(
            Lane.DISK,
            partial(self._customers.looks_like, keys),
            partial(self._duplicate_came, keys),
            self._could_not_read,
            owner=self,
            droppable=True,
        )

    def _keys(self) -> Details:
        """What tells one customer from another, as far as it is typed in full."""
        details, problems = self._details, self._problems()
        is_number = len(digits(details.phone)) >= _SHORT_PHONE
        return Details(
            phone=clean(details.phone) if is_number else "",
            email="" if "email" in problems else clean(details.email).replace(" ", ""),
            user_id=clean(details.user_id),
        )

    def _duplicate_came(self, keys: Details, row: Row | None) -> None:
        if keys == self._keys() and self._added is None:
            self._show_duplicate(self._like(row) if row else None)

    def _show_duplicate(self, duplicate: Duplicate | None) -> None:
        if duplicate != self._duplicate:
            self._duplicate = duplicate
            self._view.show_duplicate(duplicate)

    def _like(self, row: Row) -> Duplicate:
        details = row.customer.details
        masked = marked_phone(details.phone, "").text or marked_email(details.email, ()).text
        visit = words.last_visit(self._language, row.used_at.astimezone().date(), self._clock.today())
        return Duplicate(
            customer_id=row.customer.id,
            person=details.name,
            title=words.looks_like(self._language, details.name or masked),
            about=" · ".join(filter(None, (masked if details.name else "", visit))),
        )

    # Saving

    def _save(self, details: Details, card_idx: int | None, intent: str, added: str | None) -> _Saved:
        """On the disk's lane. The customer is added as entered: whoever looked alike was shown before.

        A customer who was added by an earlier press is not added again.
        """
        customer_id = added or self._customers.add(details).id
        if card_idx is None:
            return _Saved(customer_id)
        try:
            self._issuing.open(IssueRequest(intent, card_idx, customer_id))
        except (BadInput, NoSuchCard, StoreTrouble) as trouble:
            return _Saved(customer_id, trouble)
        return _Saved(customer_id)

    def _done(self, card_idx: int | None, intent: str, saved: _Saved) -> None:
        if saved.trouble is not None:
            self._stay(saved.customer_id, saved.trouble)
        elif card_idx is None:
            self._lead(partial(self._navigate.customer, saved.customer_id))
        else:
            self._poke()
            self._lead(partial(self._navigate.qr, saved.customer_id, card_idx, intent))

    def _stay(self, customer_id: str, trouble: Exception) -> None:
        """The customer is saved and the stamp is not: saving once more only issues it."""
        self._added = customer_id
        self._set_idle()
        self._view.show_locked(True)
        self._show_duplicate(None)
        said = words.saved_without_stamp(self._language, self._why(trouble))
        to_customer = partial(self._lead, partial(self._navigate.customer, customer_id))
        self._tell(Notice(said, words.open_customer(self._language)), to_customer)
        self._ask_for_cards()

    def _could_not_save(self, error: Exception) -> None:
        """Nothing is saved."""
        said = trouble_said(self._language, error)
        self._set_idle()
        self._tell(Notice(said, words.try_again(self._language)), self.saved)

    def _could_not_read(self, error: Exception) -> None:
        """The cards, or whoever looks alike: the form goes on without them."""
        said = trouble_said(self._language, error)
        self._tell(Notice(said, words.try_again(self._language)), self._read_again)

    def _read_again(self) -> None:
        self._tell(None)
        self.changed()

    def _why(self, trouble: Exception) -> Said:
        return (
            words.card_gone(self._language)
            if isinstance(trouble, NoSuchCard)
            else trouble_said(self._language, trouble)
        )

    def _set_idle(self) -> None:
        self._is_busy = False
        self._view.show_busy(False)

    def _tell(self, notice: Notice | None, way_on: Callable[[], None] | None = None) -> None:
        self._way_on = way_on
        self._view.show_notice(notice)

    def _lead(self, way: Callable[[], None]) -> None:
        """Go to another page, once."""
        if self._is_open:
            self._is_open = False
            way()


def prefilled(typed: str) -> Details:
    """What was searched for, where it fits: an e-mail has an @, a phone no letter, all else is a name."""
    text = clean(typed)
    if "://" in text:
        return Details()
    if "@" in text:
        return Details(email=text)
    if digits(text) and set(text) <= _PHONE_LETTERS:
        return Details(phone=text)
    return Details(name=text)
