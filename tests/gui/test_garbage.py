"""Garbage is collected by the window's thread, and by no other."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kiosk_app.gui.garbage import YOUNG, GarbageMan


class Ring:
    """Garbage that only the collector finds."""

    def __init__(self, ended_in: list[int]) -> None:
        self.me = self
        weakref.finalize(self, lambda: ended_in.append(threading.get_ident()))


@pytest.fixture
def man() -> Iterator[GarbageMan]:
    was_enabled = gc.isenabled()
    man = GarbageMan()
    man.begin()
    yield man
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    if was_enabled:
        gc.enable()


def test_what_a_lane_leaves_is_collected_here(qtbot: QtBot, man: GarbageMan) -> None:
    ended_in: list[int] = []
    kept: list[list[int]] = []

    def work() -> None:
        Ring(ended_in)
        kept.extend([] for _ in range(20 * YOUNG))  # enough for the collector to come by itself, were it let

    lane = threading.Thread(target=work)
    lane.start()
    lane.join()
    assert ended_in == []
    with qtbot.waitSignal(man._timer.timeout):
        pass
    assert ended_in == [threading.get_ident()]
