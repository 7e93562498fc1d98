"""Keeps PySide's own support compiled: it lies in the library as source and is compiled anew by every process.

The compiled form goes where Python keeps that of the library beside it, under the same conditions, beside the source it
came from. Measured: a sixth of the time to the first paint.
"""

from __future__ import annotations

import builtins
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from types import CodeType

SUPPORT = "shibokensupport"  # what its sources are called; in the library they are no files


def load_support() -> None:
    """Load Qt's core with what was kept of PySide's support, and keep what was not."""
    kept = _place()
    codes = _read(kept) if kept else {}
    known = len(codes)
    with _compiling(codes):
        import_module("PySide6.QtCore")
    if kept and len(codes) > known and not sys.dont_write_bytecode:
        _write(kept, codes)


def _place() -> Path | None:
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        return None
    return Path(cache_from_source(str(Path(spec.origin).with_name(f"{SUPPORT}.py"))))


def _read(kept: Path) -> dict[bytes, CodeType]:
    """What is kept, by its source; nothing where there is none or it is damaged."""
    try:
        codes = marshal.loads(kept.read_bytes())  # noqa: S302  as Python itself does, at the same place
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return codes if isinstance(codes, dict) else {}


def _write(kept: Path, codes: dict[bytes, CodeType]) -> None:
    """Put whole, or not at all: a folder that cannot be written to leaves the start as slow as it was."""
    aside = kept.with_name(f"{kept.name}.{os.getpid()}")
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(marshal.dumps(codes))
        aside.replace(kept)


@contextmanager
def _compiling(codes: dict[bytes, CodeType]) -> Iterator[None]:
    """While this lasts, the support's sources are looked up before they are compiled; all else is compiled as ever."""
    compiles = builtins.compile

    def compiled(source: object, filename: object, *how: object, **options: object) -> object:
        if not (isinstance(source, bytes) and str(filename).startswith(SUPPORT)):
            return compiles(source, filename, *how, **options)  # type: ignore[call-overload]
        if source not in codes:
            codes[source] = compiles(source, filename, *how, **options)  # type: ignore[call-overload]
        return codes[source]

    builtins.compile = compiled  # type: ignore[assignment]
    try:
        yield
    finally:
        builtins.compile = compiles
