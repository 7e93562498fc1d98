"""Doctor on a computer where one thing after the other is wrong: what is found, and that one trouble hides no other."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import closing, nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk_app.domain.disk import DiskReason, StoreTrouble
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
    Glance,
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
    WayOut,
)
from kiosk_app.domain.outcome import Connection, Reach, Reason, Secure
from kiosk_app.domain.ports import VaultReason, VaultTrouble
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.services.doctor import Ask
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.backups import Backups
from kiosk_app.store.connections import connect
from kiosk_app.store.meta import Fact as Known
from kiosk_app.store.settings_file import SettingsFile
from kiosk_app.system.beside import ask_beside
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store
from tests.fakes.machine import WELL, FakeComputer
from tests.functional.disk.damage import spoil_pages

LOCKED = VaultTrouble(VaultReason.LOCKED, "KeyringLocked")
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def computer(tmp_path: Path, clock: FakeClock) -> FakeComputer:
    """With a database in which something was saved, and its backup."""
    store = make_store(tmp_path, clock)
    settings = SettingsService(SettingsFile(tmp_path / "settings.toml", tmp_path / "backups"), nullcontext, clock.today)
    (tmp_path / "backups").mkdir(exist_ok=True)
    Backups(tmp_path / "kiosk.db", tmp_path / "backups").make(datetime.now(UTC))
    return FakeComputer(tmp_path, settings, lambda: store)


def facts(computer: FakeComputer) -> dict[Check, Fact]:
    return {finding.check: finding.fact for finding in computer.doctor().examine()}


def wrong(computer: FakeComputer) -> set[Check]:
    return {finding.check for finding in computer.doctor().examine() if not finding.ok}


def test_a_computer_that_is_well_has_every_check_and_no_fault(computer: FakeComputer) -> None:
    findings = computer.doctor().examine()
    assert [finding.check for finding in findings] == list(Check)
    assert all(finding.ok for finding in findings), findings


def test_a_new_folder_has_no_fault_but_the_missing_key(tmp_path: Path, clock: FakeClock) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    settings = SettingsService(SettingsFile(folder / "settings.toml", folder / "backups"), nullcontext, clock.today)
    computer = FakeComputer(folder, settings)
    computer.line.key_there = None
    assert wrong(computer) == {Check.KEY}
    assert facts(computer)[Check.BACKUPS] == LastBackup()
    assert facts(computer)[Check.DATABASE] == Data(is_there=False)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("seen", "has_screen", "found"),
    [
        (Glance(), True, {Check.DISPLAY: NotSeen(Check.QT), Check.SCREENS: NotSeen(Check.DISPLAY)}),
        (Glance("6.11.3"), False, {Check.DISPLAY: Display("", is_told=False), Check.SCREENS: NotSeen(Check.DISPLAY)}),
        (Glance("6.11.3"), True, {Check.DISPLAY: Display("", is_told=True), Check.SCREENS: NotSeen(Check.DISPLAY)}),
        (Glance("6.11.3", "xcb"), True, {Check.SCREENS: Screens(())}),
        (Glance("6.11.3", "xcb", (Screen(640, 480),)), True, {Check.SCREENS: Screens((Screen(640, 480),))}),
    ],
)
def test_what_keeps_the_window_from_being_shown_is_told(
    computer: FakeComputer, seen: Glance, has_screen: bool, found: dict[Check, Fact]
) -> None:
    computer.glance, computer.has_screen = seen, has_screen
    told = facts(computer)
    assert {check: told[check] for check in found} == found
    assert wrong(computer) == set(found) | (set() if seen.qt else {Check.QT})


@pytest.mark.parametrize(("width", "height"), [(800, 1280), (1024, 600), (800, 600)])
def test_a_screen_that_holds_the_window_is_large_enough(computer: FakeComputer, width: int, height: int) -> None:
    computer.glance = replace(computer.glance, screens=(Screen(width, height),))
    assert wrong(computer) == set()


def test_a_locked_keyring_is_told(computer: FakeComputer) -> None:
    computer.keyring = LOCKED
    assert facts(computer)[Check.KEYRING] == Keyring(LOCKED)


def test_a_kiosk_that_can_be_left_is_told(computer: FakeComputer) -> None:
    computer.kiosk = Kiosk(is_on=True, is_running=True, ways_out=(WayOut.CONSOLES,))
    assert wrong(computer) == {Check.KIOSK}


def test_practice_needs_no_keyring(computer: FakeComputer) -> None:
    computer.has_practice, computer.keyring = True, LOCKED
    assert wrong(computer) == set()


def test_a_folder_that_cannot_be_used_is_said_once_and_hides_nothing_else(computer: FakeComputer) -> None:
    computer.why, computer.keyring = "not writable", LOCKED
    told = facts(computer)
    assert told[Check.FOLDER] == Folder(str(computer.folder), "not writable")
    assert told[Check.KEYRING] == Keyring(LOCKED)
    of_folder = {Check.SPACE, Check.SETTINGS, Check.DATABASE, Check.BACKUPS, Check.DNS, Check.TLS, Check.SERVICE}
    of_folder |= {Check.CLOCK, Check.KEY, Check.BUDGET}
    assert all(told[check] == NotSeen(Check.FOLDER) for check in of_folder)
    assert computer.line.asked == []


def test_a_disk_that_is_almost_full_is_told(computer: FakeComputer) -> None:
    computer.free_bytes = 5_000_000
    found = facts(computer)[Check.SPACE]
    assert isinstance(found, Space)
    assert (found.free_bytes, found.ok) == (5_000_000, False)


def test_a_faulty_settings_file_is_told_with_its_fault(computer: FakeComputer) -> None:
    computer.settings.choose_service("https://vivoldi.com")
    (computer.folder / "settings.toml").write_text("[shop]\nnmae = 'x'\n", "utf-8")
    found = facts(computer)[Check.SETTINGS]
    assert isinstance(found, SettingsRead)
    assert found.is_usable
    assert [problem.field for problem in found.problems] == ["shop.nmae"]


def test_settings_that_never_were_good_leave_the_line_untold(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "settings.toml").write_text("[[[", "utf-8")
    settings = SettingsService(SettingsFile(tmp_path / "settings.toml", tmp_path / "backups"), nullcontext, clock.today)
    computer = FakeComputer(tmp_path, settings)
    computer.line.refuses = BadInput(Problem("settings.toml", Fault.SYNTAX))
    told = facts(computer)
    assert isinstance(found := told[Check.SETTINGS], SettingsRead)
    assert not found.is_usable
    for check in (Check.DNS, Check.TLS, Check.SERVICE, Check.CLOCK, Check.KEY):
        assert told[check] == NotSeen(Check.SETTINGS)


def test_settings_that_name_another_service_than_the_data_are_told(computer: FakeComputer) -> None:
    store = computer.store()
    assert store
    with store.writing() as work:
        work.meta.put(Known.ADDRESS, "https://vivoldi.com")
    computer.settings.choose_service("https://other.example")
    found = facts(computer)[Check.SETTINGS]
    assert isinstance(found, SettingsRead)
    assert (found.belongs_to, found.asked, found.ok) == ("https://vivoldi.com", "https://other.example", False)


def test_a_damaged_database_is_told_and_stays_as_it_is(computer: FakeComputer) -> None:
    path = computer.folder / "kiosk.db"
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil_pages(path)
    before = path.read_bytes()
    told = facts(computer)
    assert told[Check.DATABASE] == Data(is_there=True, trouble=DiskReason.DAMAGED)
    assert told[Check.BUDGET] == NotSeen(Check.DATABASE)
    assert told[Check.SERVICE].ok
    assert path.read_bytes() == before


def test_a_database_that_is_gone_is_told(computer: FakeComputer) -> None:
    for path in computer.folder.glob("kiosk.db*"):
        path.unlink()
    computer.store = lambda: None
    assert facts(computer)[Check.DATABASE] == Data(is_there=False, trouble=DiskReason.GONE)


def test_a_database_of_a_newer_version_is_told(computer: FakeComputer) -> None:
    with closing(connect(computer.folder / "kiosk.db")) as connection:
        connection.execute("PRAGMA user_version = 9999")
    assert facts(computer)[Check.DATABASE] == Data(is_there=True, trouble=DiskReason.NEWER)


def test_a_backup_that_does_not_open_is_told(computer: FakeComputer) -> None:
    (newest,) = (computer.folder / "backups").glob("kiosk-*.db")
    newest.write_bytes(b"SQLite format 3\0" + bytes(1000))
    found = facts(computer)[Check.BACKUPS]
    assert isinstance(found, LastBackup)
    assert (found.is_whole, found.ok) == (False, False)


def test_a_backup_that_much_was_done_since_is_told(computer: FakeComputer) -> None:
    backups = computer.folder / "backups"
    (newest,) = backups.glob("kiosk-*.db")
    newest.rename(backups / f"kiosk-{datetime.now(UTC) - 3 * DAY:%Y%m%dT%H%M%SZ}.db")
    assert wrong(computer) == {Check.BACKUPS}


def test_an_old_backup_of_what_nobody_changed_since_is_well() -> None:
    long_ago = datetime(2026, 1, 5, tzinfo=UTC)
    assert LastBackup(long_ago, written_at=long_ago + DAY).ok
    assert not LastBackup(written_at=long_ago).ok


@pytest.mark.parametrize(
    ("connection", "found"),
    [
        (WELL, {Check.KEY: Key(is_there=True, reach=Reach.ACCEPTED)}),
        (
            replace(WELL, reach=Reach.KEY_REFUSED),
            {Check.KEY: Key(is_there=True, reach=Reach.KEY_REFUSED), Check.CLOCK: Clock(0.4)},
        ),
        (
            replace(WELL, reach=Reach.CLOCK_WRONG, ahead_s=-90000.0),
            {Check.CLOCK: Clock(-90000.0), Check.KEY: Key(is_there=True, reach=Reach.CLOCK_WRONG)},
        ),
        (
            Connection(Reach.NO_INTERNET),
            {check: NotSeen(Check.SERVICE) for check in (Check.TLS, Check.CLOCK, Check.KEY)},
        ),
        (
            Connection(Reach.CERTIFICATE, secure=Secure.CERTIFICATE),
            {Check.TLS: Encryption(Secure.CERTIFICATE), Check.KEY: NotSeen(Check.SERVICE)},
        ),
        (
            Connection(Reach.CLOCK_WRONG, secure=Secure.CERTIFICATE_DATE, ahead_s=400.0),
            {Check.TLS: Encryption(Secure.CERTIFICATE_DATE), Check.CLOCK: Clock(400.0)},
        ),
        (replace(WELL, ahead_s=None), {Check.CLOCK: Clock(None)}),
    ],
)
def test_what_the_line_shows_is_told_apart(
    computer: FakeComputer, connection: Connection, found: dict[Check, Fact]
) -> None:
    computer.line.connection = connection
    told = facts(computer)
    assert told[Check.SERVICE] == Service(connection)
    assert {check: told[check] for check in found} == found


def test_without_a_key_the_service_is_looked_at_all_the_same(computer: FakeComputer) -> None:
    computer.line.key_there = LOCKED
    computer.line.connection = replace(WELL, reach=Reach.KEY_REFUSED)
    told = facts(computer)
    assert computer.line.asked == [None]
    assert told[Check.KEY] == Key(is_there=False, trouble=LOCKED)
    assert told[Check.SERVICE].ok


def test_an_unknown_name_is_told(computer: FakeComputer) -> None:
    computer.line.name = Name("nobody.invalid", is_found=False)
    assert wrong(computer) == {Check.DNS}


def test_what_stopped_sending_is_told(computer: FakeComputer) -> None:
    store = computer.store()
    assert store
    with store.writing() as work:
        work.gate.stop(Reason.FORBIDDEN, work.now)
        work.gate.keep_quiet(work.now + timedelta(seconds=40))
    found = facts(computer)[Check.BUDGET]
    assert isinstance(found, Calls)
    assert (found.stopped, found.quiet_s, found.ok) == (Reason.FORBIDDEN, 40, False)


def test_a_database_that_cannot_be_opened_leaves_the_budget_untold_and_the_line_told(computer: FakeComputer) -> None:
    def refuse() -> None:
        raise StoreTrouble(DiskReason.DAMAGED, "")

    computer.store = refuse
    told = facts(computer)
    assert told[Check.BUDGET] == NotSeen(Check.DATABASE)
    assert told[Check.SERVICE].ok


def test_a_question_that_hangs_costs_nobody_else_the_answer(computer: FakeComputer) -> None:
    held = threading.Event()

    def hang() -> Glance:
        held.wait(60)
        return Glance()

    def briefly(questions: Sequence[tuple[Ask, float]]) -> list[list[Finding]]:
        hurried = [(ask, 0.3 if limit_s == 15.0 else limit_s) for ask, limit_s in questions]
        return ask_beside(hurried)

    computer.glancing, computer.ask_beside = hang, briefly
    found = facts(computer)
    held.set()
    assert {check for check, fact in found.items() if isinstance(fact, NoAnswer)} == {
        *(Check.QT, Check.DISPLAY, Check.SCREENS)
    }
    assert found[Check.QT] == NoAnswer(15.0)
    assert found[Check.SERVICE].ok


def test_what_was_told_before_a_question_hung_counts(computer: FakeComputer) -> None:
    def cut_short(questions: Sequence[tuple[Ask, float]]) -> list[list[Finding]]:
        return [[next(iter(ask()))] for ask, _ in questions]

    computer.ask_beside = cut_short
    told = facts(computer)
    assert told[Check.DATABASE] == Data(is_there=True)
    assert isinstance(told[Check.SERVICE], NoAnswer)
