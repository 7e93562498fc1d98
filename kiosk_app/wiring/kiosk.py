"""Asks the system how the kiosk session stands that the package brings, and what of its locks the guide leaves to root.

Only systemd is asked: elsewhere, and without it, nothing tells of a kiosk. It changes nothing.
"""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from kiosk_app.domain.health import Kiosk, WayOut

SESSION = "stamp-kiosk-session.service"
LOCKED = {WayOut.CONSOLES: ("getty@.service", "autovt@.service"), WayOut.CTRL_ALT_DEL: ("ctrl-alt-del.target",)}
LIMIT_S = 1.0  # of each question; it is answered at once


def kiosk(systemctl: Sequence[str] = ("systemctl",)) -> Kiosk:
    """``systemctl``: what answers."""
    if _told(systemctl, "is-enabled", SESSION) != "enabled":
        return Kiosk()
    is_open = [
        way for way, units in LOCKED.items() if any(_told(systemctl, "is-enabled", unit) != "masked" for unit in units)
    ]
    return Kiosk(True, _told(systemctl, "is-active", SESSION) == "active", tuple(is_open))


def _told(systemctl: Sequence[str], question: str, unit: str) -> str:
    """The word that it answers with; empty for none."""
    try:
        done = subprocess.run(  # noqa: S603  the system's own, or a test's
            [*systemctl, question, unit],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip()
