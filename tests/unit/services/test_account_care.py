"""Care of the account: where the key is, what a test is made with, and moving both places of the address at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.entry import Draft, Kind, State, Why
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.outcome import Connection, Reach, Reason
from kiosk_app.domain.ports import Vault, VaultReason, VaultTrouble
from kiosk_app.domain.problems import BadInput, Fault
from kiosk_app.services.account_care import AccountCare, KeyPlace, KeyState, NotNow
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.database import Database
from kiosk_app.store.journal import Step
from kiosk_app.store.meta import Fact
from kiosk_app.store.settings_file import SettingsFile
from kiosk_app.store.store import Store, Work
from tests.fakes.clock import FakeClock
from tests.fakes.disk import make_store

OLD, NEW = "https://old.example", "https://new.example"
KEY = ApiKey("key-1")
NO_KEYRING = VaultTrouble(VaultReason.NO_KEYRING, "NoKeyringError")


class NoVault:
    """A computer without a keyring."""

    def read(self) -> VaultTrouble:
        return NO_KEYRING

    def write(self, key: ApiKey) -> VaultTrouble:
        return NO_KEYRING

    def forget(self) -> VaultTrouble:
        return NO_KEYRING


class FailingStore(Store):
    """A disk that fails when the unit of work is committed."""

    @contextmanager
    def writing(self) -> Iterator[Work]:
        with super().writing() as work:
            yield work
            raise StoreTrouble(DiskReason.FULL, "no room")


class Desk:
    """An account care on a folder of its own; every address has a vault."""

    def __init__(self, folder: Path, has_keyring: bool = True, commits: bool = True) -> None:
        self.clock = FakeClock()
        self.store = make_store(folder, self.clock)
        care_store = self.store if commits else failing_store(folder, self.clock)
        self.file = SettingsFile(folder / "settings.toml", folder / "backups")
        settings = SettingsService(self.file, unlocked, self.clock.today)
        settings.choose_service(OLD)
        with self.store.writing() as work:
            work.meta.put(Fact.ADDRESS, OLD)
        self.vaults: dict[str, Vault] = {address: MemoryVault() if has_keyring else NoVault() for address in (OLD, NEW)}
        self.connected: list[tuple[str, ApiKey]] = []
        self.moved: list[str] = []
        self.care = AccountCare(
            care_store,
            settings,
            OLD,
            vault_at=self.vaults.__getitem__,
            connect=self.connect,
            moved=self.moved.append,
        )

    def connect(self, address: str, key: ApiKey) -> Connection:
        self.connected.append((address, key))
        return Connection(Reach.ACCEPTED)

    def addresses(self) -> tuple[str | None, str]:
        with self.store.reading() as work:
            return work.meta.get(Fact.ADDRESS), self.file.load().settings.service.url

    def open_visit(self) -> None:
        with self.store.writing() as work:
            work.journal.open("a", [Draft(work.journal.fresh_reference(), Kind.VISIT, 123, None, 1347)])

    def send(self, step: Step | None = None) -> None:
        with self.store.writing() as work:
            entry = work.journal.claim("me", only=None, ignore_due=True)
            assert entry
            if step:
                work.journal.take(entry, step)


def failing_store(folder: Path, clock: FakeClock) -> Store:
    database = Database(folder / "kiosk.db", folder / "backups")
    return FailingStore(database, clock.now, lambda: "GB", "test")


@contextmanager
def unlocked() -> Iterator[None]:
    yield


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_at_first_there_is_no_key_and_nothing_to_test_with(desk: Desk) -> None:
    assert desk.care.key_state() == KeyState(KeyPlace.NOWHERE)
    assert desk.care.test() is None
    assert desk.connected == []


def test_a_key_is_kept_in_the_keyring_of_this_address(desk: Desk) -> None:
    assert desk.care.keep_key(KEY) is None
    assert desk.care.key_state() == KeyState(KeyPlace.KEYRING)
    assert (desk.vaults[OLD].read(), desk.vaults[NEW].read()) == (KEY, None)
    assert desk.care.test() == Connection(Reach.ACCEPTED)
    assert desk.connected == [(OLD, KEY)]


def test_a_key_that_is_there_already_is_found(desk: Desk) -> None:
    desk.vaults[OLD].write(KEY)
    assert desk.care.key_state() == KeyState(KeyPlace.KEYRING)
    assert desk.care.key() == KEY


def test_a_key_can_be_tested_before_it_is_kept(desk: Desk) -> None:
    desk.care.keep_key(KEY)
    desk.care.test(ApiKey("key-2"))
    assert desk.connected == [(OLD, ApiKey("key-2"))]
    assert desk.care.key() == KEY


def test_without_a_keyring_the_key_is_held_for_this_run_and_that_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path, has_keyring=False)
    assert desk.care.test() == NO_KEYRING
    assert desk.care.keep_key(KEY) == NO_KEYRING
    assert desk.care.key_state() == KeyState(KeyPlace.SESSION, NO_KEYRING)
    assert desk.care.test() == Connection(Reach.ACCEPTED)
    assert desk.care.forget() == NO_KEYRING
    assert desk.care.key_state() == KeyState(KeyPlace.NOWHERE, NO_KEYRING)


def test_a_forgotten_key_is_nowhere(desk: Desk) -> None:
    desk.care.keep_key(KEY)
    assert desk.care.forget() is None
    assert desk.care.key() is None
    assert desk.vaults[OLD].read() is None


def test_a_new_key_lets_what_was_stopped_be_tried_at_once(desk: Desk) -> None:
    with desk.store.writing() as work:
        work.gate.stop(Reason.KEY_REFUSED, work.now.replace(year=2030))
    desk.care.keep_key(KEY)
    with desk.store.reading() as work:
        state = work.gate.state()
    assert (state.stopped, state.probe_at) == (Reason.KEY_REFUSED, desk.clock.now())


def test_a_move_changes_settings_and_database_and_needs_the_key_again(desk: Desk) -> None:
    desk.care.keep_key(KEY)
    assert desk.care.move("HTTPS://New.Example/") == NEW
    assert desk.addresses() == (NEW, NEW)
    assert desk.care.address == NEW
    assert desk.moved == [NEW]
    assert desk.care.key_state() == KeyState(KeyPlace.NOWHERE)
    desk.care.keep_key(ApiKey("key-2"))
    assert desk.vaults[NEW].read() == ApiKey("key-2")
    desk.care.test()
    assert desk.connected == [(NEW, ApiKey("key-2"))]


def test_a_move_to_where_it_is_changes_nothing(desk: Desk) -> None:
    desk.care.keep_key(KEY)
    assert desk.care.move(OLD) == OLD
    assert desk.care.key() == KEY
    assert desk.moved == []


def test_what_waits_does_not_stop_a_move(desk: Desk) -> None:
    desk.open_visit()
    assert desk.care.move(NEW) == NEW


@pytest.mark.parametrize("step", [None, Step(State.UNKNOWN, Why.ANSWERED, Reason.LOST, doubt=True)])
def test_what_is_on_its_way_stops_a_move(desk: Desk, step: Step | None) -> None:
    desk.open_visit()
    desk.send(step)
    with pytest.raises(NotNow):
        desk.care.move(NEW)
    assert desk.addresses() == (OLD, OLD)
    assert desk.care.address == OLD


@pytest.mark.parametrize("address", ["", "http://new.example", "new.example", "https://me:secret@new.example"])
def test_a_wrong_address_moves_nothing_and_tells_no_password(desk: Desk, address: str) -> None:
    with pytest.raises(BadInput) as caught:
        desk.care.move(address)
    assert [problem.fault for problem in caught.value.problems] == [Fault.BAD_ADDRESS]
    assert "secret" not in caught.value.problems[0].value
    assert desk.addresses() == (OLD, OLD)


def test_a_faulty_settings_file_stops_a_move_of_either(desk: Desk) -> None:
    desk.file.path.write_text("[shop", "utf-8")
    with pytest.raises(BadInput):
        desk.care.move(NEW)
    assert desk.addresses() == (OLD, OLD)


def test_a_disk_that_fails_leaves_both_as_they_were(tmp_path: Path) -> None:
    desk = Desk(tmp_path, commits=False)
    with pytest.raises(StoreTrouble):
        desk.care.move(NEW)
    assert desk.addresses() == (OLD, OLD)
    assert desk.moved == []
