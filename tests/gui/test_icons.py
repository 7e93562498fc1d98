"""Every icon has a file and every file an icon; all are drawn with one stroke, and painted in the colour asked for."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from kiosk_app.gui.icons import Icon, Icons
from kiosk_app.system.assets import assets_folder

FOLDER = assets_folder() / "icons"


def test_icons_and_files_are_the_same() -> None:
    assert {path.stem for path in FOLDER.glob("*.svg")} == {icon.value for icon in Icon}


@pytest.mark.parametrize("icon", Icon)
def test_one_stroke_for_all(icon: Icon) -> None:
    source = (FOLDER / f"{icon.value}.svg").read_text("utf-8")
    head = source[: source.index(">")]
    assert 'viewBox="0 0 24 24"' in head
    assert 'stroke-width="2.1" stroke-linecap="round"' in head
    assert "currentColor" in head
    assert "#" not in source


@pytest.mark.parametrize("icon", Icon)
def test_it_shows_in_its_colour_and_within_its_box(icon: Icon, qapp: QApplication) -> None:
    image = Icons(FOLDER).pixmap(icon, 24, "#AB2410", 2.0).toImage()
    assert (image.width(), image.devicePixelRatio()) == (48, 2.0)
    seen = [(x, y) for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255]
    assert len(seen) > 20
    assert {image.pixelColor(x, y).name() for x, y in seen} == {QColor("#AB2410").name()}
    edge = [image.pixelColor(at, side).alpha() for at in range(48) for side in (0, 47)]
    assert max(edge) == 0


def test_a_picture_is_rendered_once(qapp: QApplication) -> None:
    icons = Icons(FOLDER)
    first = icons.pixmap(Icon.CHECK, 24, "#AB2410", 1.0)
    assert icons.pixmap(Icon.CHECK, 24, "#AB2410", 1.0).cacheKey() == first.cacheKey()
    assert icons.pixmap(Icon.CHECK, 24, "#0B5D50", 1.0).cacheKey() != first.cacheKey()
