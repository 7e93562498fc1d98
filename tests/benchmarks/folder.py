"""The data folder that is measured on: a real one with 200 customers and four stamp cards."""

from __future__ import annotations

from pathlib import Path

from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.samples import SAMPLE_CARDS
from kiosk_app.wiring.ground import Choices
from kiosk_app.wiring.house import open_house

CUSTOMERS = 200


def make_folder(folder: Path, address: str, key: str) -> tuple[Customer, ...]:
    """Fill it, for the service at this address; the customers that are in it."""
    with open_house(Choices(folder, service_url=address, key=ApiKey(key))) as house:
        for card in SAMPLE_CARDS:
            house.settings().add_card(card)
        customers = house.customers()
        return tuple(customers.add(_details(number)) for number in range(CUSTOMERS))


def _details(number: int) -> Details:
    return Details(
        f"Customer {number:03} Of The Shop", f"+1 202-555-{number:04}", email=f"customer{number}@mail.example"
    )
