"""A practice folder begins with the samples, those of them with stamps at the head of the counter's list."""

from __future__ import annotations

from pathlib import Path

from kiosk_app.domain.samples import SAMPLE_CUSTOMERS
from kiosk_app.wiring.ground import Choices
from kiosk_app.wiring.house import open_house


def test_the_counter_lists_them_in_their_order(tmp_path: Path) -> None:
    with open_house(Choices(tmp_path, practice=True)) as house:
        rows = house.customers().rows("").rows
    assert [row.customer.id for row in rows] == [sample.customer.id for sample in SAMPLE_CUSTOMERS]
