"""About in the settings: how this computer stands, and a file for whoever helps, seen before it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kiosk_app.domain.disk import StoreTrouble
from kiosk_app.domain.health import Finding
from kiosk_app.domain.ports import Background, Clock, Lane
from kiosk_app.domain.support import Part
from kiosk_app.services.doctor import Doctor
from kiosk_app.services.support import Support
from kiosk_app.words import doctor as words
from kiosk_app.words import support as support_words
from kiosk_app.words.folder import disk_trouble
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said

SHOWN = 20_000  # characters of each text: the end of a long log tells most


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One check: what was found, and what to do where it is not as it should be."""

    name: str
    said: Said
    is_ok: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What needs a look stands first."""

    summary: str
    rows: tuple[FindingRow, ...]

    @property
    def is_ok(self) -> bool:
        return all(row.is_ok for row in self.rows)


@dataclass(frozen=True, slots=True)
class Preview:
    """What a support file would hold: a line for each text, then the texts. ``name``: what it is called."""

    lines: str
    texts: str
    name: str


class AboutView(Protocol):
    """The section's part that does something."""

    def show_findings(self, findings: Findings | None) -> None: ...

    def show_looking(self, is_looking: bool) -> None: ...

    def show_support(self, preview: Preview | None) -> None: ...

    def show_gathering(self, is_busy: bool) -> None: ...

    def show_support_said(self, said: Said | None, *, is_refusal: bool) -> None: ...


class AboutSection:
    """One thing at a time: while something is looked at or put together, nothing else begins."""

    def __init__(
        self,
        view: AboutView,
        doctor: Callable[[], Doctor],
        support: Callable[[], Support],
        background: Background,
        clock: Clock,
        language: Language,
    ) -> None:
        self._view = view
        self._doctor = doctor
        self._support = support
        self._background = background
        self._clock = clock
        self._language = language
        self._parts: tuple[Part, ...] = ()
        self._is_busy = False

    def shown(self) -> None:
        """The section is in sight; what was found before may be so no more."""
        self._view.show_findings(None)
        self.put_away()

    def look(self) -> None:
        """*Look at this computer*."""
        if not self._begins():
            return
        self._view.show_looking(True)
        self._background.submit(Lane.CARE, lambda: self._doctor().examine(), self._found, self._failed, owner=self)

    def put_together(self) -> None:
        """*Put it together*: the file's contents, shown and not written."""
        if not self._begins():
            return
        self.put_away()
        self._view.show_gathering(True)
        self._background.submit(Lane.CARE, self._gather, self._gathered, self._failed, owner=self)

    def save(self, path: str) -> None:
        """*Save the file…*, to this path."""
        parts = self._parts
        if not parts or not self._begins():
            return
        self._view.show_gathering(True)
        self._background.submit(
            Lane.CARE,
            lambda: self._support().write(parts, Path(path)),
            lambda _: self._saved(path),
            self._failed,
            owner=self,
        )

    def put_away(self) -> None:
        """*Not now*."""
        self._parts = ()
        self._view.show_support(None)
        self._view.show_support_said(None, is_refusal=False)

    def left(self) -> None:
        """The page is left: what runs ends by itself, and nobody is told."""
        self._background.leave(self)
        self._ends()
        self.put_away()

    def _gather(self) -> tuple[tuple[Finding, ...], tuple[Part, ...]]:
        findings = self._doctor().examine()
        return findings, self._support().gather(words.as_text(self._language, findings))

    def _gathered(self, gathered: tuple[tuple[Finding, ...], tuple[Part, ...]]) -> None:
        self._ends()
        findings, self._parts = gathered
        self._show(findings)
        self._view.show_support(
            Preview(
                "\n".join(support_words.row(self._language, part) for part in self._parts),
                support_words.shown(self._language, self._parts, SHOWN),
                f"stamp-kiosk-support-{self._clock.today():%Y-%m-%d}.zip",
            )
        )

    def _saved(self, path: str) -> None:
        self._ends()
        self.put_away()
        self._view.show_support_said(support_words.written(self._language, path), is_refusal=False)

    def _found(self, findings: tuple[Finding, ...]) -> None:
        self._ends()
        self._show(findings)

    def _show(self, findings: tuple[Finding, ...]) -> None:
        rows = [
            FindingRow(words.names(self._language)[one.check], words.found(self._language, one), one.ok)
            for one in findings
        ]
        rows.sort(key=lambda row: row.is_ok)
        self._view.show_findings(Findings(words.summary(self._language, findings), tuple(rows)))

    def _failed(self, error: Exception) -> None:
        self._ends()
        if not isinstance(error, StoreTrouble):
            raise error
        self._view.show_support_said(disk_trouble(self._language, error.reason), is_refusal=True)

    def _begins(self) -> bool:
        begins, self._is_busy = not self._is_busy, True
        return begins

    def _ends(self) -> None:
        self._is_busy = False
        self._view.show_looking(False)
        self._view.show_gathering(False)
