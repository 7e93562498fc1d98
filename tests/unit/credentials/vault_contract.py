"""What every vault does, the one in memory as the one in the keyring. Inherit it and open your own."""

from abc import ABC, abstractmethod

from kiosk_app.domain.ids import MAX_KEY_UTF16_UNITS, ApiKey
from kiosk_app.domain.ports import Vault, VaultTrouble

KEY = ApiKey("canary-5b0c9e")
OTHER_KEY = ApiKey("another-77aa31")


class VaultContract(ABC):
    @abstractmethod
    def open(self, folder_id: str, address: str) -> Vault:
        """A vault of that folder at that address; opened twice with a real keyring it is the same one."""

    def test_a_new_vault_is_empty(self) -> None:
        assert self.open("folder-new", "https://api.example").read() is None

    def test_a_written_key_is_read_back(self) -> None:
        vault = self.open("folder-written", "https://api.example")
        assert vault.write(KEY) is None
        assert vault.read() == KEY
        vault.forget()

    def test_a_second_key_replaces_the_first(self) -> None:
        vault = self.open("folder-replaced", "https://api.example")
        vault.write(KEY)
        assert vault.write(OTHER_KEY) is None
        assert vault.read() == OTHER_KEY
        vault.forget()

    def test_a_forgotten_key_is_gone(self) -> None:
        vault = self.open("folder-forgotten", "https://api.example")
        vault.write(KEY)
        assert vault.forget() is None
        assert vault.read() is None

    def test_forgetting_nothing_is_fine(self) -> None:
        assert self.open("folder-nothing", "https://api.example").forget() is None

    def test_another_address_never_gets_the_key(self) -> None:
        vault = self.open("folder-address", "https://api.example")
        vault.write(KEY)
        assert self.open("folder-address", "https://api.example.evil").read() is None
        vault.forget()

    def test_another_folder_never_gets_the_key(self) -> None:
        vault = self.open("folder-one", "https://api.example")
        vault.write(KEY)
        assert self.open("folder-two", "https://api.example").read() is None
        vault.forget()

    def test_a_key_of_the_greatest_length_is_kept(self) -> None:
        vault = self.open("folder-long", "https://api.example")
        longest = ApiKey("k" * MAX_KEY_UTF16_UNITS)
        assert vault.write(longest) is None
        assert vault.read() == longest
        vault.forget()

    def test_nothing_that_it_says_shows_the_key(self) -> None:
        vault = self.open("folder-canary", "https://api.example")
        said = [vault, vault.write(KEY), vault.read(), vault.forget()]
        assert KEY.reveal() not in f"{said!r} {said}"
        assert not any(isinstance(each, VaultTrouble) for each in said)
