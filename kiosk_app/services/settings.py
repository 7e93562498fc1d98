"""The settings as everybody reads them, and the only way in which they are written: checked, and under a lock.

Every change is made to what the file says inside the lock, so that two counters or commands lose nothing of
each other's. A faulty file is read past (the last good one) and never written over.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.checks import check_card, checked_card, checked_settings
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.links import service_address
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Settings
from kiosk_app.domain.text import quoted
from kiosk_app.store.settings_file import SettingsFile

_log = logging.getLogger(__name__)


class SettingsService:
    """Reads the settings, and alone changes them.

    ``lock``: makes a context manager that lets one process at a time in; where it may give up, it raises
    BadInput (Fault.BUSY). ``today``: the shop's local date. Every change raises BadInput for wrong input or a
    faulty file, StoreTrouble where the disk fails; nothing is written then.
    """

    def __init__(
        self, file: SettingsFile, lock: Callable[[], AbstractContextManager[object]], today: Callable[[], date]
    ) -> None:
        self._file = file
        self._lock = lock
        self._today = today

    def current(self) -> Settings:
        """The settings of this moment, read again where the file changed.

        A faulty file gives the last good settings. Where there never were any it raises BadInput: defaults
        would send to another service and know none of the shop's cards.
        """
        loaded = self._file.load()
        if not loaded.is_usable:
            raise BadInput(*loaded.problems)
        return loaded.settings

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the file now; empty when all is well."""
        return self._file.load().problems

    def change(self, how: Callable[[Settings], Settings]) -> Settings:
        """Write what ``how`` makes of the settings, and return it. Without a difference nothing is written."""
        with self._lock():
            loaded = self._file.load(fresh=True)
            if not loaded.may_change:
                raise BadInput(*loaded.problems)
            wanted = checked_settings(how(loaded.settings))
            self._check_new_dates(loaded.settings, wanted)
            if wanted != loaded.settings or loaded.problems:
                self._file.save(wanted)
            return wanted

    def add_card(self, card: StampCard) -> Settings:
        """Add a stamp card at the end; one that is there already is BadInput (TWICE)."""
        card = checked_card(card, self._today())

        def with_card(settings: Settings) -> Settings:
            if settings.card(card.card_idx):
                raise BadInput(Problem("card_idx", Fault.TWICE, str(card.card_idx)))
            return replace(settings, cards=(*settings.cards, card))

        return self.change(with_card)

    def change_card(self, card_idx: int, card: StampCard) -> Settings | None:
        """Put ``card`` in the place of the one with that Card IDX; None where there is none, and nothing is done."""
        card = checked_card(card)

        def with_card(settings: Settings) -> Settings:
            before = settings.card(card_idx)
            if card.card_idx != card_idx and settings.card(card.card_idx):
                raise BadInput(Problem("card_idx", Fault.TWICE, str(card.card_idx)))
            if before and before.valid != card.valid and (problems := check_card(card, self._today())):
                raise BadInput(*problems)
            return replace(settings, cards=tuple(card if one is before else one for one in settings.cards))

        return self._change_with(card_idx, with_card)

    def remove_card(self, card_idx: int) -> Settings | None:
        """Take a stamp card out; None where there is none, and nothing is done. Stamps issued on it stay."""

        def without(settings: Settings) -> Settings:
            return replace(settings, cards=tuple(card for card in settings.cards if card.card_idx != card_idx))

        return self._change_with(card_idx, without)

    def choose_service(self, url: str) -> Settings:
        """Set the stamp service's address."""
        address = service_address(url)
        if address is None:
            raise BadInput(Problem("service.url", Fault.BAD_ADDRESS, quoted(url.rpartition("@")[2])))
        return self.change(lambda settings: replace(settings, service=replace(settings.service, url=address)))

    def learn(self, card_idx: int, places: int | None, name: str) -> bool:
        """The service told of a card: its places and its name follow. Tells whether anything was written.

        Never in the way: what cannot be written now is learnt from a later answer.
        """
        loaded = self._file.load()
        card = loaded.settings.card(card_idx)
        if loaded.problems or card is None or card.learnt(places, name) == card:
            return False

        def learnt(settings: Settings) -> Settings:
            cards = (one.learnt(places, name) if one.card_idx == card_idx else one for one in settings.cards)
            return replace(settings, cards=tuple(cards))

        try:
            self.change(learnt)
        except (BadInput, StoreTrouble) as trouble:
            _log.info("what the service tells of card %d is not learnt now: %s", card_idx, trouble)
            return False
        return True

    def _change_with(self, card_idx: int, how: Callable[[Settings], Settings]) -> Settings | None:
        """A change that needs the card to be there, asked inside the lock."""
        missing = False

        def only_with(settings: Settings) -> Settings:
            nonlocal missing
            missing = settings.card(card_idx) is None
            return settings if missing else how(settings)

        changed = self.change(only_with)
        return None if missing else changed

    def _check_new_dates(self, before: Settings, after: Settings) -> None:
        """A fixed end that a person sets just now must lie ahead; one that was there before may have passed."""
        known = {(card.card_idx, card.valid) for card in before.cards}
        for number, card in enumerate(after.cards, start=1):
            if (card.card_idx, card.valid) not in known and (problems := check_card(card, self._today())):
                raise BadInput(*(replace(found, field=f"card[{number}].{found.field}") for found in problems))
