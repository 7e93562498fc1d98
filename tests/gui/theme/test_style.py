"""The style tells everybody once when it changes, and its type grows with the text scale within bounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.fonts import Role, load_fonts, make_font, system_text_scale, text_scale_of
from kiosk_app.gui.theme.palette import DARK, LIGHT
from kiosk_app.gui.theme.style import Style, system_palette
from kiosk_app.system.assets import assets_folder, inter_file


@pytest.fixture
def style(qapp: QApplication) -> Style:
    load_fonts(inter_file())
    return Style(Icons(assets_folder() / "icons"))


def test_a_change_is_told_once(style: Style, qtbot: QtBot) -> None:
    with qtbot.waitSignal(style.changed) as told:
        style.change(palette=DARK, text_scale=1.25, is_calm=True)
    assert told.args == []
    assert (style.palette, style.text_scale, style.is_calm) == (DARK, 1.25, True)


def test_what_is_not_given_stays(style: Style) -> None:
    style.change(palette=DARK)
    style.change(text_scale=1.5)
    assert style.palette == DARK
    assert style.is_calm is False


def test_dressing_paints_what_qt_draws_and_follows(style: Style, qapp: QApplication) -> None:
    style.dress(qapp)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == LIGHT.paper
    style.change(palette=DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == DARK.paper
    assert qapp.styleSheet() == ""  # every widget would keep rules of it


@given(scale=st.floats(0, 9))
def test_text_grows_from_one_to_one_and_a_half(scale: float) -> None:
    style = Style(Icons(Path()), text_scale=scale)
    assert 17 <= style.font(Role.BODY).pixelSize() <= 26
    assert 84 <= style.px(84) <= 126


def test_inter_is_what_is_drawn_with(style: Style) -> None:
    assert QFontInfo(style.font(Role.BODY)).family() == "Inter"


@pytest.mark.parametrize("role", Role)
def test_nothing_is_smaller_than_fifteen(role: Role) -> None:
    assert role.value[0] >= 15


def test_figures_are_tabular(style: Style) -> None:
    metrics = QFontMetricsF(style.font(Role.BODY))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8080")


def test_the_hyphen_of_a_word_is_no_figure(style: Style) -> None:
    def width(text: str) -> float:
        return QFontMetricsF(style.font(Role.BODY, text)).horizontalAdvance(text)

    assert width("123-45") == pytest.approx(width("123045"))
    assert width("e-mail") < width("e0mail") - 2


def test_weight_and_optical_size_are_real(style: Style) -> None:
    def width(weight: int, is_display: bool) -> float:
        return QFontMetricsF(make_font(40, weight, is_display)).horizontalAdvance("Connect your account")

    assert width(400, False) < width(600, False) < width(700, False)
    assert width(700, True) < width(700, False)


def ink(font: QFont, text: str) -> int:
    """How much of it is painted."""
    image = QImage(300, 80, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(10, 55, text)
    painter.end()
    return sum(255 - part for part in bytes(image.constBits()))


@pytest.mark.parametrize(("family", "text"), [("Noto Sans CJK KR", "김민수"), ("Noto Sans CJK JP", "ひらがな")])
def test_korean_and_japanese_are_as_bold_as_the_letters_beside_them(style: Style, family: str, text: str) -> None:
    if not {"Regular", "Bold"} <= set(QFontDatabase.styles(family)):
        pytest.skip(f"{family} is not installed in both weights")
    bold = QFont(family)
    bold.setPixelSize(32)
    bold.setBold(True)
    bold.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    assert ink(make_font(32, 400), text) < 0.8 * ink(bold, text)
    for weight in (600, 650, 700):
        assert ink(make_font(32, weight), text) == pytest.approx(ink(bold, text), rel=0.02)


def test_a_missing_font_is_told(qapp: QApplication, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_fonts(tmp_path / "none.ttf")


def test_the_theme_of_the_system_is_followed(qapp: QApplication) -> None:
    hints = QGuiApplication.styleHints()
    hints.setColorScheme(Qt.ColorScheme.Dark)
    dark = system_palette(hints)
    hints.unsetColorScheme()
    assert dark == (DARK if hints.colorScheme() is Qt.ColorScheme.Dark else dark)
    assert system_palette(hints) in {LIGHT, DARK}


@pytest.mark.parametrize(
    ("points", "platform", "scale"),
    [(9, "win32", 1.0), (13.5, "win32", 1.5), (13, "darwin", 1.0), (11, "linux", 1.0), (8, "linux", 1.0), (-1, "x", 1)],
)
def test_the_computers_own_text_counts_where_it_was_made_larger(points: float, platform: str, scale: float) -> None:
    assert text_scale_of(points, platform) == scale


def test_the_computers_own_text_can_be_asked_for(qapp: QApplication) -> None:
    assert system_text_scale() >= 1.0
