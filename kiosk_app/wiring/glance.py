"""Asks Qt about itself and the screens in a process of its own: no command loads Qt, and Qt may end its process."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

from kiosk_app.domain.health import Glance, Screen
from kiosk_app.gui import GLANCE_OPTION

TELL = "import sys; sys.path[:] = {path!r}; from kiosk_app.gui.glance import tell; tell()"
NO_CONSOLE = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash one up
QUIETLY = {"QT_MAC_DISABLE_FOREGROUND_APPLICATION_TRANSFORM": "1"}  # else it shows in macOS' dock for a moment
LIMIT_S = 12.0

_log = logging.getLogger(__name__)


def glance(environ: Mapping[str, str], limit_s: float = LIMIT_S, command: Sequence[str] = ()) -> Glance:
    """What it told before it ended, or until it was given up. ``command`` is what tells."""
    try:
        with subprocess.Popen(  # noqa: S603  our own code, or a test's
            command or glance_command(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**environ, **QUIETLY},
            creationflags=NO_CONSOLE,
        ) as child:
            try:
                told, complaint = child.communicate(timeout=limit_s)
            except subprocess.TimeoutExpired:
                child.kill()
                told, complaint = child.communicate()
    except OSError as error:
        _log.warning("Qt cannot be asked: %s", error.strerror)
        return Glance()
    if child.returncode:
        _log.info("Qt ended with %d: %s", child.returncode, complaint.decode(errors="replace")[-1000:])
    return _glance(told.decode(errors="replace"))


def glance_command() -> list[str]:
    """The same code as ours, found where we found it."""
    if getattr(sys, "frozen", False):
        return [sys.executable, GLANCE_OPTION]
    return [sys.executable, "-I", "-c", TELL.format(path=sys.path)]


def _glance(told: str) -> Glance:
    said: dict[str, object] = {}
    with suppress(ValueError):  # cut short as it was given up
        for line in told.splitlines():
            said |= json.loads(line)
    screens = said.get("screens")
    return Glance(
        str(said.get("qt", "")),
        str(said.get("platform", "")),
        tuple(Screen(*one) for one in screens) if isinstance(screens, list) else (),
    )
