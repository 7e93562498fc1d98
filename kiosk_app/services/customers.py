"""Customers: entering and looking up. The directory is the shop's own; nothing here speaks to the service."""

from __future__ import annotations

from kiosk_app.domain.customer import Customer, Details, checked_details
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.store.directory import Found
from kiosk_app.store.store import Store


class Customers:
    """Raises BadInput and StoreTrouble; then nothing was saved."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, details: Details) -> Customer:
        """A new customer; a name, a phone or an e-mail is enough."""
        checked = checked_details(details)
        if not checked.names_somebody:
            raise BadInput(Problem("customer", Fault.NOBODY))
        customer = Customer(new_id(), checked)
        with self._store.writing() as work:
            work.directory.add(customer)
        return customer

    def find(self, text: str, limit: int = 50) -> Found:
        """Who has every word of the text, or its digits in a phone; those served last come first."""
        with self._store.reading() as work:
            return work.directory.find(text, limit)

    def customer(self, customer_id: str) -> Customer | None:
        """One customer by our id."""
        with self._store.reading() as work:
            return work.directory.customer(customer_id)
