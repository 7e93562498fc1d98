"""The settings of one data folder: the file, its lock, and the only service that writes them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk_app.domain.problems import BadInput, Fault, Problem
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.settings_file import SettingsFile
from kiosk_app.system.folders import DataFolder
from kiosk_app.system.locks import SettingsBusy, settings_lock
from kiosk_app.wiring.ground import Ground


def open_settings(ground: Ground) -> SettingsService:
    """The settings of this run's folder."""
    folder = ground.folder
    file = SettingsFile(folder.settings_file, folder.backups)
    return SettingsService(file, lambda: _locked(folder), ground.clock.today)


@contextmanager
def _locked(folder: DataFolder) -> Iterator[None]:
    try:
        with settings_lock(folder.settings_lock):
            yield
    except SettingsBusy:
        raise BadInput(Problem("settings.toml", Fault.BUSY)) from None
