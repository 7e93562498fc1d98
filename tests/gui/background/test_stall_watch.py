"""The watch that tells how long the window was blocked."""

import time

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from tests.gui.stall_watch import StallWatch

BLOCK_S = 0.1


def block() -> None:
    until_s = time.perf_counter() + BLOCK_S
    while time.perf_counter() < until_s:
        continue


def test_a_block_is_seen_and_printed(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    blocker = QTimer(singleShot=True, interval=20)
    blocker.timeout.connect(block)
    with StallWatch("search") as watch, qtbot.waitSignal(blocker.timeout):
        blocker.start()
    assert watch.longest_s > BLOCK_S / 2
    assert capsys.readouterr().out.startswith("search: longest block ")


def test_a_block_that_lasts_until_the_end_is_seen(qapp: QObject) -> None:
    with StallWatch() as watch:
        block()
    assert watch.longest_s > BLOCK_S / 2
