"""``doctor``: its exit status, its document, its lines, and the support file it writes after telling what is in it."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest

from kiosk_app.domain.health import Check
from kiosk_app.domain.ports import VaultReason, VaultTrouble
from tests.unit.cli.shop import KEY, Shop


@pytest.fixture(autouse=True)
def a_backup(coffee: Shop) -> None:
    coffee.care().back_up_to(coffee.folder / "backups" / "kiosk-by-hand.db")


def test_a_shop_that_is_well_is_0_and_every_check_is_told(coffee: Shop) -> None:
    ran = coffee.run("doctor", "--json")
    assert ran.status == 0
    assert [check["name"] for check in ran.document["checks"]] == [check.value for check in Check]
    assert all(set(check) == {"name", "ok", "detail", "advice"} for check in ran.document["checks"])
    assert all(check["ok"] is True and check["advice"] is None for check in ran.document["checks"])
    assert ran.err.splitlines()[-1] == "All is well."


def test_a_shop_with_a_trouble_is_2_and_says_what_to_do(coffee: Shop) -> None:
    coffee.computer.keyring = VaultTrouble(VaultReason.LOCKED, "KeyringLocked")
    ran = coffee.run("doctor", "--json")
    assert ran.status == 2
    (wrong,) = (check for check in ran.document["checks"] if not check["ok"])
    assert wrong == {
        "name": "keyring",
        "ok": False,
        "detail": "This computer’s keychain is locked.",
        "advice": "Unlock it: it asks for the password of this user. A kiosk’s guide says how it opens.",
    }
    assert "! Keychain: This computer’s keychain is locked." in ran.err
    assert ran.err.splitlines()[-1] == "1 thing needs a look."


def test_without_json_nothing_stands_on_standard_output(coffee: Shop) -> None:
    assert coffee.run("doctor").out == ""


def test_settings_without_a_fault_to_stand_in_do_not_end_it(shop: Shop) -> None:
    (shop.folder / "settings.toml").write_text("[[[", "utf-8")
    (shop.folder / "backups" / "settings-last-good.toml").unlink(missing_ok=True)
    shop.the_settings.problems()
    ran = shop.run("doctor", "--json")
    assert ran.status == 2
    assert "settings" in {check["name"] for check in ran.document["checks"] if not check["ok"]}


def test_a_support_file_holds_what_was_listed_and_is_the_users_alone(coffee: Shop, tmp_path: Path) -> None:
    logs = coffee.folder / "logs"
    logs.mkdir()
    (logs / "stamp-kiosk.log").write_text(f"x WARNING 1 kiosk_app.a: {KEY} of ada@mail.example\n", "utf-8")
    file = tmp_path / "help.zip"
    ran = coffee.run("doctor", "--bundle", str(file), "--json")
    assert ran.status == 0
    bundle = ran.document["bundle"]
    assert bundle["file"] == str(file)
    with zipfile.ZipFile(file) as held:
        assert held.namelist() == [part["name"] for part in bundle["parts"]]
        assert all(name in ran.err for name in held.namelist())
        log = held.read("logs/stamp-kiosk.log").decode()
        assert "Coffee card" in held.read("settings.toml").decode()
        assert "All is well." in held.read("doctor.txt").decode()
    assert log == "x WARNING 1 kiosk_app.a: [key] of [e-mail]\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_support_file_that_cannot_be_written_leaves_nothing(coffee: Shop, tmp_path: Path) -> None:
    ran = coffee.run("doctor", "--bundle", str(tmp_path / "nowhere" / "help.zip"), "--json")
    assert ran.status != 0
    assert ran.document["error"]["advice"]
    assert not list(tmp_path.rglob("*.zip*"))


def test_what_the_owner_wrote_beside_the_settings_stays_out_of_the_support_file(coffee: Shop, tmp_path: Path) -> None:
    file = coffee.folder / "settings.toml"
    file.write_text(file.read_text("utf-8") + "\n# the key is canary-comment\n", "utf-8")
    target = tmp_path / "help.zip"
    assert coffee.run("doctor", "--bundle", str(target)).status == 0
    with zipfile.ZipFile(target) as held:
        told = held.read("settings.toml").decode()
    assert "Coffee card" in told
    assert "canary" not in told


def test_settings_with_a_password_in_them_are_faulty_and_stay_out_of_the_support_file(
    coffee: Shop, tmp_path: Path
) -> None:
    file = coffee.folder / "settings.toml"
    file.write_text(f"[service]\nproxy = 'http://u:canary-pass@proxy:3128'\n{file.read_text('utf-8')}", "utf-8")
    target = tmp_path / "help.zip"
    ran = coffee.run("doctor", "--bundle", str(target))
    assert ran.status == 2
    with zipfile.ZipFile(target) as held:
        assert b"canary" not in b"".join(map(held.read, held.namelist()))
    assert "canary" not in ran.err
