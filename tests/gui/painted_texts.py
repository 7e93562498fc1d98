"""Every text that a window paints, whoever paints it: its colour, and the ground it stands on.

The texts are read from an SVG of the window, where they are still texts; the ground is read from its pixels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect
from PySide6.QtGui import QImage, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

SVG = "{http://www.w3.org/2000/svg}"
NARROW = 0.45  # of its size: how wide a letter is at least, on the average
STEP = 2  # px between the samples of a ground


@dataclass(frozen=True, slots=True)
class PaintedText:
    """Colours are "#rrggbb"."""

    text: str
    ink: str
    ground: str


def painted_texts(window: QWidget) -> Iterator[PaintedText]:
    """The commonest colour round a text is its ground: letters cover the smaller part of their lines."""
    shot = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    colours = np.frombuffer(shot.constBits(), np.uint32).reshape(shot.height(), shot.width()) & 0xFFFFFF
    for text, ink, box in _texts(window):
        seen = box.intersected(shot.rect())
        around = colours[seen.top() : seen.bottom() + 1 : STEP, seen.left() : seen.right() + 1 : STEP]
        if around.size:
            values, counts = np.unique(around, return_counts=True)
            yield PaintedText(text, ink, f"#{values[counts.argmax()]:06x}")


def _texts(window: QWidget) -> Iterator[tuple[str, str, QRect]]:
    """Each with its colour and about where it stands."""
    drawn = QBuffer()
    drawn.open(QIODevice.OpenModeFlag.WriteOnly)
    drawing = QSvgGenerator()
    drawing.setOutputDevice(drawn)
    drawing.setSize(window.size())
    drawing.setResolution(96)
    window.render(drawing)
    del drawing  # writes the end
    for group in ElementTree.fromstring(drawn.data().data()).iter(f"{SVG}g"):  # noqa: S314  # Qt wrote it just now
        for one in group.findall(f"{SVG}text"):
            text = (one.text or "").strip()
            if text:
                size = float(one.attrib["font-size"])
                place = QPointF(float(one.attrib["x"]), float(one.attrib["y"]))
                start = _placed(group.attrib["transform"]).map(place).toPoint()
                box = QRect(start.x(), round(start.y() - size), round(len(text) * size * NARROW), round(1.25 * size))
                yield text, one.attrib["fill"], box


def _placed(matrix: str) -> QTransform:
    """``matrix(1,0,0,1,28,14)``."""
    return QTransform(*(float(number) for number in re.findall(r"[-+.\de]+", matrix.removeprefix("matrix"))))
