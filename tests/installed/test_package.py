"""What a shop gets: a package that a bare Debian takes, that works there, is upgraded with its data, goes cleanly."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from kiosk_app.domain.health import Check
from kiosk_app.store.connections import connect
from kiosk_app.store.database import bring_up_to_date, migrations, version_of
from tests.functional.window.screen import MISSING, Screen
from tests.gui.qr.scanned import Rgb
from tests.installed.bare_debian import PERSON, BareDebian
from tests.services import PRACTICE_KEY, PracticeProcess

pytestmark = pytest.mark.timeout(900)  # the first one waits for the Debian to be made

ASSETS = Path(__file__).resolve().parents[2] / "assets"
PRACTICE_YELLOW = (0xF2, 0xB6, 0x32)
OPEN_KEYRING = 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"'
WITH_KEYRING = ("dbus-run-session", "--", "sh", "-c", OPEN_KEYRING, "sh", "stamp-kiosk", "--json")
# Its makers have no address yet; libraries are shipped as their makers built them; bytecode of what
# our Python, which no other program uses, loads before it finds the rest.
TOLERATED = (
    *("bogus-mail-host", "bogus-mail-host-in-debian-changelog", "unstripped-binary-or-object"),
    *("library-not-linked-against-libc", "package-installs-python-bytecode"),
)
UNIT = "stamp-kiosk-session.service"
SESSION = "/usr/libexec/stamp-kiosk-session"
WHERE = ("--json", "--data-dir", "shop")


@pytest.mark.skipif(shutil.which("lintian") is None, reason="not installed: lintian")
def test_debians_own_reviewer_finds_no_error(package: Path) -> None:
    command = ["lintian", "--allow-root", "--fail-on", "error", "--suppress-tags", ",".join(TOLERATED), str(package)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_asset_that_the_window_reads_is_in_it(package: Path) -> None:
    listed = subprocess.run(["dpkg-deb", "--contents", str(package)], capture_output=True, text=True, check=True).stdout
    wanted = {
        path.relative_to(ASSETS).as_posix()
        for path in ASSETS.rglob("*")
        if path.is_file() and not path.is_relative_to(ASSETS / "pictures")  # the README's
    }
    assert {line.partition("/kiosk_app/assets/")[2] for line in listed.splitlines()} >= wanted


def test_it_tells_its_version(shop: BareDebian) -> None:
    assert shop.as_person("stamp-kiosk", "--version").stdout == f"stamp-kiosk {version('stamp-kiosk')}\n"


def test_every_library_finds_what_it_needs(shop: BareDebian) -> None:
    done = shop.run("sh", "-c", "find /usr/lib/stamp-kiosk -name '*.so*' -type f -exec ldd {} +")
    assert "libQt6Core" in done.stdout
    assert "not found" not in done.stdout


def test_it_issues_a_stamp(shop: BareDebian) -> None:
    with PracticeProcess() as service:
        where = ("--json", "--data-dir", "issuing", "--service-url", service.address, "--key-stdin")
        program, key = ("stamp-kiosk", *where), f"{PRACTICE_KEY}\n"
        shop.as_person(*program, "card", "add", "123", "--name", "Coffee", typed=key)
        done = shop.as_person(*program, "issue", "--card", "123", "--name", "Ada", typed=key)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["stamp"]["stamp_idx"] in [stamp.stamp_idx for stamp in service.truth().stamps]


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_it_keeps_the_key_in_a_real_keyring_and_doctor_finds_all_well(shop: BareDebian, tmp_path: Path) -> None:
    with PracticeProcess() as service, Screen(tmp_path) as screen:
        display = {"DISPLAY": screen.environ["DISPLAY"]}

        def run(*command: str, typed: str = "") -> subprocess.CompletedProcess[str]:
            done = shop.as_person(*WITH_KEYRING, "--data-dir", "keys", *command, typed=typed, environ=display)
            assert done.returncode == 0, done.stdout + done.stderr
            return done

        run("--service-url", service.address, "card", "add", "123", "--name", "Coffee")
        run("key", "set", typed=f"{PRACTICE_KEY}\n")
        run("issue", "--card", "123", "--name", "Ada")  # with the key from the keyring
        run("backup", "keys/backups/kiosk-by-hand.db")
        found = checks(run("doctor").stdout)
        assert list(found) == [check.value for check in Check]
        assert all(check["ok"] for check in found.values()), found
        assert found["kiosk"]["detail"] == "This computer is not set up as a kiosk."


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_doctor_tells_of_a_kiosk_session_that_is_switched_on_and_does_not_run(shop: BareDebian, tmp_path: Path) -> None:
    """No system is booted here, so that it runs cannot be shown."""
    assert not shop.run("systemd-analyze", "verify", "--man=no", UNIT).stderr
    shop.run("systemctl", "enable", UNIT)
    with Screen(tmp_path) as screen:
        display = {"DISPLAY": screen.environ["DISPLAY"]}
        done = shop.as_person("stamp-kiosk", *WHERE, "--practice", "doctor", environ=display)
    shop.run("systemctl", "disable", UNIT)
    assert [name for name, check in checks(done.stdout).items() if not check["ok"]] == ["kiosk"]
    assert checks(done.stdout)["kiosk"]["detail"].endswith("does not run now.")


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_its_window_opens_and_a_second_start_brings_it_forward(
    shop: BareDebian, tmp_path: Path, pictures: Path
) -> None:
    with Screen(tmp_path) as screen:
        display = {"DISPLAY": screen.environ["DISPLAY"]}
        with shop.running("stamp-kiosk", "--practice", environ=display) as window:
            screen.wait(lambda: is_practice(screen.picture()), "the practice counter is on the screen")
            second = shop.as_person("stamp-kiosk", "--practice", environ=display)
            assert second.returncode == 0, second.stderr
            assert window.poll() is None
            shutil.copy(tmp_path / "screen.png", pictures / "installed.png")


@pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")
def test_its_kiosk_session_opens_the_keyring_and_fills_the_screen(
    shop: BareDebian, tmp_path: Path, pictures: Path
) -> None:
    """Under the compositor of the guide, whose screen is a window of one size, with systemd's credential."""
    shop.apt("install", "--no-install-recommends", "cage", "xwayland")
    shop.as_person("sh", "-c", "mkdir -p -m 700 run cred && printf secret >cred/keyring")
    home = f"/home/{PERSON}"
    session = {
        "XDG_RUNTIME_DIR": f"{home}/run",
        "XDG_DATA_HOME": f"{home}/data",
        "CREDENTIALS_DIRECTORY": f"{home}/cred",
        "WLR_BACKENDS": "x11",
        "WLR_RENDERER": "pixman",
    }
    address = ("--service-url", "https://api.example")
    shop.as_person("stamp-kiosk", *address, "card", "add", "1", "--name", "Coffee", environ=session)
    asked = shop.as_person(SESSION, "--run", "stamp-kiosk", "--json", "key", "set", typed="a-key\n", environ=session)
    assert "Kept in this computer" in asked.stderr
    with Screen(tmp_path, "1024x768", has_manager=False) as screen:
        display = {"DISPLAY": screen.environ["DISPLAY"]}
        with shop.running(SESSION, environ={**session, **display}):
            screen.wait(lambda: not has_black(screen.picture()), "the app is all that is on the screen")
            shutil.copy(tmp_path / "screen.png", pictures / "kiosk.png")


def test_an_upgrade_keeps_the_data_and_copies_it_first(shop: BareDebian, package: Path, tmp_path: Path) -> None:
    shop.apt("install", "--allow-downgrades", shop.hand_in(as_older(package, tmp_path)))
    assert "0.0.1" in shop.run("dpkg-query", "--show", "stamp-kiosk").stdout
    data = shop.home / "older"
    make_oldest_folder(shop, data)
    shop.apt("install", shop.hand_in(package))
    done = shop.as_person("stamp-kiosk", "--json", "--data-dir", "older", "customer", "find", "love")
    assert [one["name"] for one in json.loads(done.stdout)["customers"]] == ["Ada Lovelace"], done.stderr
    with closing(connect(data / "kiosk.db")) as connection:
        assert version_of(connection) == len(migrations())
    (copy,) = (data / "backups").glob("kiosk-before-*.db")
    with closing(connect(copy)) as connection:
        assert version_of(connection) == 1
        assert connection.execute("SELECT name FROM customer").fetchone()[0] == "Ada Lovelace"


def test_it_goes_cleanly_and_leaves_the_data(shop: BareDebian, package: Path) -> None:
    assert shop.as_person("stamp-kiosk", *WHERE, "--practice", "card", "list").returncode == 0
    shop.apt("purge", "stamp-kiosk")
    left = shop.run("sh", "-c", "find /usr /etc /var/lib /run -path '*stamp-kiosk*' -not -path '/var/lib/apt/*'")
    assert not left.stdout
    assert (shop.home / "shop" / "practice" / "kiosk.db").exists()
    shop.apt("install", shop.hand_in(package))


def has_black(picture: Rgb) -> bool:
    """Whether the compositor's own black is anywhere on it; nothing of ours is quite as black."""
    return bool((picture == 0).all(axis=2).any())


def is_practice(picture: Rgb) -> bool:
    return int((picture == PRACTICE_YELLOW).all(axis=2).sum()) > 20_000


def as_older(package: Path, folder: Path) -> Path:
    """The same package under a version that comes before it."""
    root = folder / "older"
    subprocess.run(["dpkg-deb", "-R", str(package), str(root)], check=True)
    control = root / "DEBIAN" / "control"
    control.write_text(
        control.read_text("utf-8").replace(f"Version: {version('stamp-kiosk')}", "Version: 0.0.1"), "utf-8"
    )
    older = folder / "stamp-kiosk-older.deb"
    subprocess.run(["dpkg-deb", "-Znone", "-b", str(root), str(older)], check=True, stdout=subprocess.DEVNULL)
    return older


def checks(document: str) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in json.loads(document)["checks"]}


def make_oldest_folder(shop: BareDebian, data: Path) -> None:
    """A data folder as the first version left it, with a customer."""
    data.mkdir()
    (data / "kiosk.db").touch()
    with closing(connect(data / "kiosk.db")) as connection:
        bring_up_to_date(connection, 1)
        connection.execute(
            "INSERT INTO customer VALUES ('c1', 'Ada Lovelace', '', '', '', '', '', '', NULL, '', '', 'ada lovelace',"
            " '2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z')"
        )
    shop.run("chown", "-R", "clerk:clerk", "/home/clerk/older")
    shop.run("chmod", "-R", "go=", "/home/clerk/older")
