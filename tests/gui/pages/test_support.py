"""About, its two cards, and the crash page: what is pressed is told, what is told is seen, and Copy copies."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QPlainTextEdit, QWidget

from kiosk_app.domain.changelog import Release
from kiosk_app.gui.pages.crash import CrashPage
from kiosk_app.gui.pages.settings_about import AboutPage
from kiosk_app.gui.theme.style import Style
from kiosk_app.presenters.settings_about import FindingRow, Findings, Preview
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.gui.pages.manners import (
    SIZES,
    assert_kind_to_fingers_and_ears,
    assert_nothing_is_cut,
    pressed,
    settled,
)
from tests.gui.pages.told import Told

FOUND = Findings(
    "1 thing needs a look.",
    (
        FindingRow("Keychain", Said("This computer’s keychain is locked.", "Unlock it and try again."), False),
        FindingRow("Python", Said("Python 3.11.7."), True),
    ),
)
PREVIEW = Preview("doctor.txt · 2 kB", "== doctor.txt\nAll is well.", "stamp-kiosk-support.zip")


@pytest.fixture
def about(style: Style) -> Iterator[AboutPage]:
    page = AboutPage(style, english())
    page.resize(900, 700)
    page.show_about((("Version", "0.1.0"),), (Release("0.1.0", ("A change.",)),))
    settled(page)
    yield page
    page.close()


@pytest.fixture
def crash(style: Style) -> Iterator[CrashPage]:
    page = CrashPage(style, english(), "Back to the counter")
    page.show_crash(Said("A fault was met.", "You can go on."), "Reference 1f0c9a3e\ntrace")
    page.resize(1024, 600)
    settled(page)
    yield page
    page.close()


def in_sight(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def is_there(page: QWidget, name: str) -> bool:
    button = page.findChild(QAbstractButton, name)
    assert button is not None, name
    return button.isVisible()


def test_version_and_changes_are_seen(about: AboutPage) -> None:
    assert {"Version", "0.1.0", "– A change."} <= set(in_sight(about))


def test_what_was_found_is_seen_and_goes_away_again(about: AboutPage) -> None:
    about.findings.show_findings(FOUND)
    settled(about)
    seen = in_sight(about)
    assert {"1 thing needs a look.", "Keychain", "Python"} <= set(seen)
    assert "This computer’s keychain is locked. Unlock it and try again." in seen
    about.findings.show_findings(None)
    settled(about)
    assert not {"1 thing needs a look.", "Keychain", "Python"} & set(in_sight(about))


def test_while_it_looks_a_second_press_does_nothing(about: AboutPage) -> None:
    told = Told(look=about.look_wanted)
    pressed(about, "doctorButton")
    about.findings.show_looking(True)
    pressed(about, "doctorButton")
    assert told.told == [("look",)]


def test_what_would_be_in_a_support_file_is_seen_before_it_can_be_saved(about: AboutPage) -> None:
    told = Told(make=about.support_wanted, no=about.support_declined)
    assert not is_there(about, "saveSupportButton")
    pressed(about, "supportButton")
    about.support.show_preview(PREVIEW)
    settled(about)
    texts = about.findChild(QPlainTextEdit, "supportTexts")
    assert texts is not None
    assert texts.toPlainText() == PREVIEW.texts
    assert texts.isReadOnly()
    assert PREVIEW.lines in in_sight(about)
    assert is_there(about, "saveSupportButton")
    pressed(about, "declineSupportButton")
    assert told.told == [("make",), ("no",)]


def test_saving_asks_where_and_tells_the_file(about: AboutPage) -> None:
    told = Told(save=about.support_saved)
    about.support.show_preview(PREVIEW)
    settled(about)
    pressed(about, "saveSupportButton")
    dialog = about.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    dialog.fileSelected.emit("/there/help.zip")
    dialog.reject()
    assert told.told == [("save", "/there/help.zip")]


def test_what_became_of_it_is_said(about: AboutPage) -> None:
    about.support.show_said(Said("Saved: help.zip.", "Send it."), is_refusal=False)
    settled(about)
    assert "Saved: help.zip." in in_sight(about)


@pytest.mark.parametrize("size", SIZES)
def test_everything_in_about_is_kind_in_every_size(about: AboutPage, size: tuple[int, int]) -> None:
    about.findings.show_findings(FOUND)
    about.support.show_preview(PREVIEW)
    about.set_narrow(size[0] < 900)
    about.resize(*size)
    settled(about)
    assert_kind_to_fingers_and_ears(about)
    assert_nothing_is_cut(about)


def test_a_fault_is_told_and_copied_whole(crash: CrashPage) -> None:
    assert {"A fault was met.", "You can go on."} <= set(in_sight(crash))
    pressed(crash, "copyCrashButton")
    assert QGuiApplication.clipboard().text() == "Reference 1f0c9a3e\ntrace"
    assert crash.accessibleName() == "A fault was met. You can go on."


def test_a_fault_can_be_left(crash: CrashPage) -> None:
    told = Told(left=crash.left)
    pressed(crash, "leaveCrashButton")
    assert told.told == [("left",)]


@pytest.mark.parametrize("size", SIZES)
def test_the_crash_page_is_kind_in_every_size(crash: CrashPage, size: tuple[int, int]) -> None:
    crash.resize(*size)
    settled(crash)
    assert_kind_to_fingers_and_ears(crash)
    assert_nothing_is_cut(crash)
