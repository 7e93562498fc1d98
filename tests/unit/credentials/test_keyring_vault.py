"""The keyring vault in front of fake keyrings: slow, lying, missing and stubborn ones."""

import threading
from collections.abc import Iterator

import pytest
from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError, PasswordSetError

from kiosk_app.credentials.keyring_vault import KeyringVault
from kiosk_app.domain.ids import MAX_KEY_UTF16_UNITS, ApiKey
from kiosk_app.domain.ports import Vault, VaultReason, VaultTrouble
from tests.unit.credentials.rings import (
    FailingRing,
    ForgetfulRing,
    PromptingRing,
    RememberingRing,
    StubbornRing,
)
from tests.unit.credentials.vault_contract import KEY, VaultContract

ADDRESS = "https://api.example"


class PromptDismissedException(Exception):
    """Named as secretstorage's own."""


def dismissed() -> Exception:
    error = InitError("Failed to create the collection")
    error.__cause__ = PromptDismissedException()
    return error


def vault_on(ring: RememberingRing, timeout_s: float = 10.0) -> KeyringVault:
    return KeyringVault("folder", ADDRESS, timeout_s, build=lambda: ring)


def reason(answer: object) -> VaultReason:
    assert isinstance(answer, VaultTrouble)
    return answer.reason


@pytest.fixture
def prompting() -> Iterator[PromptingRing]:
    ring = PromptingRing()
    yield ring
    ring.answered.set()


class TestKeyringVault(VaultContract):
    @pytest.fixture(autouse=True)
    def _shared_ring(self) -> None:
        self.ring = RememberingRing()

    def open(self, folder_id: str, address: str) -> Vault:
        return KeyringVault(folder_id, address, build=lambda: self.ring)


def test_the_key_is_filed_under_our_name_the_folder_and_the_address() -> None:
    ring = RememberingRing()
    vault_on(ring).write(KEY)
    assert ring.kept == {("Stamp Kiosk", "folder https://api.example"): KEY.reveal()}


@pytest.mark.parametrize(
    ("error", "wanted"),
    [
        (NoKeyringError(), VaultReason.NO_KEYRING),
        (InitError(), VaultReason.NO_KEYRING),
        (KeyringError(), VaultReason.NO_KEYRING),
        (ConnectionResetError(), VaultReason.NO_KEYRING),
        (KeyringLocked(), VaultReason.LOCKED),
        (dismissed(), VaultReason.LOCKED),
        (PasswordSetError(), VaultReason.NOT_KEPT),
    ],
)
def test_each_failure_has_its_reason_and_never_tells_the_key(error: Exception, wanted: VaultReason) -> None:
    answer = vault_on(FailingRing(error)).write(KEY)
    assert reason(answer) is wanted
    assert KEY.reveal() not in repr(answer)


def test_a_keyring_that_saves_nothing_is_found_out() -> None:
    assert reason(vault_on(ForgetfulRing()).write(KEY)) is VaultReason.NOT_KEPT


def test_a_key_that_cannot_be_removed_is_told() -> None:
    ring = StubbornRing()
    vault_on(ring).write(KEY)
    assert reason(vault_on(ring).forget()) is VaultReason.NOT_KEPT


def test_a_key_over_the_limit_of_windows_never_reaches_the_keyring() -> None:
    ring = RememberingRing()
    assert reason(vault_on(ring).write(ApiKey("k" * (MAX_KEY_UTF16_UNITS + 1)))) is VaultReason.NOT_KEPT
    assert reason(vault_on(ring).write(ApiKey("🔑" * 641))) is VaultReason.NOT_KEPT
    assert ring.kept == {}


def test_what_is_kept_but_is_no_key_is_not_handed_out() -> None:
    ring = RememberingRing()
    ring.set_password("Stamp Kiosk", "folder https://api.example", "two\nlines")
    assert reason(vault_on(ring).read()) is VaultReason.NOT_KEPT


def test_an_unanswered_prompt_is_given_up(prompting: PromptingRing) -> None:
    assert reason(vault_on(prompting, timeout_s=0.02).read()) is VaultReason.NO_ANSWER


def test_calls_behind_an_unanswered_prompt_start_no_further_threads(prompting: PromptingRing) -> None:
    vault = vault_on(prompting, timeout_s=0.02)
    answers = [vault.read(), vault.write(KEY), vault.forget()]
    assert [reason(answer) for answer in answers] == [VaultReason.NO_ANSWER] * 3
    assert prompting.asked == 1
    assert [thread.daemon for thread in threading.enumerate() if thread.name == "keyring"] == [True]


def test_once_the_prompt_is_answered_the_next_call_succeeds(prompting: PromptingRing) -> None:
    vault = vault_on(prompting, timeout_s=0.02)
    assert reason(vault.read()) is VaultReason.NO_ANSWER
    prompting.set_password("Stamp Kiosk", "folder https://api.example", KEY.reveal())
    prompting.answered.set()
    for thread in threading.enumerate():
        if thread.name == "keyring":
            thread.join()
    assert vault.read() == KEY


def test_a_keyring_that_breaks_in_no_known_way_is_told_and_reported() -> None:
    reported: list[str] = []
    before = threading.excepthook
    threading.excepthook = lambda args: reported.append(args.exc_type.__name__)
    try:
        answer = vault_on(FailingRing(ZeroDivisionError())).read()
        for thread in threading.enumerate():
            if thread.name == "keyring":
                thread.join()
    finally:
        threading.excepthook = before
    assert reason(answer) is VaultReason.NO_KEYRING
    assert reported == ["ZeroDivisionError"]
