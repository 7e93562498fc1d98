"""The support file: what whoever helps needs to know, without the key and without anybody's data.

It is gathered first, so that a person sees what is in it, and only then written. Neither the database nor its
backups are ever read for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kiosk_app.domain.problems import BadInput
from kiosk_app.domain.redaction import without_people, without_secrets
from kiosk_app.domain.support import About, Part
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.support_file import read_logs, settings_text, write_parts

_log = logging.getLogger(__name__)


class Support:
    """Of one data folder. ``facts``: lines on the program and the system. ``secrets``: what must stand nowhere.

    ``home``: the user's own folder, whose name may be a person's. Slow: asks the keyring for the key, to leave it out.
    """

    def __init__(
        self,
        logs: Path,
        settings: SettingsService,
        facts: Sequence[str],
        secrets: Callable[[], Collection[str]],
        *,
        home: str,
        now: Callable[[], datetime],
    ) -> None:
        self._logs = logs
        self._settings = settings
        self._facts = facts
        self._secrets = secrets
        self._home = home
        self._now = now

    def gather(self, found: str) -> tuple[Part, ...]:
        """All that will stand in the file; ``found``: what doctor found, in words."""
        made_at = f"{self._now().astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        parts = [
            Part("about.txt", About.PROGRAM, "\n".join([*self._facts, made_at, ""])),
            Part("doctor.txt", About.DOCTOR, found),
            Part("settings.toml", About.SETTINGS, self._settings_text()),
            *(Part(f"logs/{name}", About.LOG, without_people(text)) for name, text in read_logs(self._logs)),
        ]
        secrets = self._known_secrets()
        return tuple(replace(part, text=without_secrets(part.text, secrets, self._home)) for part in parts)

    def write(self, parts: Sequence[Part], target: Path) -> None:
        """One file that its user alone can read, whole or not at all. Raises StoreTrouble."""
        write_parts(target, parts)
        _log.info("a support file was written")

    def _known_secrets(self) -> Collection[str]:
        try:
            return self._secrets()
        except BadInput:
            return ()  # without settings that can be read there is no line, and no key was given to this run

    def _settings_text(self) -> str:
        """What the settings say, and nothing that the owner wrote beside it."""
        try:
            return settings_text(self._settings.current())
        except BadInput as bad:
            return f"# cannot be read: {bad}\n"
