"""What a tile of the customer's page shows: ready texts, marks, and the one thing to press."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from kiosk_app.domain.card import Glyph


class Sense(Enum):
    """What a pill or a note says beside its words; the page chooses icon and colour."""

    PLAIN = auto()
    DONE = auto()
    WAITS = auto()
    UNKNOWN = auto()
    REFUSED = auto()


class Action(Enum):
    """The one thing a tile asks to be pressed.

    ANYWAY: add a visit although one was added a moment ago. CONFIRM: *Yes, redeem* or *Not yet*. NEXT: issue the next
    stamp, or not now. SWITCH: issue a stamp, or switch on the one there is. CHOOSE: open the stamp there is, or issue
    another. LOST: give a new one, or type its number. DATES: save those that are typed, or not now. DELETE: *Yes,
    delete it* or *Not now*. ANSWER: say in the outbox what only a person can tell. NOTHING: a line says why.
    """

    ISSUE = auto()
    ADD = auto()
    ANYWAY = auto()
    REDEEM = auto()
    CONFIRM = auto()
    NEXT = auto()
    SWITCH = auto()
    SHOW_QR = auto()
    CHOOSE = auto()
    LOST = auto()
    DATES = auto()
    DELETE = auto()
    ANSWER = auto()
    NOTHING = auto()


class Offer(Enum):
    """What a tile offers beside that, behind its three dots. ISSUE: the fields of the next issue."""

    DATES = auto()
    SWITCH_OFF = auto()
    SWITCH_ON = auto()
    RESET_PIN = auto()
    DELETE = auto()
    ISSUE = auto()


@dataclass(frozen=True, slots=True)
class OfferShown:
    """One of those, and its button."""

    offer: Offer
    label: str


@dataclass(frozen=True, slots=True)
class PillShown:
    """``short`` where there is little room; ``spoken``: what a screen reader says, where that is more."""

    text: str
    sense: Sense
    short: str
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class NoteShown:
    """What became of a press; it stands where the marks are."""

    sense: Sense
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class MarksShown:
    """The marks of a stamp. ``stamp_id`` is what their ink is drawn from; ``spoken`` what a screen reader says.

    ``fresh``: how many of the last ones were added just now.
    """

    stamp_id: str
    glyph: Glyph
    places: int
    visits: int
    waiting: int
    spoken: str
    fresh: int = 0


@dataclass(frozen=True, slots=True)
class UndoShown:
    """The last press can be undone until then, in the clock's monotonic seconds; so long it is from its beginning."""

    until_s: float
    seconds: float


@dataclass(frozen=True, slots=True)
class TileShown:
    """Ready texts of one stamp card. ``which``: "1 of 2" where there are several live stamps, else empty.

    ``status``: a line in the place of the actions. ``offers``: what stands behind the three dots, and ``not_offered``
    why the rest does not. ``most``: how many visits can be added at once. ``has_code``: there is a stamp whose code can
    be shown.
    """

    card_idx: int
    name: str
    dates: str
    short_dates: str
    pill: PillShown | None
    marks: MarksShown
    count: str
    of: str
    caption: str
    as_of: str
    which: str
    which_spoken: str
    action: Action
    is_busy: bool
    status: str
    note: NoteShown | None
    offers: tuple[OfferShown, ...] = ()
    not_offered: str = ""
    most: int = 1
    has_code: bool = False
    undo: UndoShown | None = None

    @property
    def runs_down(self) -> bool:
        """Whether something on it changes with the time alone."""
        return self.is_busy or self.undo is not None or self.action is Action.ANYWAY
