"""Background work without threads: at once, or when the test says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from kiosk_app.domain.ports import Lane, Ticket, VaultReason, VaultTrouble

T = TypeVar("T")


def raise_again(error: Exception) -> None:
    """What the fakes do with an exception that nobody expected, unless they are given something else."""
    raise error


@dataclass(eq=False, slots=True)
class HeldWork:
    """One piece of work that was handed in."""

    lane: Lane
    work: Callable[[], Any]
    done: Callable[[Any], object] | None
    failed: Callable[[Exception], object] | None
    owner: object | None
    droppable: bool
    dropped: bool = False

    def cancel(self) -> None:
        self.done = None
        self.failed = self.failed and (lambda _error: None)
        self.dropped = self.droppable

    def run(self) -> None:
        if self.dropped:
            return
        try:
            result = self.work()
        except Exception as error:
            if self.failed is None:
                raise
            self.failed(error)
        else:
            self.give(result)

    def give(self, result: object) -> None:
        if self.done:
            self.done(result)


class InlineBackground:
    """Runs all work at once, and calls back before ``submit`` returns."""

    def __init__(self, crashed: Callable[[Exception], None] = raise_again) -> None:
        self._crashed = crashed

    def submit(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: object | None = None,
        droppable: bool = False,
    ) -> Ticket:
        task = HeldWork(lane, work, done, failed, owner, droppable)
        _guarded(task.run, self._crashed)
        return task

    def leave(self, owner: object) -> None:
        """Nothing is ever open here."""


class HeldBackground:
    """Holds all work until ``release``."""

    def __init__(self, crashed: Callable[[Exception], None] = raise_again) -> None:
        self._crashed = crashed
        self._held: list[HeldWork] = []

    @property
    def held(self) -> tuple[Lane, ...]:
        """The lanes of what is held, oldest first; what was cancelled and may be dropped is not."""
        return tuple(task.lane for task in self._held if not task.dropped)

    def submit(
        self,
        lane: Lane,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: object | None = None,
        droppable: bool = False,
    ) -> Ticket:
        task = HeldWork(lane, work, done, failed, owner, droppable)
        self._held.append(task)
        return task

    def leave(self, owner: object) -> None:
        for task in self._held:
            if task.owner is owner:
                task.cancel()

    def release(self, *lanes: Lane) -> None:
        """Run what is held now, in order; only of these lanes where any is named. What that hands in is held."""
        for task in self._take(lanes):
            _guarded(task.run, self._crashed)

    def give_up(self) -> None:
        """The vault does not answer: what is held for it is done with NO_ANSWER and never run."""
        trouble = VaultTrouble(VaultReason.NO_ANSWER, "given up waiting")
        for task in self._take((Lane.VAULT,)):
            _guarded(partial(task.give, trouble), self._crashed)

    def _take(self, lanes: tuple[Lane, ...]) -> list[HeldWork]:
        taken = [task for task in self._held if not lanes or task.lane in lanes]
        self._held = [task for task in self._held if task not in taken]
        return taken


def _guarded(step: Callable[[], None], crashed: Callable[[Exception], None]) -> None:
    try:
        step()
    except Exception as error:  # noqa: BLE001  stands for the relay
        crashed(error)
