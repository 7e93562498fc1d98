"""A code as an SVG picture: one path of whole modules, so that it stays crisp at any size."""

from __future__ import annotations

from itertools import groupby

from kiosk_app.codes.look import DARK, LIGHT, QUIET_MODULES
from kiosk_app.codes.matrix import matrix


def svg(text: str, module_px: int = 12) -> str:
    """The picture, one unit per module; ``module_px`` only the size it asks for. BadInput as `matrix`."""
    rows = matrix(text)
    side = len(rows) + 2 * QUIET_MODULES
    path = "".join(_runs(row, y) for y, row in enumerate(rows, QUIET_MODULES))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{side * module_px}" height="{side * module_px}" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="{_hex(LIGHT)}"/>'
        f'<path fill="{_hex(DARK)}" d="{path}"/></svg>\n'
    )


def _runs(row: tuple[bool, ...], y: int) -> str:
    """One rectangle, a module high, for each run of dark modules in a row."""
    pieces = []
    x = QUIET_MODULES
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            pieces.append(f"M{x} {y}h{width}v1h-{width}z")
        x += width
    return "".join(pieces)


def _hex(colour: tuple[int, int, int]) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)
