"""The shop that every test of a command works in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    """A new folder with a key and without a stamp card."""
    return Shop(tmp_path)


@pytest.fixture
def coffee(shop: Shop) -> Shop:
    """The same with one stamp card, 123."""
    return shop.with_card()
