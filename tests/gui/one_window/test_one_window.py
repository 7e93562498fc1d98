"""One window per data folder, with real processes: second starts, starts at once, kill -9, windows that hang."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kiosk_app.gui.one_window import Door, Start, bring_forward, call, start_as
from kiosk_app.system.one_window import WindowLock
from tests.conftest import LogWatch

REPOSITORY = Path(__file__).parents[3]
PATIENCE_S = 60.0

Starter = Callable[..., "Started"]


class Started:
    """One start of the program."""

    def __init__(self, folder: Path, manner: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.gui.one_window.window", str(folder), manner],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def hear(self) -> str:
        """The next line it says; empty at its end."""
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def go(self) -> None:
        assert self._process.stdin
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def end(self) -> tuple[int, list[str]]:
        """End its input; its exit status and what else it said."""
        assert self._process.stdin
        assert self._process.stdout
        assert self._process.stderr
        self._process.stdin.close()
        said = self._process.stdout.read().split("\n")[:-1]
        assert self._process.stderr.read() == ""
        return self._process.wait(PATIENCE_S), said

    def send(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def kill(self) -> None:
        self._process.kill()
        with self._process:
            self._process.wait(PATIENCE_S)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Starter]:
    """Starts the program on one folder."""
    started: list[Started] = []

    def start(manner: str = "", folder: Path = tmp_path) -> Started:
        started.append(Started(folder, manner))
        return started[-1]

    yield start
    for one in started:
        one.kill()


@pytest.fixture
def window(start: Starter) -> Started:
    window = start()
    assert window.hear() == "the window"
    assert window.hear() not in {"", "no door"}
    return window


def test_a_second_start_brings_the_first_forward_and_ends_well(start: Starter, window: Started) -> None:
    for _ in range(2):
        assert start().end() == (0, ["brought forward"])
        assert window.hear() == "called"
    assert window.end() == (0, [])


def test_another_folder_has_a_window_of_its_own(start: Starter, window: Started, tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    other = start(folder=tmp_path / "practice")
    assert other.hear() == "the window"
    other.hear()
    assert other.end() == (0, [])
    assert window.end() == (0, [])


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_after_kill_9_the_next_start_is_the_window_and_can_be_called(start: Starter, window: Started) -> None:
    window.kill()
    after = start()
    assert after.hear() == "the window"
    assert after.hear() != "no door"
    assert start().end() == (0, ["brought forward"])
    assert after.end() == (0, ["called"])


def test_what_a_power_cut_leaves_behind_is_in_nobodys_way(start: Starter, tmp_path: Path) -> None:
    """A lock file and a call from before the boot, both without a process."""
    (tmp_path / "window.lock").write_bytes(b"")
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "left").touch()
    first = start()
    assert (first.hear(), first.hear()) == ("the window", "called")
    assert first.hear() == "door"
    assert list((tmp_path / "calls").iterdir()) == []
    assert start().end() == (0, ["brought forward"])
    assert first.end() == (0, ["called"])


def test_of_many_starts_in_one_instant_exactly_one_is_the_window(start: Starter) -> None:
    starts = [start("wait") for _ in range(5)]
    for one in starts:
        assert one.hear() == "ready"
    for one in starts:
        one.go()
    said = {one: one.hear() for one in starts}
    assert sorted(said.values()) == ["brought forward"] * 4 + ["the window"]
    windows = [one for one, text in said.items() if text == "the window"]
    assert all(one.end() == (0, []) for one in starts if one not in windows)
    windows[0].hear()
    status, calls = windows[0].end()
    assert status == 0
    assert set(calls) == {"called"}


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP")
def test_a_window_that_hangs_is_not_said_to_come(start: Starter, window: Started) -> None:
    window.send(signal.SIGSTOP)
    assert start("impatient").end() == (1, ["no answer"])
    waiting = start()
    window.send(signal.SIGCONT)
    assert waiting.end() == (0, ["brought forward"])
    assert "called" in window.end()[1]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_start_that_waits_for_a_window_that_hangs_follows_it_when_it_is_killed(
    start: Starter, window: Started
) -> None:
    window.send(signal.SIGSTOP)
    waiting = start("wait")
    assert waiting.hear() == "ready"
    waiting.go()
    window.kill()
    assert waiting.hear() == "the window"
    waiting.hear()
    assert waiting.end() == (0, [])


class HeldFor:
    """A lock that another window holds for so many tries."""

    def __init__(self, tries: int) -> None:
        self.tries = tries

    def take(self, wait_s: float) -> bool:
        self.tries -= 1
        return self.tries < 0


def test_a_start_while_the_window_closes_is_the_next_window(tmp_path: Path) -> None:
    assert start_as(HeldFor(3), tmp_path, patience_s=60) is Start.THE_WINDOW


@pytest.fixture
def door(qapp: QObject, tmp_path: Path) -> Iterator[Door]:
    door = Door(tmp_path)
    assert door.open()
    yield door
    door.close()


def test_the_answer_does_not_wait_until_the_window_has_come(door: Door, tmp_path: Path, qtbot: QtBot) -> None:
    answered: list[bool] = []
    door.called.connect(lambda: answered.append(not any(tmp_path.iterdir())))
    with qtbot.waitSignal(door.called):
        (tmp_path / "call").touch()
    assert answered == [True]


def test_a_caller_that_is_gone_already_harms_nobody(door: Door, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "gone").touch()
    (tmp_path / "gone").unlink()
    with qtbot.waitSignal(door.called):
        (tmp_path / "call").touch()


def test_a_window_that_is_closing_answers_no_more(door: Door, tmp_path: Path) -> None:
    door.close()
    assert not call(tmp_path, answer_s=0.1)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_watched_is_a_line_in_the_log(
    qapp: QObject, tmp_path: Path, log_watch: LogWatch
) -> None:
    log_watch.expect("later starts cannot call this window")
    assert not Door(tmp_path / "not there").open()


def test_a_folder_that_goes_while_it_is_watched_harms_nobody(qapp: QObject, tmp_path: Path, qtbot: QtBot) -> None:
    calls = tmp_path / "calls"
    calls.mkdir()
    door = Door(calls)
    assert door.open()
    with qtbot.waitSignal(door._watcher.directoryChanged):
        calls.rmdir()
    door.close()


def test_nobody_answers_where_nobody_listens(tmp_path: Path) -> None:
    assert not call(tmp_path, answer_s=0.1)
    assert not call(tmp_path / "not there", answer_s=0.1)


def test_the_lock_is_free_again_after_it_is_released(tmp_path: Path) -> None:
    first, second = WindowLock(tmp_path / "window.lock"), WindowLock(tmp_path / "window.lock")
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()


@pytest.mark.qt_log_ignore("does not support raise")  # the offscreen platform says so
def test_a_window_that_was_minimized_is_shown_as_it_was(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMaximized()
    window.showMinimized()
    bring_forward(window)
    assert window.isVisible()
    assert not window.isMinimized()
    assert window.isMaximized()
