"""The parts of one run: each is made when it is first asked for, and closed in order.

What the first page and the quick commands do without (the wire, the keyring, QR codes, practice) is imported
where it is built: together they take longer to load than all the rest.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk_app.cli.house import Line, NoKey, PracticeDesk
from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.disk import BackupRefused, DiskReason, StoreTrouble, Unfit
from kiosk_app.domain.entry import Door
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.links import service_address
from kiosk_app.domain.ports import Clock, StampApi, Vault, VaultTrouble
from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.settings import PRACTICE_ADDRESS
from kiosk_app.services.belonging import Belonging, belong, belong_to_practice, check_belonging
from kiosk_app.services.care import Care, adopt_samples
from kiosk_app.services.customers import Customers
from kiosk_app.services.day_end import DayEnd
from kiosk_app.services.keeping import settle_kept
from kiosk_app.services.outbox import Outbox
from kiosk_app.services.settings import SettingsService
from kiosk_app.services.timing import Timing
from kiosk_app.store.backups import Backups
from kiosk_app.store.database import Database
from kiosk_app.store.store import Store
from kiosk_app.system.folders import DataFolder
from kiosk_app.system.locks import OwnerLock, folder_lock
from kiosk_app.system.one_window import WindowLock
from kiosk_app.system.signals import unbroken
from kiosk_app.wiring.ground import Choices, Ground, open_ground
from kiosk_app.wiring.settings import open_settings

if TYPE_CHECKING:
    from kiosk_app.practice import PracticeService
    from kiosk_app.services.account import Account
    from kiosk_app.services.account_care import AccountCare
    from kiosk_app.services.bringing import Bringing
    from kiosk_app.services.budget import Budget
    from kiosk_app.services.corrections import Corrections
    from kiosk_app.services.customer_edits import CustomerEdits
    from kiosk_app.services.doctor import Doctor
    from kiosk_app.services.erasing import Erasing
    from kiosk_app.services.exporting import Exporting
    from kiosk_app.services.history import History
    from kiosk_app.services.importing import Importing
    from kiosk_app.services.issuing import Issuing
    from kiosk_app.services.line_watch import WatchedLine
    from kiosk_app.services.looking import Looking
    from kiosk_app.services.merging import Merging
    from kiosk_app.services.recovery import Recovery
    from kiosk_app.services.refilling import Refilling
    from kiosk_app.services.reindexing import Reindexing
    from kiosk_app.services.resolving import Resolving
    from kiosk_app.services.rewards import Rewards
    from kiosk_app.services.scanning import Scanning
    from kiosk_app.services.sender import Sender
    from kiosk_app.services.stamp_edits import StampEdits
    from kiosk_app.services.support import Support
    from kiosk_app.services.trial import Trial
    from kiosk_app.services.undoing import Undoing
    from kiosk_app.services.visits import Visits
    from kiosk_app.stamp_api.client import StampClient
    from kiosk_app.stamp_api.transport import Timeouts
    from kiosk_app.wiring.doctor import ReadKey

_log = logging.getLogger(__name__)


@contextmanager
def open_house(choices: Choices) -> Iterator[Wiring]:
    """The parts of one run on one data folder; closes what was opened. Raises NoFolder."""
    with open_ground(choices) as ground:
        wiring = Wiring(ground, door=Door.COMMAND)
        wiring.settle_where_it_belongs()
        yield wiring


def load_line() -> None:
    """Import what speaks to the service: some 100 ms, on whichever thread can spare them."""
    import kiosk_app.services.account
    import kiosk_app.services.bringing
    import kiosk_app.services.line_watch
    import kiosk_app.services.reconciling
    import kiosk_app.services.sender
    import kiosk_app.stamp_api.client  # noqa: F401


@dataclass(frozen=True, slots=True)
class LineParts:
    """What speaks to the service, and what sends through it."""

    watched: WatchedLine
    account: Account
    looking: Looking
    sender: Sender
    refilling: Refilling
    day_end: Bringing


class Wiring:
    """Builds each part once, when it is first asked for. Implements ``cli.house.House``."""

    def __init__(self, ground: Ground, timing: Timing | None = None, door: Door = Door.WINDOW) -> None:
        self._ground = ground
        self._choices = ground.choices
        self._folder = ground.folder
        self._closing = ground.closing
        self._clock = ground.clock
        self._settings = open_settings(ground)
        self._timing = timing or Timing()
        self._door = door

    @property
    def is_practice(self) -> bool:
        return self._ground.is_practice

    def settle_where_it_belongs(self) -> None:
        """Hold the folder against the address that was given, or that its settings name.

        Raises AddressRefused, BadInput and StoreTrouble.
        """
        if self._choices.recovers or self._choices.examines:
            return
        if self._choices.service_url is not None:
            self.belong()  # told once, it holds from here on, whatever the command
        elif not self.is_practice and self._folder.database.exists():
            check_belonging(self._store, self._settings)

    def clock(self) -> Clock:
        return self._clock

    def settings(self) -> SettingsService:
        if self.is_practice:
            _ = self._store  # a new practice folder adopts its cards first
        return self._settings

    def customers(self) -> Customers:
        return Customers(self._store, self._settings.current, self._clock)

    def reindexing(self) -> Reindexing:
        from kiosk_app.services.reindexing import Reindexing
        from kiosk_app.store.look_up_build import IndexBuild

        _ = self._store
        return Reindexing(IndexBuild(self._database))

    def outbox(self) -> Outbox:
        return Outbox(self._store)

    def day_end(self) -> DayEnd:
        return DayEnd(self._store)

    def issuing(self) -> Issuing:
        from kiosk_app.services.issuing import Issuing

        return Issuing(self._store, self._settings.current, self._clock)

    def visits(self) -> Visits:
        from kiosk_app.services.visits import Visits

        return Visits(self._store, self._settings.current, self._clock)

    def rewards(self) -> Rewards:
        from kiosk_app.services.rewards import Rewards

        return Rewards(self._store, self._settings.current, self._clock)

    def belong(self) -> Belonging:
        """The folder's id and address; binds a new folder. Raises BadInput, AddressRefused and StoreTrouble."""
        return self._belonging

    def care(self) -> Care:
        _ = self._store
        folder = self._folder
        return Care(
            folder.database,
            self._database,
            Backups(folder.database, folder.backups),
            self._clock.now,
            lambda: shutil.disk_usage(folder.root).free,
        )

    def recovery(self) -> Recovery:
        from kiosk_app.services.recovery import Recovery

        folder = self._folder
        return Recovery(folder.database, folder.backups, self._clock.now, self._told_address, self._alone)

    def _told_address(self) -> str | None:
        """Where the folder belongs, by the command line or the settings."""
        if self.is_practice:
            return PRACTICE_ADDRESS
        told = self._choices.service_url and service_address(self._choices.service_url)
        try:
            return told or self._settings.current().service.url or None
        except BadInput:
            return None  # what the settings say cannot be told; the database that is there may

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else works on the folder, nor begins to. Raises BackupRefused."""
        window = WindowLock(self._folder.window_lock)
        if not window.take():
            raise BackupRefused(Unfit.IN_USE, "a window is open")
        try:
            with folder_lock(self._folder.restore_lock) as is_mine:
                if not is_mine or OwnerLock(self._folder.owners).others_live():
                    raise BackupRefused(Unfit.IN_USE, "a command runs")
                yield
        finally:
            window.release()

    def doctor(self, key: ReadKey | None = None) -> Doctor:
        from kiosk_app.wiring.doctor import make_doctor

        return make_doctor(self._ground, self, key)

    def support(self, key: ReadKey | None = None) -> Support:
        from kiosk_app.wiring.doctor import make_support

        return make_support(self._ground, self, key)

    def client(self, address: str, key: ApiKey | None, timeouts: Timeouts | None = None) -> StampClient:
        """What speaks to the service at this address, as the settings of this moment say."""
        from kiosk_app.cli.version import product_version
        from kiosk_app.stamp_api.client import StampClient

        settings = self._settings.current()
        return StampClient(
            address,
            key,
            user_agent=f"StampKiosk/{product_version()}",
            language=settings.shop.language or "en",
            proxy=settings.service.proxy or None,
            timeouts=timeouts,
        )

    def settings_file(self) -> SettingsService:
        """The settings as they lie there, though practice has not adopted its cards yet."""
        return self._settings

    def records(self) -> Store:
        """The database, opened. Raises StoreTrouble."""
        return self._store

    def budget(self) -> Budget:
        return self._budget

    @property
    def timing(self) -> Timing:
        return self._timing

    def address(self) -> str:
        return self._address

    def vault(self) -> Vault:
        return self._vault

    def line(self) -> Line | NoKey:
        from kiosk_app.services.finishing import Finishing
        from kiosk_app.services.trial import Trial

        key = self._vault.read()
        if not isinstance(key, ApiKey):
            return NoKey(key if isinstance(key, VaultTrouble) else None)
        parts = self.line_parts(key)
        finishing = Finishing(self._store, parts.sender, self._clock, self._timing, time.sleep, unbroken)
        return Line(parts.account, finishing, parts.looking, Trial(self._store, self._clock, finishing.finish))

    def line_parts(self, key: ApiKey) -> LineParts:
        """What speaks to the service with this key, at the address of this moment."""
        from kiosk_app.services.account import Account
        from kiosk_app.services.bringing import Bringing
        from kiosk_app.services.line_watch import WatchedLine
        from kiosk_app.services.paced_line import PacedLine
        from kiosk_app.services.reconciling import Reconciling
        from kiosk_app.services.refilling import Refilling
        from kiosk_app.services.sender import Owner, Sender

        watched = WatchedLine(self.client(self._address, key))
        account = Account(self._store, watched, self._timing, budget=self._budget)
        looking = self._looking(watched)
        owner = Owner(self._owner.id, self._owner.is_alive)
        line = PacedLine(self._store, watched, account, looking, self._timing, self._budget)
        sender = Sender(line, owner, self._clock)
        refilling = Refilling(self._store, sender, self._settings.current, self._clock, self._timing)
        bringing = Bringing(line, Reconciling(line, self._clock.today))
        return LineParts(watched, account, looking, sender, refilling, bringing)

    def trial(self, parts: LineParts | None) -> Trial:
        """The trial of instant stamps over this line; without one it says so."""
        from kiosk_app.services.finishing import Finishing
        from kiosk_app.services.trial import Trial

        if parts is None:
            return Trial(self._store, self._clock, None)
        finishing = Finishing(self._store, parts.sender, self._clock, self._timing, time.sleep)
        return Trial(self._store, self._clock, finishing.finish)

    def account_care(self) -> AccountCare:
        """The account as its pages see it."""
        from kiosk_app.services.account import Account
        from kiosk_app.services.account_care import AccountCare

        return AccountCare(
            self._store,
            self._settings,
            self._address,
            vault_at=lambda address: self._vault_at(address) if address != self._address else self._vault,
            connect=lambda address, key: Account(
                self._store, self.client(address, key), self._timing, budget=self._budget
            ).test(),
            moved=self._has_moved,
        )

    def _has_moved(self, _address: str) -> None:
        """What was made for the old address is made anew when it is next asked for."""
        for part in ("_belonging", "_vault", "_address"):
            self.__dict__.pop(part, None)

    def undoing(self) -> Undoing:
        from kiosk_app.services.undoing import Undoing

        return Undoing(self._store)

    def corrections(self) -> Corrections:
        from kiosk_app.services.corrections import Corrections

        return Corrections(self._store, self._settings.current, self._clock)

    def stamp_edits(self) -> StampEdits:
        from kiosk_app.services.stamp_edits import StampEdits

        return StampEdits(self._store, self._clock)

    def customer_edits(self) -> CustomerEdits:
        from kiosk_app.services.customer_edits import CustomerEdits

        return CustomerEdits(self._store, self._settings.current, self._clock)

    def importing(self) -> Importing:
        from kiosk_app.services.importing import Importing

        return Importing(self._store, self._settings.current, self.reindexing())

    def exporting(self) -> Exporting:
        from kiosk_app.services.exporting import Exporting
        from kiosk_app.words.lists import masked_phone

        return Exporting(self._store, masked_phone)

    def merging(self) -> Merging:
        from kiosk_app.services.merging import Merging

        return Merging(self._store, self._settings.current, self._clock)

    def erasing(self) -> Erasing:
        from kiosk_app.services.erasing import Erasing

        return Erasing(self._store, self._clock)

    def history(self) -> History:
        from kiosk_app.services.history import History

        return History(self._store)

    def resolving(self, looking: Looking) -> Resolving:
        from kiosk_app.services.resolving import Resolving

        return Resolving(self._store, looking)

    def scanning(self, looking: Looking) -> Scanning:
        from kiosk_app.services.scanning import Scanning

        return Scanning(
            *(self._store, self._settings.current, looking, self.resolving(looking), self._clock, self._address)
        )

    @property
    def folder(self) -> DataFolder:
        """Where everything of this run lies."""
        return self._folder

    def ours(self) -> Looking:
        return self._looking(None)

    def write_code(self, path: Path, text: str) -> None:
        from kiosk_app.codes.write import write_code

        write_code(path, text)

    def practice_desk(self, port: int, mood: str) -> PracticeDesk:
        from kiosk_app.wiring.practice import Desk, fresh_key, service_with_moods

        key = fresh_key()
        service = service_with_moods(self._practice_folder, key, port, self._clock.today, mood)
        service.start()
        self._closing.callback(service.stop)
        return Desk(service.address, key, service.serve_forever)

    # The parts

    @cached_property
    def _owner(self) -> OwnerLock:
        owner = OwnerLock(self._folder.owners)
        owner.take()
        self._closing.callback(owner.release)
        with folder_lock(self._folder.restore_lock, wait_s=5) as is_open:  # once we live: one sees the other
            if not is_open:
                raise StoreTrouble(DiskReason.BUSY, "a backup is being restored")
        return owner

    @cached_property
    def _database(self) -> Database:
        return Database(self._folder.database, self._folder.backups)

    @cached_property
    def _store(self) -> Store:
        by = self._door.sign(self._owner.id)
        database = self._database
        database.prepare()
        self._closing.callback(database.close)
        settle = partial(settle_kept, timing=self._timing)
        store = Store(database, self._clock.now, lambda: self._settings.current().shop.country, by, settle)
        if self.is_practice:
            from kiosk_app.domain.samples import SAMPLE_CARDS, SAMPLE_CUSTOMERS

            belong_to_practice(store)
            adopt_samples(store, self._settings, SAMPLE_CARDS, SAMPLE_CUSTOMERS, self._clock.today())
        return store

    @cached_property
    def _budget(self) -> Budget:
        from kiosk_app.services.budget import Budget

        return Budget(self._timing, lambda: self._settings.current().shop.counters)

    @cached_property
    def _belonging(self) -> Belonging:
        if self.is_practice:
            return belong_to_practice(self._store)
        return belong(self._store, self._settings, self._choices.service_url)

    @cached_property
    def _vault(self) -> Vault:
        if self.is_practice:
            return MemoryVault(ApiKey(self._practice.key))
        if self._choices.key:
            return MemoryVault(self._choices.key)
        return self._vault_at(self._belonging.address)

    def _vault_at(self, address: str) -> Vault:
        from kiosk_app.credentials.keyring_vault import KeyringVault

        return KeyringVault(self._belonging.folder_id, address)

    @cached_property
    def _address(self) -> str:
        """Where the service is: for practice, wherever it listens today."""
        return self._practice.address if self.is_practice else self._belonging.address

    @cached_property
    def _practice(self) -> PracticeService:
        from kiosk_app.wiring.practice import fresh_key, practice_service

        service = practice_service(self._practice_folder, fresh_key(), 0, self._clock.today)
        service.start()
        self._closing.callback(service.stop)
        return service

    @property
    def _practice_folder(self) -> DataFolder:
        return self._folder if self.is_practice else DataFolder(self._folder.practice)

    def _looking(self, api: StampApi | None) -> Looking:
        from kiosk_app.services.looking import Looking

        return Looking(self._store, api, self._address, self._card_domain, self._settings.learn, self._budget)

    def _card_domain(self, card_idx: int) -> str:
        card = self._settings.current().card(card_idx)
        return card.domain if card else ""
