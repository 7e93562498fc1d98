"""What the commands are given: the parts they run on, built by wiring when a command first asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the window's way in leads through here and needs few of them
    from kiosk_app.domain.ids import ApiKey
    from kiosk_app.domain.ports import Clock, Vault, VaultTrouble
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
    from kiosk_app.services.recovery import Recovery
    from kiosk_app.services.reindexing import Reindexing
    from kiosk_app.services.resolving import Resolving
    from kiosk_app.services.rewards import Rewards
    from kiosk_app.services.scanning import Scanning
    from kiosk_app.services.settings import SettingsService
    from kiosk_app.services.support import Support
    from kiosk_app.services.trial import Trial
    from kiosk_app.services.visits import Visits


class NoFolder(Exception):
    """The data folder cannot be used. ``why``: "not a folder", "not writable" or "used by others too"."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path, self.why = path, why


@dataclass(frozen=True, slots=True)
class Line:
    """What needs a key: the line to the service."""

    account: Account
    finishing: Finishing
    looking: Looking
    trial: Trial


@dataclass(frozen=True, slots=True)
class NoKey:
    """There is no key, or the keyring does not hand it out (``trouble``)."""

    trouble: VaultTrouble | None


class PracticeDesk(Protocol):
    """The practice service alone, for the command that serves it."""

    @property
    def url(self) -> str: ...

    @property
    def key(self) -> ApiKey: ...

    def serve_forever(self) -> None:
        """Serve until interrupted."""
        ...


class House(Protocol):
    """The parts of one run. Raises StoreTrouble, AddressRefused and BadInput where a part cannot be had.

    Opening a house may raise NoFolder.
    """

    @property
    def is_practice(self) -> bool: ...

    def clock(self) -> Clock: ...

    def settings(self) -> SettingsService: ...

    def customers(self) -> Customers: ...

    def reindexing(self) -> Reindexing: ...

    def outbox(self) -> Outbox: ...

    def day_end(self) -> DayEnd: ...

    def issuing(self) -> Issuing: ...

    def visits(self) -> Visits: ...

    def rewards(self) -> Rewards: ...

    def corrections(self) -> Corrections: ...

    def importing(self) -> Importing: ...

    def exporting(self) -> Exporting: ...

    def merging(self) -> Merging: ...

    def erasing(self) -> Erasing: ...

    def resolving(self, looking: Looking) -> Resolving:
        """A person's word on entries; ``looking`` is what sees the stamp they name."""
        ...

    def scanning(self, looking: Looking) -> Scanning:
        """Whose a stamp is; ``looking`` is what sees one that was issued elsewhere."""
        ...

    def care(self) -> Care: ...

    def recovery(self) -> Recovery:
        """What the folder can begin with again; opens no database."""
        ...

    def doctor(self) -> Doctor:
        """What looks at everything here; opens nothing before it looks."""
        ...

    def support(self) -> Support:
        """What a support file is made of."""
        ...

    def vault(self) -> Vault:
        """Where the key of this folder and its address lies; with --key-stdin, memory."""
        ...

    def line(self) -> Line | NoKey:
        """The line to the service with the key of this run."""
        ...

    def ours(self) -> Looking:
        """Our own record of stamps, which needs no key."""
        ...

    def write_code(self, path: Path, text: str) -> None:
        """A QR code as a file, by its suffix; raises BadInput for another than .png and .svg, OSError."""
        ...

    def practice_desk(self, port: int, mood: str) -> PracticeDesk:
        """The practice service on this port (0: a free one); raises BadInput for a mood it does not know."""
        ...
