"""Qt's enums are the same, whoever made them; what is not as plain as they are is made by Python."""

from __future__ import annotations

import os
import subprocess
import sys
from enum import KEEP, Enum, EnumType, IntEnum, IntFlag
from typing import Any

import pytest

from kiosk_app.gui import quick_enums
from kiosk_app.gui.quick_enums import make_enums_quickly


def shapes(*how: str) -> tuple[str, str]:
    run = subprocess.run(
        [sys.executable, "-m", "tests.gui.enum_shapes", *how],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return run.stdout, run.stderr


def test_they_are_the_same() -> None:
    (usual, cast_by_python), (quick, cast) = shapes(), shapes("quick")
    assert usual.count("Key.Key_Escape") > 1
    assert quick == usual
    assert cast_by_python.startswith("0 of ")
    number, of = (int(word) for word in cast.split(" of "))
    assert number > 0.9 * of if sys.version_info[:2] == quick_enums.KNOWN else number == 0


@pytest.fixture
def quick() -> Any:
    usual = vars(EnumType)["_create_"]
    make_enums_quickly()
    yield
    EnumType._create_ = usual  # type: ignore[attr-defined]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("kind", "names", "options"),
    [
        (Enum, "RED GREEN", {}),
        (Enum, {"RED": 1}, {"boundary": KEEP}),
        (Enum, [("RED", "r"), ("GREEN", (1, 2))], {"boundary": KEEP}),
        (IntEnum, [("real", 1), ("name", 2)], {"boundary": KEEP}),
        (IntEnum, [("_Enum__hidden", 1), ("_shy", 2)], {"boundary": KEEP}),
        (IntFlag, [("NONE", -1), ("ONE", 1)], {"boundary": KEEP}),
        (IntFlag, [("ONE", 1)], {"module": "shop"}),
        (Enum, [("RED", 1)], {"boundary": KEEP, "type": str}),
        (Enum, [], {"boundary": KEEP}),
        (Enum, iter([("RED", 1)]), {"boundary": KEEP}),
        (Enum, ["RED", "GREEN"], {"boundary": KEEP, "start": 3}),
    ],
)
def test_what_is_less_plain_is_pythons(kind: Any, names: Any, options: dict[str, Any]) -> None:
    made = kind("Made", names, **options)
    assert not isinstance(vars(made)["__new__"], staticmethod)


@pytest.mark.usefixtures("quick")
def test_a_name_twice_is_refused_as_ever() -> None:
    with pytest.raises(TypeError):
        Enum("Made", [("RED", 1), ("RED", 2)], boundary=KEEP)


@pytest.mark.usefixtures("quick")
def test_a_class_that_a_person_writes_is_pythons() -> None:
    class Colour(Enum):
        RED = 1

    assert Colour(1) is Colour.RED
    assert not isinstance(vars(Colour)["__new__"], staticmethod)
