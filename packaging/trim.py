"""What of PyInstaller's findings is shipped: nothing that the program never loads, nothing that the system has itself.

An entry is PyInstaller's: where a file goes, where it comes from, and its kind. A Linux system's own libraries are left
to it, whose updates mend them; `debian.py` has the package depend on them.
"""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath, PurePosixPath

Entry = tuple[str, str, str]

# Screens, their keyboards' ways of composing letters, a window's frame on Wayland, and on each system its own looks.
QT_PLUGINS = {
    *("platforms/qxcb", "platforms/qwayland", "platforms/qoffscreen", "platforms/qwindows", "platforms/qcocoa"),
    *(
        "platforminputcontexts/composeplatforminputcontextplugin",
        "platforminputcontexts/ibusplatforminputcontextplugin",
    ),
    *("wayland-shell-integration/xdg-shell", "wayland-decoration-client/bradient"),
    *("styles/qmodernwindowsstyle", "styles/qmacstyle"),
}

# Python that nothing here runs: tests, other windows, terminals, and formats of archives that are never opened.
UNUSED_PYTHON = [
    *(
        "unittest",
        "test",
        "doctest",
        "pdb",
        "pydoc",
        "lib2to3",
        "distutils",
        "setuptools",
        "pkg_resources",
        "ensurepip",
    ),
    *("tkinter", "curses", "readline", "bz2", "lzma", "_bz2", "_lzma", "xmlrpc", "multiprocessing", "asyncio.__main__"),
    *("PySide6.QtNetwork", "charset_normalizer", "PIL", "numpy", "hypothesis", "pytest", "_pytest", "mypy"),
]

# Which town, which carrier and which time zone a phone number is of: two thirds of all Python that would be carried.
UNUSED_DATA = (
    *("phonenumbers.geodata", "phonenumbers.carrierdata", "phonenumbers.tzdata"),
    "phonenumbers.shortdata.region_",  # emergency calls and the like
)

SYSTEM_FOLDERS = tuple(
    Path(place).resolve() for place in ("/lib", "/usr/lib", f"/usr/lib/{sysconfig.get_config_var('MULTIARCH')}")
)


def trim(
    binaries: Iterable[Entry], data: Iterable[Entry], needs: Callable[[str], Iterable[str]]
) -> tuple[list[Entry], list[Entry]]:
    """Of libraries and of all else, what is shipped. ``needs``: the paths of the libraries that a file is linked to."""
    kept = [entry for entry in binaries if not (_is_unused(entry[0]) or _is_the_systems(entry[1]))]
    links = [entry for entry in data if entry[2] == "SYMLINK"]
    others = [entry for entry in data if entry[2] != "SYMLINK" and not _is_unused(entry[0])]
    kept = _without_orphans(kept, needs)
    there = {PurePosixPath(PurePath(entry[0]).as_posix()) for entry in (*kept, *others)}
    return kept, [*others, *(link for link in links if PurePosixPath(link[0]).parent / link[1] in there)]


def _is_unused(destination: str) -> bool:
    parts = PurePath(destination).parts
    if "plugins" in parts and "PySide6" in parts:
        name = PurePath(*parts[parts.index("plugins") + 1 :])
        return (name.parent / name.name.removeprefix("lib").split(".")[0]).as_posix() not in QT_PLUGINS
    return ("PySide6" in parts and "translations" in parts) or "Italic" in parts[-1]


def _is_the_systems(source: str) -> bool:
    path = Path(source)
    return sys.platform == "linux" and path.parent.resolve() in SYSTEM_FOLDERS and not path.name.startswith("libpython")


def _without_orphans(entries: list[Entry], needs: Callable[[str], Iterable[str]]) -> list[Entry]:
    """Without those of Qt's libraries that no other library and no plugin that is kept is linked to."""
    by_path = {Path(source).resolve(): destination for destination, source, _ in entries}
    wanted = {path for path, destination in by_path.items() if not _is_qt_library(destination)}
    waiting = list(wanted)
    while waiting:
        found = {Path(needed).resolve() for needed in needs(str(waiting.pop()))}
        new = (found & by_path.keys()) - wanted
        wanted |= new
        waiting.extend(new)
    return [entry for entry in entries if Path(entry[1]).resolve() in wanted]


def _is_qt_library(destination: str) -> bool:
    path = PurePosixPath(PurePath(destination).as_posix())
    return path.is_relative_to("PySide6/Qt/lib") or path.match("PySide6/Qt6*.dll")
