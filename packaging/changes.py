"""The program's one changelog, as Debian and as app stores read it; a version without a day gets that of the build."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from kiosk_app.domain.changelog import Release, releases

CHANGELOG = Path(__file__).resolve().parent.parent / "assets" / "CHANGELOG.md"
MAINTAINER = "The Stamp Kiosk contributors <stamp-kiosk@localhost>"
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def for_debian(built_at_s: int, text: str = "") -> bytes:
    """``text``: another changelog than ours."""
    return "".join(_debian(one, built_at_s) for one in _told(text)).encode()


def for_app_stores(built_at_s: int, text: str = "") -> str:
    """AppStream's list of releases."""
    return "\n".join(_app_store(one, built_at_s) for one in _told(text))


def _told(text: str) -> tuple[Release, ...]:
    return releases(text or CHANGELOG.read_text("utf-8"))


def _debian(release: Release, built_at_s: int) -> str:
    changes = "".join(f"  * {change}\n" for change in release.changes)
    day = format_datetime(_day(release, built_at_s))
    return f"stamp-kiosk ({_number(release)}) stable; urgency=medium\n\n{changes}\n -- {MAINTAINER}  {day}\n\n"


def _app_store(release: Release, built_at_s: int) -> str:
    changes = "".join(f"<li>{escape(change)}</li>" for change in release.changes)
    told = f"<description><ul>{changes}</ul></description>"
    return f'    <release version="{_number(release)}" date="{_day(release, built_at_s):%Y-%m-%d}">{told}</release>'


def _number(release: Release) -> str:
    return release.title.split()[0]


def _day(release: Release, built_at_s: int) -> datetime:
    found = DAY.search(release.title)
    return datetime.fromisoformat(found[0]).replace(tzinfo=UTC) if found else datetime.fromtimestamp(built_at_s, UTC)
