"""``customer add``, ``find`` and ``reindex``: the shop's own directory. Nothing here reaches the service."""

from __future__ import annotations

from kiosk_app.cli import asked, documents
from kiosk_app.cli.session import Result, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.domain.customer import Details, found_by, phone_key
from kiosk_app.domain.finding import fields_with
from kiosk_app.domain.found import Found
from kiosk_app.domain.text import quoted
from kiosk_app.words import lists as words

LONG = 20_000  # customers; fewer are done in some seconds


def add_customer(session: Session, command: asked.CustomerAdd) -> Result:
    """Raises BadInput and StoreTrouble; then nothing was saved."""
    customer = session.house.customers().add(command.details)
    session.terminal.say(words.customer_saved(session.language))
    return Result(Status.DONE, {"customer": documents.of_customer(customer)}, (customer.id,))


def find_customers(session: Session, command: asked.CustomerFind) -> Result:
    """Whoever has every word of the text; nobody is no trouble."""
    found = session.house.customers().find(command.text, command.limit)
    country = session.house.settings().current().shop.country
    if not found.customers or found.is_near:
        session.terminal.say(words.nobody_found(session.language, quoted(command.text)))
    if found.is_near:
        session.terminal.say(words.nearly(session.language))
    for customer in found.customers:
        session.terminal.say(words.customer_line(customer))
    if found.is_least:
        session.terminal.say(words.many_more_found(session.language, len(found.customers), found.total))
    elif found.total > len(found.customers):
        session.terminal.say(words.more_found(session.language, len(found.customers), found.total))
    matched = [(customer, _matched(found, customer.details, country)) for customer in found.customers]
    ids = tuple(customer.id for customer in found.customers)
    return Result(Status.DONE, documents.of_found(matched, found), ids)


def reindex(session: Session, _command: asked.CustomerReindex) -> Result:
    """Make the search index anew, whether or not it needs it. Raises StoreTrouble."""
    customers = session.house.reindexing().run(_Progress(session).tell)
    session.terminal.say(words.reindexed(session.language, customers))
    return Result(Status.DONE, {"customers": customers})


class _Progress:
    """Says every tenth of the way, in a shop where it takes long."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tenth = 0

    def tell(self, done: int, customers: int) -> None:
        tenth = 10 * done // max(customers, 1)
        if customers >= LONG and tenth > self._tenth:
            self._session.terminal.say(words.reindexing(self._session.language, done, customers))
        self._tenth = tenth


def _matched(found: Found, details: Details, country: str) -> tuple[str, ...]:
    """The fields in which something that was asked for stands."""
    return fields_with(found.terms, found_by(details, phone_key(details.phone, country)))
