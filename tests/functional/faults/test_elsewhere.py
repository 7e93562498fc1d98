"""What is said to be held elsewhere is held there."""

from __future__ import annotations

import ast

import pytest

from tests.functional.faults.elsewhere import ROOT, all_tests


@pytest.mark.parametrize("test", all_tests())
def test_a_line_that_is_held_elsewhere_has_its_test_there(test: str) -> None:
    file, _, name = test.partition("::")
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
