"""PySide's signatures are loaded when somebody asks for one, and say then what they ever said."""

from __future__ import annotations

import subprocess
import sys

import pytest

ASLEEP = 'print([name for name in sys.modules if "signature" in name and hasattr(sys.modules[name], "_source")])'
SAID = """
import sys
from PySide6.QtCore import QObject, Qt
{before}
try:
    QObject().setObjectName(object())
except TypeError as error:
    print(error)
from PySide6.support.signature import get_signature, parser
print(get_signature(QObject.setObjectName), get_signature(QObject.parent, "existence"))
print(repr(Qt.AlignLeft), repr(Qt.Key(99999)), hasattr(parser, "nothing"), parser.__name__)
"""
LATE = "from kiosk_app.gui.late_support import load_support; load_support(); "


def said(code: str) -> str:
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert not run.stderr
    return run.stdout


def test_what_it_says_is_the_same() -> None:
    as_it_is = said(SAID.format(before=""))
    assert "setObjectName(object)" in as_it_is
    assert said(LATE + SAID.format(before="")) == as_it_is


def test_it_sleeps_until_it_is_asked() -> None:
    asleep, *_ = said(LATE + SAID.format(before=ASLEEP)).splitlines()
    for module in ("mapping", "parser", "layout", "errorhandler", "pyi_generator"):
        assert f".{module}'" in asleep


def test_several_that_ask_at_one_time_find_it_whole() -> None:
    asked = """
from threading import Thread
from PySide6.support.signature import parser
told = []
askers = [Thread(target=lambda: told.append(parser.using_snake_case)) for _ in range(8)]
for asker in askers: asker.start()
for asker in askers: asker.join()
print(len(told), len(set(told)))
"""
    assert said(LATE + asked).strip() == "8 1"


def test_all_else_is_compiled_as_ever() -> None:
    code = "import builtins; compiles = builtins.compile; " + LATE + "print(builtins.compile is compiles)"
    assert said(code).strip() == "True"


@pytest.mark.parametrize("name", ["__path__", "nothing"])
def test_what_is_not_there_is_not_there(name: str) -> None:
    code = f"{LATE}from PySide6.support.signature import layout; print(hasattr(layout, {name!r}))"
    assert said(code).strip() == "False"
