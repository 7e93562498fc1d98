"""A shop on a real database and real settings in a folder, with a stamp service in memory, for tests of commands."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk_app.cli.house import House, Line, NoKey, PracticeDesk
from kiosk_app.cli.main import run
from kiosk_app.cli.options import Options
from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.card import StampCard
from kiosk_app.domain.customer import Customer, Details
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.ports import Clock, Vault, VaultTrouble
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.services.account import Account
from kiosk_app.services.care import Care
from kiosk_app.services.corrections import Corrections
from kiosk_app.services.customers import Customers
from kiosk_app.services.day_end import DayEnd
from kiosk_app.services.doctor import Doctor
from kiosk_app.services.erasing import Erasing
from kiosk_app.services.exporting import Exporting
from kiosk_app.services.finishing import Finishing
from kiosk_app.services.importing import Importing
from kiosk_app.services.issuing import Issuing
from kiosk_app.services.looking import Looking
from kiosk_app.services.merging import Merging
from kiosk_app.services.outbox import Outbox
from kiosk_app.services.paced_line import PacedLine
from kiosk_app.services.recovery import Recovery
from kiosk_app.services.reindexing import Reindexing
from kiosk_app.services.resolving import Resolving
from kiosk_app.services.rewards import Rewards
from kiosk_app.services.scanning import Scanning
from kiosk_app.services.sender import Owner, Sender
from kiosk_app.services.settings import SettingsService
from kiosk_app.services.support import Support
from kiosk_app.services.timing import Timing
from kiosk_app.services.trial import Trial
from kiosk_app.services.visits import Visits
from kiosk_app.store.backups import Backups
from kiosk_app.store.database import Database
from kiosk_app.store.look_up_build import IndexBuild
from kiosk_app.store.settings_file import SettingsFile
from kiosk_app.words.lists import masked_phone
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.fakes.machine import FakeComputer
from tests.fakes.stamp_api import FakeStampApi

ADDRESS = "https://vivoldi.com"
KEY = "canary-key-7f3a"
OWNER = "0123456789abcdef0123"
CARD = StampCard(123, "Coffee card", "a free coffee")


@dataclass(frozen=True, slots=True)
class Ran:
    """What one run of the program left."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one document on standard output."""
        assert self.out.endswith("\n")
        assert self.out.count("\n") == 1
        return json.loads(self.out)


class BrokenVault:
    """A keyring that never works."""

    def __init__(self, trouble: VaultTrouble) -> None:
        self._trouble = trouble

    def read(self) -> VaultTrouble:
        return self._trouble

    def write(self, key: ApiKey) -> VaultTrouble:
        return self._trouble

    def forget(self) -> VaultTrouble:
        return self._trouble


@dataclass
class Desk:
    """A practice service that a person interrupts at once."""

    url: str = "http://127.0.0.1:8080"
    key: ApiKey = field(default_factory=lambda: ApiKey("practice-key"))
    served: bool = False

    def serve_forever(self) -> None:
        self.served = True
        raise KeyboardInterrupt


class Interrupted(Finishing):
    """A person presses Ctrl-C while the entries are on their way."""

    def finish(self, entry_ids: Any) -> Any:
        raise KeyboardInterrupt

    def drain(self, paced: Callable[[int], object] = print) -> Any:
        raise KeyboardInterrupt


class CutOff(Issuing):
    """A person presses Ctrl-C just as the entries are saved."""

    def open(self, request: Any) -> Any:
        super().open(request)
        raise KeyboardInterrupt


class Shop:
    """Implements ``cli.house.House`` and runs commands on itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.is_practice = False
        self.the_clock = FakeClock()
        self.api = FakeStampApi(self.the_clock.today())
        self.store = make_store(folder, self.the_clock, OWNER)
        self.the_vault: Vault = MemoryVault(ApiKey(KEY))
        self.the_desk = Desk()
        self.finishing: type[Finishing] = Finishing
        self.the_issuing: type[Issuing] = Issuing
        self.written: dict[Path, str] = {}
        self.write_trouble: OSError | None = None
        self.opened: list[Options] = []
        self.refuse_to_open: Exception | None = None
        self.the_settings = SettingsService(
            SettingsFile(folder / "settings.toml", folder / "backups"), nullcontext, self.the_clock.today
        )
        self.computer = FakeComputer(folder, self.the_settings, lambda: self.store)

    # What tests do

    def run(self, *argv: str, stdin: str = "") -> Ran:
        out, err = io.StringIO(), io.StringIO()
        status = run(argv, self.open, lambda _options: None, out, err, io.StringIO(stdin))
        assert KEY not in out.getvalue() + err.getvalue()
        return Ran(status, out.getvalue(), err.getvalue())

    def with_card(self, card: StampCard = CARD) -> Shop:
        self.the_settings.add_card(card)
        return self

    def customer(self, **details: str) -> Customer:
        return self.customers().add(Details(**details))

    @contextmanager
    def open(self, options: Options) -> Iterator[House]:
        self.opened.append(options)
        if self.refuse_to_open:
            raise self.refuse_to_open
        yield self

    # What a house does

    def clock(self) -> Clock:
        return self.the_clock

    def settings(self) -> SettingsService:
        return self.the_settings

    def customers(self) -> Customers:
        return Customers(self.store, self.the_settings.current, self.the_clock)

    def reindexing(self) -> Reindexing:
        return Reindexing(IndexBuild(Database(self.folder / "kiosk.db", self.folder / "backups")))

    def outbox(self) -> Outbox:
        return Outbox(self.store)

    def day_end(self) -> DayEnd:
        return DayEnd(self.store)

    def issuing(self) -> Issuing:
        return self.the_issuing(self.store, self.the_settings.current, self.the_clock)

    def visits(self) -> Visits:
        return Visits(self.store, self.the_settings.current, self.the_clock)

    def rewards(self) -> Rewards:
        return Rewards(self.store, self.the_settings.current, self.the_clock)

    def corrections(self) -> Corrections:
        return Corrections(self.store, self.the_settings.current, self.the_clock)

    def importing(self) -> Importing:
        return Importing(self.store, self.the_settings.current, self.reindexing())

    def exporting(self) -> Exporting:
        return Exporting(self.store, masked_phone)

    def merging(self) -> Merging:
        return Merging(self.store, self.the_settings.current, self.the_clock)

    def erasing(self) -> Erasing:
        return Erasing(self.store, self.the_clock)

    def care(self) -> Care:
        database, backups = self.folder / "kiosk.db", self.folder / "backups"
        return Care(
            database, Database(database, backups), Backups(database, backups), self.the_clock.now, lambda: 10**9
        )

    def recovery(self) -> Recovery:
        database, backups = self.folder / "kiosk.db", self.folder / "backups"
        return Recovery(database, backups, self.the_clock.now, lambda: ADDRESS, nullcontext)

    def doctor(self) -> Doctor:
        return self.computer.doctor()

    def support(self) -> Support:
        secrets = [key.reveal()] if isinstance(key := self.the_vault.read(), ApiKey) else []
        facts = ("Stamp Kiosk 0.1.0",)
        return Support(
            self.folder / "logs", self.the_settings, facts, lambda: secrets, home="/home/mina", now=self.the_clock.now
        )

    def resolving(self, looking: Looking) -> Resolving:
        return Resolving(self.store, looking)

    def scanning(self, looking: Looking) -> Scanning:
        resolving = self.resolving(looking)
        return Scanning(self.store, self.the_settings.current, looking, resolving, self.the_clock, ADDRESS)

    def vault(self) -> Vault:
        return self.the_vault

    def line(self) -> Line | NoKey:
        key = self.the_vault.read()
        if not isinstance(key, ApiKey):
            return NoKey(key)
        timing = Timing()
        account = Account(self.store, self.api, timing)
        looking = self._looking(self.api)
        owner = Owner(OWNER, lambda owner: owner == OWNER)
        paced = PacedLine(self.store, self.api, account, looking, timing, chance=lambda: 0.5)
        sender = Sender(paced, owner, self.the_clock)
        pause: Callable[[float], None] = self.the_clock.pause
        finishing = self.finishing(self.store, sender, self.the_clock, timing, pause)
        return Line(account, finishing, looking, Trial(self.store, self.the_clock, finishing.finish))

    def ours(self) -> Looking:
        return self._looking(None)

    def write_code(self, path: Path, text: str) -> None:
        if self.write_trouble:
            raise self.write_trouble
        self.written[path] = text

    def practice_desk(self, port: int, mood: str) -> PracticeDesk:
        if mood not in ("", "slow:3"):
            raise BadInput(Problem("mood", Fault.NOT_A_CHOICE, mood))
        if port == 1:
            raise PermissionError(13, "Permission denied")
        return self.the_desk

    def _looking(self, api: FakeStampApi | None) -> Looking:
        return Looking(self.store, api, ADDRESS, lambda _card_idx: "")
