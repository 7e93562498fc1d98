"""What the people at the counter know they did, kept on paper: it asks neither the program nor the service.

The day's work is counted here too, for the table.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kiosk_app.domain.card import Glyph, StampCard

COFFEE, BAKERY, BEANS, LUNCH = 123, 131, 140, 152
PER_DAY = 2  # of the bean club
CARDS = (
    StampCard(COFFEE, "Coffee card", "a free coffee", 10),
    StampCard(BAKERY, "Bakery card", "a free loaf", 6, Glyph.LOAF),
    StampCard(BEANS, "Bean club", "a free bag of beans", 8, Glyph.BEAN, per_day=PER_DAY),
    StampCard(LUNCH, "Lunch card", "a free lunch", 5, Glyph.BOWL),
)
CARD_NAMES = {card.card_idx: card.name for card in CARDS}
PLACES = {card.card_idx: card.places for card in CARDS}


@dataclass(slots=True)
class Held:
    """One stamp. ``link``: what its QR says, once it was seen. ``today``: visits that stand and were added today.

    ``is_there``: it was not issued while the line was down.
    """

    card_idx: int
    visits: int = 0
    is_active: bool = True
    is_redeemed: bool = False
    link: str = ""
    today: int = 0
    is_there: bool = True

    @property
    def free(self) -> int:
        """Places that can still be filled today."""
        places = PLACES[self.card_idx] - self.visits
        return min(places, PER_DAY - self.today) if self.card_idx == BEANS else places

    @property
    def is_live(self) -> bool:
        return self.is_active and not self.is_redeemed

    def visit(self, count: int) -> None:
        """Under none: taken back."""
        self.visits += count
        self.today += count


@dataclass(slots=True)
class Person:
    """A customer. ``is_awaited``: they have a stamp from elsewhere yet to be scanned, and are found by what it says."""

    name: str
    phone: str
    email: str = ""
    member_id: str = ""
    held: list[Held] = field(default_factory=list)
    is_awaited: bool = False

    def live(self, card_idx: int) -> Held | None:
        return next((one for one in self.held if one.card_idx == card_idx and one.is_live), None)


@dataclass(slots=True)
class Notebook:
    """``done``: how often what was done. ``arrivals``: visits on stamps before the day, and that came from elsewhere.

    ``served``: who was, by name.
    """

    people: list[Person]
    arrivals: int = 0
    done: Counter[str] = field(default_factory=Counter)
    served: set[str] = field(default_factory=set)

    def of(self, name: str) -> Person:
        return next(one for one in self.people if one.name == name)
