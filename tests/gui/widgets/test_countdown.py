"""A countdown asks the clock, ends once, and steps once a second where motion is reduced."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.countdown import Countdown, Ring


class Watch:
    """Seconds that pass when told."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def now(self) -> float:
        return self.seconds


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def countdown(style: Style, watch: Watch, qapp: QObject) -> Iterator[Countdown]:
    made = Countdown(style, 12, watch.now)
    yield made
    made.stop()


def test_it_runs_from_full_to_nothing(countdown: Countdown, watch: Watch, qtbot: QtBot) -> None:
    assert countdown.seconds == 0
    countdown.start()
    assert (countdown.seconds, countdown.share) == (12, 1.0)
    watch.seconds += 3.5
    assert (countdown.seconds, countdown.left_s) == (9, 8.5)
    with qtbot.waitSignal(countdown.finished):
        watch.seconds += 8.5
    assert (countdown.seconds, countdown.is_running) == (0, False)


def test_words_and_ring_say_the_same_second(countdown: Countdown, watch: Watch) -> None:
    countdown.start()
    watch.seconds += 1.0001
    in_words = countdown.seconds
    watch.seconds += 0.01  # until it is painted
    assert (in_words, countdown.seconds) == (11, 11)
    watch.seconds += 0.9889  # the next step, a little early
    in_words = countdown.seconds
    watch.seconds += 0.01
    assert (in_words, countdown.seconds) == (10, 10)


def test_starting_again_gives_the_full_time(countdown: Countdown, watch: Watch) -> None:
    countdown.start()
    watch.seconds += 10
    countdown.start()
    assert countdown.seconds == 12


def test_stopped_it_does_not_finish(countdown: Countdown, watch: Watch, qtbot: QtBot) -> None:
    countdown.start()
    countdown.stop()
    watch.seconds += 60
    with qtbot.assertNotEmitted(countdown.finished, wait=150):
        assert not countdown.is_running


def test_reduced_motion_steps_in_whole_seconds(countdown: Countdown, watch: Watch, style: Style) -> None:
    style.change(is_calm=True)
    countdown.start()
    watch.seconds += 0.9
    assert countdown.share == 1.0
    watch.seconds += 0.1
    assert countdown.share == pytest.approx(11 / 12)


def test_rings_and_buttons_show_it(countdown: Countdown, watch: Watch, style: Style, qtbot: QtBot) -> None:
    ring, undo = Ring(style, countdown), Button(style, "Undo", height=72)
    undo.set_countdown(countdown)
    for widget in (ring, undo):
        qtbot.addWidget(widget)
        widget.show()
    countdown.start()
    before = [widget.grab().toImage() for widget in (ring, undo)]
    watch.seconds += 6
    after = [widget.grab().toImage() for widget in (ring, undo)]
    assert all(old != new for old, new in zip(before, after, strict=True))
    undo.set_countdown(None)
    assert undo.grab().toImage() != after[1]
