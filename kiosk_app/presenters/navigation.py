"""Where a presenter can lead: the pages by what they are for. Wiring knows which widget that is."""

from __future__ import annotations

from typing import Protocol

from kiosk_app.domain.ids import StampIdx


class Navigator(Protocol):
    """Leads to a page. Leaving a page cancels its callbacks, never its work."""

    def counter(self) -> None:
        """Back to the counter, search empty and focused."""
        ...

    def new_customer(self, typed: str) -> None:
        """The form for a new customer; ``typed`` is what was searched for, put where it fits."""
        ...

    def customer(self, customer_id: str, stamp_idx: StampIdx | None = None, *, adds: bool = False) -> None:
        """A customer's page; ``stamp_idx``: which of their stamps was scanned, so that its tile gets the focus.

        ``adds``: the scan was the press on *Add visit*, too.
        """
        ...

    def expect(self, customer_id: str) -> None:
        """This customer is likely to be the next: their page may be filled, where nobody sees it and nothing is lost.

        Nothing is done for them. Who comes next is led to as ever, whoever was expected.
        """
        ...

    def edit(self, customer_id: str) -> None:
        """The form of a customer who is known."""
        ...

    def history(self, customer_id: str) -> None:
        """What was done for a customer."""
        ...

    def qr(self, customer_id: str, card_idx: int, intent: str | None, stamp_idx: StampIdx | None = None) -> None:
        """The QR page of a customer's stamp on a card; ``intent``: it was issued just now and can be undone.

        ``stamp_idx``: which one, where they have several of the card; else the one that ends first.
        """
        ...

    def outbox(self, entry_id: int | None = None) -> None:
        """What waits and what needs somebody; ``entry_id``: what is to be answered there."""
        ...

    def settings(self, section: str = "cards") -> None:
        """Settings at one of its sections: cards, account, counter, data, about."""
        ...

    def import_customers(self) -> None:
        """Customers from a file."""
        ...

    def duplicates(self) -> None:
        """Customers who look like one."""
        ...

    def fault(self) -> None:
        """What its makers need to know of the fault that the program met last."""
        ...

    def setup(self) -> None:
        """Set-up from its first step."""
        ...

    def practise(self) -> None:
        """Leave the real folder for the practice one."""
        ...

    def leave_practice(self) -> None:
        """Back to the real folder."""
        ...
