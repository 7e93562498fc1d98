"""The package that was built, installed by apt into a bare Debian: once for all tests; each leaves it as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.installed.bare_debian import BareDebian, cannot

BUILT = Path(__file__).resolve().parents[2] / "dist"


@pytest.fixture(scope="session")
def package() -> Path:
    """The newest .deb in dist/."""
    built = sorted(BUILT.glob("*.deb"), key=lambda file: file.stat().st_mtime)
    if not built:
        pytest.skip("no package was built: python3 packaging/dev.py package")
    return built[-1]


@pytest.fixture(scope="session")
def shop(package: Path, tmp_path_factory: pytest.TempPathFactory) -> BareDebian:
    """A Debian with the package and what it recommends, as apt installs it."""
    if why := cannot():
        pytest.skip(why)
    debian = BareDebian(tmp_path_factory.mktemp("shop") / "debian")
    debian.apt("install", debian.hand_in(package))
    return debian


@pytest.fixture
def pictures() -> Path:
    """Where pictures of what was seen are left."""
    folder = Path(os.environ.get("STAMP_KIOSK_PICTURES") or BUILT)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
