"""What doctor looks at on this computer and what it finds, as values; the sentence for each is in ``words``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from kiosk_app.domain.disk import DiskReason
from kiosk_app.domain.outcome import CLOCK_TOLERANCE, Connection, Reach, Reason, Secure
from kiosk_app.domain.ports import VaultTrouble
from kiosk_app.domain.problems import Problem

LEAST_WIDTH, LEAST_HEIGHT = 800, 600  # px; the window gets hardly smaller
LEAST_FREE_BYTES = 200_000_000  # with less, whatever else runs here may take the rest before anybody looks
BACKUP_BEHIND = timedelta(days=2)  # one a day is made while the window is open; a day off is no trouble


class Check(Enum):
    """What is looked at, in the order in which it is told; the value is its name for scripts."""

    VERSION = "version"
    PYTHON = "python"
    QT = "qt"
    DISPLAY = "display"
    SCREENS = "screens"
    KIOSK = "kiosk"
    KEYRING = "keyring"
    FOLDER = "folder"
    SPACE = "space"
    SETTINGS = "settings"
    DATABASE = "database"
    BACKUPS = "backups"
    DNS = "dns"
    TLS = "tls"
    SERVICE = "service"
    CLOCK = "clock"
    KEY = "key"
    BUDGET = "budget"


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """Nothing came within the check's time."""

    after_s: float

    @property
    def ok(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class NotSeen:
    """It cannot be told as long as another check is as it is."""

    because: Check

    @property
    def ok(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Version:
    """Of this program, of Python, or of Qt; empty where it cannot be loaded."""

    text: str

    @property
    def ok(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Screen:
    """Its size in pixels as the window counts them, and how many real ones make one of those."""

    width: int
    height: int
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Glance:
    """What Qt told of itself and the screens, as far as it came before it gave up."""

    qt: str = ""
    platform: str = ""
    screens: tuple[Screen, ...] = ()


@dataclass(frozen=True, slots=True)
class Display:
    """Where a window would be shown. ``platform``: Qt's name for it; empty where none can be opened.

    ``is_told``: the session says that there is a screen.
    """

    platform: str
    is_told: bool = True

    @property
    def ok(self) -> bool:
        return bool(self.platform)


@dataclass(frozen=True, slots=True)
class Screens:
    """The main one first."""

    screens: tuple[Screen, ...]

    @property
    def ok(self) -> bool:
        return any(one.width >= LEAST_WIDTH and one.height >= LEAST_HEIGHT for one in self.screens)


class WayOut(Enum):
    """How a kiosk that only the system can lock may be left."""

    CONSOLES = "consoles"
    CTRL_ALT_DEL = "ctrl-alt-del"


@dataclass(frozen=True, slots=True)
class Kiosk:
    """The session that shows nothing but the window. ``is_on``: it starts with the computer, as far as can be told.

    ``is_running`` and ``ways_out`` tell of one that is on.
    """

    is_on: bool = False
    is_running: bool = False
    ways_out: tuple[WayOut, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.is_on or (self.is_running and not self.ways_out)


@dataclass(frozen=True, slots=True)
class Keyring:
    """A test word was kept, read back and removed, or what came in its way. ``is_needed``: practice has none."""

    trouble: VaultTrouble | None = None
    is_needed: bool = True

    @property
    def ok(self) -> bool:
        return self.trouble is None


@dataclass(frozen=True, slots=True)
class Folder:
    """The data folder, and why it cannot be used; empty where it can."""

    path: str
    why: str = ""

    @property
    def ok(self) -> bool:
        return not self.why


@dataclass(frozen=True, slots=True)
class Space:
    """What the disk of the data folder has left, and how large the database is."""

    free_bytes: int
    database_bytes: int

    @property
    def ok(self) -> bool:
        return not is_low(self.free_bytes, self.database_bytes)


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """The settings file: its faults, how many stamp cards, and where it and the data disagree on the service.

    ``belongs_to`` and ``asked`` are empty where they agree.
    """

    problems: tuple[Problem, ...] = ()
    cards: int = 0
    is_usable: bool = True
    belongs_to: str = ""
    asked: str = ""

    @property
    def ok(self) -> bool:
        return not self.problems and not self.belongs_to


@dataclass(frozen=True, slots=True)
class Data:
    """The database, looked through. ``trouble``: what is wrong with it. Not there: nothing was saved yet."""

    is_there: bool
    trouble: DiskReason | None = None

    @property
    def ok(self) -> bool:
        return self.trouble is None


@dataclass(frozen=True, slots=True)
class LastBackup:
    """When the newest was made, and whether it opens and is whole. ``written_at``: when the data last changed.

    Both None: there is nothing to back up.
    """

    at: datetime | None = None
    is_whole: bool = True
    written_at: datetime | None = None

    @property
    def is_behind(self) -> bool:
        """Whether much was changed since."""
        return self.at is not None and self.written_at is not None and self.written_at - self.at > BACKUP_BEHIND

    @property
    def ok(self) -> bool:
        return self.is_whole and not self.is_behind and (self.at is not None or self.written_at is None)


@dataclass(frozen=True, slots=True)
class Name:
    """The name of the host that is spoken to: the service's, or the proxy's."""

    host: str
    is_found: bool
    is_number: bool = False

    @property
    def ok(self) -> bool:
        return self.is_found


@dataclass(frozen=True, slots=True)
class Encryption:
    """Whether the connection to the service is encrypted and its certificate trusted."""

    secure: Secure

    @property
    def ok(self) -> bool:
        return self.secure in (Secure.TRUSTED, Secure.ON_THIS_COMPUTER)


@dataclass(frozen=True, slots=True)
class Service:
    """Whether it answers as it should."""

    connection: Connection

    @property
    def ok(self) -> bool:
        return answered(self.connection)


@dataclass(frozen=True, slots=True)
class Clock:
    """How far this computer's clock is ahead of the service's (behind where below 0), in seconds.

    None: the service told no time, which is no fault of this computer's.
    """

    ahead_s: float | None

    @property
    def ok(self) -> bool:
        return self.ahead_s is None or abs(self.ahead_s) <= CLOCK_TOLERANCE.total_seconds()


@dataclass(frozen=True, slots=True)
class Key:
    """The API key. ``is_there``: there is one; ``trouble``: why the keyring does not hand it out.

    ``reach``: what the service made of it.
    """

    is_there: bool
    trouble: VaultTrouble | None = None
    reach: Reach | None = None

    @property
    def ok(self) -> bool:
        return self.is_there and self.reach is not Reach.KEY_REFUSED


@dataclass(frozen=True, slots=True)
class Calls:
    """The budget of calls to the service. ``stopped``: what must be mended first; ``quiet_s``: it asked to wait."""

    at_hand: int
    per_minute: int
    stopped: Reason | None = None
    quiet_s: int = 0

    @property
    def ok(self) -> bool:
        return self.stopped is None and not self.quiet_s


Fact = (
    NoAnswer
    | NotSeen
    | Version
    | Display
    | Screens
    | Kiosk
    | Keyring
    | Folder
    | Space
    | SettingsRead
    | Data
    | LastBackup
    | Name
    | Encryption
    | Service
    | Clock
    | Key
    | Calls
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check came to."""

    check: Check
    fact: Fact

    @property
    def ok(self) -> bool:
        return self.fact.ok


def is_low(free_bytes: int, database_bytes: int) -> bool:
    """Whether a disk is almost full: there should be room for the next backup, twice."""
    return free_bytes < max(LEAST_FREE_BYTES, 2 * database_bytes)


def answered(connection: Connection) -> bool:
    """Whether the service itself answered. A clock that is off is told apart, unless it kept the line from opening."""
    if connection.reach is Reach.CLOCK_WRONG:
        return connection.secure in (Secure.TRUSTED, Secure.ON_THIS_COMPUTER)
    return connection.reach in (Reach.ACCEPTED, Reach.REACHED, Reach.KEY_REFUSED)
