"""The API key in the keyring of the operating system, filed by data folder and service address.

Every call runs in a daemon thread and is given up after a while: a keyring may ask a person, who is away.
Trouble comes back as a value; the library's exceptions end here, because their frames may hold the key.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from kiosk_app.credentials.backend import TROUBLES, Backend, platform_backend
from kiosk_app.domain.ids import MAX_KEY_UTF16_UNITS, ApiKey
from kiosk_app.domain.ports import VaultReason, VaultTrouble

SERVICE = "Stamp Kiosk"
MAX_TWINS = 5  # entries that other programs may have left under our name and that forgetting removes

T = TypeVar("T")


class KeyringVault:
    """One key of one data folder at one address; another address never gets it.

    Calls are made one at a time, each within ``timeout_s`` seconds. One that was given up keeps its one
    thread until the keyring answers, and it may still be carried out then: a key may be kept although
    `write` said NO_ANSWER. ``build`` makes the keyring's class anew for each call.
    """

    def __init__(
        self,
        folder_id: str,
        address: str,
        timeout_s: float = 10.0,
        build: Callable[[], Backend] = platform_backend,
    ) -> None:
        self._username = f"{folder_id} {address}"
        self._timeout_s = timeout_s
        self._build = build
        self._free = threading.Lock()

    def read(self) -> ApiKey | VaultTrouble | None:
        """The key, None where there is none. What is kept but is no key is NOT_KEPT."""
        kept = self._ask(lambda ring: ring.get_password(SERVICE, self._username))
        if not isinstance(kept, str):
            return kept
        return ApiKey.from_text(kept) or VaultTrouble(VaultReason.NOT_KEPT, "what is kept is not a key")

    def write(self, key: ApiKey) -> VaultTrouble | None:
        """Keep the key, read it back and compare. Over 1,280 UTF-16 units (Windows' limit) is NOT_KEPT."""
        if len(key.reveal().encode("utf-16-le", "surrogatepass")) > 2 * MAX_KEY_UTF16_UNITS:
            return VaultTrouble(VaultReason.NOT_KEPT, f"over {MAX_KEY_UTF16_UNITS} UTF-16 units")
        return self._ask(lambda ring: self._keep(ring, key))

    def forget(self) -> VaultTrouble | None:
        """Remove the key; none there is fine. NOT_KEPT here means that the keyring still answers with one."""
        return self._ask(self._remove)

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
        give_up_at = time.monotonic() + self._timeout_s
        if not self._free.acquire(timeout=self._timeout_s):
            return VaultTrouble(VaultReason.NO_ANSWER, "an earlier call still waits for its answer")
        answers: queue.SimpleQueue[T | VaultTrouble] = queue.SimpleQueue()
        threading.Thread(target=self._work, args=(question, answers), name="keyring", daemon=True).start()
        try:
            return answers.get(timeout=max(0.0, give_up_at - time.monotonic()))
        except queue.Empty:
            return VaultTrouble(VaultReason.NO_ANSWER, f"none within {self._timeout_s:g} s")

    def _work(self, question: Callable[[Backend], T], answers: queue.SimpleQueue[T | VaultTrouble]) -> None:
        answer: T | VaultTrouble = VaultTrouble(VaultReason.NO_KEYRING, "it broke down, see the crash report")
        try:
            answer = question(self._build())
        except TROUBLES as error:
            answer = _trouble(error)
        finally:
            self._free.release()
            answers.put(answer)


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
