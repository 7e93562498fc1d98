"""A section that is made when it is first looked at knows by then what it was told."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLabel

from kiosk_app.gui.pages.made_later import MadeLater


def test_nothing_is_made_before_somebody_looks(qapp: QApplication) -> None:
    made: list[QLabel] = []

    def make() -> QLabel:
        made.append(QLabel())
        return made[-1]

    section = MadeLater(make)
    section.tell("text", lambda label: label.setText("Mina’s"))
    assert made == []
    assert section.made() is section.made() is made[0]


def test_of_each_thing_the_last_is_shown_and_in_the_order_they_were_told(qapp: QApplication) -> None:
    heard: list[str] = []
    section = MadeLater(QLabel)
    for what, word in (("name", "first"), ("places", "ten"), ("name", "second")):
        section.tell(what, lambda _label, word=word: heard.append(word))  # type: ignore[misc]
    section.made()
    assert heard == ["ten", "second"]


def test_what_is_told_later_is_shown_at_once(qapp: QApplication) -> None:
    section = MadeLater(QLabel)
    label = section.made()
    section.tell("text", lambda made: made.setText("Mina’s"))
    assert label.text() == "Mina’s"
