"""The version of this program, as its package says."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def product_version() -> str:
    """0 where it runs from a bare checkout."""
    try:
        return version("stamp-kiosk")
    except PackageNotFoundError:
        return "0"
