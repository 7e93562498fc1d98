"""Belonging: a data folder has a random id and belongs to one service address, told once and then kept."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk_app.domain.ids import new_id
from kiosk_app.domain.links import service_address
from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.domain.settings import DEFAULT_SERVICE, PRACTICE_ADDRESS
from kiosk_app.domain.text import quoted
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.meta import Fact
from kiosk_app.store.store import Store, Work


class AddressRefused(Exception):
    """The folder belongs to another address than the one asked for or set."""

    def __init__(self, belongs_to: str, asked: str) -> None:
        super().__init__(f"belongs to {belongs_to}, not {asked}")
        self.belongs_to, self.asked = belongs_to, asked


@dataclass(frozen=True, slots=True)
class Belonging:
    """The folder's id, and the address it belongs to."""

    folder_id: str
    address: str


def belong_to_practice(store: Store) -> Belonging:
    """The practice folder; raises AddressRefused where the folder serves a real address."""
    with store.writing() as work:
        known = work.meta.get(Fact.ADDRESS)
        if known not in (None, PRACTICE_ADDRESS):
            raise AddressRefused(known or "", PRACTICE_ADDRESS)
        work.meta.put(Fact.ADDRESS, PRACTICE_ADDRESS)
        return Belonging(_folder_id(work), PRACTICE_ADDRESS)


def belong(store: Store, settings: SettingsService, asked: str | None) -> Belonging:
    """Where this folder belongs: bound at its first use to what was asked, else set, else the vendor's address.

    Raises BadInput for an address that is neither https nor loopback, AddressRefused where two of them differ.
    """
    wanted = _checked(asked) if asked is not None else None
    was_set = settings.current().service.url or None
    with store.writing() as work:
        known = work.meta.get(Fact.ADDRESS)
        if known == PRACTICE_ADDRESS:
            raise AddressRefused(known, wanted or was_set or DEFAULT_SERVICE)
        address = known or wanted or was_set or DEFAULT_SERVICE
        for other in (wanted, was_set):
            if other is not None and other != address:
                raise AddressRefused(address, other)
        if known is None:
            work.meta.put(Fact.ADDRESS, address)
        belonging = Belonging(_folder_id(work), address)
    if was_set is None:
        settings.choose_service(address)
    return belonging


def check_belonging(store: Store, settings: SettingsService) -> None:
    """Raises AddressRefused where the settings name another address than the one this folder belongs to.

    A new folder is left unbound: it is not said yet where it will belong.
    """
    with store.reading() as work:
        known = work.meta.get(Fact.ADDRESS)
    was_set = settings.current().service.url or None
    if known == PRACTICE_ADDRESS or (known and was_set and known != was_set):
        raise AddressRefused(known, was_set or DEFAULT_SERVICE)


def _checked(asked: str) -> str:
    address = service_address(asked)
    if address is None:
        raise BadInput(Problem("service_url", Fault.BAD_ADDRESS, quoted(asked.rpartition("@")[2])))  # no password
    return address


def _folder_id(work: Work) -> str:
    folder_id = work.meta.get(Fact.FOLDER_ID) or new_id()
    work.meta.put(Fact.FOLDER_ID, folder_id)
    return folder_id
