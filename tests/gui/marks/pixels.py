"""Pictures as arrays: blue, green, red and alpha of every device pixel."""

import numpy as np
import numpy.typing as npt
from PySide6.QtGui import QImage

Pixels = npt.NDArray[np.uint8]


def pixels(image: QImage) -> Pixels:
    plain = image.convertToFormat(QImage.Format.Format_ARGB32)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4)
    return rows.copy()


def same(first: QImage, second: QImage) -> bool:
    return np.array_equal(pixels(first), pixels(second))
