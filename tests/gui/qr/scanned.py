"""What a picture of a panel shows: its pixels, the text that zxing-cpp reads, and how wide every module is."""

import numpy as np
import numpy.typing as npt
import zxingcpp
from PySide6.QtGui import QImage

Rgb = npt.NDArray[np.uint8]

DARK = (0x14, 0x11, 0x0E)


def rgb(image: QImage) -> Rgb:
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), plain.width(), 4)
    return rows[:, :, 2::-1].copy()


def read(picture: Rgb) -> str:
    """The text of the only code in a picture, which must be of level M."""
    (found,) = zxingcpp.read_barcodes(np.ascontiguousarray(picture))
    assert (found.format, found.ec_level) == (zxingcpp.BarcodeFormat.QRCode, "M")
    return found.text


def code(picture: Rgb) -> npt.NDArray[np.bool_]:
    """Cut out to its outermost dark pixels; every pixel of it is dark or white and nothing between."""
    left, top, right, bottom = bounds(picture)
    cut = picture[top:bottom, left:right]
    is_dark: npt.NDArray[np.bool_] = (cut == DARK).all(axis=2)
    assert ((cut == 255).all(axis=2) | is_dark).all()
    return is_dark


def bounds(picture: Rgb) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the code: of everything that is exactly as dark as a module."""
    y, x = np.nonzero((picture == DARK).all(axis=2))
    return int(x.min()), int(y.min()), int(x.max()) + 1, int(y.max()) + 1


def module_px(picture: Rgb, modules: tuple[tuple[bool, ...], ...]) -> int:
    """Device pixels of a module, after proving that each is that wide and high and where it belongs."""
    seen = code(picture)
    px, rest = divmod(len(seen), len(modules))
    assert rest == 0
    assert np.array_equal(seen, np.array(modules).repeat(px, axis=0).repeat(px, axis=1))
    return px
