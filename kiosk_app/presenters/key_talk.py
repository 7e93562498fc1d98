"""The talk about the API key, the same at set-up and in the settings: keep it, test it, say where it is.

The key goes straight to the service layer. No view is ever given one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.outcome import Connection, Reach
from kiosk_app.domain.ports import Background, Clock, Lane, VaultTrouble
from kiosk_app.services.account_care import AccountCare, KeyPlace, KeyState
from kiosk_app.words import account as words
from kiosk_app.words import folder as disk_words
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


@dataclass(frozen=True, slots=True)
class KeyShown:
    """Where the key is, in words for below the field. ``is_there``: some key is used; ``is_held``: in memory alone."""

    is_there: bool
    is_held: bool
    said: Said


class Finding(Enum):
    """How a test stands, for the look of its result."""

    NOT_YET = "not yet"
    RUNNING = "running"
    GOOD = "good"
    UNSURE = "unsure"  # it answered, and nothing proves or disproves the key
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class FindingShown:
    """The result of a test."""

    finding: Finding
    said: Said


class KeyView(Protocol):
    """Where the talk is shown."""

    def show_key(self, shown: KeyShown) -> None: ...

    def show_test(self, shown: FindingShown) -> None: ...

    def show_key_complaint(self, sentence: str) -> None:
        """What is wrong with what was typed; empty: nothing."""
        ...

    def clear_key(self) -> None:
        """The field empties: the key was taken and is not shown again."""
        ...


class KeyTalk:
    """One page's talk. ``changed`` is told when another key is used from now on."""

    def __init__(
        self,
        view: KeyView,
        care: AccountCare,
        background: Background,
        clock: Clock,
        language: Language,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        self._view = view
        self._care = care
        self._background = background
        self._clock = clock
        self._language = language
        self._changed = changed
        self._test_number = 0
        self.state = KeyState(KeyPlace.NOWHERE)

    def opened(self) -> None:
        """The page is there: say where the key is."""
        self._view.show_test(FindingShown(Finding.NOT_YET, words.untested(self._language)))
        self._look()

    def tested(self, typed: str) -> None:
        """*Test connection*: with what is typed, else with the key there is."""
        key = self._typed_key(typed)
        if typed.strip() and key is None:
            return
        self._test_number += 1
        number, started_s = self._test_number, self._clock.monotonic_s()
        self._view.show_test(FindingShown(Finding.RUNNING, words.testing(self._language)))
        self._background.submit(
            Lane.LOOK,
            lambda: (self._care.test(key), self._clock.monotonic_s() - started_s),
            lambda found: self._show_found(number, *found),
            self._fails(number),
            owner=self,
        )

    def kept(self, typed: str, then: Callable[[bool], None]) -> None:
        """Use what is typed from now on; ``then`` is told whether it is in the keychain. Nothing typed: nothing."""
        key = self._typed_key(typed)
        if key is None:
            return
        self._background.submit(
            Lane.VAULT,
            lambda: self._care.keep_key(key),
            lambda trouble: self._was_kept(trouble, then),
            self._failed,
            owner=self,
        )

    def left(self) -> None:
        """The page is left."""
        self._test_number += 1
        self._background.leave(self)

    def _typed_key(self, typed: str) -> ApiKey | None:
        key = ApiKey.from_text(typed)
        is_wrong = key is None and bool(typed.strip())
        self._view.show_key_complaint(str(words.bad_key(self._language)) if is_wrong else "")
        return key

    def _look(self) -> None:
        self._background.submit(Lane.VAULT, self._care.key_state, self._show_state, self._failed, owner=self)

    def _was_kept(self, trouble: VaultTrouble | None, then: Callable[[bool], None]) -> None:
        self._show_state(KeyState(KeyPlace.SESSION if trouble else KeyPlace.KEYRING, trouble))
        self._view.clear_key()
        self._changed()
        then(trouble is None)

    def _show_state(self, state: KeyState | VaultTrouble) -> None:
        if isinstance(state, VaultTrouble):  # given up waiting
            state = KeyState(KeyPlace.NOWHERE, state)
        self.state = state
        is_there = state.place is not KeyPlace.NOWHERE
        self._view.show_key(KeyShown(is_there, state.place is KeyPlace.SESSION, self._where(state)))

    def _where(self, state: KeyState) -> Said:
        reason = state.trouble.reason if state.trouble else None
        match state.place:
            case KeyPlace.KEYRING:
                return words.key_there(self._language)
            case KeyPlace.SESSION:
                return words.for_this_session(self._language, reason)
            case KeyPlace.NOWHERE:
                return words.keychain(self._language, reason) if reason else Said(words.where_kept(self._language))

    def _show_found(self, number: int, found: Connection | VaultTrouble | None, seconds: float) -> None:
        if number != self._test_number:
            return
        finding = Finding.BAD
        if found is None:
            said = words.no_key_to_test(self._language)
        elif isinstance(found, VaultTrouble):
            said = words.keychain(self._language, found.reason)
        else:
            finding = {Reach.ACCEPTED: Finding.GOOD, Reach.REACHED: Finding.UNSURE}.get(found.reach, Finding.BAD)
            said = words.found(self._language, found, seconds)
        self._view.show_test(FindingShown(finding, said))

    def _fails(self, number: int) -> Callable[[Exception], None]:
        def failed(error: Exception) -> None:
            if number == self._test_number:
                self._failed(error)

        return failed

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, StoreTrouble):
            raise error
        self._view.show_test(FindingShown(Finding.BAD, disk_words.disk_trouble(self._language, error.reason)))
