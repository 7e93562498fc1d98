"""Who is in the directory already with the same phone, e-mail or member id, or nearly the same name, asked again as
somebody types.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk_app.domain.customer import Details
from kiosk_app.domain.ports import Background, Clock, Lane, Ticket
from kiosk_app.presenters.marking import marked_email, marked_phone
from kiosk_app.presenters.new_customer_view import Duplicate
from kiosk_app.services.customers import Customers, Row
from kiosk_app.words import new_customer as words
from kiosk_app.words.language import Language


class LookAlike:
    """``shown``: whom it shows now. ``show`` is told of every change, ``failed`` why the disk could not be read."""

    def __init__(
        self,
        customers: Customers,
        background: Background,
        clock: Clock,
        language: Language,
        show: Callable[[Duplicate | None], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._customers = customers
        self._background = background
        self._clock = clock
        self._language = language
        self._show = show
        self._failed = failed
        self._ticket: Ticket | None = None
        self._asked = Details()
        self.shown: Duplicate | None = None

    def typed(self, keys: Details, but: str | None = None) -> None:
        """These tell a customer from others; ``but``: whose they are. An answer for those before is not waited for."""
        self._stop()
        self._asked = keys
        if keys.is_empty:
            self._change(None)
            return
        self._ticket = self._background.submit(
            Lane.DISK,
            partial(self._customers.looks_like, keys, but),
            partial(self._came, keys),
            self._failed,
            owner=self,
            droppable=True,
        )

    def forget(self) -> None:
        """Nobody is looked for, and nobody shown."""
        self._stop()
        self._asked = Details()
        self.shown = None
        self._show(None)

    def left(self) -> None:
        """The page was left."""
        self._background.leave(self)

    def _stop(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()
            self._customers.give_up_searching()
            self._ticket = None

    def _came(self, keys: Details, row: Row | None) -> None:
        if keys == self._asked:
            self._change(self._duplicate(row) if row else None)

    def _change(self, duplicate: Duplicate | None) -> None:
        if duplicate != self.shown:
            self.shown = duplicate
            self._show(duplicate)

    def _duplicate(self, row: Row) -> Duplicate:
        details = row.customer.details
        masked = marked_phone(details.phone, "").text or marked_email(details.email, ()).text
        visit = words.last_visit(self._language, row.used_at.astimezone().date(), self._clock.today())
        return Duplicate(
            customer_id=row.customer.id,
            person=details.name,
            title=words.looks_like(self._language, details.name or masked),
            about=" · ".join(filter(None, (masked if details.name else "", visit))),
        )
