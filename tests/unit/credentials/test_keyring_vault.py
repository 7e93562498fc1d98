"""The keyring vault and the process that it asks, which has a fake keyring: one in a file, or a bad one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk_app.credentials import KEEPER_OPTION
from kiosk_app.credentials.keyring_vault import KeyringVault
from kiosk_app.credentials.pipe import Question, Task, answer_from, question_line
from kiosk_app.domain.ids import MAX_KEY_UTF16_UNITS, ApiKey
from kiosk_app.domain.ports import Vault, VaultReason, VaultTrouble
from tests.unit.credentials.vault_contract import KEY, VaultContract
from tests.unit.system.children import REPOSITORY

ADDRESS = "https://api.example"
SERVE = (
    "from kiosk_app.credentials.keeper import serve; from tests.unit.credentials import rings; serve(lambda: {ring})"
)
ENDS = "import os; os._exit(3)"
TALKS = "print('no answer')"
SEES = "import os, sys; open(sys.argv[1], 'w').write(str(sys.argv) + str(os.environ))"


def keeper_of(ring: str) -> list[str]:
    """A process with the keyring that these words make."""
    return [sys.executable, "-c", SERVE.format(root=str(REPOSITORY), ring=ring)]


def vault_on(ring: str, timeout_s: float = 60.0) -> KeyringVault:
    return KeyringVault("folder", ADDRESS, timeout_s, keeper_of(ring))


def reason(answer: object) -> VaultReason:
    assert isinstance(answer, VaultTrouble)
    return answer.reason


class TestKeyringVault(VaultContract):
    @pytest.fixture(autouse=True)
    def _shared_ring(self, tmp_path: Path) -> None:
        self.file = tmp_path / "ring"

    def open(self, folder_id: str, address: str) -> Vault:
        return KeyringVault(folder_id, address, 60, keeper_of(f"rings.FileRing({str(self.file)!r})"))


def test_a_key_over_the_limit_of_windows_never_reaches_the_keyring() -> None:
    vault = KeyringVault("folder", ADDRESS, keeper=["no such program"])
    assert reason(vault.write(ApiKey("k" * (MAX_KEY_UTF16_UNITS + 1)))) is VaultReason.NOT_KEPT
    assert reason(vault.write(ApiKey("🔑" * 641))) is VaultReason.NOT_KEPT


def test_what_fails_there_is_told_here() -> None:
    answer = vault_on("rings.FailingRing(__import__('keyring').errors.KeyringLocked())").write(KEY)
    assert answer == VaultTrouble(VaultReason.LOCKED, "KeyringLocked")


def test_a_keyring_that_breaks_in_no_known_way_tells_its_kind_and_not_the_key() -> None:
    answer = vault_on("rings.FailingRing(ZeroDivisionError())").write(KEY)
    assert answer == VaultTrouble(VaultReason.NO_KEYRING, "it broke down: ZeroDivisionError")


def test_an_unanswered_prompt_is_given_up_and_its_process_killed(tmp_path: Path) -> None:
    """Whoever waits for its pipe to end hears of it."""
    held = tmp_path / "held"
    os.mkfifo(held)
    vault = vault_on(f"(open({str(held)!r}, 'w'), rings.PromptingRing())[1]", timeout_s=2.0)
    with subprocess.Popen(["cat", str(held)]) as waits:
        assert reason(vault.read()) is VaultReason.NO_ANSWER
        assert waits.wait(60) == 0


@pytest.mark.parametrize("program", [ENDS, TALKS])
def test_a_process_that_ends_without_an_answer_is_no_keyring(program: str) -> None:
    vault = KeyringVault("folder", ADDRESS, 60, keeper=[sys.executable, "-c", program])
    assert reason(vault.write(KEY)) is VaultReason.NO_KEYRING


def test_a_process_that_cannot_begin_is_no_keyring() -> None:
    assert reason(KeyringVault("folder", ADDRESS, keeper=["no such program"]).read()) is VaultReason.NO_KEYRING


def test_the_key_is_neither_among_the_arguments_nor_in_the_environment(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    KeyringVault("folder", ADDRESS, 60, keeper=[sys.executable, "-c", SEES, str(seen)]).write(KEY)
    assert "seen" in seen.read_text()
    assert KEY.reveal() not in seen.read_text()


def test_the_vault_loads_no_keyring() -> None:
    """Ten megabytes that the window never sees."""
    shown = "import sys; print(sorted({'keyring', 'secretstorage', 'cryptography', 'jeepney'} & set(sys.modules)))"
    asks = "from kiosk_app.credentials.keyring_vault import KeyringVault; KeyringVault('folder', 'address').read()"
    done = subprocess.run(
        [sys.executable, "-c", f"{asks}; {shown}"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_the_program_itself_is_the_keeper_where_it_is_told_so() -> None:
    """As a frozen one is. Without a bus there is no keyring on Linux; whatever there is answers in one line."""
    bare = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    done = subprocess.run(
        [sys.executable, "-m", "kiosk_app", KEEPER_OPTION],
        input=question_line(Question(Task.READ, "folder address")),
        cwd=REPOSITORY,
        env=bare,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert reason(answer_from(done.stdout)) is VaultReason.NO_KEYRING
