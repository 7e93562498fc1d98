"""Editing a customer: the form with what is known, and saving it; what the service is told of it follows by itself.

Where something of it is not told, the form says so before it is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from kiosk_app.domain.customer import Details, checked_details
from kiosk_app.domain.entry import Entry
from kiosk_app.domain.ids import StampIdx, new_id
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.text import digits
from kiosk_app.presenters.look_alike import LookAlike
from kiosk_app.presenters.navigation import Navigator
from kiosk_app.presenters.new_customer_view import Duplicate
from kiosk_app.presenters.person_care import PersonCare
from kiosk_app.presenters.trouble import Notice, trouble_said
from kiosk_app.presenters.typed_details import is_phone_short, keys, problems
from kiosk_app.services.customer_edits import CustomerEdit, CustomerEdited, CustomerEdits
from kiosk_app.services.customers import Customers, Holdings
from kiosk_app.words import edit_customer as words
from kiosk_app.words.language import Language
from kiosk_app.words.new_customer import (
    extras,
    leave_form,
    open_customer,
    phone_short,
    somebody_scanned,
    try_again,
)
from kiosk_app.words.said import Said


class EditCustomerView(Protocol):
    """The form, as ``new_customer_view.NewCustomerView`` describes it."""

    def show_form(self, details: Details) -> None: ...

    def show_extras(self, first: str, second: str) -> None: ...

    def show_primary(self, caption: str, is_issuing: bool) -> None: ...

    def show_gone(self, is_gone: bool) -> None:
        """Whether there is nobody any more whose fields could be shown."""
        ...

    def show_problem(self, field: str, sentence: str) -> None: ...

    def show_phone_fits(self, fits: bool) -> None: ...

    def show_nobody_named(self, is_nobody: bool) -> None: ...

    def point_to(self, field: str) -> None: ...

    def show_busy(self, is_busy: bool) -> None: ...

    def show_duplicate(self, duplicate: Duplicate | None) -> None: ...

    def show_locked(self, is_locked: bool) -> None: ...

    def show_notice(self, notice: Notice | None) -> None: ...


@dataclass(slots=True)
class _Form:
    """One customer's, from ``opened`` to ``left``. ``intent``: saving it is one press, however often it is tried.

    ``known``: as they were when it came up. ``is_saved``: it stays only to say what the service is not told;
    ``is_erased``: what it still holds.
    """

    customer_id: str
    details: Details = Details()
    known: Holdings | None = None
    is_saved: bool = False
    is_erased: bool = False
    intent: str = field(default_factory=new_id)
    is_read: bool = False
    is_busy: bool = False
    way_on: Callable[[], None] | None = None

    @property
    def is_unsaved(self) -> bool:
        """Whether something typed would be lost; what is being saved is saved all the same."""
        is_open = not (self.is_busy or self.is_saved)
        return is_open and self.known is not None and self.details != self.known.customer.details


class EditCustomerPresenter:
    """``poke`` wakes the sender: something waits. ``person`` takes the customer’s data along, or away."""

    def __init__(
        self,
        view: EditCustomerView,
        customers: Customers,
        edits: CustomerEdits,
        background: Background,
        navigate: Navigator,
        clock: Clock,
        language: Language,
        poke: Callable[[], None],
        person: PersonCare,
    ) -> None:
        self._view = view
        self._customers = customers
        self._edits = edits
        self._background = background
        self._navigate = navigate
        self._language = language
        self._poke = poke
        self.person = person
        self._form: _Form | None = None
        self._alike = LookAlike(customers, background, clock, language, view.show_duplicate, self._was_not_read_now)

    # What happened

    def opened(self, customer_id: str) -> None:
        """The page came up for this customer."""
        self._form = _Form(customer_id)
        self._view.show_form(Details())
        self._view.show_gone(False)
        self._view.show_primary(words.save(self._language), is_issuing=False)
        self._view.show_busy(False)
        self._view.show_nobody_named(False)
        self._view.show_notice(None)
        self._alike.forget()
        self._read()

    def left(self) -> None:
        """Another page came up. What is being saved is saved all the same; nothing typed stays on the page."""
        self._form = None
        self._background.leave(self)
        self.person.left()
        self._alike.forget()
        self._alike.left()
        self._view.show_form(Details())

    def moved(self, entry: Entry) -> None:
        """An entry stands otherwise than it did."""
        self.person.moved(entry)

    def typed(self, name: str, text: str) -> None:
        """A field holds another text."""
        if self._form:
            self._form.details = replace(self._form.details, **{name: text})
            self._form.intent = new_id()
            self._view.show_nobody_named(False)
            self._check(self._form.details)
            if name in ("phone", "email", "user_id"):
                self._look_for_another(self._form)

    def duplicate_taken(self) -> None:
        """*Use this customer*, in place of the one who was to be edited."""
        if self._form and (alike := self._alike.shown):
            self._navigate.customer(alike.customer_id)

    def saved(self) -> None:
        """*Save*. A second press while it is being saved does nothing."""
        form = self._form
        if form and (form.is_saved or form.is_erased):
            self.cancelled()
            return
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

    def leaving_by_scan(self, go: Callable[[], None]) -> None:
        """Somebody's code was scanned: their page comes up, but not over what was typed here and is not saved."""
        form = self._form
        if form and form.is_unsaved:
            self._tell(form, Notice(somebody_scanned(self._language), leave_form(self._language)), go)
        else:
            go()

    def cancelled(self) -> None:
        """*Cancel*, the way back, or Esc: to the customer, where there is one."""
        if self._form and self._form.is_erased:
            self._leave()
        elif self._form:
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
        form.is_read, form.details, form.known = True, holdings.customer.details, holdings
        cards = [holding.card for holding in holdings.cards]
        first = next((card.etc1_name for card in cards if card.etc1_name), "")
        second = next((card.etc2_name for card in cards if card.etc2_name), "")
        self._view.show_locked(False)
        self._view.show_extras(*extras(self._language, first, second))
        self._view.show_form(form.details)
        self._check(form.details)
        self.person.opened(holdings.customer, partial(self._was_erased, form))

    def _was_erased(self, form: _Form, said: Said) -> None:
        """Nothing of them stays on the page; it says what the service may still hold, as often as that changes."""
        if form is not self._form:
            return
        if not form.is_erased:
            form.is_erased, form.is_read, form.details, form.known = True, False, Details(), None
            self._alike.forget()
            self._view.show_form(form.details)
            self._view.show_gone(True)
            self._view.show_primary(words.to_counter(self._language), is_issuing=False)
        self._tell(form, Notice(said))

    def _leave(self) -> None:
        self._navigate.counter()

    def _was_not_read(self, form: _Form, error: Exception) -> None:
        self._tell(form, self._try_again(trouble_said(self._language, error)), self._read_again)

    def _was_not_read_now(self, error: Exception) -> None:
        """Whoever looks alike: the form goes on without them."""
        said = trouble_said(self._language, error)
        if self._form:
            self._tell(self._form, Notice(said))

    def _look_for_another(self, form: _Form) -> None:
        """By what is another than it was: who shares a phone with somebody is not told so at each edit."""
        was = keys(form.known.customer.details) if form.known else Details()
        now = keys(form.details)
        new = {
            one: getattr(now, one) for one in ("phone", "email", "user_id") if getattr(now, one) != getattr(was, one)
        }
        self._alike.typed(Details(**new), form.customer_id)

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
        if form is not self._form:
            return
        if edited.not_told:
            self._stay(form, edited.not_told)
        else:
            self._navigate.customer(form.customer_id)

    def _stay(self, form: _Form, not_told: tuple[StampIdx, ...]) -> None:
        """All is saved; the service keeps what it knew where it could not be told."""
        form.is_busy, form.is_saved = False, True
        self._view.show_busy(False)
        self._view.show_locked(True)
        self._alike.forget()
        held = (
            [(holding.card.name, stamp) for holding in form.known.cards for stamp in holding.live] if form.known else []
        )
        names = [name for name, stamp in held if stamp.stamp_idx in not_told]
        said = words.not_told(self._language, names, len(not_told))
        way = partial(self._navigate.customer, form.customer_id)
        self._tell(form, Notice(said, open_customer(self._language)), way)

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
