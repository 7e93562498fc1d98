"""Care of the data folder: backups, looking through the database, room on the disk; and what practice begins with."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.disk import Backup, BackupRefused, DiskReason, StoreTrouble, Unfit
from kiosk_app.domain.health import is_low
from kiosk_app.domain.samples import SampleCustomer
from kiosk_app.domain.stamp import Stamp
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.backups import Backups, read_backup
from kiosk_app.store.database import Database
from kiosk_app.store.look_up_mending import cut_out_index
from kiosk_app.store.store import Store

_log = logging.getLogger(__name__)


class Care:
    """Of the database of one run. Slow: none of it is for a thread that somebody waits for.

    ``free_bytes``: what the disk of the data folder has left.
    """

    def __init__(
        self,
        path: Path,
        database: Database,
        backups: Backups,
        now: Callable[[], datetime],
        free_bytes: Callable[[], int],
    ) -> None:
        self._path = path
        self._database = database
        self._backups = backups
        self._now = now
        self._free_bytes = free_bytes

    def look_through(self) -> None:
        """Raises StoreTrouble where the database is damaged; the next start knows it too. Of the search index alone
        that is no trouble."""
        self._database.check(cut_out_index)

    def suspect(self, trouble: StoreTrouble) -> None:
        """Damage was met elsewhere: the next start looks through everything first."""
        self._database.suspect(trouble)

    def back_up_if_due(self) -> None:
        """The daily backup. Raises StoreTrouble; damage that is met so is remembered."""
        if not self._backups.is_due(self._now()):
            return
        try:
            made = self._backups.make(self._now())
        except StoreTrouble as trouble:
            self._database.suspect(trouble)
            raise
        _log.info("backed up: %s", made.name)

    def back_up_to(self, target: Path) -> Backup:
        """A backup wherever a person wants it, in place of an older one of ours and of nothing else.

        Raises BackupRefused where it cannot be there, StoreTrouble where the database cannot be read.
        """
        if target.exists():
            self._refuse_taken(target)
        try:
            self._backups.copy_to(target)
        except StoreTrouble as trouble:
            self._database.suspect(trouble)
            if trouble.reason in (DiskReason.DAMAGED, DiskReason.BUSY):
                raise
            raise BackupRefused(Unfit.NOT_WRITTEN, str(trouble)) from trouble
        except OSError as error:
            raise BackupRefused(Unfit.NOT_WRITTEN, error.strerror or "") from error
        return read_backup(target)

    def is_low(self) -> bool:
        """Whether the disk is almost full."""
        return is_low(self._free_bytes(), self._path.stat().st_size if self._path.exists() else 0)

    def _refuse_taken(self, target: Path) -> None:
        if self._path.exists() and target.samefile(self._path):
            raise BackupRefused(Unfit.PRESENT)
        try:
            read_backup(target)
        except BackupRefused as refused:
            if refused.why is not Unfit.DAMAGED:
                raise BackupRefused(Unfit.TAKEN, refused.why.value) from refused


def adopt_samples(
    store: Store,
    settings: SettingsService,
    cards: Sequence[StampCard],
    customers: Sequence[SampleCustomer],
    today: date,
) -> None:
    """Give an empty practice folder the cards and customers that its service is born with; a used one, nothing."""
    if settings.current().cards:
        return
    settings.change(lambda now: now if now.cards else replace(now, cards=tuple(cards)))
    by_idx = {card.card_idx: card for card in cards}
    with store.writing() as work:
        if not work.directory.is_empty():
            return
        for sample in reversed(customers):  # who came last is listed first
            work.directory.add(sample.customer)
            for stamp in sample.stamps:
                span = by_idx[stamp.card_idx].span(today)
                work.directory.put_stamp(
                    Stamp(
                        stamp_idx=stamp.stamp_idx,
                        card_idx=stamp.card_idx,
                        customer_id=sample.customer.id,
                        url=None,
                        domain="",
                        shown_domain="",
                        visits=stamp.visits,
                        places=by_idx[stamp.card_idx].places,
                        as_of=work.now,
                        start=span.start,
                        end=span.end,
                        active=True,
                        redeemed=False,
                        issued_at=work.now,
                    )
                )
