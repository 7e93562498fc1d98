"""Builds doctor and the support file of one run: what asks the machine, the folder and the service for them.

Nothing is asked or opened while it is built: the folder may be what is wrong.
"""

from __future__ import annotations

import os
import platform
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk_app.cli.version import product_version
from kiosk_app.credentials.keyring_vault import KeyringVault
from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.health import Name
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.links import service_address
from kiosk_app.domain.outcome import Connection
from kiosk_app.domain.ports import VaultTrouble
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import DEFAULT_SERVICE
from kiosk_app.domain.text import quoted
from kiosk_app.services.account import Account
from kiosk_app.services.doctor import Doctor, Machine, Place
from kiosk_app.services.support import Support
from kiosk_app.stamp_api.client import StampClient
from kiosk_app.stamp_api.names import look_up
from kiosk_app.stamp_api.transport import Timeouts
from kiosk_app.store.backups import read_present
from kiosk_app.store.store import Store
from kiosk_app.system.beside import ask_beside
from kiosk_app.system.environment import has_screen
from kiosk_app.system.folders import FolderTrouble
from kiosk_app.wiring.glance import glance
from kiosk_app.wiring.kiosk import kiosk

if TYPE_CHECKING:
    from kiosk_app.wiring.ground import Ground
    from kiosk_app.wiring.house import Wiring

TRIED_WITH = ApiKey("stamp-kiosk-doctor")  # kept for a moment, under the same name, and worth nothing
PATIENCE = Timeouts(connect_s=5.0, read_s=10.0, deadline_s=15.0)

ReadKey = Callable[[], ApiKey | VaultTrouble | None]


def make_doctor(ground: Ground, house: Wiring, key: ReadKey | None) -> Doctor:
    """``key``: where the run has its key already; else the vault is asked. Raises BadInput for a wrong address."""
    folder, asked = ground.folder, _asked(ground)
    line = ServiceLine(ground, house, asked, key)
    machine = Machine(
        product_version(),
        platform.python_version(),
        glance=lambda: glance(os.environ),
        has_screen=has_screen(os.environ),
        kiosk=kiosk,
        try_keyring=None if ground.is_practice else lambda: KeyringVault("doctor", "trial").try_out(TRIED_WITH),
        prepare=partial(_prepare, ground),
        free_bytes=lambda: shutil.disk_usage(folder.root).free,
    )
    place = Place(
        *(folder.root, folder.database, folder.backups, house.settings_file()),
        asked=asked,
        store=line.store,
        budget=house.budget(),
    )
    return Doctor(machine, place, line, ask_beside)


def make_support(ground: Ground, house: Wiring, key: ReadKey | None) -> Support:
    """What a support file is made of."""
    line = ServiceLine(ground, house, _asked(ground), key)
    facts = (
        f"Stamp Kiosk {product_version()}",
        f"Python {platform.python_version()}",
        platform.platform(),
    )
    return Support(
        ground.logs, house.settings_file(), facts, line.secrets, home=str(Path("~").expanduser()), now=ground.clock.now
    )


class ServiceLine:
    """What speaks to the service in this run. Implements ``services.doctor.Line``. Several threads may ask at once."""

    def __init__(self, ground: Ground, house: Wiring, asked: str, key: ReadKey | None) -> None:
        self._ground = ground
        self._house = house
        self._asked = asked
        self._key = key
        self._one_at_a_time = threading.Lock()

    def store(self) -> Store | None:
        """Opened as any command does, and never made: to look for what is wrong leaves nothing behind."""
        with self._one_at_a_time:
            return self._house.records() if self._ground.folder.database.exists() else None

    def look_up(self) -> Name:
        return look_up(self._house.settings_file().current().service.proxy or self._address())

    def key(self) -> ApiKey | VaultTrouble | None:
        if self._key:
            return self._key()
        if self._ground.is_practice:
            with self._one_at_a_time:
                return self._house.vault().read()
        if self._ground.choices.key:
            return self._ground.choices.key
        folder_id = read_present(self._ground.folder.database).folder_id
        return KeyringVault(folder_id, self._address()).read() if folder_id else None

    def connect(self, key: ApiKey | None, store: Store | None) -> Connection:
        client = self._client(key)
        if key and store:
            with suppress(StoreTrouble):  # the disk is told of elsewhere
                return Account(store, client, self._house.timing, budget=self._house.budget()).test()
        return client.test_connection(None)

    def secrets(self) -> tuple[str, ...]:
        """What must stand nowhere."""
        key = self.key()
        return (key.reveal(),) if isinstance(key, ApiKey) else ()

    def _client(self, key: ApiKey | None) -> StampClient:
        return self._house.client(self._address(), key, PATIENCE)

    def _address(self) -> str:
        """Where the service is, though the folder may be bound to none yet."""
        if self._ground.is_practice:
            with self._one_at_a_time:
                return self._house.address()
        known = read_present(self._ground.folder.database).address
        return known or self._asked or self._house.settings_file().current().service.url or DEFAULT_SERVICE


def _asked(ground: Ground) -> str:
    """The address that this run was given; empty for none."""
    told = ground.choices.service_url
    address = service_address(told) if told is not None else ""
    if address is None:
        raise BadInput(Problem("service_url", Fault.BAD_ADDRESS, quoted((told or "").rpartition("@")[2])))
    return address


def _prepare(ground: Ground) -> str:
    try:
        ground.prepare()
    except FolderTrouble as trouble:
        return trouble.reason.value
    return ""
