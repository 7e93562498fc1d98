"""Every page in every window: nothing is cut, every target takes a finger, every text can be read and is named.

The pages are walked as the pictures show them. Each rule is shown a bad sample that it must refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QScrollArea,
    QWidget,
)

from kiosk_app.gui.icons import Icon
from kiosk_app.gui.pages.settings_rail import SettingsRail
from kiosk_app.gui.stage import Stage
from kiosk_app.gui.theme.contrast import contrast
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.sizes import TARGET
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.widgets.button import Button
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.gui.widgets.pressable import Pressable
from kiosk_app.gui.widgets.segment import Segment
from tests.gui.painted_texts import painted_texts
from tests.pictures.pseudo import ACCENTS, Pseudo, lengthened
from tests.pictures.states import make_style
from tests.pictures.tour import SMALL, Look, walk

Shown = Sequence[QWidget]  # all of a window that is visible
Rule = Callable[[QWidget, Shown], Iterator[str]]

LEAST_CONTRAST = 6.0  # of the palest ink; all others are darker by far
BETWEEN = 8  # px between two targets
TOUCHING = (Segment, SettingsRail)  # drawn as one control, whose parts touch
NAMES = {
    *("counterPage", "searchField", "newCustomerButton", "customerList", "customerPage", "nameField", "phoneField"),
    *("emailField", "memberIdField", "noteField", "saveCustomerButton", "cardTile-123", "primaryAction-140"),
    *("showQr-123", "qrPage", "qrCode", "stampLink", "doneButton", "undoButton-140", "connectionPill", "outboxPage"),
    *("outboxList", "practiceBanner", "setupPage", "setupApiKeyField", "apiKeyField", "testConnectionButton"),
    *("importPage", "duplicatesPage", "chooseFileButton", "columnBox-0", "importButton", "erasePersonButton"),
    *("cardIdxField", "settingsPage", "editCustomerPage", "historyPage", "historyList", "historyButton"),
    "editCustomerButton",
}
LOOKS = (
    Look("light"),
    Look("dark", SMALL[:1], is_dark=True),
    Look("150", (*SMALL, (800, 1280)), text_scale=1.5),
    Look("pseudo", SMALL, language=Pseudo),
)


@pytest.fixture
def style(qapp: QApplication) -> Iterator[Style]:
    made = make_style()
    yield made
    made.changed.disconnect()


def visible(window: QWidget) -> list[QWidget]:
    return [widget for widget in window.findChildren(QWidget) if widget.isVisible()]


def told(widget: QWidget, fault: str) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName()} {text or widget.accessibleName()!r}: {fault}"


def cut_texts(window: QWidget, shown: Shown) -> Iterator[str]:
    """A label has room for all it says; one that may end in "…" has at least its line's height."""
    for widget in shown:
        if isinstance(widget, QLabel) and widget.text():
            yield from cut_label(widget)
        elif isinstance(widget, Pressable) and widget.text():
            yield from cut_button(widget)


def cut_button(button: Pressable) -> Iterator[str]:
    gives_way = isinstance(button, Button) or isinstance(button.parentWidget(), SettingsRail)
    least = button.minimumSizeHint() if gives_way else button.sizeHint()
    if button.width() < least.width() - 1 or button.height() < least.height() - 1:
        yield told(button, f"{least.width()}×{least.height()} in {button.width()}×{button.height()}")


def cut_label(label: QLabel) -> Iterator[str]:
    room = label.contentsRect()
    metrics = label.fontMetrics()
    needs = metrics.height()
    if label.wordWrap():
        longest = max(metrics.horizontalAdvance(word) for word in label.text().split() or [""])
        needs = label.heightForWidth(label.width())
        if longest > room.width() + 1:
            yield told(label, f"a word is {longest} wide in {room.width()}")
    elif not isinstance(label, ElidedLabel) and metrics.horizontalAdvance(label.text()) > room.width() + 1:
        yield told(label, f"{metrics.horizontalAdvance(label.text())} wide in {room.width()}")
    if needs > label.height() + 1:
        yield told(label, f"{needs} high in {label.height()}")


def small_targets(window: QWidget, shown: Shown) -> Iterator[str]:
    """56 by 56 at least, as far as it is not scrolled out of sight."""
    for widget in shown:
        if isinstance(widget, QAbstractButton) and min(widget.width(), widget.height()) < TARGET:
            yield told(widget, f"{widget.width()}×{widget.height()}")


def covered_targets(window: QWidget, shown: Shown) -> Iterator[str]:
    """Two targets do not lie over each other. None leaves the window but by scrolling, sideways in strips alone."""
    buttons = [one for one in shown if isinstance(one, QAbstractButton)]
    places = [(one, QRect(one.mapTo(window, QPoint(0, 0)), one.size())) for one in buttons]
    for at, (one, place) in enumerate(places):
        leaves_sideways = (place.left() < 0 or place.right() >= window.width()) and not is_in_strip(one)
        if leaves_sideways or (not scrolls(one) and not window.rect().contains(place)):
            yield told(one, f"outside the window: {place.getRect()}")
        for other, its_place in places[at + 1 :]:
            if one.parentWidget() is other.parentWidget() and place.intersects(its_place):
                yield told(one, f"lies over {other.accessibleName()!r}")


def is_in_strip(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and above.objectName() != "strip":
        above = above.parentWidget()
    return above is not None


def scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea) or (isinstance(above, Stage) and above.pages.height() > above.height()):
            return True
        above = above.parentWidget()
    return False


def crowded_targets(window: QWidget, shown: Shown) -> Iterator[str]:
    """A finger that misses one target does not hit the next: 8 px between them, but within what is one control."""
    buttons = [one for one in shown if isinstance(one, QAbstractButton)]
    places = [(one, in_sight(one, window)) for one in buttons if not one.visibleRegion().isEmpty()]
    for at, (one, place) in enumerate(places):
        for other, its_place in places[at + 1 :]:
            is_one_control = one.parentWidget() is other.parentWidget() and isinstance(one.parentWidget(), TOUCHING)
            if not is_one_control and place.adjusted(-BETWEEN, -BETWEEN, BETWEEN, BETWEEN).intersects(its_place):
                yield told(one, f"{place.getRect()} is under {BETWEEN} px from {other.accessibleName()!r}")


def in_sight(widget: QWidget, window: QWidget) -> QRect:
    region = widget.visibleRegion().boundingRect()
    return QRect(widget.mapTo(window, region.topLeft()), region.size())


def _text_of(widget: QLabel | QAbstractButton | QComboBox) -> str:
    return widget.currentText() if isinstance(widget, QComboBox) else widget.text()


def pale_texts(window: QWidget, shown: Shown) -> Iterator[str]:
    """Whatever paints a text, in whatever role: its colour against what is under it on the glass."""
    worded = [one for one in shown if isinstance(one, QLabel | QAbstractButton | QComboBox)]
    cut = [one for one in worded if one.visibleRegion().boundingRect() != one.rect()]
    scrolled = {text for one in cut for text in (_text_of(one), one.accessibleDescription())}
    for one in painted_texts(window):
        if one.text not in scrolled and contrast(one.ink, one.ground) < LEAST_CONTRAST:
            yield f"{one.text!r}: {one.ink} on {one.ground}: {contrast(one.ink, one.ground):.1f}"


def nameless(window: QWidget, shown: Shown) -> Iterator[str]:
    """What can be pressed, typed in or chosen from is read aloud by its name."""
    for widget in shown:
        if (
            isinstance(widget, QAbstractButton | QComboBox | QLineEdit | QListView)
            and not widget.accessibleName().strip()
        ):
            yield told(widget, f"no accessible name, in {type(widget.parentWidget()).__name__}")


QUICK_RULES: tuple[Rule, ...] = (cut_texts, small_targets, covered_targets, crowded_targets)
RULES: tuple[Rule, ...] = (*QUICK_RULES, pale_texts, nameless)  # these two are the same at every size


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
def test_every_page_holds(style: Style, look: Look) -> None:
    faults: dict[str, list[str]] = {}
    names: set[str] = set()
    for desk, state in walk(look, style):
        for size in look.sizes:
            desk.window.resize(*size)
            desk.settle()
            shown = visible(desk.window)
            names |= {widget.objectName() for widget in shown}
            assert (desk.window.width(), desk.window.height()) == size, f"{state.name} does not fit {size}"
            for rule in RULES if size == look.sizes[0] else QUICK_RULES:
                for fault in rule(desk.window, shown):
                    faults.setdefault(f"{rule.__name__}: {fault}", []).append(f"{state.name} {size[0]}×{size[1]}")
    assert not faults, "\n".join(f"{fault} — {', '.join(places)}" for fault, places in faults.items())
    assert names >= NAMES, NAMES - names


def cut(style: Style, page: QWidget) -> None:
    Label(style, "Scan to keep your card", parent=page).setFixedWidth(60)


def low(style: Style, page: QWidget) -> None:
    Label(style, "Scan to keep your card", Role.NAME, parent=page).setFixedHeight(12)


def wrapped(style: Style, page: QWidget) -> None:
    Label(style, "Scan to keep your card", wraps=True, parent=page).setFixedSize(90, 24)


def squeezed(style: Style, page: QWidget) -> None:
    Button(style, "Save and issue stamp", parent=page).setFixedSize(90, 72)


def small(style: Style, page: QWidget) -> None:
    IconButton(style, Icon.MENU, "Menu", parent=page).setFixedSize(48, 56)


def over(style: Style, page: QWidget) -> None:
    for left in (0, 50):
        IconButton(style, Icon.MENU, "Menu", parent=page).move(left, 0)


def crowded(style: Style, page: QWidget) -> None:
    for left in (0, 63):
        IconButton(style, Icon.MENU, "Menu", parent=page).move(left, 0)


def pale_by_hand(style: Style, page: QWidget) -> None:
    class Painted(QWidget):
        def paintEvent(self, _event: QPaintEvent) -> None:
            painter = QPainter(self)
            painter.setPen(QColor(style.palette.line_strong))
            painter.drawText(20, 40, "Note")

    Painted(page).resize(200, 80)


def outside(style: Style, page: QWidget) -> None:
    IconButton(style, Icon.MENU, "Menu", parent=page).move(380, 0)


def beside(style: Style, page: QWidget) -> None:
    inner = QWidget()
    inner.resize(500, 100)
    IconButton(style, Icon.MENU, "Menu", parent=inner).move(380, 0)
    scrolled = QScrollArea(page)
    scrolled.resize(400, 100)
    scrolled.setWidget(inner)


def pale(style: Style, page: QWidget) -> None:
    ground = page.palette()
    ground.setColor(QPalette.ColorRole.Window, QColor(style.palette.field))
    page.setPalette(ground)
    Label(style, "Note", ink=Ink.INK_3, parent=page)


def unnamed(style: Style, page: QWidget) -> None:
    IconButton(style, Icon.MENU, "", parent=page)


def unnamed_field(style: Style, page: QWidget) -> None:
    QLineEdit(page)


@pytest.mark.parametrize(
    ("rule", "bad"),
    [
        *((cut_texts, bad) for bad in (cut, low, wrapped, squeezed)),
        *((small_targets, small), (covered_targets, outside), (covered_targets, beside), (crowded_targets, crowded)),
        *((pale_texts, pale), (pale_texts, pale_by_hand), (nameless, unnamed), (nameless, unnamed_field)),
    ],
    ids=lambda part: part.__name__,
)
def test_a_rule_refuses_a_bad_sample(style: Style, rule: Rule, bad: Callable[[Style, QWidget], None]) -> None:
    page = QWidget()
    page.resize(400, 200)
    bad(style, page)
    page.show()
    QApplication.processEvents()
    shown = visible(page)
    assert list(rule(page, shown))
    assert not [fault for other in RULES if other is not rule for fault in other(page, shown)]
    page.close()


def test_a_text_that_missed_its_language_is_seen() -> None:
    assert "{count}" in lengthened("Add {count} visits")
    long = "Keep working as usual. Nothing is lost."
    assert len(lengthened(long)) >= len(long) * 1.3
    assert Pseudo().text("Done") != "Done"
    assert "a".translate(ACCENTS) == "á"
