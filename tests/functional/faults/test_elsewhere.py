"""What is said to be held elsewhere is held there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.functional.faults.elsewhere import ELSEWHERE

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("line", ELSEWHERE)
def test_a_line_that_is_held_elsewhere_has_its_test_there(line: str) -> None:
    file, _, name = ELSEWHERE[line].partition("::")
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
