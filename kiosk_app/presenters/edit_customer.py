"""Editing a customer: the form with what is known, and saving it; what the service is told of it follows by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from kiosk_app.domain.customer import Details, checked_details
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.ports import Background, Lane
from kiosk_app.domain.text import digits
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.trouble import Notice, trouble_said
from kiosk_app.presenters.typed_details import is_phone_short, problems
from kiosk_app.services.customer_edits import CustomerEdit, CustomerEdited, CustomerEdits
from kiosk_app.services.customers import Customers, Holdings
from kiosk_app.words import edit_customer as words
from kiosk_app.words.language import Language
from kiosk_app.words.new_customer import extras, phone_short, try_again
from kiosk_app.words.said import Said


class EditCustomerView(Protocol):
    """The form, as ``new_customer_view.NewCustomerView`` describes it."""

    def show_form(self, details: Details) -> None: ...

    def show_extras(self, first: str, second: str) -> None: ...

    def show_problem(self, field: str, sentence: str) -> None: ...

    def show_phone_fits(self, fits: bool) -> None: ...

    def show_nobody_named(self, is_nobody: bool) -> None: ...

    def point_to(self, field: str) -> None: ...

    def show_busy(self, is_busy: bool) -> None: ...

    def show_locked(self, is_locked: bool) -> None: ...

    def show_notice(self, notice: Notice | None) -> None: ...


@dataclass(slots=True)
class _Form:
    """One customer's, from ``opened`` to ``left``. ``intent``: saving it is one press, however often it is tried."""

    customer_id: str
    details: Details = Details()
    intent: str = field(default_factory=new_id)
    is_read: bool = False
    is_busy: bool = False
    way_on: Callable[[], None] | None = None


class EditCustomerPresenter:
    """``poke`` wakes the sender: something waits."""

    def __init__(
        self,
        view: EditCustomerView,
        customers: Customers,
        edits: CustomerEdits,
        background: Background,
        navigate: Navigator,
        language: Language,
        poke: Callable[[], None],
    ) -> None:
        self._view = view
        self._customers = customers
        self._edits = edits
        self._background = background
        self._navigate = navigate
        self._language = language
        self._poke = poke
        self._form: _Form | None = None

    # What happened

    def opened(self, customer_id: str) -> None:
        """The page came up for this customer."""
        self._form = _Form(customer_id)
        self._view.show_form(Details())
        self._view.show_busy(False)
        self._view.show_nobody_named(False)
        self._view.show_notice(None)
        self._read()

    def left(self) -> None:
        """Another page came up. What is being saved is saved all the same; nothing typed stays on the page."""
        self._form = None
        self._background.leave(self)
        self._view.show_form(Details())

    def typed(self, name: str, text: str) -> None:
        """A field holds another text."""
        if self._form:
            self._form.details = replace(self._form.details, **{name: text})
            self._form.intent = new_id()
            self._view.show_nobody_named(False)
            self._check(self._form.details)

    def saved(self) -> None:
        """*Save*. A second press while it is being saved does nothing."""
        form = self._form
        if form is None or form.is_busy or not form.is_read or not self._may_save(form.details):
            return
        form.is_busy = True
        self._view.show_busy(True)
        self._tell(form, None)
        # Without an owner: the sender is poked also where the page was left meanwhile.
        self._background.submit(
            Lane.DISK,
            partial(self._edits.edit, CustomerEdit(form.intent, form.customer_id, form.details)),
            partial(self._was_saved, form),
            partial(self._was_not_saved, form),
        )

    def cancelled(self) -> None:
        """*Cancel*, the way back, or Esc: to the customer."""
        if self._form:
            self._navigate.customer(self._form.customer_id)

    back_pressed = cancelled

    def way_on_taken(self) -> None:
        """The button of the notice."""
        if self._form and self._form.way_on:
            self._form.way_on()

    # Reading and saving

    def _read(self) -> None:
        if form := self._form:
            self._view.show_locked(True)
            self._background.submit(
                Lane.DISK,
                partial(self._customers.holdings, form.customer_id),
                partial(self._came, form),
                partial(self._was_not_read, form),
                owner=self,
            )

    def _came(self, form: _Form, holdings: Holdings | None) -> None:
        if holdings is None:
            self._tell(form, Notice(words.gone(self._language), words.to_counter(self._language)), self._leave)
            return
        form.is_read, form.details = True, holdings.customer.details
        cards = [holding.card for holding in holdings.cards]
        first = next((card.etc1_name for card in cards if card.etc1_name), "")
        second = next((card.etc2_name for card in cards if card.etc2_name), "")
        self._view.show_locked(False)
        self._view.show_extras(*extras(self._language, first, second))
        self._view.show_form(form.details)
        self._check(form.details)

    def _leave(self) -> None:
        self._navigate.counter()

    def _was_not_read(self, form: _Form, error: Exception) -> None:
        self._tell(form, self._try_again(trouble_said(self._language, error)), self._read_again)

    def _read_again(self) -> None:
        if self._form:
            self._tell(self._form, None)
            self._read()

    def _check(self, details: Details) -> None:
        found, is_short = problems(self._language, details), is_phone_short(details)
        for name in Details.__slots__:
            self._view.show_problem(name, found.get(name, ""))
        if is_short and "phone" not in found:
            self._view.show_problem("phone", phone_short(self._language))
        self._view.show_phone_fits(bool(digits(details.phone)) and not is_short and "phone" not in found)

    def _may_save(self, details: Details) -> bool:
        if found := problems(self._language, details):
            self._view.point_to(next(iter(found)))
            return False
        checked = checked_details(details)
        if not (checked.names_somebody or checked.user_id):
            self._view.show_nobody_named(True)
            self._view.point_to("name")
            return False
        return True

    def _was_saved(self, form: _Form, edited: CustomerEdited) -> None:
        if edited.entries:
            self._poke()
        if form is self._form:
            self._navigate.customer(form.customer_id)

    def _was_not_saved(self, form: _Form, error: Exception) -> None:
        said = trouble_said(self._language, error)
        if form is self._form:
            form.is_busy = False
            self._view.show_busy(False)
            self._tell(form, self._try_again(said), self.saved)

    def _try_again(self, said: Said) -> Notice:
        return Notice(said, try_again(self._language))

    def _tell(self, form: _Form, notice: Notice | None, way_on: Callable[[], None] | None = None) -> None:
        form.way_on = way_on
        self._view.show_notice(notice)
