"""What the import page shows: where it stands, how the file was read, what would come of it. Asks nobody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from kiosk_app.domain.sheet import Column
from kiosk_app.words.said import Said


class Step(Enum):
    """Where an import stands."""

    CHOOSE = auto()
    READ = auto()  # the file is being looked at
    COLUMNS = auto()
    IMPORT = auto()
    DONE = auto()


@dataclass(frozen=True, slots=True)
class ColumnShown:
    """One column of the file: what it is called, its first lines, and what it is taken to hold."""

    head: str
    samples: str
    holds: Column


@dataclass(frozen=True, slots=True)
class SheetShown:
    """How a file was read. ``more``: that it has columns beyond those shown. ``encodings``: a key and a name each."""

    file: str
    encoding: str
    encodings: tuple[tuple[str, str], ...]
    separator: str
    columns: tuple[ColumnShown, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class CountsShown:
    """What an import would do. ``faulty``: there are lines that cannot be used, and which."""

    numbers: tuple[tuple[str, str], ...]
    stamps: str = ""
    faulty: Said | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportButton:
    """*Import*; ``why``: it cannot be pressed, and why."""

    caption: str
    why: str = ""


class ImportView(Protocol):
    """The page."""

    def show_step(self, step: Step) -> None: ...

    def show_said(self, said: Said | None, *, is_refusal: bool = False) -> None: ...

    def show_sheet(self, sheet: SheetShown | None) -> None: ...

    def show_counts(self, counts: CountsShown | None) -> None: ...

    def show_progress(self, said: Said | None, share: float = 0.0) -> None:
        """What is being done and how far it has come; None: nothing is."""
        ...

    def show_import(self, button: ImportButton | None) -> None: ...

    def show_brought(self, still: str, refused: Said | None, lines: tuple[str, ...]) -> None:
        """Stamps of imports: those still to be looked at, and those that the service does not show, one in a line."""
        ...
