"""The QR page at one moment: what stands there, by what was read and what became of the press. Pure: it asks nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.domain.stamp import Stamp
from kiosk_app.presenters.qr_view import CardShown, CodeShown, Modules, QrShown
from kiosk_app.presenters.tile_view import MarksShown
from kiosk_app.services.customers import Holding, Holdings
from kiosk_app.services.undoing import Undone
from kiosk_app.words import customer as customer_words
from kiosk_app.words import qr as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said
from kiosk_app.words.sending import not_known
from kiosk_app.words.stamps import first_visit_left_out, practice_code, works_later

SLOW_S = 2.0


@dataclass(frozen=True, slots=True)
class QrRead:
    """What the disk said in one go. ``entries``: those of the press; ``undo``: those that undo it."""

    holdings: Holdings | None
    entries: tuple[Entry, ...]
    undo: tuple[Entry, ...]
    stamp: Stamp | None
    code: CodeShown | None

    @property
    def lost(self) -> Entry | None:
        """The issue of which nobody knows whether it arrived."""
        return self.entries[0] if self.entries and self.entries[0].state is State.UNKNOWN else None


@dataclass(frozen=True, slots=True)
class QrMoment:
    """``is_of_press``: its stamp was issued by the press that led here. ``now`` is UTC, ``today`` the shop's date."""

    card_idx: int
    is_of_press: bool
    undone: Undone | None
    read: QrRead
    now: datetime
    today: date
    is_practice: bool


class QrContent:
    """What the page comes to."""

    def __init__(self, language: Language, moment: QrMoment) -> None:
        self._language = language
        self._moment = moment
        self._read = moment.read
        self._holding = holding_of(moment.read.holdings, moment.card_idx)
        self._name = customer_words.name(language, self._read.holdings.customer.details) if self._read.holdings else ""
        self._instead = self._said_instead()
        self._code = self._read.code if self._instead is None else None
        self._lacks_link = self._read.stamp is not None and self._instead is None and self._code is None
        self._is_to_come = self._code is None and self._comes_by_itself()

    @property
    def is_to_change(self) -> bool:
        """Whether it says something else in a little while, though nothing happens."""
        gets_slow = self._is_to_come and bool(self._read.entries) and not self._is_slow(self._read.entries[0])
        return self._lacks_link or gets_slow

    def shown(self) -> QrShown:
        read, undone = self._read, self._moment.undone
        is_new = self._moment.is_of_press and read.stamp is not None and self._instead is None
        why = words.coming(self._language) if self._lacks_link else self._instead
        beside = Said(words.scan(self._language), self._advice()) if self._code else why
        has_card = not undone and (read.stamp is not None or self._is_to_come)
        return QrShown(
            card_idx=self._moment.card_idx,
            back=self._name or words.title(self._language),
            pill=words.issued(self._language, self._moment.is_practice) if is_new else "",
            headline=beside.what if beside and not self._is_to_come else "",
            advice=beside.advice if beside and not self._is_to_come else "",
            code=self._code,
            instead=why if self._is_to_come else None,
            card=self._card(read.stamp, self._holding) if self._holding and has_card else None,
            is_practice=self._moment.is_practice,
            is_lost=read.lost is not None and not undone,
        )

    def _comes_by_itself(self) -> bool:
        """Whether a code will stand there by itself: for a stamp without a link yet, or one that is on its way."""
        if self._moment.undone:
            return False
        entries = self._read.entries
        on_its_way = bool(entries) and entries[0].state in (State.WAITING, State.SENDING)
        return self._read.stamp is not None or on_its_way

    def _advice(self) -> str:
        read, holding = self._read, self._holding
        if holding and holding.handed_out and read.stamp and not read.stamp.active:
            return works_later(self._language)
        if self._moment.is_of_press and holding and holding.card.first_visit and len(read.entries) == 1:
            fields = read.entries[0].fields
            is_usable = fields is None or bool(fields.active and (fields.start or date.min) <= self._moment.today)
            return first_visit_left_out(self._language, is_usable=is_usable)
        return words.how(self._language)

    def _said_instead(self) -> Said | None:
        """What stands in the code's place where there is none to show; None where there is a stamp."""
        read = self._read
        if self._moment.undone:
            return self._of_undoing(self._moment.undone, read.undo)
        if not self._moment.is_of_press:
            return None if read.stamp else words.no_stamp(self._language)
        if not read.entries:
            return words.no_stamp(self._language)
        return self._of_issue(read.entries[0], read.stamp)

    def _is_slow(self, issue: Entry) -> bool:
        return (self._moment.now - issue.opened_at).total_seconds() >= SLOW_S

    def _of_issue(self, issue: Entry, stamp: Stamp | None) -> Said | None:
        if is_handed_out(issue):
            return None if stamp else words.no_stamp(self._language)
        match issue.state:
            case State.DONE:
                return None if stamp else words.no_stamp(self._language)
            case State.WAITING if issue.attempts:
                return words.waiting(self._language)
            case State.WAITING | State.SENDING:
                said = words.sending(self._language)
                return Said(said.what, customer_words.slow(self._language)) if self._is_slow(issue) else said
            case State.UNKNOWN:
                return not_known(self._language, issue.kind, self._name)
            case State.REFUSED:
                return customer_words.refused(self._language, issue.message)
            case State.ASIDE:
                return words.set_aside(self._language)
            case State.CANCELLED:
                return customer_words.withdrawn(self._language)

    def _of_undoing(self, undone: Undone, entries: tuple[Entry, ...]) -> Said:
        if undone.cancelled:
            return words.cancelled(self._language)
        change = entries[0] if entries else undone.entries[0]
        if change.state is State.DONE:
            return words.undone(self._language)
        if change.state is State.CANCELLED:  # what it would have switched off was never made
            return words.cancelled(self._language)
        if change.state in (State.WAITING, State.SENDING):
            return words.undoing(self._language)
        return words.not_undone(self._language, change.state, change.message)

    def _card(self, stamp: Stamp | None, holding: Holding) -> CardShown:
        """Without a stamp it is the one that is on its way."""
        card = holding.card
        stamp_idx = stamp.stamp_idx if stamp else None
        places = (stamp.places if stamp else 0) or card.places
        visits = min((stamp.visits if stamp else 0) or 0, places)
        on_their_way = sum(entry.kind is Kind.VISIT and entry.stamp_idx == stamp_idx for entry in holding.open)
        waiting = min(on_their_way, places - visits)
        spoken = customer_words.grid_name(self._language, visits + waiting, places, card.reward, waiting)
        return CardShown(
            card.name,
            words.whose(self._name, stamp, self._language) if stamp else self._name,
            MarksShown(str(stamp_idx or ""), card.glyph, places, visits, waiting, spoken),
            str(visits + waiting),
            customer_words.of_places(self._language, places),
        )


def code_of(
    language: Language,
    stamp: Stamp,
    holding: Holding | None,
    last: CodeShown | None,
    modules: Callable[[str], Modules],
    *,
    is_practice: bool,
) -> CodeShown | None:
    """The stamp's code, where it has a link that may be trusted. ``last``: the one that is shown, not drawn twice."""
    text = practice_code(language, stamp.stamp_idx) if is_practice else stamp.url
    if text is None:
        return None
    drawn = last.modules if last and last.text == text else modules(text)
    spoken = words.code_spoken(language, holding.card.name if holding else "")
    if is_practice:
        return CodeShown(text, drawn, spoken, words.practice_stamp(language, stamp.stamp_idx), "", stamp.url or "")
    return CodeShown(text, drawn, spoken, text.partition("://")[2], text, "")


def holding_of(holdings: Holdings | None, card_idx: int) -> Holding | None:
    cards = holdings.cards if holdings else ()
    return next((holding for holding in cards if holding.card.card_idx == card_idx), None)


def is_handed_out(issue: Entry) -> bool:
    """Whether its stamp was ready, so that it is shown before the service has heard of it."""
    return issue.kind is Kind.HAND_OUT and issue.state.is_open
