"""Editing a customer: kept in the directory, and what the service knows of them told anew. Sends nothing.

Of what changed, each live stamp is told; where the setting says that the service gets our id alone, none is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk_app.domain.correction import CannotCorrect, Hindrance, told_anew
from kiosk_app.domain.customer import Customer, Details, checked_details
from kiosk_app.domain.entry import Entry
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Settings
from kiosk_app.services.described import drafts_of, open_in_place
from kiosk_app.services.telling import tell_opened
from kiosk_app.store.store import Store


@dataclass(frozen=True, slots=True)
class CustomerEdit:
    """The details as they shall be from now on. ``intent`` is the press: the same one again adds nothing."""

    intent: str
    customer_id: str
    details: Details
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class CustomerEdited:
    """The customer as kept now, and what waits to be sent: one entry a live stamp, empty where nothing is told.

    ``not_told``: stamps that have not begun. The service shows them to nobody, so that an edit could switch one on
    again that was switched off elsewhere.
    """

    customer: Customer
    entries: tuple[Entry, ...]
    not_told: tuple[StampIdx, ...] = ()


class CustomerEdits:
    """Raises CannotCorrect, BadInput and StoreTrouble; then nothing was changed.

    What waits afterwards is the sender's: poke it.
    """

    def __init__(self, store: Store, settings: Callable[[], Settings], clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def edit(self, request: CustomerEdit) -> CustomerEdited:
        """Keep other details; a name, a phone or an e-mail must be left. An edit that waits is replaced by this one."""
        details = checked_details(request.details)
        if not (details.names_somebody or details.user_id):
            raise BadInput(Problem("customer", Fault.NOBODY))
        with self._store.writing() as work:
            before = work.directory.customer(request.customer_id)
            if before is None:
                raise CannotCorrect(Hindrance.NO_SUCH_CUSTOMER)
            if there := work.journal.of_intent(request.intent):
                return CustomerEdited(before, there)
            after = replace(before, details=details)
            work.directory.change(after)
            told = self._settings().service.told
            change = told_anew(before.told(told), after.told(told))
            if change is None:
                return CustomerEdited(after, ())
            drafts, not_told = drafts_of(work, before.id, change, self._clock.today(), request.staff)
            entries = open_in_place(work, request.intent, drafts)
        tell_opened(entries, "an edit of a customer")
        return CustomerEdited(after, entries, not_told)
