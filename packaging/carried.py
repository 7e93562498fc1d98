"""Finds the packaged program's Python in the one file that `carry.py` made of it: a module costs one look and one read.

The file stays open, so that an upgrade takes no module from a program that still runs. It is Linux's way alone.
"""

from __future__ import annotations

import marshal
import os
import sys

# By the names that are there before anything can be imported.
from _frozen_importlib import ModuleSpec
from _frozen_importlib_external import SourcelessFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType

FILE = "modules"
HEAD_SIZE = 8  # the table's size, which comes first

Place = tuple[str, int, int]
"""The path that a module would have as a file, and where its code begins after the table, and how long it is."""


class Carried:
    """What is in that file. ``home``: the folder that it lies in, where each module seems to lie, too."""

    def __init__(self, home: str) -> None:
        self._home = home
        self._file = os.open(f"{home}/{FILE}", os.O_RDONLY)
        size = int.from_bytes(os.pread(self._file, HEAD_SIZE, 0))
        self._table: dict[str, Place] = marshal.loads(os.pread(self._file, size, HEAD_SIZE))  # noqa: S302  as below
        self._start = HEAD_SIZE + size

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """As an import asks for it."""
        if name not in self._table:
            return None
        place = f"{self._home}/{self._table[name][0]}"
        folder, _, file = place.rpartition("/")
        loader = _Loader(name, place, self) if file else None
        spec = ModuleSpec(name, loader, origin=place, is_package=file in ("", "__init__.pyc"))
        spec.has_location = bool(file)
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(folder)
        return spec

    def code(self, name: str) -> CodeType:
        _, offset, size = self._table[name]
        code: CodeType = marshal.loads(os.pread(self._file, size, self._start + offset))  # noqa: S302  Python's own way
        return code

    def close(self) -> None:
        """Nothing more is imported."""
        os.close(self._file)


class _Loader(SourcelessFileLoader):
    def __init__(self, name: str, place: str, carried: Carried) -> None:
        super().__init__(name, place)
        self._carried = carried

    def get_code(self, fullname: str) -> CodeType:
        return self._carried.code(fullname)


if __name__ == "__main__":  # as PyInstaller runs it before the program
    sys.meta_path.insert(-1, Carried(sys._MEIPASS))  # type: ignore[attr-defined]
