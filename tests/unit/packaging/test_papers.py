"""What desktops and administrators read of the package is as they demand it; a check runs where its tool is there."""

from __future__ import annotations

import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import changes
import debian
import icons
import pytest

BUILT_AT_S = 1_795_000_000
GIVEN = {"VERSION": "1.2.3", "DATE": "2026-11-22", "RELEASES": changes.for_app_stores(BUILT_AT_S)}
TWO = "# New\n\n## 0.2 · 2026-12-01\n\n- One & more\n\n## 0.1\n- First\n"


def checked(command: list[str], name: str, folder: Path) -> str:
    """What the tool says of this file; fails where it finds a fault."""
    if not shutil.which(command[0]):
        pytest.skip(f"not installed: {command[0]}")
    file = folder / name
    file.write_bytes(debian.filled(debian.LINUX / name, GIVEN))
    done = subprocess.run([*command, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_metadata_for_app_stores_is_valid(tmp_path: Path) -> None:
    checked(["appstreamcli", "validate", "--no-net"], debian.METAINFO, tmp_path)


def test_the_menu_entry_is_valid(tmp_path: Path) -> None:
    assert not checked(["desktop-file-validate"], "stamp-kiosk.desktop", tmp_path)


def test_the_manual_page_is_set_without_a_complaint(tmp_path: Path) -> None:
    assert not checked(["groff", "-man", "-Tutf8", "-ww", "-z"], "stamp-kiosk.1", tmp_path)


def test_the_session_is_a_script(tmp_path: Path) -> None:
    checked(["sh", "-n"], "stamp-kiosk-session", tmp_path)


def test_the_changelog_is_ours_in_debians_form() -> None:
    assert changes.for_debian(BUILT_AT_S, TWO).decode().splitlines() == [
        *("stamp-kiosk (0.2) stable; urgency=medium", "", "  * One & more", ""),
        *(f" -- {changes.MAINTAINER}  Tue, 01 Dec 2026 00:00:00 +0000", ""),
        *("stamp-kiosk (0.1) stable; urgency=medium", "", "  * First", ""),
        *(f" -- {changes.MAINTAINER}  Wed, 18 Nov 2026 11:06:40 +0000", ""),
    ]


def test_app_stores_are_told_of_every_version() -> None:
    told = changes.for_app_stores(BUILT_AT_S, TWO)
    assert 'version="0.2" date="2026-12-01"' in told
    assert "One &amp; more" in told
    assert 'version="0.1" date="2026-11-18"' in told


def test_the_changelog_begins_with_the_version_that_is_packaged() -> None:
    assert changes.for_debian(BUILT_AT_S).decode().startswith(f"stamp-kiosk ({version('stamp-kiosk')}) ")


@pytest.mark.parametrize(("written", "kind"), [(icons.ico, b"\x00\x00\x01\x00"), (icons.icns, b"icns")])
def test_an_icon_is_of_its_kind_and_holds_pictures(written: object, kind: bytes) -> None:
    assert callable(written)
    content = written()
    assert content.startswith(kind)
    assert content.count(b"\x89PNG") > 5
