"""What the outbox page shows: each entry in ready texts, and the Protocol that the page implements. Asks nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Protocol

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.choices import Choice, choices_for
from kiosk_app.domain.entry import Entry, Kind, State, Why
from kiosk_app.domain.outcome import Reason
from kiosk_app.services.outbox import Line
from kiosk_app.words import outbox_page as words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


@dataclass(frozen=True, slots=True)
class ChoiceShown:
    """Something a person can say, and its button."""

    choice: Choice
    label: str


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """The field for a lost stamp's number is open. ``confirms``: the number was looked at and a person may say yes."""

    is_busy: bool = False
    confirms: bool = False


@dataclass(frozen=True, slots=True)
class Talked:
    """What was said about one card so far. ``note``: why the last word could not be taken."""

    note: Said | None = None
    number: NumberAsked | None = None
    is_busy: bool = False


@dataclass(frozen=True, slots=True)
class NeedsLine:
    """Something for a person. ``is_known``: it is settled and only to be seen. ``opens``: their page helps."""

    entry_id: int
    customer_id: str | None
    name: str
    what: str
    at: str
    said: Said
    choices: tuple[ChoiceShown, ...]
    is_known: bool
    opens: bool
    talked: Talked = Talked()


@dataclass(frozen=True, slots=True)
class WayLine:
    """Something on its way, arrived, or set aside. ``counts_down``: its seconds are told."""

    entry_id: int
    name: str
    what: str
    state: str
    at: str
    is_sending: bool = False
    is_done: bool = False
    is_unknown: bool = False
    counts_down: bool = False


@dataclass(frozen=True, slots=True)
class OutboxLists:
    """The whole page: the head of each list, the last ones of what arrived today, and how many each has in all.

    ``needs`` begins with what nobody knows. ``unused``: stamps that may lie at the service without an owner.
    """

    needs: tuple[NeedsLine, ...]
    way: tuple[WayLine, ...]
    done: tuple[WayLine, ...]
    done_count: int
    needs_count: int = 0
    way_count: int = 0
    unused: tuple[WayLine, ...] = ()


class OutboxView(Protocol):
    """What the page can show."""

    def show_lists(self, lists: OutboxLists) -> None: ...

    def show_trouble(self, said: Said) -> None: ...

    def ask_number(self, entry_id: int) -> None:
        """The field of this card was opened: it comes into sight and takes what is typed or scanned."""
        ...

    def point_to(self, entry_id: int) -> None:
        """Somebody came for this card: it comes into sight, and the keyboard goes on from it."""
        ...

    def keep_time(self, is_needed: bool) -> None:
        """Whether the presenter wants to hear, once a second, that time went by."""
        ...


@dataclass(frozen=True, slots=True)
class Moment:
    """What a line depends on besides its entry: the cards, the time (UTC), and why nothing may be sent just now."""

    card: Callable[[int], StampCard | None]
    now: datetime
    stopped: Reason | None = None
    quiet_until: datetime | None = None

    def left_s(self, until: datetime | None) -> int:
        """Whole seconds until then; 0 once it is over, or never was."""
        return max(0, ceil((until - self.now).total_seconds())) if until else 0


def needs_line(language: Language, line: Line, moment: Moment, talked: Talked) -> NeedsLine:
    """What needs somebody, with their choices."""
    entry, name = line.entry, _name(line)
    return NeedsLine(
        entry_id=entry.id,
        customer_id=entry.customer_id,
        name=name,
        what=_what(language, entry, moment),
        at=words.clock_time(entry.opened_at),
        said=words.trouble(language, entry, name, _places(entry, moment)),
        choices=tuple(ChoiceShown(one, words.choice(language, one, entry)) for one in choices_for(entry)),
        is_known=entry.state.is_final,
        opens=entry.customer_id is not None and entry.state.is_final,
        talked=talked,
    )


def way_line(language: Language, line: Line, moment: Moment) -> WayLine:
    """What sends or proves itself, or has arrived."""
    entry = line.entry
    left_s = max(moment.left_s(entry.due_at), moment.left_s(moment.quiet_until))
    return WayLine(
        entry_id=entry.id,
        name=_name(line),
        what=_what(language, entry, moment),
        state=_state(language, entry, moment),
        at=words.clock_time(entry.at),
        is_sending=entry.state is State.SENDING,
        is_done=entry.state is State.DONE,
        is_unknown=entry.state is State.UNKNOWN,
        counts_down=entry.state in (State.WAITING, State.UNKNOWN) and left_s > 0,
    )


def unused_line(language: Language, line: Line, moment: Moment) -> WayLine:
    """A stamp that may lie unused."""
    entry = line.entry
    state = words.memo_ends(language, entry.reference)
    at = entry.opened_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return WayLine(entry.id, _name(line), _what(language, entry, moment), state, at, is_unknown=True)


def _state(language: Language, entry: Entry, moment: Moment) -> str:
    match entry.state:
        case State.SENDING:
            return words.sending(language)
        case State.DONE:
            return _end(language, entry, moment)
        case State.UNKNOWN:
            known = words.counted(language, entry.count_before, _places(entry, moment))
            return words.checking(language, known, moment.left_s(entry.due_at))
        case _:
            return _wait(language, entry, moment)


def _wait(language: Language, entry: Entry, moment: Moment) -> str:
    if moment.stopped is not None:
        return words.mend_first(language, moment.stopped)
    if quiet_s := moment.left_s(moment.quiet_until):
        return words.slow_down(language, quiet_s)
    if entry.why is Why.NOT_THERE:
        return words.sent_again(language)
    if entry.attempts == 0 or entry.reason is Reason.OK:
        return words.its_turn(language)
    return words.waits(language, entry.reason, moment.left_s(entry.due_at))


def _end(language: Language, entry: Entry, moment: Moment) -> str:
    places = _places(entry, moment)
    if entry.why is Why.PROVED:
        return words.had_arrived(language, words.counted(language, entry.count_seen, places))
    if entry.resends:
        return words.sent_again(language)
    is_proof = entry.kind.is_counted and entry.why is Why.ANSWERED and entry.count_before is not None
    change = 1 if entry.kind is Kind.VISIT else -1
    count = entry.count_before + change if is_proof and entry.count_before is not None else None
    return words.arrived(language, words.counted(language, count, places))


def _places(entry: Entry, moment: Moment) -> int:
    card = moment.card(entry.card_idx)
    return card.places if card else 0


def _what(language: Language, entry: Entry, moment: Moment) -> str:
    card = moment.card(entry.card_idx)
    return words.what(language, entry.kind, card.name if card else "")


def _name(line: Line) -> str:
    return line.customer.details.name if line.customer else ""
