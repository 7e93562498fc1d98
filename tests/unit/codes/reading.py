"""Reads our pictures back: as pixels by pypng, as shapes by parsing our one path, as text by zxing-cpp."""

import io
import re
import xml.etree.ElementTree as ET

import numpy as np
import numpy.typing as npt
import png
import zxingcpp

Picture = npt.NDArray[np.uint8]

_SVG = "{http://www.w3.org/2000/svg}"


def pixels_of_png(data: bytes) -> Picture:
    """Red, green and blue."""
    _, _, rows, _ = png.Reader(file=io.BytesIO(data)).asRGB8()
    lines = np.vstack([np.frombuffer(bytes(row), dtype=np.uint8) for row in rows])
    return lines.reshape(len(lines), -1, 3)


def modules_of_svg(text: str) -> Picture:
    """One pixel a module, as its only path draws them; 0 is dark."""
    root = ET.fromstring(text)  # noqa: S314  we made it
    side = int(root.attrib["viewBox"].split()[3])
    paths = root.findall(f"{_SVG}path")
    assert len(paths) == 1
    drawn = np.full((side, side), 255, dtype=np.uint8)
    rest = re.sub(r"M(\d+) (\d+)h(\d+)v1h-\3z", "", paths[0].attrib["d"])
    assert rest == "", "only whole modules"
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v", paths[0].attrib["d"]):
        drawn[int(y), int(x) : int(x) + int(width)] = 0
    return drawn


def read(picture: Picture) -> bytes:
    """The bytes in the only code of a picture."""
    grey = picture if picture.ndim == 2 else picture[:, :, 0]
    (found,) = zxingcpp.read_barcodes(np.ascontiguousarray(grey))
    assert (found.format, found.ec_level) == (zxingcpp.BarcodeFormat.QRCode, "M")
    return found.bytes


def larger(modules: Picture, module_px: int) -> Picture:
    return modules.repeat(module_px, axis=0).repeat(module_px, axis=1)
