"""The line as the last call found it: up, down, or not tried yet. It asks nothing by itself."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from kiosk_app.domain.ids import StampIdx
from kiosk_app.domain.outcome import Answer, Connection, Fate, Reach, Reason
from kiosk_app.domain.ports import StampApi
from kiosk_app.domain.stamp import Change, NewStamp, StampView

T = TypeVar("T")

_OUT_OF_REACH = (Reach.NO_INTERNET, Reach.LOGIN_PAGE, Reach.PROXY)


class LineState(Enum):
    """What the last call found."""

    NOT_TRIED = "not tried"
    UP = "up"
    DOWN = "down"


class WatchedLine:
    """A ``StampApi`` that remembers how its last call ended. Threads may share it."""

    def __init__(self, api: StampApi) -> None:
        self._api = api
        self._state = LineState.NOT_TRIED

    @property
    def state(self) -> LineState:
        return self._state

    def create(self, new: NewStamp) -> Answer[StampIdx]:
        return self._noted(self._api.create(new))

    def add(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._noted(self._api.add(stamp_idx))

    def remove(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._noted(self._api.remove(stamp_idx))

    def update(self, stamp_idx: StampIdx, change: Change) -> Answer[None]:
        return self._noted(self._api.update(stamp_idx, change))

    def delete(self, stamp_idx: StampIdx) -> Answer[None]:
        return self._noted(self._api.delete(stamp_idx))

    def validate(self, stamp_idx: StampIdx, deadline_s: float | None = None) -> Answer[StampView]:
        return self._noted(self._api.validate(stamp_idx, deadline_s))

    def test_connection(self, known: StampIdx | None) -> Connection:
        found = self._api.test_connection(known)
        self._state = LineState.DOWN if found.reach in _OUT_OF_REACH else LineState.UP
        return found

    def _noted(self, answer: Answer[T]) -> Answer[T]:
        """A call that was lost on its way says nothing of the line: it may have been the service."""
        if answer.reason.is_of_the_line:
            self._state = LineState.DOWN
        elif answer.fate is not Fate.UNKNOWN and answer.reason is not Reason.LOST:
            self._state = LineState.UP
        return answer
