"""``customer add`` and ``customer find``: the shop's own directory. Nothing here reaches the service."""

from __future__ import annotations

from kiosk_app.cli import asked, documents
from kiosk_app.cli.session import Result, Session
from kiosk_app.cli.statuses import Status
from kiosk_app.domain.customer import Details, phone_digits
from kiosk_app.domain.text import digits, fold, quoted
from kiosk_app.words import lists as words


def add_customer(session: Session, command: asked.CustomerAdd) -> Result:
    """Raises BadInput and StoreTrouble; then nothing was saved."""
    customer = session.house.customers().add(command.details)
    session.terminal.say(words.customer_saved(session.language))
    return Result(Status.DONE, {"customer": documents.of_customer(customer)}, (customer.id,))


def find_customers(session: Session, command: asked.CustomerFind) -> Result:
    """Whoever has every word of the text; nobody is no trouble."""
    found = session.house.customers().find(command.text, command.limit)
    country = session.house.settings().current().shop.country
    customers = [(customer, matched_fields(customer.details, command.text, country)) for customer in found.customers]
    for customer, _ in customers:
        session.terminal.say(words.customer_line(customer))
    if not customers:
        session.terminal.say(words.nobody_found(session.language, quoted(command.text)))
    elif found.total > len(customers):
        session.terminal.say(words.more_found(session.language, len(customers), found.total))
    ids = tuple(customer.id for customer, _ in customers)
    return Result(Status.DONE, documents.of_found(customers, found.total), ids)


def matched_fields(details: Details, text: str, country: str) -> tuple[str, ...]:
    """The fields in which a word or the digits of the text stand."""
    wanted = fold(text).split()
    number = digits(text).lstrip("0")
    texts = {"name": details.name, "email": details.email, "user_id": details.user_id, "note": details.note}
    matched = [field for field, value in texts.items() if any(word in fold(value) for word in wanted)]
    if number and not any(char.isalpha() for char in text) and number in phone_digits(details.phone, country):
        matched.append("phone")
    return tuple(matched)
