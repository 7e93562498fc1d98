"""The clock: aware times in UTC, and the shop's own date."""

import os
import sys
from datetime import UTC, datetime, timedelta

import pytest

from kiosk_app.domain.ports import Clock
from kiosk_app.system.clock import SystemClock
from tests.unit.system.children import run_python

TODAY = "from kiosk_app.system.clock import SystemClock; print(SystemClock().today())"


def test_now_is_this_instant_in_utc() -> None:
    clock: Clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_monotonic_seconds_never_jump_back() -> None:
    clock = SystemClock()
    seen = [clock.monotonic_s() for _ in range(100)]
    assert seen == sorted(seen)


@pytest.mark.skipif(sys.platform == "win32", reason="TZ is not heard there")
def test_today_is_the_date_where_the_shop_is() -> None:
    """Two places 26 hours apart never share a date."""
    dates = [run_python(TODAY, environ=os.environ | {"TZ": zone}).stdout.strip() for zone in ("UTC+12", "UTC-14")]
    assert dates[0] < dates[1]
