"""Loads Qt without the part of PySide's support that knows signatures: it is loaded when somebody asks for one.

It words the error of a call with wrong arguments. It lies in the library as source that every process compiles anew,
and its regular expressions take longer still. Measured: a tenth of the time to the first paint.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import RLock

SIGNATURES = "shibokensupport/signature/"  # what its sources are called; in the library they are no files
AT_ONCE = ("__init__.py", "loader.py", "importhandler.py")  # what loading Qt calls
# C asks for update_mapping past __getattr__, and ends the process where there is none.
ASLEEP = """
from kiosk_app.gui.late_support import wake
_source = {source!r}
def __getattr__(name):
    return wake(globals(), name)
def update_mapping():
    return wake(globals(), "update_mapping")()
"""

_waking = RLock()


def load_support() -> None:
    """Load Qt's core, and of PySide's support what that calls."""
    with _asleep():
        import_module("PySide6.QtCore")


def wake(module: dict[str, object], name: str) -> object:
    """What a module that sleeps was asked for, by its own source from here on. Raises AttributeError."""
    if name.startswith("__"):  # it was only imported
        raise AttributeError(name)
    with _waking:
        if source := module.pop("_source", None):
            exec(compile(source, str(module["__file__"]), "exec"), module)  # type: ignore[call-overload]  # noqa: S102  the library's own
    try:
        return module[name]
    except KeyError:
        raise AttributeError(name) from None


@contextmanager
def _asleep() -> Iterator[None]:
    """While this lasts, what knows signatures is compiled to what wakes it; all else is compiled as ever."""
    compiles = builtins.compile

    def compiled(source: object, filename: object, *how: object, **options: object) -> object:
        name = str(filename)
        if isinstance(source, bytes) and name.startswith(SIGNATURES) and not name.endswith(AT_ONCE):
            source = ASLEEP.format(source=source)
        return compiles(source, filename, *how, **options)  # type: ignore[call-overload]

    builtins.compile = compiled  # type: ignore[assignment]
    try:
        yield
    finally:
        builtins.compile = compiles
