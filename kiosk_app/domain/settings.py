"""The shop's settings as frozen values, with their defaults. Reading and checking the file is ``store``'s."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kiosk_app.domain.burst import PER_KEY_MS
from kiosk_app.domain.card import StampCard

DEFAULT_SERVICE = "https://vivoldi.com"
PRACTICE_ADDRESS = "practice"  # what a practice folder belongs to, whatever port is served today


class Theme(Enum):
    """Light, dark, or as the system says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class TextSize(Enum):
    """How large text is, in per cent of what is drawn; or as the system says."""

    SYSTEM = "system"
    USUAL = 100
    LARGER = 115
    LARGE = 130
    LARGEST = 150


class Motion(Enum):
    """Whether things may move: as the system says, or as little as can be."""

    SYSTEM = "system"
    REDUCED = "reduced"


class TouchKeyboard(Enum):
    """When the window's own keyboard comes: where there is no other, always, or never."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Told(Enum):
    """What the service is told of a customer."""

    ALL = "all"
    ID = "id"  # our opaque id alone


@dataclass(frozen=True, slots=True)
class Shop:
    """``[shop]``. ``country``: ISO 3166 letters for phone numbers, empty for the operating system's."""

    name: str = ""
    counter: str = ""
    country: str = ""
    language: str = ""
    logo: str = ""
    accent: str = ""
    theme: Theme = Theme.SYSTEM
    counters: int = 1


@dataclass(frozen=True, slots=True)
class Service:
    """``[service]``. ``url`` empty: none chosen yet. ``proxy``: the environment's is never used, only this."""

    url: str = ""
    proxy: str = ""
    told: Told = Told.ALL


@dataclass(frozen=True, slots=True)
class Counter:
    """``[counter]``. Times in seconds. ``setup_skipped``: set-up does not come back though there is no card.

    ``scanner_prefix``: what the scanner was set to send first; ``scanner_ms``: how long it takes for a key at most.

    ``scan_adds_visit``: the scan of a stamp is the press on *Add visit*, too.

    ``text_size`` and ``motion`` are of this screen and whoever stands before it, not of the shop's look.
    """

    idle_s: int = 30
    undo_s: int = 12
    scanner_prefix: str = ""
    scanner_ms: int = PER_KEY_MS
    scan_adds_visit: bool = False
    setup_skipped: bool = False
    text_size: TextSize = TextSize.SYSTEM
    motion: Motion = Motion.SYSTEM
    touch_keyboard: TouchKeyboard = TouchKeyboard.AUTO


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of one counter."""

    shop: Shop = Shop()
    service: Service = Service()
    counter: Counter = Counter()
    cards: tuple[StampCard, ...] = ()

    @property
    def needs_setup(self) -> bool:
        """Whether set-up comes by itself: there is no stamp card, and nobody skipped it."""
        return not self.cards and not self.counter.setup_skipped

    @property
    def instant_cards(self) -> tuple[int, ...]:
        """The Card IDX of those whose stamps are kept ready."""
        return tuple(card.card_idx for card in self.cards if card.ready)

    def card(self, card_idx: int) -> StampCard | None:
        """The stamp card with this Card IDX, or None."""
        return next((card for card in self.cards if card.card_idx == card_idx), None)
