"""The input devices as Linux lists them, and the desktops that bring a keyboard of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk_app.system.keyboards import brings_keyboard, keyboards

TABLET = """\
I: Bus=0019 Vendor=0000 Product=0001 Version=0000
N: Name="Power Button"
P: Phys=PNP0C0C/button/input0
H: Handlers=kbd event0
B: PROP=0
B: EV=3
B: KEY=10000000000000 0

I: Bus=0018 Vendor=222a Product=0001 Version=0100
N: Name="ILTP7807:00 222A:FFF1"
H: Handlers=mouse0 event5
B: EV=b
B: KEY=400 0 0 0 0 0
B: ABS=3273800000000003
"""
SCANNER = """
I: Bus=0003 Vendor=0c2e Product=0b61 Version=0110
N: Name="Honeywell Imaging & Mobility 1900"
H: Handlers=sysrq kbd leds event7
B: EV=120013
B: KEY=1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe

"""


def listed(folder: Path, text: str) -> tuple[str, ...] | None:
    (folder / "devices").write_text(text)
    return keyboards(folder / "devices")


def test_buttons_and_touch_screens_have_no_letters(tmp_path: Path) -> None:
    assert listed(tmp_path, TABLET) == ()
    assert listed(tmp_path, TABLET + SCANNER) == ("Honeywell Imaging & Mobility 1900",)


def test_on_32_bits_the_words_are_shorter(tmp_path: Path) -> None:
    text = SCANNER.replace("febeffdfffefffff fffffffffffffffe", "febeffdf ffefffff ffffffff fffffffe")
    assert listed(tmp_path, text) == ("Honeywell Imaging & Mobility 1900",)


def test_a_system_that_does_not_tell(tmp_path: Path) -> None:
    assert keyboards(tmp_path / "none") is None


@pytest.mark.parametrize(
    ("environ", "brings"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0", "XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0", "XDG_CURRENT_DESKTOP": "Phosh:GNOME"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, False),  # a kiosk's compositor
        ({"DISPLAY": ":0", "XDG_CURRENT_DESKTOP": "GNOME"}, False),
        ({"DISPLAY": ":0", "QT_IM_MODULE": "qtvirtualkeyboard"}, True),
        ({"DISPLAY": ":0", "QT_IM_MODULE": "ibus"}, False),
    ],
)
def test_desktops_with_a_keyboard_of_their_own(environ: dict[str, str], brings: bool) -> None:
    assert brings_keyboard(environ) is brings
