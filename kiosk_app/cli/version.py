"""The version of this program, as its package says."""

from __future__ import annotations


def product_version() -> str:
    """0 where it runs from a bare checkout."""
    # Here, since it takes 25 ms to load and no start asks for the version.
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("stamp-kiosk")
    except PackageNotFoundError:
        return "0"
