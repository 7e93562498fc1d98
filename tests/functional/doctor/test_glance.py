"""Qt asked in a process of its own: what it told counts, however that process ends, and it always ends."""

from __future__ import annotations

import os
import sys

import pytest

from kiosk_app.domain.health import Glance, Screen
from kiosk_app.system.environment import has_screen
from kiosk_app.wiring.glance import glance
from tests.conftest import LogWatch

TOLD = 'import sys, threading\nprint(\'{"qt": "6.9.1"}\', flush=True)\n'


def asked(code: str, limit_s: float = 30.0) -> Glance:
    return glance(os.environ, limit_s, [sys.executable, "-c", code])


def test_the_real_one_tells_qt_its_platform_and_the_screens() -> None:
    found = glance({**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    assert found.platform == "offscreen"
    assert found.screens == (Screen(800, 800),)
    assert found.qt.startswith("6.")


def test_what_was_told_before_it_broke_down_counts() -> None:
    assert asked(TOLD + "import os; os.abort()") == Glance("6.9.1")


def test_one_that_hangs_is_killed_and_what_it_told_counts() -> None:
    assert asked(TOLD + "threading.Event().wait()", limit_s=2.0) == Glance("6.9.1")


def test_half_a_line_is_none() -> None:
    assert asked(TOLD + 'print(\'{"platform": "xc\', flush=True)') == Glance("6.9.1")


def test_one_that_cannot_begin_tells_nothing(log_watch: LogWatch) -> None:
    log_watch.expect("Qt cannot be asked")
    assert glance(os.environ, 5.0, ["/nowhere/python"]) == Glance()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has sessions without a screen")
@pytest.mark.parametrize(("environ", "has_one"), [({}, False), ({"DISPLAY": ""}, False), ({"DISPLAY": ":0"}, True)])
def test_a_session_without_a_screen_is_told(environ: dict[str, str], has_one: bool) -> None:
    assert has_screen(environ) is has_one
