"""Where the data is damaged, nothing goes on until a person chose, and what they chose is done once."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

from kiosk_app.domain.disk import DiskReason
from kiosk_app.presenters.recovery import RecoveryPresenter
from kiosk_app.services.recovery import Recovery
from kiosk_app.store.backups import Backups
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.background import HeldBackground, InlineBackground
from tests.fakes.clock import START, FakeClock
from tests.functional.disk.damage import names, used
from tests.unit.words.manners import assert_mannered


class Page:
    """Remembers what it was last told to show."""

    def __init__(self) -> None:
        self.why: Said | None = None
        self.offer: Said | None = None
        self.button = ""
        self.question: Said | None = None
        self.is_busy = False
        self.notice: Said | None = None

    def show_why(self, said: Said) -> None:
        self.why = said

    def show_offer(self, said: Said, button: str) -> None:
        self.offer, self.button = said, button

    def show_empty_question(self, question: Said | None) -> None:
        self.question = question

    def show_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy

    def show_notice(self, said: Said | None) -> None:
        self.notice = said


class Stage:
    def __init__(self, folder: Path, background: InlineBackground | HeldBackground) -> None:
        self.page = Page()
        self.begun = 0
        self.path = folder / "kiosk.db"
        clock = FakeClock()
        recovery = Recovery(self.path, folder / "backups", clock.now, lambda: None, nullcontext)
        self.talk = RecoveryPresenter(self.page, recovery, background, english(), self._begin)

    @property
    def asks(self) -> bool:
        return self.page.question is not None

    @property
    def noticed(self) -> str:
        return self.page.notice.what if self.page.notice else ""

    def _begin(self) -> None:
        self.begun += 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One with a backup of an hour ago and a database that is no more."""
    path = used(tmp_path)
    Backups(path, tmp_path / "backups").make(START)
    path.write_bytes(b"random" * 999)
    return tmp_path


def test_the_newest_backup_is_offered_and_used(folder: Path) -> None:
    stage = Stage(folder, InlineBackground())
    stage.talk.opened(DiskReason.DAMAGED)
    assert stage.page.why == Said(
        "The data of this counter is damaged.",
        "Nothing is sent or issued until you choose. What is left of it is kept aside.",
    )
    assert "21 November 2026" in stage.page.button
    assert stage.page.offer
    assert "would be missing" in stage.page.offer.advice
    stage.talk.use_pressed()
    assert stage.begun == 1
    assert len(names(stage.path)) == 300


def test_without_a_backup_there_is_nothing_to_use(tmp_path: Path) -> None:
    used(tmp_path).unlink()
    stage = Stage(tmp_path, InlineBackground())
    stage.talk.opened(DiskReason.GONE)
    assert stage.page.why
    assert stage.page.why.what == "The data of this counter is missing."
    assert stage.page.button == ""
    stage.talk.use_pressed()
    assert stage.begun == 0


def test_to_start_empty_is_asked_once(folder: Path) -> None:
    stage = Stage(folder, InlineBackground())
    stage.talk.opened(DiskReason.DAMAGED)
    stage.talk.empty_pressed()
    assert stage.page.question
    assert_mannered(Said(stage.page.question.what.replace("?", "."), stage.page.question.advice))
    assert stage.path.read_bytes().startswith(b"random")
    stage.talk.empty_declined()
    assert not stage.asks
    stage.talk.empty_pressed()
    stage.talk.empty_confirmed()
    assert stage.begun == 1
    assert names(stage.path) == []


def test_another_file_is_looked_through_before_it_is_offered(folder: Path, tmp_path: Path) -> None:
    stage = Stage(folder, InlineBackground())
    stage.talk.opened(DiskReason.DAMAGED)
    offered = stage.page.button
    stage.talk.file_chosen(str(stage.path))
    assert stage.noticed == "This file is the data in use, not a backup."
    (folder / "letter.db").write_text("Dear shop")
    stage.talk.file_chosen(str(folder / "letter.db"))
    assert stage.noticed == "This file is no backup of Stamp Kiosk."
    assert stage.page.button == offered
    other = next((folder / "backups").glob("*.db")).rename(folder / "elsewhere.db")
    stage.talk.file_chosen(str(other))
    assert stage.noticed == ""
    stage.talk.use_pressed()
    assert stage.begun == 1


def test_a_second_press_does_nothing(folder: Path) -> None:
    background = HeldBackground()
    stage = Stage(folder, background)
    stage.talk.opened(DiskReason.DAMAGED)
    background.release()
    stage.talk.use_pressed()
    stage.talk.use_pressed()
    stage.talk.empty_confirmed()
    assert stage.page.is_busy
    background.release()
    assert stage.begun == 1
    assert len(names(stage.path)) == 300
