"""Telling the log what was opened: from there an entry is followed by its reference. It names no customer."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from kiosk_app.domain.entry import Entry

_log = logging.getLogger(__name__)


def tell_opened(entries: Iterable[Entry], why: str) -> None:
    """``why``: what was pressed, or what else wanted them."""
    for entry in entries:
        after = f", after entry {entry.leader}" if entry.leader else ""
        _log.info("%s %s: opened by %s as entry %d%s", entry.reference, entry.kind.value, why, entry.id, after)
