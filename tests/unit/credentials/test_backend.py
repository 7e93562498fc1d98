"""Keyring's own settings are hostile: each is set here, in a process of its own, and changes nothing."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.unit.system.children import run_python

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the classes of Linux")

LOOK = """
import json
from keyring.backends import SecretService
from kiosk_app.credentials.backend import KWalletRing, SecretServiceRing
ring = SecretServiceRing()
print(json.dumps({
    "class": isinstance(ring, SecretService.Keyring), "own": vars(ring), "scheme": ring.scheme,
    "collection": hasattr(ring, "preferred_collection"), "appid": ring.appid,
    "wallet": KWalletRing.appid, "wallet own": vars(KWalletRing()),
}))
"""
ASK = """
from kiosk_app.credentials.keyring_vault import KeyringVault
from kiosk_app.domain.ids import ApiKey
vault = KeyringVault("folder", "https://api.example")
print(vault.write(ApiKey("canary")).reason.name, vault.read().reason.name, vault.forget().reason.name)
"""
CANARY = "from pathlib import Path\nPath({place!r}).write_text('imported')\nfrom keyring.backends.null import Keyring\n"


def run(code: str, **environ: str) -> str:
    known = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    done = run_python(code, environ=known | environ)
    assert done.stderr == ""
    return done.stdout


def test_properties_from_the_environment_are_not_heard() -> None:
    seen = json.loads(
        run(
            LOOK,
            KEYRING_PROPERTY_PREFERRED_COLLECTION="/org/freedesktop/secrets/collection/evil",
            KEYRING_PROPERTY_SCHEME="KeePassXC",
            KEYRING_PROPERTY_APPID="evil",
        )
    )
    assert seen == {
        "class": True,
        "own": {},
        "scheme": "default",
        "collection": False,
        "appid": "Stamp Kiosk",
        "wallet": "Stamp Kiosk",
        "wallet own": {"handle": -1},
    }


@pytest.mark.parametrize(
    "name", ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring", "evil_ring.Keyring"]
)
def test_another_backend_by_environment_is_not_used(name: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    (tmp_path / "evil_ring.py").write_text(CANARY.format(place=str(canary)))
    answer = run(ASK, PYTHON_KEYRING_BACKEND=name, PYTHONPATH=str(tmp_path))
    assert answer == "NO_KEYRING NO_KEYRING NO_KEYRING\n"
    assert not canary.exists()


def test_another_backend_by_file_is_not_used_and_its_code_never_runs(tmp_path: Path) -> None:
    canary, code, config = tmp_path / "canary", tmp_path / "code", tmp_path / "config" / "python_keyring"
    code.mkdir()
    config.mkdir(parents=True)
    (code / "evil_ring.py").write_text(CANARY.format(place=str(canary)))
    (config / "keyringrc.cfg").write_text(f"[backend]\ndefault-keyring=evil_ring.Keyring\nkeyring-path={code}\n")
    environ = {"XDG_CONFIG_HOME": str(config.parent)}
    assert run(ASK, **environ) == "NO_KEYRING NO_KEYRING NO_KEYRING\n"
    assert not canary.exists()
    run("import keyring; keyring.get_password('a', 'b')", **environ)
    assert canary.exists(), "the trap itself no longer works"


@pytest.mark.parametrize("address", ["", "unix:path=/nonexistent/bus", "nonsense"])
def test_without_a_bus_there_is_no_keyring(address: str) -> None:
    assert run(ASK, DBUS_SESSION_BUS_ADDRESS=address) == "NO_KEYRING NO_KEYRING NO_KEYRING\n"
