"""A wrapped text's lines are about as long as each other, and it takes no more of them than it had."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QStyle

from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.label import FINE, Label, balanced_width

FLAGS = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
TEXTS = ("Hand over the free loaf first", "5 counted, 2 on their way", "No internet — 1 change will be sent as soon as")


def lines(label: Label, width: int) -> QSize:
    return label.fontMetrics().boundingRect(QRect(0, 0, width, 1000), FLAGS, label.text()).size()


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("width", [130, 188, 260])
def test_it_is_as_narrow_as_its_lines_allow(style: Style, text: str, width: int) -> None:
    label = Label(style, text, wraps=True)
    narrowest = balanced_width(label.fontMetrics(), FLAGS, text, width)
    assert narrowest <= width
    assert lines(label, narrowest).height() == lines(label, width).height()
    assert lines(label, narrowest).width() <= narrowest
    if label.fontMetrics().horizontalAdvance(text) > width:
        narrower = lines(label, narrowest - 2 * FINE)
        assert narrower.height() > lines(label, width).height() or narrower.width() > narrowest - 2 * FINE


def test_one_line_keeps_all_its_room(style: Style) -> None:
    label = Label(style, TEXTS[0], wraps=True)
    assert balanced_width(label.fontMetrics(), FLAGS, label.text(), 600) == 600


@pytest.mark.parametrize("alignment", ["AlignLeft", "AlignRight", "AlignHCenter", "AlignVCenter"])
@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
@pytest.mark.parametrize("width", [130, 187])
def test_it_stands_where_its_alignment_says(
    style: Style, alignment: str, direction: Qt.LayoutDirection, width: int
) -> None:
    label = Label(style, TEXTS[0], wraps=True)
    label.setAlignment(Qt.AlignmentFlag[alignment])
    label.setLayoutDirection(direction)
    label.resize(width, 60)
    stands = label.balanced()
    assert 0 < stands.width() < width
    assert stands == QStyle.alignedRect(direction, label.alignment(), stands.size(), label.contentsRect())
