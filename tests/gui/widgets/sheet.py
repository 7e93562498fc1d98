"""All widgets on two sheets, placed as in the drawings, to be looked at beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.icons import Icon
from kiosk_app.gui.theme.fonts import Role
from kiosk_app.gui.theme.style import Style
from kiosk_app.gui.theme.tone import Tone
from kiosk_app.gui.widgets.avatar import Avatar
from kiosk_app.gui.widgets.banner import Banner
from kiosk_app.gui.widgets.button import Button, Kind
from kiosk_app.gui.widgets.card import Card
from kiosk_app.gui.widgets.countdown import Countdown, Ring
from kiosk_app.gui.widgets.customer_row import AddRow, CustomerRow, CustomerRowDelegate
from kiosk_app.gui.widgets.field import Field
from kiosk_app.gui.widgets.glyph_badge import GlyphBadge
from kiosk_app.gui.widgets.icon_button import IconButton
from kiosk_app.gui.widgets.label import ElidedLabel, Ink, Label
from kiosk_app.gui.widgets.mini_progress import Progress
from kiosk_app.gui.widgets.notice import Notice
from kiosk_app.gui.widgets.pill import Pill, PillButton, PillText
from kiosk_app.gui.widgets.radio_rows import Choice, RadioRows
from kiosk_app.gui.widgets.row_list import RowList
from kiosk_app.gui.widgets.search_field import SearchField
from kiosk_app.gui.widgets.secret_field import SecretField
from kiosk_app.gui.widgets.segment import Segment
from kiosk_app.gui.widgets.stepper import Stepper
from kiosk_app.gui.widgets.switch import Switch

READY = Progress(Glyph.LOAF, 6, 6, "Reward ready")
ROWS = (
    CustomerRow("Brown Smith", "•••• 8900", "2 min ago", (Progress(Glyph.CUP, 7, 10), READY), "Brown Smith", ((0, 3),)),
    CustomerRow("Jonas Weber", "•••• 0193", "Today, 09:58", (Progress(Glyph.BEAN, 2, 8),), "Jonas Weber"),
    CustomerRow("Anna Lindqvist", "bro•••@lindqvist.se", "28 Oct", (), "Anna", (), ((0, 3),)),
    CustomerRow("김민서", "•••• 4471", "Yesterday, 17:12", (Progress(Glyph.BOWL, 9, 20),), "김민서"),
    AddRow("No match?", "New customer “bro”"),
)


class Sheet(QWidget):
    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self.resize(1280, 800)

    def put(self, widget: QWidget, left: int, top: int, width: int = 0, height: int = 0) -> QWidget:
        widget.setParent(self)
        hint = widget.sizeHint().expandedTo(widget.minimumSizeHint())
        widget.setGeometry(left, top, width or max(hint.width(), widget.minimumWidth()), height or hint.height())
        return widget


def list_sheet(style: Style) -> Sheet:
    sheet = Sheet(style)
    sheet.put(PillButton(style, PillText("Online", Tone.OK, has_dot=True)), 892, 8)
    sheet.put(Avatar(style, "Mina Kim", 40), 1016, 16)
    sheet.put(Label(style, "10:42", Role.BAR_CLOCK), 1138, 22)
    sheet.put(IconButton(style, Icon.MENU, "Menu"), 1208, 8)
    search = SearchField(style, "Search", ("Scan a card, or type a name, phone or e-mail",), "Clear")
    sheet.put(search, 40, 102, 912)
    search.line.setText("bro")
    search.set_note("4 customers")
    new_customer = Button(style, "New customer", Kind.PRIMARY, height=96, icon=Icon.PERSON_ADD)
    sheet.put(new_customer, 970, 102, 270)
    rows = RowList(style, "Customers", CustomerRowDelegate(style))
    rows.set_rows(ROWS)
    rows.choose(0)
    card = Card(style)
    inside = QVBoxLayout(card)
    inside.setContentsMargins(1, 8, 1, 1)
    inside.addWidget(rows)
    sheet.put(card, 40, 218, 1200, 8 + rows.sizeHint().height() + 1)
    sheet.put(Label(style, "Recent customers", Role.SECTION), 44, 680)
    sheet.put(Label(style, "Tap a customer, or just start typing", Role.BODY, Ink.INK_2), 252, 683)
    small = SearchField(style, "Search", ("Scan a card, or type a name, phone or e-mail",), "Clear")
    small.set_small(True)
    sheet.put(small, 40, 715, 740)
    sheet.setFocusProxy(search)
    return sheet


def form_sheet(style: Style) -> Sheet:
    sheet = Sheet(style)
    banner = Banner(style)
    banner.tell(Icon.WIFI_OFF, "No internet — 3 changes will be sent", "Keep working as usual.", "See the 3")
    sheet.put(banner, 0, 0, 1280)
    banner.open_up()
    phone = Field(style, "Phone", aside="optional", placeholder="Made if left empty")
    phone.set_text("123-4567-8900")
    sheet.put(phone, 40, 96, 400)
    email = Field(style, "E-mail", hint="So that the link can be sent", hint_icon=Icon.INFO)
    email.setFocus()
    sheet.put(email, 40, 200, 400)
    key = SecretField(style, "API key", "Show", "Hide", hint="Kept in this computer’s keychain.", hint_icon=Icon.LOCK)
    key.set_text("abcdefghij4f2c")
    sheet.put(key, 40, 336, 400)
    segment = Segment(style, "Valid for", ["1 year\nfrom issue", "Some days\nfrom issue", "Until a\nfixed date"])
    sheet.put(segment, 40, 478, 400)
    sheet.put(Switch(style, "Count the first visit\nwhen issuing"), 40, 560, 326)
    on = Switch(style, "New stamps can be\nused at once")
    on.setChecked(True)
    sheet.put(on, 40, 645, 326)
    rows, note = RadioRows(style, "First stamp card"), "10 visits, valid until 21 November 2027"
    rows.set_choices(
        [Choice("Coffee card", note, Glyph.CUP), Choice("Bakery card", note, Glyph.LOAF), Choice("None", note)]
    )
    sheet.put(rows, 470, 96, 380)
    _put_buttons(sheet, style)
    _put_notices(sheet, style)
    return sheet


def _put_buttons(sheet: Sheet, style: Style) -> None:
    sheet.put(Stepper(style, "Visits", "Fewer", "More", 1, 5), 470, 360)
    sheet.put(Button(style, "Add visit", Kind.PRIMARY, height=72, icon=Icon.PLUS), 626, 360, 253)
    sheet.put(Button(style, "Show QR", height=72, icon=Icon.QR), 891, 360, 136)
    sheet.put(Button(style, "Issue stamp", Kind.OUTLINED, height=72, icon=Icon.STAMP), 1040, 360, 220)
    countdown = Countdown(style, 12, lambda: 3.0, sheet)
    countdown.start()
    undo = Button(style, "Undo", height=72)
    undo.set_countdown(countdown)
    sheet.put(undo, 470, 445, 145)
    sheet.put(Button(style, "Redeem reward", Kind.SUCCESS, height=72, icon=Icon.GIFT), 626, 445, 253)
    busy = Button(style, "Save", Kind.PRIMARY, height=72, icon=Icon.CHECK)
    busy.set_busy(True)
    sheet.put(busy, 891, 445, 136)
    forbidden = Button(style, "Issue stamp", Kind.OUTLINED, height=72, icon=Icon.STAMP)
    forbidden.setEnabled(False)
    sheet.put(forbidden, 1040, 445, 220)
    sheet.put(Button(style, "Done", Kind.PRIMARY, height=84, icon=Icon.CHECK), 470, 530, 300)
    sheet.put(Ring(style, countdown), 790, 553)
    sheet.put(Button(style, "It is there", Kind.INK, height=60, icon=Icon.CHECK), 840, 540)
    sheet.put(Button(style, "Not now", Kind.QUIET), 1030, 540)
    edit = Button(style, "Edit", icon=Icon.PENCIL)
    sheet.put(edit, 1165, 540, 104)
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    number = Stepper(style, "Places", "Fewer", "More", 10, 40, is_field=True, height=64)
    sheet.put(number, 40, 728, 202)


def _put_notices(sheet: Sheet, style: Style) -> None:
    fine = Notice(style, Tone.OK, "Connected", "The service answered.")
    fine.add_button("Test connection", icon=Icon.AGAIN)
    sheet.put(fine, 470, 622, 500, 106)
    sheet.put(
        Notice(style, Tone.WAIT, "Lunch card — needs checking", "We don’t know if it arrived."), 870, 96, 390, 110
    )
    sheet.put(Notice(style, Tone.REFUSED, "The service said no", "Its message: “Expired.”"), 870, 222, 390, 110)
    sheet.put(Notice(style, Tone.HINT, "Looks like Brown Smith", "last visit today"), 985, 622, 280, 106)
    sheet.put(GlyphBadge(style, Glyph.CUP), 470, 740)
    pills = (
        PillText("Visit added", Tone.OK, Icon.CHECK),
        PillText("Expires in 5 days", Tone.WAIT, Icon.CLOCK),
        PillText("No stamp yet"),
    )
    left = 530
    for pill in pills:
        left += sheet.put(Pill(style, pill), left, 743).width() + 12
    sheet.put(Pill(style, PillText("Issued", Tone.OK, Icon.CHECK), 44), left, 740)
    sheet.put(ElidedLabel(style, "Maximiliana Featherstonehaugh", Role.ROW_TITLE), 1165, 750, 105)
