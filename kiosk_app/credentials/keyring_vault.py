"""The API key in the keyring of the operating system, filed by data folder and service address.

The keyring is asked by a process of its own, which ends with its answer: what it takes to ask fills 10 MB, and a
keyring may ask a person, who is away. The key goes through that process's pipes and nowhere else.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from kiosk_app.credentials import KEEPER_OPTION
from kiosk_app.credentials.pipe import Question, Task, answer_from, question_line
from kiosk_app.domain.ids import MAX_KEY_UTF16_UNITS, ApiKey
from kiosk_app.domain.ports import VaultReason, VaultTrouble

SERVE = "import sys; sys.path[:] = {path!r}; from kiosk_app.credentials.keeper import serve; serve()"
NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash one up


class KeyringVault:
    """One key of one data folder at one address; another address never gets it.

    Each call is given up, and its process killed, after ``timeout_s`` seconds. It may have been carried out by then:
    a key may be kept although `write` said NO_ANSWER. ``keeper`` is the command that answers.
    """

    def __init__(
        self, folder_id: str, address: str, timeout_s: float = 10.0, keeper: Sequence[str] | None = None
    ) -> None:
        self._username = f"{folder_id} {address}"
        self._timeout_s = timeout_s
        self._keeper = keeper or keeper_command()

    def read(self) -> ApiKey | VaultTrouble | None:
        """The key, None where there is none. What is kept but is no key is NOT_KEPT."""
        return self._ask(Question(Task.READ, self._username))

    def write(self, key: ApiKey) -> VaultTrouble | None:
        """Keep the key, read it back and compare. Over 1,280 UTF-16 units (Windows' limit) is NOT_KEPT."""
        if len(key.reveal().encode("utf-16-le", "surrogatepass")) > 2 * MAX_KEY_UTF16_UNITS:
            return VaultTrouble(VaultReason.NOT_KEPT, f"over {MAX_KEY_UTF16_UNITS} UTF-16 units")
        return _trouble_of(self._ask(Question(Task.WRITE, self._username, key)))

    def forget(self) -> VaultTrouble | None:
        """Remove the key; none there is fine. NOT_KEPT here means that the keyring still answers with one."""
        return _trouble_of(self._ask(Question(Task.FORGET, self._username)))

    def try_out(self, word: ApiKey) -> VaultTrouble | None:
        """Keep a word that is worth nothing, read it back and remove it, in one process."""
        return _trouble_of(self._ask(Question(Task.TRY, self._username, word)))

    def _ask(self, question: Question) -> ApiKey | VaultTrouble | None:
        try:
            done = subprocess.run(  # noqa: S603  our own code, or a test's
                self._keeper,
                input=question_line(question),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                timeout=self._timeout_s,
                check=False,
                creationflags=NO_CONSOLE,
            )
            return answer_from(done.stdout)
        except subprocess.TimeoutExpired:
            return VaultTrouble(VaultReason.NO_ANSWER, f"none within {self._timeout_s:g} s")
        except (OSError, ValueError) as error:  # it could not begin, or ended without an answer
            return VaultTrouble(VaultReason.NO_KEYRING, f"its process: {type(error).__name__}")


def keeper_command() -> list[str]:
    """The same code as ours, found where we found it, and nothing that the environment names."""
    if getattr(sys, "frozen", False):
        return [sys.executable, KEEPER_OPTION]
    return [sys.executable, "-I", "-c", SERVE.format(path=sys.path)]


def _trouble_of(answer: ApiKey | VaultTrouble | None) -> VaultTrouble | None:
    return answer if isinstance(answer, VaultTrouble) else None
