"""Keyring classes for tests: one that remembers, and ones that fail in the ways of real ones."""

import threading

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
    """Asks a person, who answers when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self.answered.wait()
        return super().get_password(service, username)
