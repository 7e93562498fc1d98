"""What the customer's page shows: its header as ready texts, and the Protocol that the page implements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk_app.domain.customer import Details
from kiosk_app.domain.text import fold
from kiosk_app.presenters.issue_fields import FieldsView
from kiosk_app.presenters.marking import marked_email
from kiosk_app.presenters.tile_view import TileShown
from kiosk_app.presenters.trouble import Notice
from kiosk_app.services.customers import Holdings
from kiosk_app.words import customer as words
from kiosk_app.words.counter import member_id as member_id_said
from kiosk_app.words.language import Language
from kiosk_app.words.lists import masked_phone


@dataclass(frozen=True, slots=True)
class HeaderShown:
    """Who it is. ``in_letters``: the name alone, for the avatar. ``phone`` is masked unless ``is_phone_shown``.

    ``alike``: that they could be taken for somebody else, and what tells them apart; ``alike_short``: only that.
    Most often both are empty.
    """

    name: str
    in_letters: str
    phone: str
    is_phone_shown: bool
    facts: tuple[str, ...]
    note: str
    alike: str = ""
    alike_short: str = ""


class CustomerView(FieldsView, Protocol):
    """The page. ``show_tile`` brings one of the tiles up to date that ``show_customer`` put there."""

    def show_customer(self, header: HeaderShown, tiles: tuple[TileShown, ...]) -> None: ...

    def paint_ahead(self) -> None:
        """The page is not on the glass, and may come soon: what takes long to paint is painted now."""
        ...

    def come_up(self) -> None:
        """What ``show_customer`` put there goes on the glass."""
        ...

    def show_header(self, header: HeaderShown) -> None: ...

    def show_tile(self, tile: TileShown) -> None: ...

    def focus_tile(self, card_idx: int) -> None:
        """Bring it into sight, with the focus on what is to be pressed."""
        ...

    def show_notice(self, notice: Notice | None) -> None: ...

    def show_nobody(self) -> None:
        """Take everything about the last customer off the page."""
        ...

    def keep_time(self, is_needed: bool) -> None:
        """Whether the presenter wants to hear, a few times a second, that time went by."""
        ...


def header(language: Language, holdings: Holdings, now: datetime, *, is_phone_shown: bool) -> HeaderShown:
    """Who it is. ``now`` in the shop's own time."""
    details = holdings.customer.details
    facts = (
        words.last_served(language, holdings.used_at.astimezone(now.tzinfo), now),
        words.since(language, holdings.added_at.astimezone(now.tzinfo).date(), now.date()),
    )
    return HeaderShown(
        words.name(language, details),
        details.name,
        details.phone if is_phone_shown else masked_phone(details.phone),
        is_phone_shown,
        facts,
        details.note,
        *_told_apart(language, holdings),
    )


def _told_apart(language: Language, holdings: Holdings) -> tuple[str, str]:
    """What this customer has that nobody has whom they could be taken for; all that is known, where that is nothing."""
    details, others = holdings.customer.details, [one.details for one in holdings.alike]
    if not others:
        return "", ""
    signs = _signs(language, details)
    taken = {sign for other in others for sign in _signs(language, other)}
    namesakes = sum(fold(other.name) == fold(details.name) for other in others)
    names = [other.name for other in others if other.name]
    apart = [sign for sign in signs if sign not in taken] or signs
    return words.alike(language, namesakes, names, apart), words.this_one(language, apart)


def _signs(language: Language, details: Details) -> list[str]:
    """What tells a customer apart, as far as a page may show it."""
    member_id = member_id_said(language, details.user_id) if details.user_id else ""
    return list(filter(None, (masked_phone(details.phone), marked_email(details.email, ()).text, member_id)))
