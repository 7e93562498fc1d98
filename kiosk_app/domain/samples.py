"""What practice begins with: four stamp cards and a handful of customers. Nobody here is real.

The phone numbers are of ranges kept for fiction; the addresses end in the reserved .example.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk_app.domain.card import Glyph, StampCard
from kiosk_app.domain.customer import Customer, Details

SAMPLE_CARDS = (
    StampCard(123, "Coffee card", "a free coffee", 10, Glyph.CUP),
    StampCard(131, "Bakery card", "a free loaf", 6, Glyph.LOAF),
    StampCard(140, "Bean club", "a free bag of beans", 8, Glyph.BEAN),
    StampCard(152, "Lunch card", "a free lunch", 5, Glyph.BOWL),
)


@dataclass(frozen=True, slots=True)
class SampleStamp:
    """A stamp that practice is born with."""

    stamp_idx: int
    card_idx: int
    visits: int


@dataclass(frozen=True, slots=True)
class SampleCustomer:
    """A customer that practice is born with."""

    customer: Customer
    stamps: tuple[SampleStamp, ...]


def _sample(number: int, name: str, phone: str, email: str, *stamps: SampleStamp) -> SampleCustomer:
    return SampleCustomer(Customer(f"practice{number:012}", Details(name=name, phone=phone, email=email)), stamps)


SAMPLE_CUSTOMERS = (
    _sample(
        *(1, "Brown Smith", "+1 202-555-0148", "brown.smith@mail.example"),
        *(SampleStamp(1301, 123, 7), SampleStamp(1302, 131, 6)),
    ),
    _sample(2, "Mei Tanaka", "+44 20 7946 0447", "mei.tanaka@mail.example", SampleStamp(1303, 123, 3)),
    _sample(
        *(3, "Jonas Weber", "+49 30 23125 019", "jonas.weber@mail.example"),
        *(SampleStamp(1304, 123, 9), SampleStamp(1305, 140, 2)),
    ),
    _sample(4, "Amira Haddad", "+44 20 7946 0772", "amira.haddad@mail.example", SampleStamp(1306, 123, 10)),
    _sample(
        *(5, "Luca Rossi", "+1 202-555-0133", "luca.rossi@mail.example"),
        *(SampleStamp(1307, 131, 1), SampleStamp(1308, 140, 5)),
    ),
    _sample(6, "김민서", "+1 202-555-0171", "minseo.kim@mail.example"),
)
