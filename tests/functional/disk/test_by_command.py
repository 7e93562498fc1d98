"""``backup`` and ``restore`` as a person starts them, on folders that are whole, damaged, gone, in use, or others'."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk_app.practice import Habits
from tests.commands import Program
from tests.functional.disk.damage import spoil_pages
from tests.services import PRACTICE_KEY, PracticeProcess

ROOT = Path(__file__).parents[3]
OFFLINE = "http://127.0.0.1:9"

HOLD_WINDOW = """
import sys
from pathlib import Path
from kiosk_app.system.one_window import WindowLock
lock = WindowLock(Path(sys.argv[1]) / "window.lock")
assert lock.take()
print("open", flush=True)
sys.stdin.read()
"""
HOLD_OWNER = """
import sys
from pathlib import Path
from kiosk_app.system.locks import OwnerLock
owner = OwnerLock(Path(sys.argv[1]) / "owners")
owner.take()
print("open", flush=True)
sys.stdin.read()
"""
HOLD_RESTORE = """
import sys
from pathlib import Path
from kiosk_app.system.locks import folder_lock
with folder_lock(Path(sys.argv[1]) / "restore.lock") as is_mine:
    assert is_mine
    print("open", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A folder with one card and three stamps waiting for an internet that is not there."""
    program = Program(tmp_path / "data", OFFLINE, "some-key")
    assert program.run("card", "add", "123", "--name", "Coffee card").status == 0
    for name in ("Ada", "Bea", "Cleo"):
        assert program.run("issue", "--card", "123", "--name", name).status == 3
    return program


def database(program: Program) -> Path:
    return program.data_dir / "kiosk.db"


def test_a_backup_is_a_file_that_can_be_restored(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    made = program.run("backup", str(file))
    assert made.status == 0
    assert made.document == {"file": str(file), "rows": 6}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert program.run("customer", "add", "--name", "Later").status == 0
    done = program.run("restore", str(file))
    assert (done.status, done.document) == (0, {"file": str(file), "rows": 6})
    found = program.run("customer", "find", "Later").document
    assert found["total"] == 0
    held = program.run("outbox").document["entries"]
    assert [(entry["state"], entry["due_at"]) for entry in held] == [("waiting", None)] * 3


def test_a_second_backup_takes_the_place_of_the_first_and_of_nothing_else(program: Program, tmp_path: Path) -> None:
    assert program.run("backup", str(tmp_path / "copy.db")).status == 0
    assert program.run("backup", str(tmp_path / "copy.db")).status == 0
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear shop")
    refused = program.run("backup", str(letter))
    assert refused.status == 2
    assert "Something else has this name already" in refused.document["error"]["what"]
    assert letter.read_text() == "Dear shop"
    assert program.run("backup", str(database(program))).status == 2
    assert program.run("backup", str(tmp_path / "nowhere" / "copy.db")).status == 2


@pytest.mark.parametrize("damage", ["random", "gone", "empty", "within"])
def test_a_damaged_folder_does_nothing_until_a_backup_is_restored(
    program: Program, tmp_path: Path, damage: str
) -> None:
    file, path = tmp_path / "copy.db", database(program)
    assert program.run("backup", str(file)).status == 0
    match damage:
        case "random":
            path.write_bytes(b"random" * 9999)
        case "gone":
            path.unlink()
        case "empty":
            path.write_bytes(b"")
        case _:
            spoil_pages(path)
            assert program.run("backup", str(tmp_path / "other.db")).status == 6
            assert not (tmp_path / "other.db").exists()
    before = path.read_bytes() if path.exists() else None
    for command in (
        ["outbox"],
        ["issue", "--card", "123", "--name", "Dora"],
        ["customer", "find", "a"],
        ["card", "list"],
    ):
        said = program.run(*command)
        assert said.status == 6
        assert "restore" in said.document["error"]["advice"]
    assert (path.read_bytes() if path.exists() else None) == before
    assert program.run("restore", str(file)).status == 0
    assert len(program.run("outbox").document["entries"]) == 3
    if before:
        (aside,) = program.data_dir.glob("kiosk.db-aside-*Z")
        assert aside.read_bytes() == before


@pytest.mark.parametrize("holder", [HOLD_WINDOW, HOLD_OWNER, HOLD_RESTORE])
def test_nothing_is_restored_while_anybody_works_on_the_folder(program: Program, tmp_path: Path, holder: str) -> None:
    file = tmp_path / "copy.db"
    assert program.run("backup", str(file)).status == 0
    command = [sys.executable, "-c", holder, str(program.data_dir)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        refused = program.run("restore", str(file))
        assert refused.status == 2
        assert "Let them end" in refused.document["error"]["advice"]
    assert not list(program.data_dir.glob("kiosk.db-aside-*"))
    assert program.run("restore", str(file)).status == 0


def test_no_command_begins_while_a_backup_is_restored(program: Program) -> None:
    command = [sys.executable, "-c", HOLD_RESTORE, str(program.data_dir)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        said = program.run("outbox")
        assert said.status == 6
        assert "busy" in said.document["error"]["what"]


def test_a_backup_of_another_folder_or_address_is_refused(program: Program, tmp_path: Path) -> None:
    other = Program(tmp_path / "other", OFFLINE, "some-key")
    assert other.run("customer", "add", "--name", "Otto").status == 0
    assert other.run("backup", str(tmp_path / "other.db")).status == 0
    refused = program.run("restore", str(tmp_path / "other.db"))
    assert (refused.status, refused.document["error"]["what"]) == (2, "This backup is of another counter’s data.")
    assert program.run("backup", str(tmp_path / "copy.db")).status == 0
    elsewhere = Program(tmp_path / "elsewhere", "http://127.0.0.1:10", "some-key")
    assert elsewhere.run("card", "list").status == 0
    refused = elsewhere.run("restore", str(tmp_path / "copy.db"))
    assert refused.status == 2
    assert "address" in refused.document["error"]["what"]


def test_a_new_computer_goes_on_with_a_backup(program: Program, tmp_path: Path) -> None:
    assert program.run("backup", str(tmp_path / "copy.db")).status == 0
    shutil.rmtree(program.data_dir)
    anew = Program(program.data_dir)
    assert anew.run("restore", str(tmp_path / "copy.db")).status == 0
    assert len(anew.run("outbox").document["entries"]) == 3


def test_what_waits_in_a_restored_backup_is_never_sent_unasked(tmp_path: Path) -> None:
    with PracticeProcess(habits=Habits(default_domain="https://vvd.bz")) as service:
        program = Program(tmp_path / "data", service.address, PRACTICE_KEY)
        assert program.run("card", "add", "123", "--name", "Coffee card").status == 0
        service.mood("busy")
        assert program.run("issue", "--card", "123", "--name", "Ada").status == 3
        assert program.run("backup", str(tmp_path / "copy.db")).status == 0
        service.mood()
        assert program.run("restore", str(tmp_path / "copy.db")).status == 0
        program.run("outbox", "send")
        assert len(service.truth().stamps) == 0
        assert len(program.run("outbox").document["entries"]) == 1
