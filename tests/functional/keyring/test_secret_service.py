"""The real Secret Service: a bus and a gnome-keyring-daemon of their own, with a home of their own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.system.children import REPOSITORY

PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon")
MISSING = [name for name in PROGRAMS if shutil.which(name) is None]

pytestmark = [
    pytest.mark.keyring,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

UNLOCKED = 'printf %s "$PASSWORD" | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"'
ASK = """
from kiosk_app.credentials.keyring_vault import KeyringVault
from kiosk_app.domain.ids import ApiKey
vault = KeyringVault("folder", "https://api.example")
for answer in (vault.write(ApiKey("canary-5b0c9e")), vault.read(), vault.forget()):
    print(answer)
"""


TRY = """
import secretstorage
from kiosk_app.credentials.keyring_vault import KeyringVault
from kiosk_app.domain.ids import ApiKey
vault = KeyringVault("doctor", "trial")
print(vault.try_out(ApiKey("canary-5b0c9e")))
print(vault.read())
print(list(secretstorage.search_items(secretstorage.dbus_init(), {"service": "Stamp Kiosk"})))
"""


class Session:
    """A user who has logged in, or tried to: each `run` is a login."""

    def __init__(self, home: Path) -> None:
        (home / "data" / "keyrings").mkdir(parents=True)
        (home / "run").mkdir(mode=0o700)
        self.home = home
        self.environ = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "XDG_RUNTIME_DIR": str(home / "run"),
            "XDG_DATA_HOME": str(home / "data"),
            "PYTHONDONTWRITEBYTECODE": "1",
        }

    def run(self, password: str, *program: str) -> subprocess.CompletedProcess[str]:
        """Python under a bus and a keyring that was opened with this password."""
        self.environ["PASSWORD"] = password
        return self.run_closed("sh", "-c", UNLOCKED, "sh", sys.executable, *program)

    def run_closed(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Any program under a bus whose keyring nobody opened."""
        return subprocess.run(
            ["dbus-run-session", "--", *command],
            cwd=REPOSITORY,
            env=self.environ,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path)


def test_the_real_keyring_keeps_the_vaults_contract(session: Session) -> None:
    inside = str(Path(__file__).with_name("inside_session.py"))
    options = ["-q", "-m", "keyring", "-p", "no:cacheprovider"]
    done = session.run("right", "-m", "pytest", *options, inside)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "10 passed" in done.stdout


def test_hostile_settings_do_not_move_the_key(session: Session) -> None:
    session.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    session.environ["KEYRING_PROPERTY_PREFERRED_COLLECTION"] = "/org/freedesktop/secrets/collection/evil"
    assert session.run("right", "-c", ASK).stdout == "None\nApiKey(…)\nNone\n"


def test_a_keyring_with_another_password_is_locked(session: Session) -> None:
    assert session.run("right", "-c", ASK).stdout.startswith("None\n")
    locked = session.run("wrong", "-c", ASK).stdout.splitlines()
    assert len(locked) == 3
    assert all("VaultReason.LOCKED" in line for line in locked)


def test_a_trial_leaves_nothing_behind(session: Session) -> None:
    done = session.run("right", "-c", TRY)
    assert done.stdout == "None\nNone\n[]\n"


def test_doctor_finds_the_keyring_well_and_a_locked_one_locked(session: Session, tmp_path: Path) -> None:
    command = ["-m", "kiosk_app", "--data-dir", str(tmp_path / "shop"), "--json", "doctor"]
    assert _keyring_of(session.run("right", *command))["ok"] is True
    locked = _keyring_of(session.run("wrong", *command))
    assert (locked["ok"], locked["detail"]) == (False, "This computer’s keychain is locked.")


def _keyring_of(done: subprocess.CompletedProcess[str]) -> dict[str, object]:
    checks: list[dict[str, object]] = json.loads(done.stdout)["checks"]
    return next(check for check in checks if check["name"] == "keyring")


def test_a_keyring_that_nobody_ever_opened_is_locked(session: Session) -> None:
    done = session.run_closed(sys.executable, "-c", ASK)
    assert done.stdout.count("VaultReason.LOCKED") == 3


def test_the_key_is_in_no_file_and_no_output(session: Session) -> None:
    keep = ASK.replace("vault.forget()", "vault.read()")
    done = session.run("right", "-c", keep)
    assert "canary-5b0c9e" not in done.stdout + done.stderr
    files = [path for path in session.home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in files)
    assert not [path for path in files if b"canary-5b0c9e" in path.read_bytes()]
