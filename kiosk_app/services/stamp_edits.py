"""Editing a stamp: its dates, on and off, the customer's PIN, and deleting one made in error. Sends nothing.

An edit that waits is replaced by the next, which takes its wishes along: the service hears of both at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kiosk_app.domain.entry import Entry
from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.ports import Clock
from kiosk_app.store.store import Store


@dataclass(frozen=True, slots=True)
class StampEdit:
    """Which stamp, by which press (the same one again adds nothing), and why: the note stays here."""

    intent: str
    stamp_idx: StampIdx
    note: str = ""
    staff: str | None = None


@dataclass(frozen=True, slots=True)
class EditOpened:
    """``entry`` waits to be sent; None where the stamp is, or will be, as was asked already.

    ``existing``: this press was there already. ``replaced``: an edit that waited and now goes out with this one.
    """

    entry: Entry | None
    existing: bool = False
    replaced: Entry | None = None


class StampEdits:
    """Raises CannotCorrect, BadInput and StoreTrouble; then nothing was changed. What waits is the sender's: poke it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def change_dates(self, edit: StampEdit, start: date | None = None, end: date | None = None) -> EditOpened:
        """Other dates, the shop's local ones; None keeps. Never over already, never over five years from today."""
        raise NotImplementedError

    def switch(self, edit: StampEdit, *, on: bool) -> EditOpened:
        """Switch a stamp off, so that its customer cannot use it, or on again."""
        raise NotImplementedError

    def reset_pin(self, edit: StampEdit) -> EditOpened:
        """The customer chooses a new PIN on the next visit to the stamp's page."""
        raise NotImplementedError

    def delete(self, edit: StampEdit) -> EditOpened:
        """Delete a stamp made in error, for good, behind whatever is open on it. Ask before."""
        raise NotImplementedError
