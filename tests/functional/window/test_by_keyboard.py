"""The program as it is started, on a screen of its own, by keyboard alone: its picture holds the code."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk_app.gui.theme.palette import LIGHT
from tests.functional.window.screen import MISSING, PATIENCE_S, Screen
from tests.gui.qr.scanned import Rgb
from tests.services import PRACTICE_KEY, PracticeProcess

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")


@contextmanager
def program(screen: Screen, data_dir: Path, address: str) -> Iterator[subprocess.Popen[str]]:
    child = subprocess.Popen(
        [sys.executable, "-m", "kiosk_app", "--data-dir", str(data_dir), "--service-url", address, "--key-stdin"],
        stdin=subprocess.PIPE,
        env={**screen.environ, "QT_QPA_PLATFORM": "xcb"},
        text=True,
    )
    assert child.stdin
    child.stdin.write(f"{PRACTICE_KEY}\n")
    child.stdin.close()
    try:
        yield child
    finally:
        child.kill()
        child.wait(PATIENCE_S)


def link(service: PracticeProcess, name: str) -> str:
    (found,) = [stamp.stamp_idx for stamp in service.truth().stamps if stamp.name == name]
    return f"{service.address}/stamp/{found}"


def is_set_up_shown(picture: Rgb) -> bool:
    """Its *Next* is filled with the colour of action, of which the counter has but lines."""
    color = LIGHT.action.lstrip("#")
    return int((picture == list(bytes.fromhex(color))).all(axis=2).sum()) > 8000


@pytest.mark.slow
def test_a_new_user_comes_to_two_codes_by_keyboard_alone(tmp_path: Path, service: PracticeProcess) -> None:
    settings = tmp_path / "data" / "settings.toml"
    with Screen(tmp_path) as screen:
        empty = screen.picture()
        with program(screen, tmp_path / "data", service.address) as child:
            screen.wait(lambda: settings.exists() and service.truth().requests != (), "the service is asked")
            screen.wait(lambda: is_set_up_shown(screen.picture()), "set-up is shown")
            shop = screen.wait_for_another(empty)
            screen.type("Corner Coffee")
            screen.press("Return")
            screen.wait(lambda: "Corner Coffee" in settings.read_text("utf-8"), "the shop is saved")
            account = screen.wait_for_another(shop)
            screen.press("Return")  # the key was given at the start
            screen.wait_for_another(account)
            screen.type("123")
            screen.press("Tab")
            screen.type("Coffee card")
            screen.press("Return")
            screen.wait(lambda: "Coffee card" in settings.read_text("utf-8"), "the card is saved")
            ready = screen.wait_for_another(empty)
            screen.press("Return")
            counter = screen.wait_for_another(ready)

            screen.press("F2")
            screen.wait_for_another(counter)
            screen.type("Ada Lovelace")
            screen.press("Return")
            first = screen.scan()
            assert first == link(service, "Ada Lovelace")

            code = screen.wait_for_another(empty)
            screen.press("Return")
            counter = screen.wait_for_another(code)
            screen.press("F2")
            screen.wait_for_another(counter)
            screen.type("Grace Hopper")
            screen.press("Return")
            assert screen.scan(unlike=first) == link(service, "Grace Hopper")

            screen.press("alt+F4")
            assert child.wait(PATIENCE_S) == 0
