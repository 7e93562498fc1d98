"""Keyring classes for tests: one that remembers, and ones that fail in the ways of real ones."""

import json
import threading
from pathlib import Path

from keyring.errors import PasswordDeleteError


class RememberingRing:
    """A keyring in a dict, which several vaults may share."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("No such password!")


class ForgetfulRing(RememberingRing):
    """Saves in silence and keeps nothing, as keyring's null backend does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class StubbornRing(RememberingRing):
    """Says that it removed what it then still has."""

    def delete_password(self, service: str, username: str) -> None:
        pass


class FailingRing(RememberingRing):
    """Raises the same exception whatever it is asked, and quotes the key in it."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self._error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self._error

    def set_password(self, service: str, username: str, password: str) -> None:
        self._error.args = (f"could not keep {password}",)
        raise self._error


class PromptingRing(RememberingRing):
    """Asks a person, who never answers."""

    def get_password(self, service: str, username: str) -> str | None:
        threading.Event().wait()
        return super().get_password(service, username)


class FileRing(RememberingRing):
    """Remembers beyond its process."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = Path(file)
        if self._file.exists():
            self.kept = {(service, username): key for service, username, key in json.loads(self._file.read_text())}

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password)
        self._write()

    def delete_password(self, service: str, username: str) -> None:
        super().delete_password(service, username)
        self._write()

    def _write(self) -> None:
        self._file.write_text(json.dumps([[*place, key] for place, key in self.kept.items()]))
