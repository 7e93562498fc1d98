"""The form of a stamp card as it is typed, what is wrong with it, and the preview of its dates. It keeps nothing."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from kiosk_app.domain.card import Glyph, HasCard, StampCard
from kiosk_app.domain.checks import checked_card
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.text import quoted
from kiosk_app.domain.validity import (
    Unit,
    ValidFor,
    ValidUntil,
    end_of,
    latest_end,
    parse_date,
    parse_valid_for,
)
from kiosk_app.words import card_form as words
from kiosk_app.words.inputs import problem as problem_words
from kiosk_app.words.language import Language
from kiosk_app.words.settings import field_names

ONE_YEAR = ValidFor(1, Unit.YEARS)
USUAL_DAYS = "90"


class Holds(Enum):
    """The three ways of saying how long a stamp holds. TIME: years or months, most often one year."""

    TIME = "time"
    DAYS = "days"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class TypedCard:
    """What stands in the form. ``time``: the years or months that its first choice offers."""

    card_idx: str = ""
    name: str = ""
    reward: str = ""
    places: int = 10
    glyph: Glyph = Glyph.CUP
    holds: Holds = Holds.TIME
    time: ValidFor = ONE_YEAR
    days: str = USUAL_DAYS
    until: str = ""
    has_card: HasCard = HasCard.OPEN
    domain: str = ""
    memo: str = ""
    etc1_name: str = ""
    etc2_name: str = ""
    pause_s: str = "60"
    per_day: int = 0
    first_visit: bool = False
    active: bool = True
    ready: int = 0
    ready_active: bool = False


@dataclass(frozen=True, slots=True)
class CardPreview:
    """The card as customers will see it, and what its dates come to. ``until`` and ``rows`` may be empty."""

    title: str
    glyph: Glyph
    places: int
    first_visit: bool
    until: str
    issued_today: str
    rows: tuple[tuple[str, str], ...]
    said: str


def typed_card(card: StampCard) -> TypedCard:
    """A card as it stands in the form."""
    valid = card.valid
    time, days, until, holds = ONE_YEAR, USUAL_DAYS, "", Holds.TIME
    if isinstance(valid, ValidUntil):
        holds, until = Holds.DATE, valid.end.isoformat()
    elif valid.unit is Unit.DAYS:
        holds, days = Holds.DAYS, str(valid.count)
    else:
        time = valid
    return TypedCard(
        card_idx=str(card.card_idx),
        holds=holds,
        time=time,
        days=days,
        until=until,
        pause_s=str(card.pause_s),
        **{name: getattr(card, name) for name in _ALIKE},
    )


_ALIKE = (
    *("name", "reward", "places", "glyph", "has_card", "domain", "memo"),
    *("etc1_name", "etc2_name", "per_day", "first_visit", "active", "ready", "ready_active"),
)


def card_of(typed: TypedCard, base: StampCard | None, today: date) -> StampCard:
    """The card that was typed, over what the form does not show; raises BadInput with every problem."""
    found: list[Problem] = []
    card_idx = _number(typed.card_idx, found)
    valid = _valid(typed, base, found)
    pause_s = _pause_s(typed.pause_s, found)
    card = replace(
        base or StampCard(card_idx=0, name=""),
        card_idx=card_idx or 1,
        valid=valid or ONE_YEAR,
        pause_s=pause_s,
        **{name: getattr(typed, name) for name in _ALIKE},
    )
    is_new_date = base is None or base.valid != card.valid
    try:
        card = checked_card(card, today if is_new_date else None)
    except BadInput as bad:
        told = {problem.field for problem in found}
        found += [problem for problem in bad.problems if problem.field not in told]
    if found:
        raise BadInput(*found)
    return card


def complaints(language: Language, found: Iterable[Problem]) -> dict[str, str]:
    """A sentence for each field by its bare key. The dates share one place: ``valid``.

    The sentence names the field as the page does, and not the place in the file.
    """
    names = field_names(language)
    said: dict[str, str] = {}
    for problem in found:
        key = problem.field.rpartition(".")[2]
        place = "valid" if key in ("valid_for", "valid_until", "start", "end") else key
        said.setdefault(place, str(problem_words(language, replace(problem, field=names.get(key, key)))))
    return said


def preview(language: Language, typed: TypedCard, base: StampCard | None, today: date) -> CardPreview:
    """What the form comes to so far; without an end as long as its dates are not understood."""
    found: list[Problem] = []
    valid = _valid(typed, base, found)
    delay = base.start_delay_days if base else 0
    title = " ".join(typed.name.split()) or words.unnamed(language)
    ends = [] if valid is None else _ends(valid, today, delay)
    rows = tuple(
        (words.today(language) if at == 0 else words.on_day(language, when), words.is_valid_until(language, end))
        for at, (when, end) in enumerate(ends)
    )
    return CardPreview(
        title=title,
        glyph=typed.glyph,
        places=typed.places,
        first_visit=typed.first_visit,
        until=words.until(language, ends[0][1]) if ends else "",
        issued_today=words.issued_today(language, ends[0][1]) if ends else "",
        rows=rows,
        said=words.preview(language, title, typed.places, ". ".join(" ".join(row) for row in rows)),
    )


def next_leap_day(today: date) -> date:
    """The next 29 February after today."""
    year = next(year for year in range(today.year, today.year + 9) if _has_leap_day_ahead(year, today))
    return date(year, 2, 29)


def _has_leap_day_ahead(year: int, today: date) -> bool:
    return calendar.isleap(year) and date(year, 2, 29) > today


def _ends(valid: ValidFor | ValidUntil, today: date, delay_days: int) -> list[tuple[date, date]]:
    """Days of issue, each with the last day of a stamp; none where the service would not take it."""
    begin = today.fromordinal(today.toordinal() + delay_days)
    if isinstance(valid, ValidUntil):
        return [(today, valid.end)] if begin <= valid.end <= latest_end(today) else []
    ends = [(today, min(end_of(valid, begin), latest_end(today)))]
    if valid.unit is not Unit.DAYS and delay_days == 0:
        leap = next_leap_day(today)
        ends.append((leap, min(end_of(valid, leap), latest_end(leap))))
    return ends


def _number(text: str, found: list[Problem]) -> int | None:
    text = text.strip()
    if not text:
        found.append(Problem("card_idx", Fault.MISSING))
    elif not (text.isascii() and text.isdigit()) or len(text) > 19 or int(text) == 0:
        found.append(Problem("card_idx", Fault.NOT_POSITIVE, quoted(text)))
    else:
        return int(text)
    return None


def _pause_s(text: str, found: list[Problem]) -> int:
    """No number at all is no pause."""
    text = text.strip() or "0"
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return int(text)
    found.append(Problem("pause_s", Fault.NOT_A_NUMBER, quoted(text)))
    return 0


def _valid(typed: TypedCard, base: StampCard | None, found: list[Problem]) -> ValidFor | ValidUntil | None:
    try:
        match typed.holds:
            case Holds.TIME:
                return typed.time
            case Holds.DAYS:
                return parse_valid_for(f"{typed.days.strip() or 0}d")
            case Holds.DATE:
                end = parse_date(typed.until, "valid_until")
                return base.valid if base and base.valid == ValidUntil(end) else ValidUntil(end)
    except BadInput as bad:
        found += bad.problems
        return None
