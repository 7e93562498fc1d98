"""A text as the black and white modules of a QR code, without its quiet zone."""

from __future__ import annotations

from typing import Any

from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from kiosk_app.codes.mask import best_mask
from kiosk_app.domain.problems import BadInput, Fault, Problem

MAX_BYTES = 2331  # version 40 at level M (ISO/IEC 18004)


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Rows from the top, True is dark: level M, the smallest version that holds the text (UTF-8).

    BadInput where there is no text or more than 2,331 bytes of it.
    """
    if not text:
        raise BadInput(Problem("link", Fault.MISSING))
    if len(text.encode()) > MAX_BYTES:
        raise BadInput(Problem("link", Fault.TOO_LONG))
    code = _Code(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


class _Code(QRCode):  # type: ignore[misc]
    """The library's code, told the best mask: its own search is 4 ms of the tap to the code."""

    def best_mask_pattern(self) -> int:
        self.makeImpl(True, 0)
        return best_mask(self.modules, self._free)

    def map_data(self, data: Any, mask_pattern: int) -> None:
        self._free = [[module is None for module in row] for row in self.modules]
        super().map_data(data, mask_pattern)
