"""Every finding has a sentence; where it is not well, there is something to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk_app.domain.disk import DiskReason
from kiosk_app.domain.health import (
    Calls,
    Check,
    Clock,
    Data,
    Display,
    Encryption,
    Fact,
    Finding,
    Folder,
    Key,
    Keyring,
    Kiosk,
    LastBackup,
    Name,
    NoAnswer,
    NotSeen,
    Screen,
    Screens,
    Service,
    SettingsRead,
    Space,
    Version,
    WayOut,
)
from kiosk_app.domain.outcome import Connection, Reach, Reason, Secure
from kiosk_app.domain.ports import VaultReason, VaultTrouble
from kiosk_app.domain.problems import Fault, Problem
from kiosk_app.words import doctor as words
from kiosk_app.words.language import english
from tests.unit.words.manners import assert_mannered

EN = english()
THEN = datetime(2026, 11, 21, 10, 42, tzinfo=UTC)
PROBLEM = (Problem("shop.nmae", Fault.UNKNOWN_KEY, "nmae", ("name",)),)
FOUND: list[tuple[Check, Fact]] = [
    *((check, NoAnswer(12.0)) for check in Check),
    *((Check.SCREENS, NotSeen(other)) for other in Check),
    *((check, Version("1.2")) for check in (Check.VERSION, Check.PYTHON, Check.QT)),
    (Check.QT, Version("")),
    *((Check.DISPLAY, display) for display in (Display("xcb"), Display("", is_told=False), Display(""))),
    (Check.SCREENS, Screens((Screen(1280, 800), Screen(800, 1280, 1.5)))),
    (Check.SCREENS, Screens((Screen(640, 80),))),
    (Check.SCREENS, Screens(())),
    (Check.KIOSK, Kiosk()),
    (Check.KIOSK, Kiosk(is_on=True)),
    (Check.KIOSK, Kiosk(is_on=True, is_running=True)),
    (Check.KIOSK, Kiosk(is_on=True, is_running=True, ways_out=tuple(WayOut))),
    (Check.KEYRING, Keyring()),
    (Check.KEYRING, Keyring(is_needed=False)),
    *((Check.KEYRING, Keyring(VaultTrouble(reason, ""))) for reason in VaultReason),
    *((Check.FOLDER, Folder("a/b", why)) for why in ("", "not a folder", "not writable", "used by others too")),
    (Check.SPACE, Space(2_340_000_000, 10)),
    (Check.SPACE, Space(12_000_000, 10)),
    (Check.SPACE, Space(0, 10)),
    (Check.SETTINGS, SettingsRead()),
    (Check.SETTINGS, SettingsRead(cards=1)),
    (Check.SETTINGS, SettingsRead(PROBLEM, is_usable=False)),
    (Check.SETTINGS, SettingsRead(PROBLEM)),
    (Check.SETTINGS, SettingsRead(belongs_to="https://a.example", asked="https://b.example")),
    (Check.DATABASE, Data(is_there=True)),
    (Check.DATABASE, Data(is_there=False)),
    *((Check.DATABASE, Data(is_there=True, trouble=reason)) for reason in DiskReason),
    (Check.BACKUPS, LastBackup()),
    (Check.BACKUPS, LastBackup(written_at=THEN)),
    (Check.BACKUPS, LastBackup(THEN, written_at=THEN)),
    (Check.BACKUPS, LastBackup(THEN, is_whole=False, written_at=THEN)),
    (Check.BACKUPS, LastBackup(THEN, written_at=THEN + timedelta(days=9))),
    (Check.DNS, Name("vivoldi.com", is_found=True)),
    (Check.DNS, Name("10.0.0.9", is_found=True, is_number=True)),
    (Check.DNS, Name("", is_found=False)),
    *((Check.TLS, Encryption(secure)) for secure in Secure),
    *((Check.SERVICE, Service(Connection(reach, secure=Secure.TRUSTED))) for reach in Reach),
    (Check.SERVICE, Service(Connection(Reach.CLOCK_WRONG, secure=Secure.CERTIFICATE_DATE))),
    *((Check.CLOCK, Clock(ahead_s)) for ahead_s in (None, 0.2, -42.0, 61.0, -360.0, 7200.0, 400000.0)),
    (Check.KEY, Key(is_there=False)),
    *((Check.KEY, Key(is_there=False, trouble=VaultTrouble(reason, ""))) for reason in VaultReason),
    *((Check.KEY, Key(is_there=True, reach=reach)) for reach in (Reach.ACCEPTED, Reach.REACHED, Reach.KEY_REFUSED)),
    (Check.BUDGET, Calls(36, 80)),
    (Check.BUDGET, Calls(0, 80, quiet_s=40)),
    *((Check.BUDGET, Calls(36, 80, stopped=reason)) for reason in Reason),
]


@pytest.mark.parametrize(("check", "fact"), FOUND)
def test_every_finding_has_a_sentence_and_every_trouble_something_to_do(check: Check, fact: Fact) -> None:
    said = words.found(EN, Finding(check, fact))
    assert_mannered(said)
    assert fact.ok or said.advice


def test_every_check_has_a_name() -> None:
    assert set(words.names(EN)) == set(Check)


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Clock(-3700.0), "It is 1 hour behind the service’s. Set the date and time, and let the computer keep them"),
        (Clock(42.0), "It is 42 seconds ahead of the service’s."),
        (Screens((Screen(1280, 800), Screen(800, 1280, 1.5))), "2 screens: 1280 × 800, 800 × 1280 (scale 1.5)."),
        (Space(2_340_000_000, 10), "2.3 GB are free."),
        (Calls(36, 114), "36 can be made at once, 114 a minute."),
    ],
)
def test_a_finding_is_told_in_numbers_that_people_read(fact: Fact, said: str) -> None:
    assert str(words.found(EN, Finding(Check.CLOCK, fact))).startswith(said)


def test_the_text_marks_what_needs_a_look_and_counts_it() -> None:
    text = words.as_text(EN, [Finding(Check.PYTHON, Version("3.11")), Finding(Check.QT, Version(""))])
    assert text.splitlines() == [
        "  Python: Version 3.11.",
        "! Qt: Qt, which draws the window, cannot be loaded. Install Stamp Kiosk again. "
        "Every command works without a window.",
        "1 thing needs a look.",
    ]
    assert words.summary(EN, []) == "All is well."
