"""The window on a folder whose data is damaged: found by itself, nothing sent, chosen by a person, and it goes on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.ids import ApiKey
from kiosk_app.gui.icons import Icons
from kiosk_app.gui.theme.style import Style
from kiosk_app.system.assets import assets_folder
from kiosk_app.wiring.first_page import FirstPage
from kiosk_app.wiring.ground import Choices, open_ground
from kiosk_app.wiring.house import open_house
from kiosk_app.wiring.mending import Mending
from kiosk_app.wiring.window import OpenWindow, open_window
from kiosk_app.words.language import english
from tests.commands import Program
from tests.functional.disk.damage import names, spoil_pages, used
from tests.gui.scanner.keyboard import Keyboard
from tests.services import PRACTICE_KEY, PracticeProcess

AGAIN = 1
PATIENCE_MS = 20_000


@pytest.fixture
def style(qapp: QApplication) -> Style:
    style = Style(Icons(assets_folder() / "icons"))
    style.dress(qapp)
    return style


@pytest.fixture
def program(tmp_path: Path, service: PracticeProcess) -> Program:
    """A folder in front of a service, with a card, enough customers to damage, and a stamp that waits."""
    data = tmp_path / "data"
    program = Program(data, service.address, PRACTICE_KEY)
    assert program.run("card", "add", "123", "--name", "Coffee card").status == 0
    used(data)
    service.mood("busy:1")
    assert program.run("issue", "--card", "123", "--name", "Ada").status == 3
    service.mood()
    return program


def choices(program: Program) -> Choices:
    return Choices(program.data_dir, service_url=program.address, key=ApiKey(program.key))


@contextmanager
def opened(program: Program, qapp: QApplication, style: Style) -> Iterator[OpenWindow]:
    with open_ground(choices(program)) as ground:
        first = FirstPage(ground, qapp, style, english())
        ground.closing.callback(first.close)
        assert first.show(full_screen=False)
        window = open_window(ground, first, style, english())
        yield window
        window.window.close()


def test_damage_is_found_after_the_first_paint_and_nothing_is_sent(
    program: Program, service: PracticeProcess, qapp: QApplication, qtbot: QtBot, style: Style
) -> None:
    spoil_pages(program.data_dir / "kiosk.db")
    with opened(program, qapp, style) as window, qtbot.waitSignal(window.closed, timeout=PATIENCE_MS):
        window.begin()
    assert window.trouble
    assert window.trouble.reason is DiskReason.DAMAGED
    assert service.truth().stamps == ()
    with pytest.raises(StoreTrouble), open_house(choices(program)):
        pass  # and it is remembered


def test_a_whole_database_is_looked_through_backed_up_and_then_what_waits_is_sent(
    program: Program, service: PracticeProcess, qapp: QApplication, qtbot: QtBot, style: Style
) -> None:
    with opened(program, qapp, style) as window:
        window.begin()

        def all_done() -> None:
            assert len(service.truth().stamps) == 1
            assert len(list((program.data_dir / "backups").glob("kiosk-*Z.db"))) == 1

        qtbot.waitUntil(all_done, timeout=30_000)


def test_a_person_chooses_the_backup_and_the_folder_goes_on(
    program: Program, tmp_path: Path, qapp: QApplication, qtbot: QtBot, style: Style
) -> None:
    assert program.run("backup", str(program.data_dir / "backups" / "kiosk-20261120T100000Z.db")).status == 0
    (program.data_dir / "kiosk.db").write_bytes(b"random" * 999)
    mending = Mending(qapp, style, english(), choices(program), AGAIN)
    button = mending.page.findChild(QAbstractButton, "useBackupButton")
    assert button is not None

    def press() -> None:
        if button.isVisible() and button.isEnabled():
            button.click()

    presses = QTimer(mending.page)
    presses.timeout.connect(press)
    presses.start(50)
    assert mending.choose(StoreTrouble(DiskReason.DAMAGED, "x"))
    assert len(names(program.data_dir / "kiosk.db")) == 301
    with open_house(choices(program)) as house:
        assert house.outbox().standing().needs == 1


def test_quitting_chooses_nothing(program: Program, qapp: QApplication, qtbot: QtBot, style: Style) -> None:
    (program.data_dir / "kiosk.db").write_bytes(b"random" * 999)
    mending = Mending(qapp, style, english(), choices(program), AGAIN)
    QTimer.singleShot(0, mending.page.close)
    assert not mending.choose(StoreTrouble(DiskReason.DAMAGED, "x"))
    assert (program.data_dir / "kiosk.db").read_bytes() == b"random" * 999


def test_a_scan_chooses_nothing(program: Program, qapp: QApplication, qtbot: QtBot, style: Style) -> None:
    assert program.run("backup", str(program.data_dir / "backups" / "kiosk-20261120T100000Z.db")).status == 0
    (program.data_dir / "kiosk.db").write_bytes(b"random" * 999)
    mending = Mending(qapp, style, english(), choices(program), AGAIN)
    button = mending.page.findChild(QAbstractButton, "useBackupButton")
    assert button is not None

    def scan() -> None:
        if button.hasFocus():
            scans.stop()
            Keyboard(qapp).scan("a 1 b 2 c 3 d 4", "\r")
            QTimer.singleShot(0, mending.page.close)
        elif button.isVisible():
            mending.page.activateWindow()

    scans = QTimer(mending.page)
    scans.timeout.connect(scan)
    scans.start(50)
    assert not mending.choose(StoreTrouble(DiskReason.DAMAGED, "x"))
    assert (program.data_dir / "kiosk.db").read_bytes() == b"random" * 999


def test_a_backup_chosen_in_the_settings_takes_its_place_between_two_runs(
    program: Program, tmp_path: Path, qapp: QApplication, qtbot: QtBot, style: Style
) -> None:
    file = tmp_path / "copy.db"
    assert program.run("backup", str(file)).status == 0
    assert program.run("customer", "add", "--name", "Later").status == 0
    Mending(qapp, style, english(), choices(program), AGAIN).restore(file)
    assert len(names(program.data_dir / "kiosk.db")) == 301
