"""What was asked of the desktop: larger text, less motion, as its settings portal (xdg-desktop-portal) tells.

Qt tells neither before 6.12. Nobody waits for the answer, and where there is no portal there is no wish.
"""

from __future__ import annotations

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant

PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
TEXT_SCALE = ("org.gnome.desktop.interface", "text-scaling-factor")
ANIMATIONS = ("org.gnome.desktop.interface", "enable-animations")  # for portals older than the next one
REDUCED_MOTION = ("org.freedesktop.appearance", "reduced-motion")
KEYS = (TEXT_SCALE, ANIMATIONS, REDUCED_MOTION)


class DesktopWishes(QObject):
    """`changed` follows each answer that differs from what was known. Nothing is asked before `ask`."""

    changed = Signal()

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._told: dict[tuple[str, str], object] = {}

    @property
    def text_scale(self) -> float:
        """1.0 is the usual size."""
        scale = self._told.get(TEXT_SCALE)
        return scale if isinstance(scale, float) else 1.0

    @property
    def is_calm(self) -> bool:
        """Whether motion is to be reduced."""
        return self._told.get(REDUCED_MOTION) == 1 or self._told.get(ANIMATIONS) is False

    def ask(self) -> None:
        """Ask once, and hear of every change from here on."""
        if not self._bus.isConnected():
            return
        slot = SLOT("_heard(QDBusMessage)")
        self._bus.connect(*PORTAL, "SettingChanged", self, slot)  # type: ignore[call-overload]  # the stub says bytes
        for key in KEYS:
            question = QDBusMessage.createMethodCall(*PORTAL, "Read")
            question.setArguments(list(key))
            asked = QDBusPendingCallWatcher(self._bus.asyncCall(question), self)
            asked.finished.connect(lambda answer, key=key: self._answered(key, answer))

    def _answered(self, key: tuple[str, str], answer: QDBusPendingCallWatcher) -> None:
        if not answer.isError():  # an error: no portal, or one that does not know the key
            self._learn(key, answer.reply().arguments())
        answer.deleteLater()

    @Slot(QDBusMessage)
    def _heard(self, message: QDBusMessage) -> None:
        namespace, name, *value = message.arguments()
        if (namespace, name) in KEYS:
            self._learn((namespace, name), value)

    def _learn(self, key: tuple[str, str], values: list[object]) -> None:
        value = values[0] if values else None
        while isinstance(value, QDBusVariant):  # old portals wrap it twice
            value = value.variant()
        if value != self._told.get(key):
            self._told[key] = value
            self.changed.emit()
