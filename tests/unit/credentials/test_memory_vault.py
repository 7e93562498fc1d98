"""The vault in memory keeps the contract of the real one, and nothing after it."""

from kiosk_app.credentials.memory_vault import MemoryVault
from kiosk_app.domain.ports import Vault
from tests.unit.credentials.vault_contract import KEY, VaultContract


class TestMemoryVault(VaultContract):
    def open(self, folder_id: str, address: str) -> Vault:
        return MemoryVault()


def test_it_may_begin_with_a_key() -> None:
    assert MemoryVault(KEY).read() == KEY
