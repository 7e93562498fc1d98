"""Settings and an account on a folder of their own, for presenters that change them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.card import StampCard
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.outcome import Connection, Reach
from kiosk_app.domain.ports import Vault, VaultReason, VaultTrouble
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import Settings
from kiosk_app.services.account import Account
from kiosk_app.services.account_care import AccountCare
from kiosk_app.services.care import Care
from kiosk_app.services.finishing import Finishing
from kiosk_app.services.looking import Looking
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.recovery import Recovery
from kiosk_app.services.sender import Owner, Sender
from kiosk_app.services.settings import SettingsService
from kiosk_app.services.timing import Timing
from kiosk_app.services.trial import Trial
from kiosk_app.store.backups import Backups
from kiosk_app.store.database import Database
from kiosk_app.store.meta import Fact
from kiosk_app.store.settings_file import SettingsFile
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.fakes.stamp_api import FakeStampApi

ADDRESS = "https://old.example"
NO_KEYRING = VaultTrouble(VaultReason.NO_KEYRING, "NoKeyringError")
COFFEE = StampCard(123, "Coffee card", "a free coffee")
BAKERY = StampCard(131, "Bakery card", "a free loaf", places=6)


class NoVault:
    """A computer without a keyring."""

    def read(self) -> VaultTrouble:
        return NO_KEYRING

    def write(self, key: ApiKey) -> VaultTrouble:
        return NO_KEYRING

    def forget(self) -> VaultTrouble:
        return NO_KEYRING


class Desk:
    """``reach`` is what a test of the connection finds; ``connected`` the keys it was asked with."""

    def __init__(self, folder: Path, *cards: StampCard, has_keyring: bool = True) -> None:
        self.clock = FakeClock()
        self.is_shut = False  # somebody else writes the settings
        self.path = folder / "settings.toml"
        self.start_again()
        self.settings.choose_service(ADDRESS)
        for card in cards:
            self.settings.add_card(card)
        self.store = make_store(folder, self.clock)
        self.reach = Reach.ACCEPTED
        self.connected: list[tuple[str, ApiKey]] = []
        self.saved: list[Settings] = []
        self.restored: list[Path] = []
        database, backups = folder / "kiosk.db", folder / "backups"
        whole = Database(database, backups)
        self.care = Care(database, whole, Backups(database, backups), self.clock.now, lambda: 10**12)
        self.recovery = Recovery(database, backups, self.clock.now, lambda: ADDRESS, nullcontext)
        vaults: dict[str, Vault] = {}

        def vault_at(address: str) -> Vault:
            return vaults.setdefault(address, MemoryVault() if has_keyring else NoVault())

        self.api = FakeStampApi(self.clock.today())
        owner = Owner("me", lambda who: who == "me")
        account = Account(self.store, self.api, Timing())
        looking = Looking(self.store, self.api, ADDRESS, lambda _: "")
        line = PacedLine(self.store, self.api, account, looking, Timing(), chance=lambda: 0.5)
        sender = Sender(line, owner, self.clock)
        finishing = Finishing(self.store, sender, self.clock, Timing(), self.clock.pause)
        self.trial = Trial(self.store, self.clock, finishing.finish)
        with self.store.writing() as work:
            work.meta.put(Fact.ADDRESS, ADDRESS)
        self.account = AccountCare(self.store, self.settings, ADDRESS, vault_at=vault_at, connect=self._connect)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        if self.is_shut:
            raise BadInput(Problem("settings.toml", Fault.BUSY))
        yield

    def start_again(self) -> None:
        """Forget what the settings said, as a new start does."""
        file = SettingsFile(self.path, self.path.parent / "backups")
        self.settings = SettingsService(file, self._lock, self.clock.today)

    def spoil(self) -> None:
        """The owner's slip in the file."""
        self.path.write_text(self.path.read_text("utf-8") + "\n[shop]\nnmae = 'x'\n", "utf-8")

    def _connect(self, address: str, key: ApiKey) -> Connection:
        self.connected.append((address, key))
        self.clock.advance(0.3)
        return Connection(self.reach)
