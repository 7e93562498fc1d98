"""A stamp: what is asked of the service for it, what the service says of it, and what we keep of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kiosk_app.domain.ids import StampIdx


@dataclass(frozen=True, slots=True)
class UserFields:
    """The customer as the service is told of them. An empty field is not sent."""

    user_id: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    etc1: str = ""
    etc2: str = ""


@dataclass(frozen=True, slots=True)
class NewStamp:
    """Every field of the vendor's create call. ``domain`` empty: the service's default."""

    card_idx: int
    start: date
    end: date
    domain: str = ""
    active: bool = True
    memo: str = ""
    user: UserFields = UserFields()


@dataclass(frozen=True, slots=True)
class Change:
    """What an update sets. None keeps what the stamp has.

    The vendor's page documents defaults for ``domain``, ``activeYn``, ``useYn`` and ``resetPinYn`` without
    saying whether a field left out keeps its value, so the sender fills those four before the wire.
    ``user`` replaces all user fields that are not empty, and ``cleared`` names those that shall be empty.
    """

    card_idx: int | None = None
    visits: int | None = None
    reset_pin: bool = False
    redeemed: bool | None = None
    domain: str | None = None
    start: date | None = None
    end: date | None = None
    active: bool | None = None
    memo: str | None = None
    user: UserFields | None = None
    cleared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StampView:
    """A stamp as validate shows it: it exists, is active, within its dates and not redeemed.

    The shop's on-site password, which the service sends along, never reaches this type.
    ``url`` is the service's ``stampUrl`` as it came: unchecked until ``links.checked_link`` agrees.
    """

    stamp_idx: StampIdx
    card_idx: int | None
    card_name: str
    visits: int
    places: int | None
    url: str
    domain: str
    start: date | None
    end: date | None
    active: bool
    memo: str
    user: UserFields


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stamp as our directory knows it. ``visits`` is the count the service last confirmed, at ``as_of``.

    ``domain`` is what its link must lie on (empty: the default), as the owner set it when it was issued;
    ``shown_domain`` is what the service last said, sent back with an update and trusted for nothing else.
    """

    stamp_idx: StampIdx
    card_idx: int
    customer_id: str
    url: str | None
    domain: str
    shown_domain: str
    visits: int | None
    places: int | None
    as_of: datetime | None
    start: date
    end: date
    active: bool
    redeemed: bool
    issued_at: datetime

    def is_live(self, today: date) -> bool:
        """True while a customer can go on collecting on it, as far as we know."""
        return self.active and not self.redeemed and self.end >= today

    def is_usable(self, today: date) -> bool:
        """True while the service shows it, as far as we know: live, and begun."""
        return self.is_live(today) and self.start <= today
