"""The fields behind the three dots: of the next issue, or a stamp's dates; what they begin with, what they come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Details
from kiosk_app.domain.ids import new_id
from kiosk_app.domain.problems import BadInput, Problem
from kiosk_app.domain.validity import parse_date
from kiosk_app.services.issuing import IssueRequest

NAMES = ("start", "end", "memo", "etc1", "etc2")


@dataclass(frozen=True, slots=True)
class TypedFields:
    """What a person may set for one issue, as typed; dates as 2026-11-21."""

    start: str = ""
    end: str = ""
    active: bool = True
    memo: str = ""
    etc1: str = ""
    etc2: str = ""


@dataclass(frozen=True, slots=True)
class FieldsShown:
    """The fields of the next issue on a card, and a sentence for each that does not fit.

    ``of_stamp``: the dates alone, of the stamp that is there.
    """

    card_idx: int
    typed: TypedFields
    etc1_name: str = ""
    etc2_name: str = ""
    problems: Mapping[str, str] = field(default_factory=dict)
    of_stamp: bool = False


class FieldsView(Protocol):
    """Where they are typed."""

    def show_fields(self, fields: FieldsShown) -> None: ...

    def typed_fields(self) -> Mapping[int, TypedFields]:
        """What stands in those that are open, by Card IDX."""
        ...

    def hide_fields(self, card_idx: int) -> None: ...


class Unpressed:
    """What was typed into fields and not pressed when the page was left, for when that customer comes back that day.

    Somebody else's card was scanned meanwhile, say. It is in memory alone. Dates mean the day they were typed on, and
    so it goes with the day.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int, date], FieldsShown] = {}

    def keep(self, customer_id: str, fields: FieldsShown, today: date) -> None:
        """These, until they are brought back."""
        self._kept = {key: kept for key, kept in self._kept.items() if key[2] == today}
        self._kept[customer_id, fields.card_idx, today] = fields

    def bring_back(self, customer_id: str, card_idx: int, today: date) -> FieldsShown | None:
        """Those of this customer's tile, once; None where nothing was left."""
        return self._kept.pop((customer_id, card_idx, today), None)


def as_the_card_says(card: StampCard, details: Details, today: date) -> TypedFields:
    """What the fields begin with."""
    try:
        span = card.span(today)
        start, end = span.start.isoformat(), span.end.isoformat()
    except BadInput:  # its fixed end is over: a person gives another
        start, end = today.isoformat(), ""
    return TypedFields(start, end, card.active, card.memo, details.etc1, details.etc2)


def other_dates(typed: TypedFields, shown: TypedFields) -> tuple[date | None, date | None]:
    """Start and end where another was typed than was shown; raises BadInput for what is no date."""
    found: list[Problem] = []
    dates: dict[str, date] = {}
    for name in ("start", "end"):
        text = str(getattr(typed, name)).strip()
        if text and text != getattr(shown, name):
            try:
                dates[name] = parse_date(text, name)
            except BadInput as bad:
                found += bad.problems
    if found:
        raise BadInput(*found)
    return dates.get("start"), dates.get("end")


def request_of(typed: TypedFields, usual: TypedFields, customer_id: str, card_idx: int) -> IssueRequest:
    """One press. A date that is the usual one is left to the card, so that a new start moves the end with it.

    Raises BadInput for what is no date.
    """
    start, end = other_dates(typed, usual)
    return IssueRequest(
        new_id(),
        card_idx,
        customer_id=customer_id,
        details=Details(etc1=typed.etc1, etc2=typed.etc2),
        memo=typed.memo,
        start=start,
        end=end,
        active=typed.active,
    )
