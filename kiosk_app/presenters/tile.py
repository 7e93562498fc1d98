"""A tile of the customer's page: what one holding comes to in words, marks and the one obvious thing to press.

Pure: it asks nobody and keeps nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from kiosk_app.domain.card import Glyph, HasCard, StampCard
from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.outcome import Reason
from kiosk_app.domain.stamp import Stamp
from kiosk_app.services.customers import Holding
from kiosk_app.words import customer as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sending import not_known
from kiosk_app.words.sending import waits as why_it_waits
from kiosk_app.words.stamps import works_later

SOON_DAYS = 14  # a stamp that ends within so many says so in a pill


class Sense(Enum):
    """What a pill or a note says beside its words; the page chooses icon and colour."""

    PLAIN = auto()
    DONE = auto()
    WAITS = auto()
    UNKNOWN = auto()
    REFUSED = auto()


class Action(Enum):
    """The one thing a tile offers.

    CHOOSE: open the stamp there is, or issue another. LOST: give a new one, or type its number.
    """

    ISSUE = auto()
    SHOW_QR = auto()
    CHOOSE = auto()
    LOST = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class PillShown:
    """``short`` where there is little room."""

    text: str
    sense: Sense
    short: str


@dataclass(frozen=True, slots=True)
class NoteShown:
    """What became of a press; it stands where the marks are."""

    sense: Sense
    what: str
    advice: str


@dataclass(frozen=True, slots=True)
class MarksShown:
    """The marks of a stamp. ``stamp_id`` is what their ink is drawn from; ``spoken`` what a screen reader says."""

    stamp_id: str
    glyph: Glyph
    places: int
    visits: int
    waiting: int
    spoken: str


@dataclass(frozen=True, slots=True)
class TileShown:
    """Ready texts of one stamp card. ``which``: "1 of 2" where there are several live stamps, else empty.

    ``status``: a line in the place of the actions. ``can_set``: the fields of the next issue may be opened.
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
    can_set: bool


@dataclass(frozen=True, slots=True)
class Hold:
    """Why nothing may be sent just now, if so. ``quiet_until``: the service asked for quiet (UTC)."""

    has_key: bool = True
    stopped: Reason | None = None
    quiet_until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return not self.has_key or self.stopped is not None or self.is_quiet(now)

    def is_quiet(self, now: datetime) -> bool:
        return self.quiet_until is not None and self.quiet_until > now


@dataclass(frozen=True, slots=True)
class Moment:
    """What a tile depends on besides its holding. ``now`` and ``local`` are one instant, in UTC and for people.

    ``is_opening``: the press is not on the disk yet. ``is_slow``: it takes longer than people expect. ``note``:
    what became of the last press, or what a look found. ``asks``: the customer has the card, and somebody must say
    what is meant. ``is_unseen``: the service could not be asked for the stamp. ``chosen``: which of several.
    """

    now: datetime
    local: datetime
    hold: Hold
    customer: str
    is_opening: bool = False
    is_slow: bool = False
    note: NoteShown | None = None
    asks: bool = False
    is_unseen: bool = False
    chosen: int = 0


def shown_stamp(holding: Holding, chosen: int) -> Stamp | None:
    """The stamp a tile is about: the one being handed out, a live one, else the one that ended last."""
    if handed := holding.handed_out:
        return next((stamp for stamp in holding.live if stamp.stamp_idx == handed.stamp_idx), None)
    return holding.live[chosen % len(holding.live)] if holding.live else holding.last


def open_issue(holding: Holding) -> Entry | None:
    """The issue that is not settled, if any."""
    return next((entry for entry in holding.open if entry.kind.makes_a_stamp or entry.kind is Kind.HAND_OUT), None)


def is_on_its_way(entry: Entry, hold: Hold, now: datetime) -> bool:
    """Whether an answer is only moments away: it is being sent, or is about to be for the first time."""
    if entry.state is State.SENDING:
        return True
    return entry.state is State.WAITING and entry.attempts == 0 and not hold.holds(now)


def tile(language: Language, holding: Holding, moment: Moment) -> TileShown:
    """One tile."""
    return _Tile(language, holding, moment).shown()


def blank_tile(language: Language, card: StampCard, now: datetime) -> TileShown:
    """The card's tile for somebody who has no stamp of it. ``now``: UTC."""
    return tile(language, Holding(card, (), None, ()), Moment(now, now.astimezone(), Hold(), ""))


class _Tile:
    def __init__(self, language: Language, holding: Holding, moment: Moment) -> None:
        self._say = language
        self._card = holding.card
        self._live = holding.live
        self._moment = moment
        self._today = moment.local.date()
        self._handed = holding.handed_out
        self._entry = None if self._handed else open_issue(holding)
        self._stamp = None if self._entry else shown_stamp(holding, moment.chosen)
        self._waiting = sum(
            entry.kind is Kind.VISIT and self._stamp is not None and entry.stamp_idx == self._stamp.stamp_idx
            for entry in holding.open
        )

    def shown(self) -> TileShown:
        marks = self._marks()
        dates, short_dates = self._dates()
        several = len(self._live) > 1 and self._stamp is not None and self._handed is None
        number = self._moment.chosen % len(self._live) + 1 if several else 0
        of_several = (number, len(self._live))
        return TileShown(
            card_idx=self._card.card_idx,
            name=self._card.name,
            dates=dates,
            short_dates=short_dates,
            pill=self._pill(marks),
            marks=marks,
            count=str(marks.visits + marks.waiting),
            of=words.of_places(self._say, marks.places),
            caption=self._caption(marks),
            as_of=self._as_of(),
            which=words.which(self._say, *of_several) if several else "",
            which_spoken=words.other_stamp(self._say, self._card.name, *of_several) if several else "",
            action=self._action(),
            is_busy=self._is_busy(),
            status=self._status(),
            note=self._note(),
            can_set=self._can_set(),
        )

    # The stamp

    def _marks(self) -> MarksShown:
        stamp = self._stamp if self._stamp and not self._stamp.redeemed else None
        places = (stamp and stamp.places) or self._card.places
        visits = min((stamp and stamp.visits) or 0, places)
        waiting = min(self._waiting, places - visits)
        spoken = words.grid_name(self._say, visits + waiting, places, self._card.reward)
        seed = str(stamp.stamp_idx) if stamp else ""
        return MarksShown(seed, self._card.glyph, places, visits, waiting, spoken)

    def _dates(self) -> tuple[str, str]:
        """Under the card's name: how long the stamp holds, else what the card promises."""
        stamp = self._stamp
        if stamp is None or stamp.redeemed:
            promise = words.then_reward(self._say, self._card.places, self._card.reward)
            return promise, words.then_reward(self._say, self._card.places, "")
        near = 0 <= (stamp.end - self._today).days <= SOON_DAYS
        long = words.valid_until(self._say, stamp.end, near)
        return long, words.until(self._say, stamp.end, near)

    def _pill(self, marks: MarksShown) -> PillShown | None:
        if self._entry:
            return self._pill_of_issue(self._entry)
        if self._moment.is_opening:
            return None
        if self._stamp is None:
            return _pill(words.no_stamp(self._say))
        if self._stamp.redeemed:
            return _pill(words.redeemed(self._say))
        return self._pill_of_stamp(self._stamp, marks)

    def _pill_of_issue(self, entry: Entry) -> PillShown | None:
        if entry.state is State.UNKNOWN:
            return _pill(words.needs_checking(self._say), Sense.UNKNOWN)
        if is_on_its_way(entry, self._moment.hold, self._moment.now):
            return None
        return _pill(words.new_waiting(self._say), Sense.WAITS)

    def _pill_of_stamp(self, stamp: Stamp, marks: MarksShown) -> PillShown | None:
        if self._handed:
            return self._pill_of_issue(self._handed)
        if not stamp.active:
            return _pill(words.switched_off(self._say))
        if stamp.end < self._today:
            return _pill(words.expired(self._say, stamp.end, self._today))
        if self._waiting:
            return _pill(words.waiting(self._say, self._waiting), Sense.WAITS)
        if stamp.start > self._today:
            return _pill(words.begins(self._say, stamp.start, self._today), Sense.WAITS)
        if marks.visits >= marks.places:
            return _pill(words.full(self._say), Sense.DONE, words.full_short(self._say))
        days = (stamp.end - self._today).days
        return _pill(words.expires(self._say, days), Sense.WAITS) if days <= SOON_DAYS else None

    def _caption(self, marks: MarksShown) -> str:
        if self._is_busy():
            return words.slow(self._say) if self._moment.is_slow else words.on_its_way(self._say)
        if self._entry:
            return words.code_later(self._say, self._reason(self._entry))
        stamp = self._stamp
        if stamp is None:
            return words.new_is_valid(self._say, self._card)
        if stamp.redeemed:
            return words.next_one(self._say, self._card.name)
        if not stamp.active:
            return works_later(self._say) if self._handed else words.is_off(self._say)
        if marks.waiting:
            return words.waiting_visits(self._say, marks.visits, marks.waiting)
        if marks.visits >= marks.places:
            return words.reward_is_ready(self._say, self._card.reward)
        return words.left(self._say, marks.places - marks.visits, self._card.reward)

    def _as_of(self) -> str:
        stamp = self._stamp
        if stamp is None or not self._live or not self._moment.is_unseen:
            return ""
        zone = self._moment.local.tzinfo
        return words.as_of(self._say, stamp.as_of and stamp.as_of.astimezone(zone), self._moment.local)

    # The press

    def _is_busy(self) -> bool:
        if self._moment.is_opening:
            return True
        return bool(self._entry and is_on_its_way(self._entry, self._moment.hold, self._moment.now))

    def _action(self) -> Action:
        if self._is_busy():
            return Action.ISSUE
        if self._entry:
            return Action.LOST if self._entry.state is State.UNKNOWN else Action.NOTHING
        if self._moment.asks and not self._handed:
            return Action.CHOOSE
        return Action.SHOW_QR if self._live else Action.ISSUE

    def _status(self) -> str:
        if self._entry is None or self._is_busy() or self._entry.state is State.UNKNOWN:
            return ""
        return str(self._why(self._entry))

    def _why(self, entry: Entry) -> Said:
        """Why an issue waits, and that it is safe."""
        hold, now = self._moment.hold, self._moment.now
        if not hold.has_key:
            return words.no_key(self._say)
        if hold.stopped is not None:
            return why_it_waits(self._say, entry.reason, hold.stopped, None)
        if hold.quiet_until and hold.quiet_until > now:
            return words.waits_for_quiet(self._say, max(1, round((hold.quiet_until - now).total_seconds())))
        return words.waits(self._say, entry.reason)

    def _reason(self, entry: Entry) -> Reason:
        return Reason.OK if self._moment.hold.stopped or not self._moment.hold.has_key else entry.reason

    def _note(self) -> NoteShown | None:
        if self._entry and self._entry.state is State.UNKNOWN:
            said = not_known(self._say, self._entry.kind, self._moment.customer)
            if self._moment.note and self._moment.note.sense is Sense.REFUSED:
                return self._moment.note  # why the last word on it could not be taken
            return NoteShown(Sense.UNKNOWN, said.what, said.advice)
        return None if self._entry or self._moment.is_opening else self._moment.note

    def _can_set(self) -> bool:
        """The fields open only where a press would issue: not while one is open, nor past a stamp that is kept."""
        if self._entry or self._handed or self._moment.is_opening or self._moment.asks:
            return False
        return not self._live or self._card.has_card is not HasCard.OPEN


def _pill(text: str, sense: Sense = Sense.PLAIN, short: str = "") -> PillShown:
    return PillShown(text, sense, short or text)
