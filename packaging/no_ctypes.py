"""Stands in for PyInstaller's hook into ctypes, which every start would pay for; it does nothing."""


def install() -> None:
    """Called before anything else runs."""
