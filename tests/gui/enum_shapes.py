"""Prints all there is to know of every enum of Qt's modules: ``python -m tests.gui.enum_shapes [quick]``."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from enum import Enum, EnumType, Flag
from functools import partial, reduce
from importlib import import_module
from operator import and_, inv, or_, xor
from types import FunctionType, MethodType

from kiosk_app.gui.quick_enums import make_enums_quickly

MODULES = ("QtCore", "QtGui", "QtWidgets", "QtSvg", "QtDBus")


def enums() -> Iterator[type[Enum]]:
    """Those of the modules, then those of each class in them."""
    for module in (import_module(f"PySide6.{name}") for name in MODULES):
        there = [getattr(module, name) for name in sorted(dir(module))]
        inside = [getattr(one, name) for one in there if isinstance(one, type) for name in sorted(vars(one))]
        yield from dict.fromkeys(
            one for one in (*there, *inside) if isinstance(one, EnumType) and issubclass(one, Enum)
        )


def shape(made: type[Enum]) -> Iterator[str]:
    """One line for each thing; where it is raised, what was raised."""
    yield f"{made.__module__}.{made.__qualname__} {made.__mro__} {type(made)} {len(made)}"
    for name, value in sorted(vars(made).items()):
        yield f"  {name} {_said(value)}"
    yield f"  {list(made)} {dict(made.__members__)} {_met(partial(made, 123456))}"
    for name, member in made.__members__.items():
        yield f"  {name} {vars(member)} {hash(member) == hash(member.name)} {made[name] is made(member.value)}"
        yield f"  {_met(partial(made, member.value))} {member!s} {member:>9} {member.__reduce_ex__(2)}"
    if issubclass(made, Flag) and made.__members__:
        yield from (f"  {_met(one)}" for one in _sums(made))


def _sums(made: type[Flag]) -> Iterator[Callable[[], object]]:
    one, *_, last = [*made.__members__.values()] * 2
    yield from (partial(reduce, or_, made), partial(or_, one, last), partial(and_, one, last), partial(xor, one, last))
    yield from (partial(inv, one), partial(list, last))


def _said(value: object) -> str:
    value = value.__func__ if isinstance(value, staticmethod | classmethod | MethodType) else value
    return value.__qualname__ if isinstance(value, FunctionType) else re.sub("0x[0-9a-f]+", "", repr(value))


def _met(call: Callable[[], object]) -> str:
    try:
        return repr(call())
    except (AttributeError, TypeError, ValueError) as error:
        return str(error)


if __name__ == "__main__":
    if sys.argv[1:] == ["quick"]:
        make_enums_quickly()
    every = [*enums()]
    # Python itself puts the function there after the class was made, so that it is in no staticmethod.
    sys.stderr.write(f"{sum(isinstance(vars(one)['__new__'], staticmethod) for one in every)} of {len(every)}")
    sys.stdout.writelines(f"{line}\n" for one in every for line in shape(one))
