"""A text as the black and white modules of a QR code, without its quiet zone."""

from __future__ import annotations

import qrcode
from qrcode.constants import ERROR_CORRECT_M

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
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)
