"""For a command the first signal waits for what is under way, the second does not; for a window both are a wish."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from kiosk_app.system.signals import WishToEnd, unbroken


def _reaches_its_end(number: signal.Signals, times: int) -> bool:
    """Whether a block that gets so many signals comes to its end; KeyboardInterrupt follows either way."""
    ended = False
    try:
        with unbroken():
            for _ in range(times):
                os.kill(os.getpid(), number)
            ended = True
    except KeyboardInterrupt:
        return ended
    pytest.fail("the signal was swallowed")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_waits_for_the_end(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    assert _reaches_its_end(number, times=1)
    assert signal.getsignal(number) is before


def test_the_second_signal_does_not_wait() -> None:
    assert not _reaches_its_end(signal.SIGINT, times=2)


def test_without_a_signal_nothing_happens() -> None:
    before = signal.getsignal(signal.SIGINT)
    with unbroken():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_another_thread_passes_through() -> None:
    passed: list[bool] = []

    def work() -> None:
        with unbroken():
            passed.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert passed == [True]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_wish_breaks_nothing_and_is_granted_by_what_there_is_to_close(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    wish = WishToEnd()
    granted: list[str] = []
    with wish.heard():
        with wish.granted_by(lambda: granted.append("one window")):
            assert not wish.is_made
            os.kill(os.getpid(), number)
        os.kill(os.getpid(), number)
        assert (wish.is_made, granted) == (True, ["one window"])
        with wish.granted_by(lambda: granted.append("the next")):
            assert granted == ["one window", "the next"]
    assert signal.getsignal(number) is before
