"""What the desktop is asked for reaches the window: over a bus of its own, from a portal that this test plays."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator

import pytest
from PySide6.QtCore import ClassInfo, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant
from pytestqt.qtbot import QtBot

from kiosk_app.gui.desktop_wishes import ANIMATIONS, PORTAL, REDUCED_MOTION, TEXT_SCALE, DesktopWishes

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="dbus-daemon is not installed")


@ClassInfo({"D-Bus Interface": PORTAL[2]})  # type: ignore[call-arg]  # the stub takes keywords, where no "D-Bus Interface" fits
class Portal(QObject):  # type: ignore[operator]
    """Answers *Read* with what it was given, wrapped once more as old portals do; knows nothing else."""

    def __init__(self, bus: QDBusConnection) -> None:
        super().__init__()
        self._bus = bus
        self.settings: dict[tuple[str, str], object] = {}
        assert bus.registerService(PORTAL[0])
        assert bus.registerObject(PORTAL[1], self, QDBusConnection.RegisterOption.ExportAllSlots)

    @Slot(str, str, result=QDBusVariant)
    def Read(self, namespace: str, key: str) -> QDBusVariant:
        return wrapped(wrapped(self.settings.get((namespace, key), "nothing")))

    def change(self, key: tuple[str, str], value: object) -> None:
        said = QDBusMessage.createSignal(*PORTAL[1:], "SettingChanged")
        said.setArguments([*key, wrapped(value)])
        assert self._bus.send(said)


def wrapped(value: object) -> QDBusVariant:
    made = QDBusVariant()
    made.setVariant(value)
    return made


def is_answered(wishes: DesktopWishes) -> bool:
    return not wishes.findChildren(QDBusPendingCallWatcher)


@pytest.fixture
def address() -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


@pytest.fixture
def portal(address: str) -> Iterator[Portal]:
    yield Portal(QDBusConnection.connectToBus(address, "portal"))
    QDBusConnection.disconnectFromBus("portal")


@pytest.fixture
def wishes(address: str, qtbot: QtBot) -> Iterator[DesktopWishes]:
    yield DesktopWishes(QDBusConnection.connectToBus(address, "window"))
    QDBusConnection.disconnectFromBus("window")


def test_it_wishes_for_nothing_until_it_was_told(wishes: DesktopWishes) -> None:
    assert (wishes.text_scale, wishes.is_calm) == (1.0, False)


def test_larger_text_is_heard_of(portal: Portal, wishes: DesktopWishes, qtbot: QtBot) -> None:
    portal.settings[TEXT_SCALE] = 1.25
    wishes.ask()
    qtbot.waitUntil(lambda: wishes.text_scale == 1.25)
    assert not wishes.is_calm


@pytest.mark.parametrize(("key", "value"), [(REDUCED_MOTION, 1), (ANIMATIONS, False)])
def test_less_motion_is_heard_of(
    portal: Portal, wishes: DesktopWishes, qtbot: QtBot, key: tuple[str, str], value: object
) -> None:
    portal.settings[key] = value
    wishes.ask()
    qtbot.waitUntil(lambda: wishes.is_calm)


def test_a_later_change_is_heard_of_and_told_once(portal: Portal, wishes: DesktopWishes, qtbot: QtBot) -> None:
    portal.settings |= {REDUCED_MOTION: 1, ANIMATIONS: True, TEXT_SCALE: 1.0}
    wishes.ask()
    qtbot.waitUntil(lambda: wishes.is_calm)
    told: list[bool] = []
    wishes.changed.connect(lambda: told.append(wishes.is_calm))
    portal.change(("org.gnome.desktop.interface", "cursor-size"), 48)
    portal.change(REDUCED_MOTION, 0)
    qtbot.waitUntil(lambda: not wishes.is_calm)
    assert told[-1] is False
    assert told.count(False) == 1


def test_without_a_portal_nothing_is_wished_for(wishes: DesktopWishes, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(wishes.changed):
        wishes.ask()
        qtbot.waitUntil(lambda: is_answered(wishes))
    assert (wishes.text_scale, wishes.is_calm) == (1.0, False)


def test_without_a_bus_nothing_is_wished_for(qtbot: QtBot) -> None:
    wishes = DesktopWishes(QDBusConnection("nowhere"))
    wishes.ask()
    assert is_answered(wishes)
    assert (wishes.text_scale, wishes.is_calm) == (1.0, False)
