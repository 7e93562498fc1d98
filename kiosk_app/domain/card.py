"""A stamp card as the shop configured it: what is issued, for how long, and by which policies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from kiosk_app.domain.text import MAX_FIELD, clean
from kiosk_app.domain.validity import Span, Unit, ValidFor, ValidUntil, span

MAX_VISITS = 999  # the most places a card can have, and the highest count that is believed
MAX_PER_DAY = 99
MAX_READY = 20  # an account may count every stamp that is made, used or not


class Glyph(Enum):
    """The picture in a card's marks."""

    CUP = "cup"
    LOAF = "loaf"
    BEAN = "bean"
    BOWL = "bowl"
    STAR = "star"


class HasCard(Enum):
    """What to do where the customer has a live stamp of the card already."""

    OPEN = "open"
    ASK = "ask"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class StampCard:
    """One ``[[card]]`` of the settings. ``domain`` empty: the service's default link domain.

    ``places`` and ``name`` are the owner's until the service tells its own; ``told_name`` is the last it told, so that
    a name the owner chose since then stays until the service has another. ``pause_s``: seconds between two
    visits of one customer, 0 for none. ``per_day``: visits a day, 0 for no limit. ``ready``: how many instant
    stamps are kept, 0 for none; ``ready_active``: whether those can be used before they are handed out.
    """

    card_idx: int
    name: str
    reward: str = ""
    places: int = 10
    glyph: Glyph = Glyph.CUP
    domain: str = ""
    valid: ValidFor | ValidUntil = ValidFor(1, Unit.YEARS)
    start_delay_days: int = 0
    active: bool = True
    memo: str = ""
    etc1_name: str = ""
    etc2_name: str = ""
    first_visit: bool = False
    has_card: HasCard = HasCard.OPEN
    pause_s: int = 60
    per_day: int = 0
    ready: int = 0
    ready_active: bool = False
    told_name: str = ""

    def learnt(self, places: int | None, name: str) -> StampCard:
        """The card with what the service tells of it."""
        card = replace(self, places=places) if places and 1 <= places <= MAX_VISITS else self
        name = clean(name)
        if not name or len(name) > MAX_FIELD or name == card.told_name:
            return card
        return replace(card, name=name, told_name=name)

    def span(self, today: date, start: date | None = None, end: date | None = None) -> Span:
        """The dates of a stamp issued today; raises BadInput."""
        return span(self.valid, today, start, end, self.start_delay_days)


def memo_text(template: str, reference: str, counter: str, staff: str | None, limit: int) -> str:
    """The memo of a stamp: the owner's text with its places filled, and always `` #REF`` at its end.

    ``limit``: characters in all; the text gives way, never the reference.
    """
    words = {"{counter}": counter, "{staff}": staff or ""}
    text = re.sub(r"\{(?:counter|staff)\}", lambda place: words[place[0]], template).strip()
    tail = f" #{reference}"
    return (text[: max(0, limit - len(tail))].rstrip() + tail).strip()
