"""A code on the screen: every module the same whole number of device pixels, in its colours, and scanners read it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPalette
from pytestqt.qtbot import QtBot

from kiosk_app.codes.matrix import matrix
from kiosk_app.gui.qr import LEAST_MODULE_PX, QrPanel, Sentence
from tests.gui.qr.scanned import Rgb, bounds, module_px, read, rgb

LINK = "https://vvd.bz/stamp/1347"
PRACTICE = "Practice stamp 1347. Not a real stamp."
BAND = Sentence("PRACTICE", "scans as a text, not a stamp")
DPRS = [1, 1.25, 1.5, 2]
PANELS = {"1280x800": (664, 664), "1024x600": (492, 492), "customer": (536, 536), "odd": (571, 433)}
ROOT = Path(__file__).resolve().parents[3]


def a_panel(qtbot: QtBot, text: str | None = LINK, size: tuple[int, int] = (664, 664)) -> QrPanel:
    panel = QrPanel()
    panel.setPalette(QPalette(QColor("#FBF8F2")))  # the corners show its ground, whatever theme was on before
    qtbot.addWidget(panel)
    panel.set_code(text, matrix(text) if text else ())
    panel.resize(*size)
    return panel


def picture(panel: QrPanel, dpr: float = 1) -> Rgb:
    """As a screen of this dpr would show it, on a page that is not white."""
    image = QImage(QSize(round(panel.width() * dpr), round(panel.height() * dpr)), QImage.Format.Format_RGB32)
    image.fill(0xFBF8F2)
    image.setDevicePixelRatio(dpr)
    panel.render(image)
    return rgb(image)


@pytest.mark.parametrize("dpr", DPRS)
@pytest.mark.parametrize("size", PANELS.values(), ids=PANELS)
@pytest.mark.parametrize("text", [LINK, PRACTICE])
def test_it_is_read_and_every_module_is_the_same(qtbot: QtBot, text: str, size: tuple[int, int], dpr: float) -> None:
    shown = picture(a_panel(qtbot, text, size), dpr)
    modules = matrix(text)
    px = module_px(shown, modules)
    assert read(shown) == text
    assert px == min(shown.shape[:2]) // (len(modules) + 8)
    assert px >= LEAST_MODULE_PX * dpr


@pytest.mark.parametrize("dpr", DPRS)
def test_four_modules_of_white_lie_around_it(qtbot: QtBot, dpr: float) -> None:
    panel = a_panel(qtbot, PRACTICE)
    panel.set_band(BAND)
    panel.set_border("#E7E0D2")
    shown = picture(panel, dpr)
    left, top, right, bottom = bounds(shown)
    quiet = 4 * module_px(shown, matrix(PRACTICE))
    around = shown[top - quiet : bottom + quiet, left - quiet : right + quiet].copy()
    around[quiet:-quiet, quiet:-quiet] = 255
    middle = around[1:-1, 1:-1]  # the border's line may lie on the outermost pixel
    assert (middle == 255).all()


def test_the_drawn_panel_has_the_drawn_code(qtbot: QtBot) -> None:
    panel = a_panel(qtbot)
    assert module_px(picture(panel), matrix(LINK)) == 20
    assert panel.sizeHint() == QSize(664, 664)


@pytest.mark.usefixtures("qapp")
@given(st.from_regex(r"[a-z0-9/.:-]{1,60}", fullmatch=True), st.integers(0, 400), st.sampled_from(DPRS))
@settings(max_examples=30)
def test_any_link_in_any_panel_is_whole(text: str, more: int, dpr: float) -> None:
    panel = QrPanel()
    panel.set_code(text, matrix(text))
    panel.resize(panel.minimumSizeHint() + QSize(more, 0))
    shown = picture(panel, dpr)
    assert module_px(shown, matrix(text)) >= LEAST_MODULE_PX * dpr
    assert read(shown) == text


def test_a_dark_window_changes_nothing(qtbot: QtBot) -> None:
    panel = a_panel(qtbot)
    light = picture(panel)
    panel.setStyleSheet("background: #171411; color: #F5EFE6")
    left, top, right, bottom = bounds(picture(panel))
    assert np.array_equal(picture(panel)[top:bottom, left:right], light[top:bottom, left:right])
    assert module_px(picture(panel), matrix(LINK)) == 20


def test_without_a_text_the_page_s_sentence_stands_there(qtbot: QtBot) -> None:
    panel = a_panel(qtbot, None)
    empty = picture(panel)
    panel.set_placeholder(Sentence("New stamp waiting", "The QR code comes with the internet"))
    waiting = picture(panel)
    assert not np.array_equal(empty, waiting)
    assert panel.minimumSizeHint() == QSize(0, 0)
    panel.set_code(LINK, matrix(LINK))
    assert read(picture(panel)) == LINK
    panel.set_code(None)
    assert np.array_equal(picture(panel), waiting)


def test_a_new_text_takes_the_place_of_the_old(qtbot: QtBot) -> None:
    panel = a_panel(qtbot)
    panel.set_code(PRACTICE, matrix(PRACTICE))
    assert read(picture(panel)) == panel.text() == PRACTICE


@pytest.mark.parametrize("size", [(596, 597), (420, 420)])
def test_practice_stands_over_its_band(qtbot: QtBot, size: tuple[int, int]) -> None:
    panel = a_panel(qtbot, PRACTICE, size)
    panel.set_band(BAND)
    shown = picture(panel)
    amber = np.nonzero((shown == (0xF2, 0xB6, 0x32)).all(axis=2))[0]
    assert bounds(shown)[3] < amber.min()
    assert amber.max() == size[1] - 1
    assert read(shown) == PRACTICE
    panel.set_band(None)
    assert not (picture(panel) == (0xF2, 0xB6, 0x32)).all(axis=2).any()


def test_a_long_band_is_cut_short_and_not_painted_over(qtbot: QtBot) -> None:
    panel = a_panel(qtbot, PRACTICE, (420, 420))
    panel.set_band(Sentence("ÜBUNGSBETRIEB", "wird als Text gelesen und ist kein echter Stempel " * 3))
    words = picture(panel)[-30:].max(axis=2) < 0x60
    assert words[:, 24:-24].any()
    assert not words[:, :23].any()
    assert not words[:, -23:].any()


IN_A_WINDOW = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from kiosk_app.codes.matrix import matrix
from kiosk_app.gui.qr import QrPanel
app = QApplication([])
window = QWidget()
window.resize(1280, 800)
panel = QrPanel(window)
panel.set_code(sys.argv[1], matrix(sys.argv[1]))
panel.setGeometry(41, 73, 601, 603)
window.show()
app.processEvents()
assert window.grab().toImage().save(sys.argv[2])
print(window.devicePixelRatioF())
"""


@pytest.mark.parametrize("dpr", DPRS)
def test_on_a_real_scaled_screen_it_is_whole_too(tmp_path: Path, dpr: float) -> None:
    file = tmp_path / "window.png"
    command = [sys.executable, "-c", IN_A_WINDOW, LINK, str(file)]
    scaled = os.environ | {"QT_SCALE_FACTOR": str(dpr)}
    child = subprocess.run(command, cwd=ROOT, env=scaled, capture_output=True, text=True, timeout=60, check=False)
    assert child.returncode == 0, child.stderr
    shown = rgb(QImage(str(file)))
    px = module_px(shown, matrix(LINK))
    assert (px, read(shown)) == (int(601 * dpr) // 33, LINK)
    assert float(child.stdout) == dpr
    assert bounds(shown)[0] > 41 * dpr
