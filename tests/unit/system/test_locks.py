"""Owners live exactly as long as their process, and settings have one writer at a time."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk_app.system.locks import OwnerLock, SettingsBusy, settings_lock
from tests.unit.system.children import REPOSITORY

LIVE = """
import sys
from pathlib import Path
from kiosk_app.system.locks import OwnerLock
owner = OwnerLock(Path(sys.argv[1]))
owner.take()
print(owner.id, flush=True)
sys.stdin.read()
owner.release()
"""
START_ANOTHER = """
import subprocess, sys
from pathlib import Path
from kiosk_app.system.locks import OwnerLock
owner = OwnerLock(Path(sys.argv[1]))
owner.take()
sleeper = subprocess.Popen(["sleep", "60"], stdout=subprocess.DEVNULL)
print(owner.id, sleeper.pid, flush=True)
sys.stdin.read()
"""
HOLD = """
import sys
from pathlib import Path
from kiosk_app.system.locks import settings_lock
with settings_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""
COUNT = """
import sys
from pathlib import Path
from kiosk_app.system.locks import settings_lock
counter = Path(sys.argv[1]).with_name("counter")
for _ in range(50):
    with settings_lock(Path(sys.argv[1]), timeout_s=60):
        counter.write_text(str(int(counter.read_text()) + 1))
"""


@contextmanager
def child(code: str, path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process, and the first line it says. It is killed at the end, if it still lives."""
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.fixture
def owners(tmp_path: Path) -> Path:
    (tmp_path / "owners").mkdir()
    return tmp_path / "owners"


@pytest.fixture
def me(owners: Path) -> Iterator[OwnerLock]:
    owner = OwnerLock(owners)
    owner.take()
    yield owner
    owner.release()


def test_i_am_alive_and_so_i_stay_however_often_it_is_asked(me: OwnerLock) -> None:
    assert [me.is_alive(me.id) for _ in range(3)] == [True] * 3


def test_another_owner_in_the_same_process_sees_me_alive(me: OwnerLock, owners: Path) -> None:
    other = OwnerLock(owners)
    other.take()
    assert other.is_alive(me.id)
    assert me.is_alive(other.id)
    other.release()
    assert not me.is_alive(other.id)


def test_before_it_is_taken_and_after_it_is_released_an_owner_is_dead(owners: Path) -> None:
    owner = OwnerLock(owners)
    assert not owner.is_alive(owner.id)
    owner.take()
    owner.release()
    assert not owner.is_alive(owner.id)
    assert list(owners.iterdir()) == []


def test_an_owner_outlives_the_thread_that_took_it(owners: Path, me: OwnerLock) -> None:
    owner = OwnerLock(owners)
    thread = threading.Thread(target=owner.take)
    thread.start()
    thread.join()
    assert me.is_alive(owner.id)
    assert owner.is_alive(owner.id)
    owner.release()
    assert not me.is_alive(owner.id)


def test_a_living_process_is_alive_and_its_lock_is_never_broken(me: OwnerLock, owners: Path) -> None:
    with child(LIVE, owners) as (_, other):
        assert [me.is_alive(other) for _ in range(3)] == [True] * 3
        assert (owners / other).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_process_is_dead_at_once_and_its_file_goes(me: OwnerLock, owners: Path) -> None:
    with child(LIVE, owners) as (process, other):
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert (owners / other).exists(), "nobody cleared up"
        assert not me.is_alive(other)
        assert not (owners / other).exists()


def test_a_stopped_process_is_alive(me: OwnerLock, owners: Path) -> None:
    with child(LIVE, owners) as (process, other):
        process.send_signal(signal.SIGSTOP)
        assert me.is_alive(other)


def test_a_process_that_ended_in_good_order_leaves_no_file(me: OwnerLock, owners: Path) -> None:
    with child(LIVE, owners) as (process, other):
        process.communicate(input="")
        assert not (owners / other).exists()
        assert not me.is_alive(other)


def test_a_process_started_by_an_owner_does_not_keep_it_alive(me: OwnerLock, owners: Path) -> None:
    """What inherited the lock's file would make a dead owner look alive."""
    with child(START_ANOTHER, owners) as (process, said):
        other, sleeper = said.split()
        process.kill()
        process.wait()
        assert not me.is_alive(other)
        os.kill(int(sleeper), signal.SIGKILL)


def test_taking_clears_away_what_killed_owners_left_and_nothing_else(owners: Path) -> None:
    (owners / ("ab" * 10)).write_bytes(b"")
    (owners / "notes.txt").write_bytes(b"")
    with child(LIVE, owners) as (_, other):
        owner = OwnerLock(owners)
        owner.take()
        assert {path.name for path in owners.iterdir()} == {owner.id, other, "notes.txt"}
        owner.release()


@pytest.mark.parametrize("name", ["", ".", "..", "../settings.toml", "notes.txt", "AB" * 10, "ab" * 10 + "\n"])
def test_what_is_no_owners_id_is_dead_and_left_alone(name: str, me: OwnerLock, owners: Path) -> None:
    (owners.parent / "settings.toml").write_bytes(b"")
    (owners / "notes.txt").write_bytes(b"")
    assert not me.is_alive(name)
    assert (owners.parent / "settings.toml").exists()
    assert (owners / "notes.txt").exists()


def test_asking_about_an_unknown_owner_leaves_no_file(me: OwnerLock, owners: Path) -> None:
    assert not me.is_alive("ab" * 10)
    assert [path.name for path in owners.iterdir()] == [me.id]


def test_many_starts_at_once_all_live(me: OwnerLock, owners: Path) -> None:
    """Each clears up while the others take their locks: the file of a new owner must not be lost."""
    starts = [OwnerLock(owners) for _ in range(40)]
    threads = [threading.Thread(target=owner.take) for owner in starts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(me.is_alive(owner.id) for owner in starts)
    for owner in starts:
        owner.release()


def test_settings_held_by_another_process_are_busy(tmp_path: Path) -> None:
    path = tmp_path / "settings.lock"
    with child(HOLD, path), pytest.raises(SettingsBusy), settings_lock(path, timeout_s=0.05):
        pytest.fail("two hold it")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_settings_held_by_a_killed_process_are_free(tmp_path: Path) -> None:
    path = tmp_path / "settings.lock"
    with child(HOLD, path) as (process, _):
        process.send_signal(signal.SIGKILL)
        process.wait()
        with settings_lock(path, timeout_s=0):
            pass


def test_settings_are_free_again_after_an_exception(tmp_path: Path) -> None:
    path = tmp_path / "settings.lock"
    with pytest.raises(ZeroDivisionError), settings_lock(path):
        raise ZeroDivisionError
    with settings_lock(path, timeout_s=0):
        pass


def test_four_processes_change_a_file_in_turn(tmp_path: Path) -> None:
    (tmp_path / "counter").write_text("0")
    command = [sys.executable, "-c", COUNT, str(tmp_path / "settings.lock")]
    processes = [subprocess.Popen(command, cwd=REPOSITORY) for _ in range(4)]
    assert [process.wait() for process in processes] == [0] * 4
    assert (tmp_path / "counter").read_text() == "200"
