"""What every run stands on: its folder, the log and the clock. Nothing here reads the settings or the database.

The window's first page needs no more than this, so that nothing else is loaded before it is painted.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk_app.system.clock import SystemClock
from kiosk_app.system.environment import drop_hostile
from kiosk_app.system.folders import DataFolder, FolderTrouble, resolve_folder
from kiosk_app.system.log import start_logging

if TYPE_CHECKING:
    from kiosk_app.domain.ids import ApiKey
    from kiosk_app.domain.ports import Clock

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the options of a command line say of the run as a whole. ``key``: for this run only.

    ``recovers``: it is about a database that may be damaged, so that is not opened. ``examines``: whatever may be
    wrong with the folder is what the run is about, so it begins all the same.
    """

    data_dir: Path | None = None
    practice: bool = False
    service_url: str | None = None
    key: ApiKey | None = None
    recovers: bool = False
    examines: bool = False


class Ground:
    """One run on one data folder. ``closing``: what is opened on it puts its closing there.

    ``around``: the folder that practice's lies in.
    """

    def __init__(
        self,
        choices: Choices,
        folder: DataFolder,
        closing: ExitStack,
        clock: Clock | None = None,
        around: DataFolder | None = None,
    ) -> None:
        self.choices = choices
        self.folder = folder
        self.closing = closing
        self.clock = clock or SystemClock()
        self._around = around or folder
        self._logs_already = False

    @property
    def is_practice(self) -> bool:
        return self.choices.practice

    @property
    def logs(self) -> Path:
        """Practice logs where the rest does."""
        return self._around.logs

    def prepare(self) -> None:
        """Make the folder fit to be worked on, and log in it from here on. Raises FolderTrouble."""
        self._around.prepare()
        if not self._logs_already:
            self._logs_already = True
            log = start_logging(self.logs, os.environ)
            self.closing.push(lambda kind, *_: None if kind else log.stop())  # a crash is logged after all is closed
        self.folder.prepare()


@contextmanager
def open_ground(choices: Choices, clock: Clock | None = None) -> Iterator[Ground]:
    """The ground of one run, logging from here on; closes in order what was opened on it. Raises NoFolder.

    ``clock``: another one than the computer's.
    """
    dropped = drop_hostile(os.environ)
    with ExitStack() as closing:
        around = resolve_folder(choices.data_dir, os.environ)
        folder = DataFolder(around.practice) if choices.practice else around
        ground = Ground(choices, folder, closing, clock, around)
        try:
            if not choices.examines:
                ground.prepare()
        except FolderTrouble as trouble:
            from kiosk_app.cli.house import NoFolder

            raise NoFolder(trouble.path, trouble.reason.value) from trouble
        if dropped:
            _log.info("ignored in the environment: %s", ", ".join(dropped))
        yield ground
