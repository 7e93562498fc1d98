"""A sheet of marks in every state, size, glyph and accent, laid out as the drawing that they are compared with."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk_app.domain.card import Glyph
from kiosk_app.gui.marks.inks import Inks
from kiosk_app.gui.marks.mark import OVERHANG, Mark, State

VERMILION = Inks(
    mark="#CE3B21",
    mark_deep="#A52712",
    field="#8A8070",
    ink="#1F1B16",
    ink_3="#665D51",
    surface="#FFFFFF",
    wait="#E0A02A",
    on_wait_dot="#2E1E00",
)
ACCENTS = {
    "vermilion": ("#CE3B21", "#A52712"),
    "indigo": ("#4759D0", "#3443A8"),
    "forest": ("#27824A", "#1C6134"),
    "plum": ("#A3438A", "#86306F"),
    "cobalt": ("#1C74BC", "#105A94"),
    "ink": ("#453E35", "#2A251F"),
}


def accent(name: str) -> Inks:
    mark, mark_deep = ACCENTS[name]
    return Inks(
        mark=mark,
        mark_deep=mark_deep,
        field=VERMILION.field,
        ink=VERMILION.ink,
        ink_3=VERMILION.ink_3,
        surface=VERMILION.surface,
        wait=VERMILION.wait,
        on_wait_dot=VERMILION.on_wait_dot,
    )


def a_mark(
    state: State = State.VISIT,
    *,
    place: int = 1,
    size: float = 51,
    glyph: Glyph = Glyph.CUP,
    inks: Inks = VERMILION,
    stamp_id: str = "1347",
    dpr: float = 1,
    families: tuple[str, ...] = (),
) -> Mark:
    return Mark(
        state=state, stamp_id=stamp_id, place=place, glyph=glyph, inks=inks, size=size, dpr=dpr, families=families
    )


def _states(families: tuple[str, ...]) -> Iterator[tuple[float, float, Mark]]:
    marks = (
        a_mark(size=120),
        a_mark(State.WAITING, place=2, size=120),
        a_mark(State.EMPTY, place=8, size=120, families=families),
        a_mark(State.LAST, place=10, size=120),
        a_mark(place=5, size=120, inks=VERMILION.for_practice()),
    )
    yield from ((108 + 149.7 * step, 192, mark) for step, mark in enumerate(marks))


def _sizes() -> Iterator[tuple[float, float, Mark]]:
    for x, size in ((108, 120), (237, 86), (337, 62), (419, 51), (496, 42), (572, 35)):
        yield x, 439, a_mark(size=size, place=int(size))


def _glyphs() -> Iterator[tuple[float, float, Mark]]:
    for step, glyph in enumerate(Glyph):
        yield 88 + 126 * step, 643, a_mark(size=80, glyph=glyph, place=step)


def _accents() -> Iterator[tuple[float, float, Mark]]:
    for step, name in enumerate(ACCENTS):
        yield (
            915 + 120 * (step % 3),
            195 + 184 * (step // 3),
            a_mark(size=72, glyph=Glyph.STAR, place=step, inks=accent(name)),
        )


def _twelve(families: tuple[str, ...]) -> Iterator[tuple[float, float, Mark]]:
    for place in range(1, 13):
        state = State.VISIT if place < 9 else State.EMPTY if place < 12 else State.LAST
        mark = a_mark(state, size=46, glyph=Glyph.STAR, place=place, families=families)
        yield 886 + 59 * ((place - 1) % 6), 620 + 59 * ((place - 1) // 6), mark


def sheet(*families: str) -> QImage:
    image = QImage(1280, 800, QImage.Format.Format_RGB32)
    image.fill(QColor("#FBF8F2"))
    painter = QPainter(image)
    painter.fillRect(838, 92, 394, 434, QColor("#FFFFFF"))
    painter.fillRect(838, 536, 394, 190, QColor("#FFFFFF"))
    for x, y, mark in (*_states(families), *_sizes(), *_glyphs(), *_accents(), *_twelve(families)):
        half = mark.size / 2 + OVERHANG
        painter.drawImage(QPointF(round(x - half), round(y - half)), mark.image())
    painter.end()
    return image
