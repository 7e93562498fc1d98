"""Care of the account: the API key of this folder and its address, testing it, and moving to another address.

It never shows a key. Calls that touch the keyring block for up to 10 s, those that reach the service for 30.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.links import service_address
from kiosk_app.domain.outcome import Connection
from kiosk_app.domain.ports import Vault, VaultTrouble
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.text import quoted
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.meta import Fact
from kiosk_app.store.store import Store

_log = logging.getLogger(__name__)


class KeyPlace(Enum):
    """Where the key is."""

    KEYRING = "keyring"
    SESSION = "session"  # in memory, until this program ends
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class KeyState:
    """Where the key is, and what keeps the keyring from having it."""

    place: KeyPlace
    trouble: VaultTrouble | None = None


class NotNow(Exception):
    """The service cannot move: a change is on its way, or nobody knows whether one arrived."""


class AccountCare:
    """The account of one run. Made for several threads, as long as one at a time changes the key.

    ``vault_at``: the vault of this folder at an address. ``connect``: reaches the service at an address with a
    key, changing nothing there. ``moved``: told of a new address as soon as it holds, on the thread that moves.
    """

    def __init__(
        self,
        store: Store,
        settings: SettingsService,
        address: str,
        *,
        vault_at: Callable[[str], Vault],
        connect: Callable[[str, ApiKey], Connection],
        moved: Callable[[str], None] = lambda _address: None,
    ) -> None:
        self._store = store
        self._settings = settings
        self._vault_at = vault_at
        self._connect = connect
        self._moved = moved
        self._address = address
        self._vault = vault_at(address)
        self._held: ApiKey | None = None  # the key that was given in this run
        self._kept = KeyState(KeyPlace.NOWHERE)

    @property
    def address(self) -> str:
        """Where the service is."""
        return self._address

    def key(self) -> ApiKey | VaultTrouble | None:
        """The key of this run: the one given in it, else the one in the keyring."""
        return self._held or self._vault.read()

    def key_state(self) -> KeyState:
        """Where the key is."""
        if self._held:
            return self._kept
        found = self._vault.read()
        if isinstance(found, ApiKey):
            return KeyState(KeyPlace.KEYRING)
        return KeyState(KeyPlace.NOWHERE, found)

    def keep_key(self, key: ApiKey) -> VaultTrouble | None:
        """Use this key from now on, and keep it in the keyring; in trouble it is held until this program ends.

        What was stopped may be tried at once. Raises StoreTrouble; the key is taken all the same.
        """
        self._held, self._kept = key, KeyState(KeyPlace.SESSION)
        trouble = self._vault.write(key)
        self._kept = KeyState(KeyPlace.SESSION, trouble) if trouble else KeyState(KeyPlace.KEYRING)
        with self._store.writing() as work:
            stopped = work.gate.state().stopped
            if stopped:
                work.gate.stop(stopped, work.now)
        return trouble

    def forget(self) -> VaultTrouble | None:
        """Take the key out of memory and keyring; nothing is sent until a new one is given."""
        self._held = None
        return self._vault.forget()

    def test(self, key: ApiKey | None = None) -> Connection | VaultTrouble | None:
        """Reach the service with this key, or with the one there is; None: there is none."""
        using = key or self.key()
        return self._connect(self._address, using) if isinstance(using, ApiKey) else using

    def move(self, new_address: str) -> str:
        """The service has moved: settings and database change together, and the address that holds is returned.

        The key must be given again, as it is filed by address; what waits goes to the new address. Raises
        BadInput for a wrong address or a faulty file, NotNow, and StoreTrouble; nothing has changed then.
        """
        address = service_address(new_address)
        if address is None:
            raise BadInput(Problem("service.url", Fault.BAD_ADDRESS, quoted(new_address.rpartition("@")[2])))
        if address == self._address:
            return address
        before = self._settings.current().service.url or self._address
        try:
            with self._store.writing() as work:
                if work.journal.has_on_the_way():
                    raise NotNow("something is on its way")
                work.meta.put(Fact.ADDRESS, address)
                work.gate.go_on()
                self._settings.choose_service(address)  # before the commit: where it fails, neither has changed
        except StoreTrouble:
            self._settings.choose_service(before)
            raise
        _log.info("the service has moved")
        self._held, self._address, self._vault = None, address, self._vault_at(address)
        self._moved(address)
        return address
