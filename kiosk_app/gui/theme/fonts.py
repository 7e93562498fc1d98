"""Type: which size and weight a role has, and the one font file behind all of them.

Inter is one variable file. Titles take its optical size for display, all else the one for text; figures are tabular.
"""

from __future__ import annotations

import re
import sys
from enum import Enum
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILIES = ["Inter", "Noto Sans CJK KR", "Noto Sans CJK JP"]
HYPHENED = re.compile(r"[^\W\d]-\w|\w-[^\W\d]")
# Points of the text in menus and dialogs as each system comes; elsewhere GNOME's. Windows' own grows with its slider.
USUAL_POINTS = {"win32": 9.0, "darwin": 13.0}
GNOME_POINTS = 11.0
WEIGHT, OPTICAL_SIZE, TABULAR = QFont.Tag("wght"), QFont.Tag("opsz"), QFont.Tag("tnum")


class Role(Enum):
    """Pixels, weight, whether it is set in Inter Display, and letter spacing in parts of the size."""

    COUNT = (50, 700, True, -0.02)
    QR_HEADLINE = (46, 700, True, -0.035)
    PAGE_TITLE = (40, 700, True, -0.03)
    NAME = (32, 680, True, -0.026)
    NAME_SMALL = (26, 680, True, -0.026)
    BANNER_TITLE = (28, 700, False, 0.02)
    SEARCH = (27, 400, False, 0.0)
    TYPED = (32, 600, False, 0.0)
    TYPED_SMALL = (26, 600, False, 0.0)
    BUTTON_TALL = (26, 650, False, 0.0)
    BUTTON_COUNTER = (24, 650, False, 0.0)
    BUTTON_PRIMARY = (22, 650, False, 0.0)
    BUTTON_ROW = (19, 650, False, 0.0)
    BUTTON = (18, 600, False, 0.0)
    BAR_TITLE = (24, 700, True, -0.005)
    BAR_CLOCK = (23, 600, True, -0.03)
    SECTION = (22, 700, False, -0.014)
    SECTION_SMALL = (20, 700, True, -0.03)
    ENTRY = (22, 400, False, 0.0)
    TILE_TITLE = (21, 650, False, 0.0)
    ROW_TITLE = (21, 600, False, 0.0)
    ROW_SMALL = (19, 600, False, 0.0)
    COUNT_OF = (20, 500, False, 0.0)
    SHOP = (20, 600, False, 0.0)
    BODY_LARGE = (18, 400, False, 0.0)
    BODY = (17, 400, False, 0.0)
    BODY_BOLD = (17, 700, False, 0.0)
    LABEL = (17, 600, False, 0.0)
    NOTE = (16, 400, False, 0.0)
    PILL = (16, 600, False, 0.0)
    SMALLEST = (15, 400, False, 0.0)
    SMALLEST_BOLD = (15, 600, False, 0.0)


def load_fonts(inter: Path) -> None:
    """Let Qt know Inter; call once, before the first font is asked for. It takes some 10 ms.

    By its bytes: by its path Qt sees one style, "Regular", and then asks for just that of the Korean and Japanese
    fonts beside it, whatever the weight. So it sees each weight's own, and theirs are bold where Inter is.
    """
    if QFontDatabase.addApplicationFontFromData(inter.read_bytes()) < 0:
        raise FileNotFoundError(inter)


def system_text_scale() -> float:
    """How much larger than it came the computer's own text is."""
    return text_scale_of(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF(), sys.platform)


def text_scale_of(points: float, platform: str) -> float:
    """1.0 where the system's text is smaller than it came, too. ``platform``: as ``sys.platform``."""
    return max(1.0, points / USUAL_POINTS.get(platform, GNOME_POINTS))


def has_hyphened_word(text: str) -> bool:
    """Inter sets a hyphen among tabular figures as wide as a figure: right in a phone number, wrong in "e-mail"."""
    return HYPHENED.search(text) is not None


def font_of(role: Role, scale: float, is_tabular: bool = True) -> QFont:
    pixels, weight, is_display, spacing = role.value
    font = make_font(round(pixels * scale), weight, is_display, spacing)
    if not is_tabular:
        font.unsetFeature(TABULAR)
    return font


def make_font(pixels: int, weight: int, is_display: bool = False, spacing: float = 0.0) -> QFont:
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(pixels)
    # Never Bold: Qt would thicken the strokes once more, on top of the axis.
    font.setWeight(QFont.Weight.DemiBold if weight >= 600 else QFont.Weight.Normal)
    font.setVariableAxis(WEIGHT, weight)
    font.setVariableAxis(OPTICAL_SIZE, 32 if is_display else 14)
    font.setFeature(TABULAR, 1)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if spacing:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * pixels)
    return font
