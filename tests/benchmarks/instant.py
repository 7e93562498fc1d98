"""From the tap on *Issue stamp* to the painted QR with an instant stamp and no internet: all of it is ours.

The stamps are made as they always are, tried first and then one by one; then the service is gone, and nobody answers
on its port while the window hands them out.
"""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from kiosk_app.cli.house import NoKey
from kiosk_app.domain.card import MAX_READY
from kiosk_app.domain.ids import ApiKey
from kiosk_app.domain.samples import SAMPLE_CARDS
from kiosk_app.wiring.ground import Choices
from kiosk_app.wiring.house import open_house
from tests.benchmarks.folder import make_folder
from tests.benchmarks.table import heading, time_rows
from tests.benchmarks.tap import a_window, cpu_rows, tapped
from tests.gui.stall_watch import StallWatch
from tests.services import PracticeProcess


def measure_instant(folder: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with PracticeProcess() as service:
        customers = make_folder(folder / "data", service.address, service.key)
        choices = Choices(folder / "data", service_url=service.address, key=ApiKey(service.key))
        made = _make_ready(choices)
    with a_window(choices) as opened, StallWatch("the window's thread while handing out"):
        taps = [
            tapped(opened, customers[number].id, SAMPLE_CARDS[number // MAX_READY].card_idx) for number in range(made)
        ][1:]
    heading()
    time_rows("tap to the painted QR, instant, no internet", [tap.whole_ms for tap in taps], 100, 50)
    cpu_rows(taps)


def _make_ready(choices: Choices) -> int:
    """As many as there can be on every card; how many that are."""
    with open_house(choices) as house:
        line = house.line()
        assert not isinstance(line, NoKey)
        assert choices.key is not None
        refilling = house.line_parts(choices.key).refilling
        for card in SAMPLE_CARDS:
            wanted = replace(card, ready=MAX_READY)
            assert line.trial.run(wanted).came.value == "passed"
            house.settings().change_card(card.card_idx, wanted)
        wanted_in_all, made = MAX_READY * len(SAMPLE_CARDS), 0
        while made < wanted_in_all:  # at the budget's pace
            made += refilling.send_next() is not None
        return made
