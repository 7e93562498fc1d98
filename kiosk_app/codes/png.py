"""A code as a PNG picture of two colours, one bit a pixel, written by pypng."""

from __future__ import annotations

import io

import png as pypng

from kiosk_app.codes.look import DARK, LIGHT, QUIET_MODULES
from kiosk_app.codes.matrix import matrix


def png(text: str, module_px: int = 12) -> bytes:
    """The picture, ``module_px`` whole pixels a module. BadInput as `matrix`."""
    rows = matrix(text)
    side = (len(rows) + 2 * QUIET_MODULES) * module_px
    margin = (0,) * (QUIET_MODULES * module_px)
    empty = [(0,) * side] * (QUIET_MODULES * module_px)
    lines = [margin + tuple(int(dark) for dark in row for _ in range(module_px)) + margin for row in rows]
    picture = [*empty, *(line for line in lines for _ in range(module_px)), *empty]
    file = io.BytesIO()
    pypng.Writer(side, side, palette=[LIGHT, DARK], bitdepth=1).write(file, picture)
    return file.getvalue()
