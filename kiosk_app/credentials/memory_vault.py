"""The API key for this run only: handed in by --key-stdin, by practice, or where there is no keyring.

It touches neither keyring nor disk; when the process ends, the key is gone.
"""

from __future__ import annotations

from kiosk_app.domain.ids import ApiKey


class MemoryVault:
    """Keeps one key while it lives."""

    def __init__(self, key: ApiKey | None = None) -> None:
        self._key = key

    def read(self) -> ApiKey | None:
        return self._key

    def write(self, key: ApiKey) -> None:
        self._key = key

    def forget(self) -> None:
        self._key = None
