"""A label that says less where there is less room, and never half of a sentence that has a shorter form."""

from __future__ import annotations

import pytest

from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.fitting_label import FittingLabel

LONG, SHORT = "Valid until 14 March 2027", "Until 14 March 2027"


@pytest.mark.parametrize(("room", "shown"), [(f"{LONG} ", LONG), (f"{SHORT} ", SHORT)])
def test_it_shows_the_longest_form_that_fits(style: Style, room: str, shown: str) -> None:
    label = FittingLabel(style)
    label.set_forms(LONG, SHORT)
    label.resize(label.fontMetrics().horizontalAdvance(room), 30)
    assert label.shown_text() == shown
    assert label.text() == LONG


def test_where_no_form_fits_the_shortest_is_cut(style: Style) -> None:
    label = FittingLabel(style, (LONG, SHORT))
    label.resize(label.fontMetrics().horizontalAdvance("Until 14 Mar"), 30)
    assert label.shown_text().startswith("Until")
    assert label.shown_text().endswith("…")


def test_an_empty_last_form_leaves_it_out(style: Style) -> None:
    label = FittingLabel(style, ("Tap a customer, or just start typing", ""))
    label.resize(60, 30)
    assert label.shown_text() == ""
