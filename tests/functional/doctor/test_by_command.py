"""``doctor`` as a person starts it, in a process of its own, on computers where something is really wrong."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.health import Check
from tests.commands import Program
from tests.conftest import LogWatch
from tests.functional.disk.damage import spoil_pages
from tests.functional.window.screen import MISSING, Screen
from tests.functional.window.small_disk import ALONE
from tests.servers import Server, answer, closed_port, envelope, says, silent
from tests.services import PRACTICE_KEY, PracticeProcess

ROOT = Path(__file__).parents[3]
KEY = "canary-doctor-5b0c9e"
PHONE = "+44 20 7946 0991"
NO_SCREEN = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
NO_BUS = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen", **NO_BUS}


@pytest.fixture
def service() -> Iterator[PracticeProcess]:
    with PracticeProcess() as service:
        yield service


@pytest.fixture(autouse=True)
def a_room_without_a_keychain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in OFFSCREEN.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def program(tmp_path: Path, service: PracticeProcess) -> Program:
    """A folder with one stamp, and its backup."""
    program = Program(tmp_path / "data", service.address, PRACTICE_KEY)
    assert program.run_here("card", "add", "123", "--name", "Coffee card").status == 0
    assert program.run_here("issue", "--card", "123", "--name", "Ada", "--phone", PHONE).status == 0
    assert program.run_here("backup", str(program.data_dir / "backups" / "kiosk-by-hand.db")).status == 0
    return program


def checks(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in document["checks"]}


def wrong(document: Mapping[str, Any]) -> set[str]:
    return {name for name, check in checks(document).items() if not check["ok"]}


def test_on_a_shop_that_is_well_only_the_keychain_of_this_room_is_missing(program: Program) -> None:
    ran = program.run("doctor")
    assert list(checks(ran.document)) == [check.value for check in Check]
    assert (ran.status, wrong(ran.document)) == (2, {"keyring"})
    told = checks(ran.document)
    assert told["service"]["detail"] == "It answers."
    assert told["key"]["detail"] == "The service accepts it."
    assert told["screens"]["detail"].startswith("1 screen: ")
    assert PRACTICE_KEY not in ran.out + ran.err


def test_on_a_new_folder_nothing_is_made_but_the_folder(tmp_path: Path) -> None:
    program = Program(tmp_path / "new", f"http://127.0.0.1:{closed_port()}")
    ran = program.run_here("doctor")
    told = checks(ran.document)
    assert told["database"]["detail"] == "Nothing was saved yet."
    assert {"service", "key", "clock"} <= wrong(ran.document)
    assert not list(program.data_dir.glob("kiosk.db*"))
    assert not (program.data_dir / "settings.toml").exists()


def test_without_a_screen_that_is_said_and_everything_else_is_looked_at(program: Program) -> None:
    ran = Program(program.data_dir, program.address, program.key, {**NO_BUS, **NO_SCREEN}).run("doctor")
    assert wrong(ran.document) == {"display", "screens", "keyring"}
    assert checks(ran.document)["display"]["detail"] == "There is no screen here to show the window on."
    assert checks(ran.document)["qt"]["ok"]


def test_a_screen_that_is_not_there_is_told_though_qt_gives_up_over_it(program: Program) -> None:
    environ = {**NO_BUS, **NO_SCREEN, "DISPLAY": ":9876"}
    ran = Program(program.data_dir, program.address, program.key, environ).run("doctor")
    assert checks(ran.document)["display"]["detail"] == "The window cannot be opened on this screen."
    assert wrong(ran.document) == {"display", "screens", "keyring"}


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_a_real_screen_is_measured(program: Program, tmp_path: Path) -> None:
    with Screen(tmp_path) as screen:
        environ = {**NO_BUS, "QT_QPA_PLATFORM": "", "DISPLAY": screen.environ["DISPLAY"]}
        ran = Program(program.data_dir, program.address, program.key, environ).run("doctor")
    assert checks(ran.document)["display"]["detail"] == "The window can be opened here (xcb)."
    assert checks(ran.document)["screens"]["detail"] == "1 screen: 1280 × 860."


@pytest.mark.parametrize(
    ("ahead", "detail"),
    [
        (timedelta(days=2, minutes=1), "It is 2 days ahead of the service’s."),
        (-timedelta(minutes=61), "It is 1 hour behind the service’s."),
    ],
)
def test_a_wrong_clock_is_told_by_how_much(tmp_path: Path, ahead: timedelta, detail: str) -> None:
    told_at = format_datetime(datetime.now(UTC) - ahead, usegmt=True)
    with Server(says(answer(200, envelope(0), {"Date": told_at}))) as server:
        ran = Program(tmp_path / "data", server.address, KEY).run_here("doctor")
    told = checks(ran.document)
    assert (told["clock"]["ok"], told["clock"]["detail"]) == (False, detail)
    assert told["service"]["ok"]
    assert KEY not in ran.out + ran.err


def test_a_clock_that_is_right_is_well(tmp_path: Path) -> None:
    now = format_datetime(datetime.now(UTC), usegmt=True)
    with Server(says(answer(200, envelope(0), {"Date": now}))) as server:
        ran = Program(tmp_path / "data", server.address, KEY).run_here("doctor")
    assert checks(ran.document)["clock"]["ok"]


def test_without_a_key_the_service_is_reached_and_hears_none(tmp_path: Path) -> None:
    with Server(says(answer(401))) as server:
        ran = Program(tmp_path / "data", server.address).run_here("doctor")
    told = checks(ran.document)
    assert told["service"]["ok"]
    assert told["key"]["detail"] == "There is no API key yet."
    assert not any(b"authorization" in request.lower() for request in server.heard)


def test_a_key_that_is_refused_is_told(program: Program, service: PracticeProcess) -> None:
    service.mood("key:401")
    ran = program.run_here("doctor")
    assert checks(ran.document)["key"]["detail"] == "The service does not accept the API key."
    assert {"key"} <= wrong(ran.document) <= {"key", "keyring", "budget"}


def test_a_service_that_never_answers_ends_in_its_time(tmp_path: Path) -> None:
    with Server(silent) as server:
        ran = Program(tmp_path / "data", server.address, KEY).run_here("doctor")
    assert checks(ran.document)["service"]["detail"] == "The service does not answer as it should."
    assert ran.status == 2


def test_a_name_that_nobody_knows_is_told(tmp_path: Path) -> None:
    ran = Program(tmp_path / "data", "https://nobody.invalid", KEY).run_here("doctor")
    assert checks(ran.document)["dns"]["detail"] == "The network does not know nobody.invalid."
    assert checks(ran.document)["service"]["detail"] == "No internet."


def test_damaged_data_is_told_with_the_way_back_and_is_not_touched(program: Program) -> None:
    spoil_pages(program.data_dir / "kiosk.db")
    before = (program.data_dir / "kiosk.db").read_bytes()
    ran = program.run_here("doctor")
    assert "database" in wrong(ran.document)
    assert "restore" in checks(ran.document)["database"]["advice"]
    assert checks(ran.document)["service"]["ok"]
    assert (program.data_dir / "kiosk.db").read_bytes() == before


def test_settings_that_cannot_be_read_are_told_and_do_not_end_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    (data / "settings.toml").write_text("[[[", "utf-8")
    ran = Program(data).run_here("doctor")
    told = checks(ran.document)
    assert "settings" in wrong(ran.document)
    assert "Settings file" in told["service"]["detail"]


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", "utf-8")
    ran = Program(tmp_path / "data").run_here("doctor")
    told = checks(ran.document)
    assert told["folder"]["detail"].endswith("is not a folder.")
    assert told["database"]["detail"] == "It cannot be told yet: see “Data folder”."
    assert told["python"]["ok"]
    assert (tmp_path / "data").read_text("utf-8") == "a file"


INSIDE_UNREADABLE = """
import os, sys
os.setgid(int(sys.argv[1])); os.setuid(int(sys.argv[1]))
from kiosk_app.__main__ import run_command
sys.exit(run_command(["--data-dir", sys.argv[2], "--json", "doctor"]))
"""


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can be another user")
def test_a_folder_that_this_user_may_not_read_is_told() -> None:
    nobody = pwd.getpwnam("nobody").pw_uid
    with tempfile.TemporaryDirectory() as around:
        Path(around).chmod(0o755)
        data = Path(around, "data")
        data.mkdir(mode=0o700)
        # The folder of this checkout may be root's alone: what is needed is loaded before the user changes.
        load = "import kiosk_app.cli.doctor, kiosk_app.cli.main, kiosk_app.wiring.doctor, kiosk_app.wiring.house\n"
        done = subprocess.run(
            [sys.executable, "-c", load + INSIDE_UNREADABLE, str(nobody), str(data)],
            cwd=ROOT,
            env={**os.environ, **OFFSCREEN, "HOME": around},
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
    assert done.returncode == 2, done.stderr
    assert '"name": "folder", "ok": false' in done.stdout
    assert "cannot be written to" in done.stdout


def test_a_disk_that_is_really_full_is_told(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        pytest.skip("no mounts here: there is no unshare")
    full = tmp_path / "data"
    full.mkdir()
    fill = f'mount -t tmpfs -o size=2m,mode=700 none {full} && head -c 3m /dev/zero > {full}/filler; exec "$@"'
    command = [sys.executable, "-m", "kiosk_app", "--data-dir", str(full), "--json", "doctor"]
    done = subprocess.run(
        [*ALONE, "sh", "-c", fill, "sh", *command],
        cwd=ROOT,
        env={**os.environ, **OFFSCREEN},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    if "mount" in done.stderr and not done.stdout:
        pytest.skip(f"no mounts here: {done.stderr}")
    assert done.returncode == 2
    assert '"name": "space", "ok": false, "detail": "0 kB are free."' in done.stdout
    assert '"name": "python", "ok": true' in done.stdout


def test_neither_key_nor_customer_stands_in_what_doctor_says_or_in_a_support_file(
    program: Program,
    service: PracticeProcess,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    log_watch: LogWatch,
) -> None:
    monkeypatch.setenv("STAMP_KIOSK_LOG", "DEBUG")
    log_watch.expect("")  # bad days are logged, and read below
    for number, mood in enumerate(("lost:rst", "key:401", "refuses:No.", "garbage", "")):
        service.mood(*([mood] if mood else []))
        who = ["--name", "Canaria", "--phone", f"{PHONE}{number}", "--user-id", f"m-771-{number}"]
        who += ["--email", f"canaria{number}@mail.example"]
        program.run_here("issue", "--card", "123", *who, "--again")
    with (program.data_dir / "logs" / "stamp-kiosk.log").open("a", encoding="utf-8") as log:
        log.write(f"2026-11-22T07:25:30+00:00 ERROR 1 kiosk_app.x: {PRACTICE_KEY} canaria@mail.example {PHONE}\n")
    file = tmp_path / "help.zip"
    ran = program.run_here("doctor", "--bundle", str(file))
    with zipfile.ZipFile(file) as held:
        names = held.namelist()
        whole = b"\n".join(map(held.read, names)).decode()
    assert {"about.txt", "doctor.txt", "settings.toml", "logs/stamp-kiosk.log"} <= set(names)
    assert not [name for name in names if name.endswith(".db")]
    assert "[key] [e-mail] [number]" in whole
    for text in (ran.out, ran.err, whole):
        for canary in (PRACTICE_KEY, "Canaria", "@mail.example", PHONE, "7946", "m-771", "Ada"):
            assert canary not in text


def test_doctor_beside_an_open_window_disturbs_nothing(program: Program) -> None:
    with program.window() as window:
        ran = program.run_here("doctor")
        assert wrong(ran.document) == {"keyring"}
        assert window.poll() is None


def test_it_is_the_same_in_practice_without_a_keychain(tmp_path: Path) -> None:
    ran = Program(tmp_path / "data").run_here("--practice", "doctor")
    assert (ran.status, wrong(ran.document)) == (0, set())
    assert checks(ran.document)["keyring"]["detail"] == "Practice needs no keychain."
