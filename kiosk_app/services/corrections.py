"""Corrections: visits that were added in error are taken back, or moved to the right customer. Sends nothing.

The original stays in the history, and what put it right stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk_app.domain.customer import Customer
from kiosk_app.domain.entry import Entry
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ports import Clock
from kiosk_app.domain.settings import Settings
from kiosk_app.store.store import Store


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Take ``count`` visits of a stamp back. ``intent`` is the press: the same one again adds nothing.

    ``original``: the entry of the one visit that was wrong, as it stands in the history; then ``count`` is 1.
    ``note`` says why; it stays here.
    """

    intent: str
    stamp_idx: StampIdx
    count: int = 1
    original: int | None = None
    note: str = ""
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """Move ``count`` visits of a stamp to another customer's stamp of the same card; else as ``TakeBack``.

    ``to_stamp``: which of theirs; None: the one that ends first and has a place left, or a new one where they have none.
    """

    intent: str
    stamp_idx: StampIdx
    to_customer_id: str
    to_stamp: StampIdx | None = None
    count: int = 1
    original: int | None = None
    note: str = ""
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class CorrectionOpened:
    """What waits to be sent now, in its order; empty where the visit was not sent yet and only had to be cancelled.

    ``existing``: this press was there already. ``cancelled``: a visit that had not been sent and never will be.
    """

    entries: tuple[Entry, ...]
    existing: bool
    cancelled: Entry | None = None


@dataclass(frozen=True, slots=True)
class MoveOpened:
    """``opened.entries``: added there, then taken back here. ``issues``: the right customer gets a new stamp first."""

    opened: CorrectionOpened
    customer: Customer
    issues: bool


class Corrections:
    """Raises CannotCorrect, BadInput and StoreTrouble; then nothing was changed. What waits is the sender's: poke it."""

    def __init__(self, store: Store, settings: Callable[[], Settings], clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def take_back(self, request: TakeBack) -> CorrectionOpened:
        """Open one entry a visit, in one commit. A visit that was not sent yet is cancelled instead."""
        raise NotImplementedError

    def move(self, request: Move) -> MoveOpened:
        """One press: a visit added to the right stamp, and taken back from the wrong one once it is there.

        What follows an entry goes once that is done and is cancelled with it, whoever sends it and however often
        the program is killed between: refused there, nothing has happened here.
        """
        raise NotImplementedError
