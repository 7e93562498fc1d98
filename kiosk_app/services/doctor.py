"""Doctor: looks at everything that a counter needs and says how it stands. It mends nothing but the folder's rights.

Each question has its time and all are asked beside each other, so that one that hangs costs nobody else the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import Protocol

from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.health import (
    Calls,
    Check,
    Clock,
    Display,
    Encryption,
    Finding,
    Folder,
    Glance,
    Key,
    Keyring,
    Kiosk,
    Name,
    NoAnswer,
    NotSeen,
    Screens,
    Service,
    SettingsRead,
    Space,
    Version,
    answered,
)
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.outcome import Connection, Reach, Secure
from kiosk_app.domain.ports import VaultTrouble
from kiosk_app.domain.problems import BadInput
from kiosk_app.services.budget import Budget
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.backups import read_present
from kiosk_app.store.examination import examined, last_backup
from kiosk_app.store.store import Store

Ask = Callable[[], Iterable[Finding]]
AskBeside = Callable[[Sequence[tuple[Ask, float]]], list[list[Finding]]]
"""Asks all of them beside each other; of each what it gave in its seconds."""

AT_ONCE_S = 5.0
ON_THE_DISK_S = 30.0  # a database of a million customers is looked through in a few
QT_S = 15.0
KEYRING_S = 12.0  # the keyring's own process has 10
NAME_S = 10.0
LINE_S = ON_THE_DISK_S + 45.0  # the database, the keyring, then a test of the connection
ON_THE_LINE = (Check.TLS, Check.SERVICE, Check.CLOCK)


@dataclass(frozen=True, slots=True)
class Machine:
    """What the computer itself tells. ``prepare``: why the data folder cannot be used, empty where it can.

    ``try_keyring``: None where none is needed. ``has_screen``: whether the session says that there is one.
    """

    version: str
    python: str
    glance: Callable[[], Glance]
    has_screen: bool
    kiosk: Callable[[], Kiosk]
    try_keyring: Callable[[], VaultTrouble | None] | None
    prepare: Callable[[], str]
    free_bytes: Callable[[], int]


class Line(Protocol):
    """What speaks to the service. Raises BadInput where the settings do not say how."""

    def look_up(self) -> Name: ...

    def key(self) -> ApiKey | VaultTrouble | None: ...

    def connect(self, key: ApiKey | None, store: Store | None) -> Connection:
        """Reach the service without changing anything there; ``store``: where a call is paid for, if it is whole."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """The data folder and what is looked at in it. ``asked``: the service's address that this run was given, if any.

    ``store`` gives None where nothing was saved yet; it raises StoreTrouble.
    """

    folder: Path
    database: Path
    backups: Path
    settings: SettingsService
    asked: str
    store: Callable[[], Store | None]
    budget: Budget


@dataclass(frozen=True, slots=True)
class _Question:
    """One look. ``of_folder``: it makes no sense without the data folder."""

    checks: tuple[Check, ...]
    ask: Ask
    limit_s: float
    of_folder: bool = True


class Doctor:
    """Of one data folder. Slow: at most the time of its longest question and of the folder's, never longer."""

    def __init__(self, machine: Machine, place: Place, line: Line, ask_beside: AskBeside) -> None:
        self._machine = machine
        self._place = place
        self._line = line
        self._ask_beside = ask_beside

    def examine(self) -> tuple[Finding, ...]:
        """A finding for every check, in their order."""
        folder = self._asked([_Question((Check.FOLDER,), self._folder, AT_ONCE_S)])
        is_usable = folder[0].ok
        questions = self._questions()
        found = self._asked([one for one in questions if is_usable or not one.of_folder])
        for one in questions:
            if one.of_folder and not is_usable:
                found += [Finding(check, NotSeen(Check.FOLDER)) for check in one.checks]
        order = list(Check)
        return tuple(sorted(folder + found, key=lambda finding: order.index(finding.check)))

    def _questions(self) -> list[_Question]:
        glass = (Check.QT, Check.DISPLAY, Check.SCREENS)
        return [
            _Question((Check.VERSION, Check.PYTHON), self._versions, AT_ONCE_S, of_folder=False),
            _Question(glass, self._glass, QT_S, of_folder=False),
            _Question((Check.KIOSK,), self._kiosk, AT_ONCE_S, of_folder=False),
            _Question((Check.KEYRING,), self._keyring, KEYRING_S, of_folder=False),
            _Question((Check.SPACE,), self._space, AT_ONCE_S),
            _Question((Check.SETTINGS,), self._settings, AT_ONCE_S),
            _Question((Check.BACKUPS,), self._backups, ON_THE_DISK_S),
            _Question((Check.DNS,), self._name, NAME_S),
            _Question((Check.DATABASE, Check.BUDGET, Check.KEY, *ON_THE_LINE), self._records_and_line, LINE_S),
        ]

    def _asked(self, questions: Sequence[_Question]) -> list[Finding]:
        given = self._ask_beside([(one.ask, one.limit_s) for one in questions])
        found = []
        for one, findings in zip(questions, given, strict=True):
            there = {finding.check: finding for finding in findings}
            found += [there.get(check) or Finding(check, NoAnswer(one.limit_s)) for check in one.checks]
        return found

    # This computer

    def _versions(self) -> Iterator[Finding]:
        yield Finding(Check.VERSION, Version(self._machine.version))
        yield Finding(Check.PYTHON, Version(self._machine.python))

    def _glass(self) -> Iterator[Finding]:
        seen = self._machine.glance()
        yield Finding(Check.QT, Version(seen.qt))
        if not seen.qt:
            yield Finding(Check.DISPLAY, NotSeen(Check.QT))
        else:
            yield Finding(Check.DISPLAY, Display(seen.platform, self._machine.has_screen))
        if not seen.platform:
            yield Finding(Check.SCREENS, NotSeen(Check.DISPLAY))
        else:
            yield Finding(Check.SCREENS, Screens(seen.screens))

    def _kiosk(self) -> Iterator[Finding]:
        yield Finding(Check.KIOSK, self._machine.kiosk())

    def _keyring(self) -> Iterator[Finding]:
        ask = self._machine.try_keyring
        yield Finding(Check.KEYRING, Keyring(ask()) if ask else Keyring(is_needed=False))

    # The data folder

    def _folder(self) -> Iterator[Finding]:
        yield Finding(Check.FOLDER, Folder(str(self._place.folder), self._machine.prepare()))

    def _space(self) -> Iterator[Finding]:
        database = self._place.database
        size = database.stat().st_size if database.exists() else 0
        yield Finding(Check.SPACE, Space(self._machine.free_bytes(), size))

    def _settings(self) -> Iterator[Finding]:
        yield Finding(Check.SETTINGS, self._read_settings())

    def _read_settings(self) -> SettingsRead:
        place = self._place
        try:
            settings = place.settings.current()
        except BadInput as bad:
            return SettingsRead(bad.problems, is_usable=False)
        belongs_to = read_present(place.database).address or ""
        asked = place.asked or settings.service.url
        differ = bool(belongs_to and asked and belongs_to != asked)
        return SettingsRead(
            place.settings.problems(),
            len(settings.cards),
            belongs_to=belongs_to if differ else "",
            asked=asked if differ else "",
        )

    def _backups(self) -> Iterator[Finding]:
        yield Finding(Check.BACKUPS, last_backup(self._place.database, self._place.backups))

    # The service

    def _name(self) -> Iterator[Finding]:
        try:
            yield Finding(Check.DNS, self._line.look_up())
        except BadInput:
            yield Finding(Check.DNS, NotSeen(Check.SETTINGS))

    def _records_and_line(self) -> Iterator[Finding]:
        """The database is looked through before it is opened: what is damaged is left as it is.

        What is known is told before the next thing is asked, should that take too long.
        """
        data = examined(self._place.database, self._place.backups)
        yield Finding(Check.DATABASE, data)
        store = None
        try:
            store = self._place.store() if data.ok else None
            yield self._budget(store) if data.ok else Finding(Check.BUDGET, NotSeen(Check.DATABASE))
        except StoreTrouble:
            yield Finding(Check.BUDGET, NotSeen(Check.DATABASE))
        except BadInput:
            yield Finding(Check.BUDGET, NotSeen(Check.SETTINGS))
        yield from self._service(store)

    def _service(self, store: Store | None) -> Iterator[Finding]:
        try:
            key = self._line.key()
            if not isinstance(key, ApiKey):
                yield Finding(Check.KEY, Key(is_there=False, trouble=key))
            connection = self._line.connect(key if isinstance(key, ApiKey) else None, store)
        except BadInput:
            yield from (Finding(check, NotSeen(Check.SETTINGS)) for check in (Check.KEY, *ON_THE_LINE))
            return
        yield Finding(Check.SERVICE, Service(connection))
        yield _encryption(connection)
        yield _clock(connection)
        if isinstance(key, ApiKey):
            yield _key(connection.reach, is_answered=answered(connection))

    def _budget(self, store: Store | None) -> Finding:
        budget = self._place.budget
        if store is None:
            return Finding(Check.BUDGET, Calls(budget.most(), budget.per_minute()))
        with store.reading() as work:
            gate = work.gate.state()
            quiet_s = (gate.quiet_until - work.now).total_seconds() if gate.quiet_until else 0.0
            calls = Calls(budget.at_hand(work), budget.per_minute(), gate.stopped, max(0, ceil(quiet_s)))
        return Finding(Check.BUDGET, calls)


def _encryption(connection: Connection) -> Finding:
    if connection.secure is Secure.NOT_TRIED:
        return Finding(Check.TLS, NotSeen(Check.SERVICE))
    return Finding(Check.TLS, Encryption(connection.secure))


def _clock(connection: Connection) -> Finding:
    if connection.ahead_s is None and not answered(connection):
        return Finding(Check.CLOCK, NotSeen(Check.SERVICE))
    return Finding(Check.CLOCK, Clock(connection.ahead_s))


def _key(reach: Reach, *, is_answered: bool) -> Finding:
    return Finding(Check.KEY, Key(is_there=True, reach=reach) if is_answered else NotSeen(Check.SERVICE))
