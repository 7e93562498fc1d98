"""The keyring's own process: answers one question about one key from the platform's keyring, and ends.

A question comes on standard input, its answer goes to standard output; the key is in nothing else. The library's
exceptions end here, because their frames and messages may hold the key.
"""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Callable
from types import TracebackType
from typing import TextIO, TypeVar

from kiosk_app.credentials.backend import TROUBLES, Backend, platform_backend
from kiosk_app.credentials.pipe import Question, Task, answer_line, question_from
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.ports import VaultReason, VaultTrouble

SERVICE = "Stamp Kiosk"
MAX_TWINS = 5  # entries that other programs may have left under our name and that forgetting removes
LONGEST_S = 30  # whoever asked is gone by then, killed maybe

T = TypeVar("T")


class Keeper:
    """One key in one keyring. ``build`` makes the keyring's class anew for each call; a call waits for a person."""

    def __init__(self, username: str, build: Callable[[], Backend] = platform_backend) -> None:
        self._username = username
        self._build = build

    def read(self) -> ApiKey | VaultTrouble | None:
        """The key, None where there is none. What is kept but is no key is NOT_KEPT."""
        kept = self._ask(lambda ring: ring.get_password(SERVICE, self._username))
        if not isinstance(kept, str):
            return kept
        return ApiKey.from_text(kept) or VaultTrouble(VaultReason.NOT_KEPT, "what is kept is not a key")

    def write(self, key: ApiKey) -> VaultTrouble | None:
        """Keep the key, read it back and compare."""
        return self._ask(lambda ring: self._keep(ring, key))

    def forget(self) -> VaultTrouble | None:
        """Remove the key; none there is fine. NOT_KEPT here means that the keyring still answers with one."""
        return self._ask(self._remove)

    def try_out(self, word: ApiKey) -> VaultTrouble | None:
        """Keep a word, read it back, and remove it."""
        return self.write(word) or self.forget()

    def _keep(self, ring: Backend, key: ApiKey) -> VaultTrouble | None:
        ring.set_password(SERVICE, self._username, key.reveal())
        if ring.get_password(SERVICE, self._username) != key.reveal():
            return VaultTrouble(VaultReason.NOT_KEPT, "read back differs")
        return None

    def _remove(self, ring: Backend) -> VaultTrouble | None:
        for _ in range(MAX_TWINS):
            if ring.get_password(SERVICE, self._username) is None:
                return None
            ring.delete_password(SERVICE, self._username)
        return VaultTrouble(VaultReason.NOT_KEPT, "still there after it was removed")

    def _ask(self, question: Callable[[Backend], T]) -> T | VaultTrouble:
        try:
            return question(self._build())
        except TROUBLES as error:
            return _trouble(error)


def serve(build: Callable[[], Backend] = platform_backend) -> None:
    """Answer the one question of this process. Where nobody answers it either, the process ends all the same."""
    faulthandler.dump_traceback_later(LONGEST_S, exit=True)
    sys.excepthook = _tell_kind
    _say(sys.stdout, _answer(question_from(sys.stdin.read()), build))


def _answer(asked: Question, build: Callable[[], Backend]) -> ApiKey | VaultTrouble | None:
    keeper = Keeper(asked.username, build)
    match asked.task:
        case Task.READ:
            return keeper.read()
        case Task.WRITE:
            return keeper.write(asked.key)
        case Task.FORGET:
            return keeper.forget()
        case Task.TRY:
            return keeper.try_out(asked.key)


def _tell_kind(kind: type[BaseException], _error: BaseException, _trace: TracebackType | None) -> None:
    """A fault of ours or a library's: its kind is told, and nothing that it says."""
    _say(sys.stdout, VaultTrouble(VaultReason.NO_KEYRING, f"it broke down: {kind.__name__}"))


def _say(out: TextIO, answer: ApiKey | VaultTrouble | None) -> None:
    out.write(answer_line(answer))
    out.flush()


def _trouble(error: Exception) -> VaultTrouble:
    """What an exception of a keyring means. Told by names: each platform has classes of its own.

    A collection that cannot be opened because its prompt was dismissed is an InitError with that cause.
    """
    chain = [type(error).__name__, *(type(cause).__name__ for cause in (error.__cause__,) if cause)]
    detail = " from ".join(chain)  # never a message: what it quotes is not ours to know
    if {"KeyringLocked", "LockedException", "PromptDismissedException"} & set(chain):
        return VaultTrouble(VaultReason.LOCKED, detail)
    if "PasswordSetError" in chain:
        return VaultTrouble(VaultReason.NOT_KEPT, detail)
    return VaultTrouble(VaultReason.NO_KEYRING, detail)
