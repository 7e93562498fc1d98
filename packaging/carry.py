"""Puts all Python of the packaged program into one file: a table of what lies where, then module after module.

`carried.py` reads it at each start; a folder full of files, or PyInstaller's own archive, takes longer to look through.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from pathlib import Path, PurePath

from carried import FILE, HEAD_SIZE, Place

Entry = tuple[str, str, str]

PYC_HEAD_SIZE = 16
# What is needed before the file can be read lies beside it.
BEFORE = {"__future__.pyc", *(f"encodings/{name}.pyc" for name in ("__init__", "aliases", "utf_8"))}


def carry(data: Iterable[Entry], work: Path) -> list[Entry]:
    """PyInstaller's entries, with the one file for all compiled modules. ``work``: a folder to make it in."""
    entries = {PurePath(entry[0]).as_posix(): entry for entry in data}
    modules = {place: Path(source) for place, (_, source, _) in entries.items() if _is_module(place)}
    made = work / FILE
    made.write_bytes(packed({place: source.read_bytes()[PYC_HEAD_SIZE:] for place, source in modules.items()}))
    beside = [entry for place, entry in entries.items() if place not in modules or place in BEFORE]
    return [*beside, (FILE, str(made), "DATA")]


def packed(codes: dict[str, bytes]) -> bytes:
    """The file's content. ``codes``: of each module, the marshalled code by the path that it would have as a file."""
    table: dict[str, Place] = {}
    size = 0
    for place, code in codes.items():
        table[_name(place)] = (place, size, len(code))
        size += len(code)
    for name in [*table]:
        while name := name.rpartition(".")[0]:
            table.setdefault(name, (f"{name.replace('.', '/')}/", 0, 0))  # a folder without code: a namespace
    head = marshal.dumps(table)
    return b"".join((len(head).to_bytes(HEAD_SIZE), head, *codes.values()))


def _is_module(place: str) -> bool:
    return place.endswith(".pyc")


def _name(place: str) -> str:
    return place.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
