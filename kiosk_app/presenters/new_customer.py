"""A new customer: the form, who looks like somebody known, and saving together with the first stamp."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Details, checked_details
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.text import digits
from kiosk_app.presenters.look_alike import LookAlike
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.new_customer_view import CardChoice, NewCustomerView
from kiosk_app.presenters.trouble import Notice, trouble_said
from kiosk_app.presenters.typed_details import is_phone_short, keys, prefilled, problems
from kiosk_app.services.customers import Customers
from kiosk_app.services.issuing import IssueRequest, Issuing, NoSuchCard
from kiosk_app.words import new_customer as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


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
        self._details = self._given = Details()
        self._cards: tuple[StampCard, ...] = ()
        self._chosen: int | None = None
        self._has_chosen = False
        self._intent = ""
        self._added: str | None = None
        self._alike = LookAlike(customers, background, clock, language, view.show_duplicate, self._could_not_read)
        self._way_on: Callable[[], None] | None = None

    # What happened

    def opened(self, typed: str) -> None:
        """The page came up; ``typed`` is what was searched for."""
        self._is_open, self._is_busy = True, False
        self._begin(prefilled(typed))
        self._ask_for_cards()
        self._look_for_another()

    def left(self) -> None:
        """Another page came up. What is being saved is saved all the same."""
        self._is_open = False
        self._background.leave(self)
        self._alike.left()

    def changed(self) -> None:
        """Something in the journal, the directory or the settings changed."""
        if self._is_open and not self._is_busy:
            self._ask_for_cards()
            self._look_for_another()

    def typed(self, field: str, text: str) -> None:
        """A field holds another text."""
        self._details = replace(self._details, **{field: text})
        if self._details.names_somebody:
            self._view.show_nobody_named(False)
        self._check()
        if field in ("name", "phone", "email", "user_id"):
            self._look_for_another()

    def card_chosen(self, card_idx: int | None) -> None:
        """Another card to begin with, or none."""
        if card_idx != self._chosen:
            self._intent = new_id()
        self._chosen, self._has_chosen = card_idx, True
        self._show_choice()

    def duplicate_taken(self) -> None:
        """*Use this customer*."""
        if (alike := self._alike.shown) is not None:
            self._lead(partial(self._navigate.customer, alike.customer_id))

    def leaving_by_scan(self, go: Callable[[], None]) -> None:
        """Somebody's code was scanned: their page comes up, but not over what was typed here and is not saved."""
        if self._details == self._given or self._is_busy or self._added is not None:
            self._lead(go)
        else:
            self._tell(
                Notice(words.somebody_scanned(self._language), words.leave_form(self._language)),
                partial(self._lead, go),
            )

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
        self._details = self._given = details
        self._cards = ()
        self._chosen, self._has_chosen = None, False
        self._intent, self._added = new_id(), None
        self._view.show_form(details)
        self._view.show_locked(False)
        self._view.show_busy(False)
        self._view.show_nobody_named(False)
        self._alike.forget()
        self._tell(None)
        self._show_choice()
        self._check()

    def _check(self) -> None:
        found, is_short = problems(self._language, self._details), is_phone_short(self._details)
        for field in Details.__slots__:
            self._view.show_problem(field, found.get(field, ""))
        if is_short and "phone" not in found:
            self._view.show_problem("phone", words.phone_short(self._language))
        has_number = bool(digits(self._details.phone))
        self._view.show_phone_fits(has_number and not is_short and "phone" not in found)

    def _may_save(self) -> bool:
        """Whether the form can be saved; else the person is told why not."""
        if self._added is not None:
            return True
        if found := problems(self._language, self._details):
            self._view.point_to(next(iter(found)))
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

    def _look_for_another(self) -> None:
        if self._added is None:
            self._alike.typed(keys(self._details))

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
        self._alike.forget()
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
