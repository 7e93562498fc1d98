"""The keyring's keeper in front of fake keyrings: lying, missing and stubborn ones."""

import pytest
from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError, PasswordSetError

from kiosk_app.credentials.keeper import Keeper
from kiosk_app.domain.ports import Vault, VaultReason, VaultTrouble
from tests.unit.credentials.rings import (
    FailingRing,
    ForgetfulRing,
    RememberingRing,
    StubbornRing,
)
from tests.unit.credentials.vault_contract import KEY, VaultContract

FILED_AS = "folder https://api.example"


class PromptDismissedException(Exception):
    """Named as secretstorage's own."""


def dismissed() -> Exception:
    error = InitError("Failed to create the collection")
    error.__cause__ = PromptDismissedException()
    return error


def keeper_of(ring: RememberingRing) -> Keeper:
    return Keeper(FILED_AS, build=lambda: ring)


def reason(answer: object) -> VaultReason:
    assert isinstance(answer, VaultTrouble)
    return answer.reason


class TestKeeper(VaultContract):
    @pytest.fixture(autouse=True)
    def _shared_ring(self) -> None:
        self.ring = RememberingRing()

    def open(self, folder_id: str, address: str) -> Vault:
        return Keeper(f"{folder_id} {address}", build=lambda: self.ring)


def test_the_key_is_filed_under_our_name() -> None:
    ring = RememberingRing()
    keeper_of(ring).write(KEY)
    assert ring.kept == {("Stamp Kiosk", FILED_AS): KEY.reveal()}


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
    answer = keeper_of(FailingRing(error)).write(KEY)
    assert reason(answer) is wanted
    assert KEY.reveal() not in repr(answer)


def test_a_keyring_that_saves_nothing_is_found_out() -> None:
    assert reason(keeper_of(ForgetfulRing()).write(KEY)) is VaultReason.NOT_KEPT


def test_a_key_that_cannot_be_removed_is_told() -> None:
    ring = StubbornRing()
    keeper_of(ring).write(KEY)
    assert reason(keeper_of(ring).forget()) is VaultReason.NOT_KEPT


def test_a_trial_keeps_a_word_gives_it_back_and_leaves_nothing() -> None:
    ring = RememberingRing()
    assert keeper_of(ring).try_out(KEY) is None
    assert ring.kept == {}


@pytest.mark.parametrize("ring", [ForgetfulRing(), StubbornRing()])
def test_a_trial_finds_out_a_keyring_that_keeps_or_removes_nothing(ring: RememberingRing) -> None:
    assert reason(keeper_of(ring).try_out(KEY)) is VaultReason.NOT_KEPT


def test_what_is_kept_but_is_no_key_is_not_handed_out() -> None:
    ring = RememberingRing()
    ring.set_password("Stamp Kiosk", FILED_AS, "two\nlines")
    assert reason(keeper_of(ring).read()) is VaultReason.NOT_KEPT
