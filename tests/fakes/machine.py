"""A computer that is well unless a test says otherwise, and the doctor who looks at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk_app.domain.health import Finding, Glance, Kiosk, Name, Screen
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.outcome import Connection, Reach, Secure
from kiosk_app.domain.ports import VaultTrouble
from kiosk_app.services.budget import Budget
from kiosk_app.services.doctor import Ask, Doctor, Machine, Place
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.store import Store

WELL = Connection(Reach.ACCEPTED, secure=Secure.TRUSTED, ahead_s=0.4)


def at_once(questions: Sequence[tuple[Ask, float]]) -> list[list[Finding]]:
    """Asks one after the other, whatever time it takes."""
    return [list(ask()) for ask, _ in questions]


@dataclass
class FakeLine:
    """Implements ``services.doctor.Line``; ``asked`` holds the keys it was reached with."""

    key_there: ApiKey | VaultTrouble | None = field(default_factory=lambda: ApiKey("canary-key-7f3a"))
    connection: Connection = WELL
    name: Name = field(default_factory=lambda: Name("vivoldi.com", is_found=True))
    refuses: Exception | None = None
    asked: list[ApiKey | None] = field(default_factory=list)

    def look_up(self) -> Name:
        if self.refuses:
            raise self.refuses
        return self.name

    def key(self) -> ApiKey | VaultTrouble | None:
        if self.refuses:
            raise self.refuses
        return self.key_there

    def connect(self, key: ApiKey | None, store: Store | None) -> Connection:
        self.asked.append(key)
        return self.connection


@dataclass
class FakeComputer:
    """What the computer tells, to be changed by a test; then ``doctor`` looks at it. ``glancing`` stands for Qt."""

    folder: Path
    settings: SettingsService
    store: Callable[[], Store | None] = lambda: None
    asked: str = ""
    glance: Glance = field(default_factory=lambda: Glance("6.11.3", "xcb", (Screen(1280, 800),)))
    glancing: Callable[[], Glance] | None = None
    has_screen: bool = True
    kiosk: Kiosk = field(default_factory=Kiosk)
    keyring: VaultTrouble | None = None
    has_practice: bool = False
    why: str = ""
    free_bytes: int = 10**11
    line: FakeLine = field(default_factory=FakeLine)
    ask_beside: Callable[[Sequence[tuple[Ask, float]]], list[list[Finding]]] = at_once

    def doctor(self) -> Doctor:
        machine = Machine(
            "0.1.0",
            "3.11.7",
            glance=self.glancing or (lambda: self.glance),
            has_screen=self.has_screen,
            kiosk=lambda: self.kiosk,
            try_keyring=None if self.has_practice else lambda: self.keyring,
            prepare=lambda: self.why,
            free_bytes=lambda: self.free_bytes,
        )
        place = Place(
            *(self.folder, self.folder / "kiosk.db", self.folder / "backups", self.settings),
            asked=self.asked,
            store=self.store,
            budget=Budget(),
        )
        return Doctor(machine, place, self.line, self.ask_beside)
