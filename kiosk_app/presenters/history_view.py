"""What the history's page can show: its lines, and the panel in which a visit is put right. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import Enum, auto
from typing import Protocol

from kiosk_app.domain.entry import Entry, Kind, State
from kiosk_app.presenters.trouble import Notice
from kiosk_app.services.history import Past
from kiosk_app.words import customer as customer_words
from kiosk_app.words import history_page as words
from kiosk_app.words.language import Language


class Fix(Enum):
    """What a person can do about a visit that was wrong."""

    TAKE_BACK = auto()
    MOVE = auto()


@dataclass(frozen=True, slots=True)
class PastShown:
    """One line. ``notes``: how it ended, why, and what put it right. ``aside``: the door and the reference.

    ``is_struck``: it did not happen, or was put right. ``can_fix``: it is a visit that can be put right.
    """

    entry_id: int
    when: str
    what: str
    notes: tuple[str, ...]
    aside: str
    state: State
    is_struck: bool
    can_fix: bool


@dataclass(frozen=True, slots=True)
class CandidateShown:
    """Somebody whose visit it may have been; the phone is masked."""

    customer_id: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class PanelShown:
    """Under the line of this entry. ``searched``: nobody was found, in a sentence, else empty."""

    entry_id: int
    fix: Fix
    candidates: tuple[CandidateShown, ...] = ()
    searched: str = ""
    trouble: str = ""
    is_busy: bool = False


class HistoryView(Protocol):
    """The page."""

    def show_lines(self, name: str, lines: tuple[PastShown, ...], *, has_older: bool) -> None: ...

    def show_panel(self, panel: PanelShown | None) -> None: ...

    def show_notice(self, notice: Notice | None) -> None: ...

    def show_nobody(self) -> None:
        """Take everything about the last customer off the page."""
        ...


def line(language: Language, past: Past, card: Callable[[int], str], now: datetime) -> PastShown:
    """One line. ``now`` in the shop's own time."""
    entry, zone = past.entry, now.tzinfo
    was_right = [one for one in past.corrections if one.state not in (State.REFUSED, State.CANCELLED)]
    return PastShown(
        entry_id=entry.id,
        when=words.when(language, entry.opened_at.astimezone(zone), now),
        what=words.what(language, entry, card(entry.card_idx)),
        notes=_notes(language, past, was_right, zone),
        aside=" · ".join(filter(None, (words.from_where(language, past.door), f"#{entry.reference}"))),
        state=entry.state,
        is_struck=bool(was_right) or entry.state in (State.REFUSED, State.CANCELLED),
        can_fix=_can_fix(entry, was_right),
    )


def _can_fix(entry: Entry, was_right: list[Entry]) -> bool:
    """A visit that counted, or that is not sent yet and goes to a stamp that is there.

    One that is just being sent is refused in words where it is pressed: a button that came and went with each try
    would not be found by a finger.
    """
    is_visit = entry.kind is Kind.VISIT and entry.stamp_idx is not None
    is_known = entry.state in (State.DONE, State.WAITING, State.SENDING) and not entry.doubted_at
    return is_visit and is_known and not was_right


def _notes(language: Language, past: Past, was_right: list[Entry], zone: tzinfo | None) -> tuple[str, ...]:
    entry = past.entry
    moved = ""
    if past.moved:
        other = customer_words.name(language, past.moved.details)
        is_here = entry.kind is not Kind.TAKE_BACK
        moved = words.moved_from(language, other) if is_here else words.moved_to(language, other)
    ways = [one for one in was_right if one.kind is Kind.VISIT] or was_right
    right = [words.put_right(language, one, one.at.astimezone(zone)) for one in ways[:1]]
    note = f"“{entry.note}”" if entry.note else ""
    return tuple(filter(None, (words.result(language, entry), moved, note, *right)))
