"""What Qt itself draws for us (menus, scroll bars, tool tips): a style sheet for each kind and one QPalette.

A sheet goes to the widget it is for and never to the application: there Qt would keep the matching rules of every
widget, 3 MB of them, and look them up before each first paint.
"""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette

from kiosk_app.gui.theme.palette import Palette

MENU = Template("""
QMenu { background: $surface; color: $ink; border: 1px solid $line_strong; padding: 8px; }
QMenu::item { padding: 18px 28px 18px 20px; }
QMenu::item:selected { background: $hover; }
""")
TIP = Template("QToolTip { background: $ink; color: $paper; border: none; padding: 8px; }")
SCROLL_BAR = Template("""
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: $line_strong; border-radius: 4px; min-height: 56px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")
LONG_TEXT = Template("""
QPlainTextEdit { background: $sunken; color: $ink; border-radius: 14px; padding: 8px; selection-background-color: $tint;
  selection-color: $on_tint; }
""")
DOTS = "QLineEdit { lineedit-password-character: 8226; }"


def sheet(kind: Template, palette: Palette) -> str:
    return kind.substitute(palette._asdict())


def qt_palette(palette: Palette) -> QPalette:
    role = QPalette.ColorRole
    colors = {
        role.Window: palette.paper,
        role.WindowText: palette.ink,
        role.Base: palette.surface,
        role.AlternateBase: palette.sunken,
        role.Text: palette.ink,
        role.PlaceholderText: palette.ink_3,
        role.Button: palette.surface,
        role.ButtonText: palette.ink,
        role.Highlight: palette.tint,
        role.HighlightedText: palette.on_tint,
        role.Link: palette.action,
    }
    made = QPalette()
    for place, color in colors.items():
        made.setColor(place, QColor(color))
    return made
