"""What a person can ask of a command line: one frozen value for each command. It does nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.choices import Choice
from kiosk_app.domain.customer import Details
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.sheet import Column


@dataclass(frozen=True, slots=True)
class KeySet: ...


@dataclass(frozen=True, slots=True)
class KeyCheck: ...


@dataclass(frozen=True, slots=True)
class KeyForget: ...


@dataclass(frozen=True, slots=True)
class CardAdd:
    """``card`` is not checked yet."""

    card: StampCard


@dataclass(frozen=True, slots=True)
class CardList: ...


@dataclass(frozen=True, slots=True)
class CardRemove:
    card_idx: int


@dataclass(frozen=True, slots=True)
class Issue:
    """``active`` None: as the stamp card says."""

    card_idx: int
    customer_id: str | None = None
    details: Details = Details()
    memo: str | None = None
    start: date | None = None
    end: date | None = None
    domain: str | None = None
    active: bool | None = None
    again: bool = False
    qr: Path | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """``anyway``: although the pause since the last one is not over."""

    stamp_idx: StampIdx
    count: int = 1
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class TakeBack:
    stamp_idx: StampIdx
    count: int = 1


@dataclass(frozen=True, slots=True)
class Redeem:
    stamp_idx: StampIdx


@dataclass(frozen=True, slots=True)
class Show:
    stamp_idx: StampIdx
    qr: Path | None = None


@dataclass(frozen=True, slots=True)
class CustomerAdd:
    details: Details


@dataclass(frozen=True, slots=True)
class CustomerFind:
    text: str
    limit: int = 50


@dataclass(frozen=True, slots=True)
class CustomerReindex: ...


@dataclass(frozen=True, slots=True)
class CustomerImport:
    """``columns``: what a person says that columns hold, by heading or number."""

    file: Path
    columns: tuple[tuple[str, Column], ...] = ()
    encoding: str = ""
    separator: str = ""
    dry_run: bool = False
    leave_out_faulty: bool = False


@dataclass(frozen=True, slots=True)
class CustomerExport:
    """``customer_id``: all that is kept of this one, else a line for each of all."""

    file: Path
    customer_id: str | None = None
    phones: bool = False


@dataclass(frozen=True, slots=True)
class CustomerErase:
    customer_id: str


@dataclass(frozen=True, slots=True)
class CustomerDuplicates:
    limit: int = 100


@dataclass(frozen=True, slots=True)
class CustomerMerge:
    """``not_the_same``: they are two, whatever they look like."""

    kept_id: str
    other_id: str
    not_the_same: bool = False


@dataclass(frozen=True, slots=True)
class OutboxList: ...


@dataclass(frozen=True, slots=True)
class OutboxSend: ...


@dataclass(frozen=True, slots=True)
class OutboxResolve:
    """``stamp``: as typed or scanned, where the choice is that it is there; ``confirmed``: a person has seen it."""

    entry_id: int
    choice: Choice = Choice.IT_IS_THERE
    stamp: str = ""
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """Local dates, both included."""

    first: date | None = None
    last: date | None = None
    customer_id: str | None = None
    csv: Path | None = None


@dataclass(frozen=True, slots=True)
class BackUp:
    file: Path


@dataclass(frozen=True, slots=True)
class Restore:
    """The one command that must not open the database: it may be damaged."""

    file: Path


@dataclass(frozen=True, slots=True)
class Doctor:
    """The one command that begins whatever is wrong with the data folder. ``bundle``: a support file to be written."""

    bundle: Path | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    port: int = 0
    mood: str = ""


Command = (
    KeySet
    | KeyCheck
    | KeyForget
    | CardAdd
    | CardList
    | CardRemove
    | Issue
    | Visit
    | TakeBack
    | Redeem
    | Show
    | CustomerAdd
    | CustomerFind
    | CustomerReindex
    | CustomerImport
    | CustomerExport
    | CustomerErase
    | CustomerDuplicates
    | CustomerMerge
    | OutboxList
    | OutboxSend
    | OutboxResolve
    | History
    | BackUp
    | Restore
    | Doctor
    | Practice
)
