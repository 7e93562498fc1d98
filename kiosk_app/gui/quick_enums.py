"""Makes Qt's enums in one go: PySide asks Python for some 180 before the first paint, with 3,000 members between them.

Python's own way takes some 14 µs a member and 200 µs a class, most of it for what only a person may write into one.
Here a class is cast from one that Python made, so it is the same; what is less plain than Qt's is left to Python.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import KEEP, Enum, EnumType, Flag, IntEnum, IntFlag
from typing import Any

KNOWN = (3, 11)  # the Python whose enums are known from inside; any other makes its own


def make_enums_quickly() -> None:
    """From here on. Call it before Qt is loaded."""
    if sys.version_info[:2] != KNOWN:
        return
    usual: Callable[..., type[Enum]] = vars(EnumType)["_create_"]
    moulds = {kind: _Mould(kind, usual) for kind in (Enum, IntEnum, Flag, IntFlag)}

    def create(kind: type[Enum], name: str, names: Any, *, boundary: Any = None, **options: Any) -> type[Enum]:
        mould = moulds.get(kind)
        if mould and boundary is KEEP and not any(options.get(key) for key in ("module", "qualname", "type")):
            members = dict(names) if isinstance(names, list) and names and type(names[0]) is tuple else {}
            if members and len(members) == len(names) and mould.takes(members):
                return mould.cast(name, members)
        return usual(kind, name, names, boundary=boundary, **options)

    EnumType._create_ = create  # type: ignore[attr-defined]


class _Mould:
    """What Python makes of a class of one kind that has no members."""

    def __init__(self, kind: type[Enum], usual: Callable[..., type[Enum]]) -> None:
        self._kind = kind
        self._is_flag = issubclass(kind, Flag)
        self._body = dict(vars(usual(kind, "Mould", [], module=__name__, boundary=KEEP)))
        self._taken = {name for base in kind.__mro__ for name in vars(base)} | {"mro"}

    def takes(self, members: dict[str, int]) -> bool:
        """Whether no name means something to Python, and no value is anything but a number as flags have it."""
        return (
            self._taken.isdisjoint(members)
            and not any(name.startswith("_") for name in members)
            and all(type(value) is int for value in members.values())
            and not (self._is_flag and min(members.values()) < 0)
        )

    def cast(self, name: str, members: dict[str, int]) -> type[Enum]:
        """The class with these members, as `EnumType.__new__` and `_proto_member.__set_name__` leave it."""
        by_name: dict[str, Enum] = {}
        by_value: dict[int, Enum] = {}
        names: list[str] = []
        body = {**self._body, "_member_map_": by_name, "_value2member_map_": by_value, "_member_names_": names}
        body["_unhashable_values_"] = []
        made: Any = type.__new__(EnumType, name, (self._kind,), body)
        new, takes_value = body["_new_member_"], body["_use_args_"]
        for member_name, value in members.items():
            member = by_value.get(value)
            if member is None:
                member = new(made, value) if takes_value else new(made)
                member._value_ = value
                member._name_ = member_name
                member.__objclass__ = made
                member._sort_order_ = len(names)
                by_value[value] = member
                if not self._is_flag or value.bit_count() == 1:  # what has several bits stands for its parts
                    names.append(member_name)
            by_name[member_name] = member
            type.__setattr__(made, member_name, member)
        if self._is_flag:
            self._mask(made, list(by_value), names)
        return made  # type: ignore[no-any-return]

    def _mask(self, made: Any, values: list[int], names: list[str]) -> None:
        singles = [made[name].value for name in names]
        made._singles_mask_ = sum(singles)
        made._flag_mask_ = 0
        for value in values:
            made._flag_mask_ |= value
        made._all_bits_ = 2 ** made._flag_mask_.bit_length() - 1
        if "_singles_mask_" not in self._body:  # before Python 3.11.4
            made._flag_mask_ = sum(singles)
            del made._singles_mask_
        if singles != sorted(singles):
            made._iter_member_ = made._iter_member_by_def_
