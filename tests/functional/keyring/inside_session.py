"""Runs inside a session with an unlocked Secret Service; `test_secret_service.py` starts it."""

import pytest
import secretstorage

from kiosk_app.credentials.keyring_vault import KeyringVault
from kiosk_app.domain.ports import Vault
from tests.unit.credentials.vault_contract import KEY, VaultContract

pytestmark = pytest.mark.keyring


class TestSecretService(VaultContract):
    def open(self, folder_id: str, address: str) -> Vault:
        return KeyringVault(folder_id, address)


def test_the_label_that_people_see_names_us_and_not_the_key() -> None:
    vault = KeyringVault("folder-label", "https://api.example")
    vault.write(KEY)
    connection = secretstorage.dbus_init()
    found = list(secretstorage.search_items(connection, {"service": "Stamp Kiosk"}))
    told = [f"{item.get_label()} {item.get_attributes()}" for item in found]
    connection.close()
    vault.forget()
    assert len(told) == 1
    assert "Stamp Kiosk" in told[0]
    assert KEY.reveal() not in told[0]
