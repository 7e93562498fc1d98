"""The talk of the import page: a file is looked through before anything is changed, and is taken over as a whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk_app.domain.disk import DiskReason, StoreTrouble
from kiosk_app.domain.ports import Lane
from kiosk_app.domain.sheet import Column
from kiosk_app.presenters.import_customers import SAID, SHOWN, ImportPresenter
from kiosk_app.presenters.import_view import CountsShown, ImportButton, SheetShown, Step
from kiosk_app.services.importing import Headway, Imported, Importing, ImportRequest
from kiosk_app.services.reindexing import Reindexing
from kiosk_app.words.language import english
from kiosk_app.words.said import Said
from tests.fakes.background import HeldBackground
from tests.fakes.navigator import RecordingNavigator
from tests.shops import BROWN, Shop

PEOPLE = "name;phone;e-mail\nAda Lovelace;020 7946 0018;ada@mail.example\nGrace Hopper;020 7946 0019;\n"
FAULTY = "name;e-mail\nAda Lovelace;ada at mail\nGrace Hopper;grace@mail.example\n"


class View:
    """Remembers what it shows now."""

    def __init__(self) -> None:
        self.step: Step | None = None
        self.said: Said | None = None
        self.is_refusal = False
        self.sheet: SheetShown | None = None
        self.counts: CountsShown | None = None
        self.working: Said | None = None
        self.share = 0.0
        self.button: ImportButton | None = None
        self.still = ""
        self.refused: Said | None = None
        self.refused_lines: tuple[str, ...] = ()

    def show_step(self, step: Step) -> None:
        self.step = step

    def show_said(self, said: Said | None, *, is_refusal: bool = False) -> None:
        self.said, self.is_refusal = said, is_refusal

    def show_sheet(self, sheet: SheetShown | None) -> None:
        self.sheet = sheet

    def show_counts(self, counts: CountsShown | None) -> None:
        self.counts = counts

    def show_progress(self, said: Said | None, share: float = 0.0) -> None:
        self.working, self.share = said, share

    def show_import(self, button: ImportButton | None) -> None:
        self.button = button

    def show_brought(self, still: str, refused: Said | None, lines: tuple[str, ...]) -> None:
        self.still, self.refused, self.refused_lines = still, refused, lines

    @property
    def is_working(self) -> bool:
        return self.working is not None

    @property
    def what(self) -> str:
        return self.said.what if self.said else ""

    @property
    def caption(self) -> str:
        return self.button.caption if self.button else ""

    @property
    def numbers(self) -> dict[str, str]:
        return {what: number for number, what in self.counts.numbers} if self.counts else {}

    @property
    def holds(self) -> list[Column]:
        return [column.holds for column in self.sheet.columns] if self.sheet else []


class WatchedImporting(Importing):
    """``meanwhile`` happens in the middle of each run."""

    meanwhile: Callable[[Headway], None] = staticmethod(lambda _headway: None)

    def run(self, request: ImportRequest, headway: Headway | None = None) -> Imported:
        assert headway
        self.meanwhile(headway)
        return super().run(request, headway)


class Desk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shop = Shop(folder)
        self.importing = WatchedImporting(self.shop.store, lambda: self.shop.settings, NoIndex())
        self.held = HeldBackground()
        self.view = View()
        self.navigator = RecordingNavigator()
        self.talk = ImportPresenter(self.view, self.importing, self.held, self.navigator, english())
        self.talk.opened()
        self.held.release()

    def write(self, text: str, encoding: str = "utf-8") -> str:
        file = self.folder / "customers.csv"
        file.write_text(text, encoding)
        return str(file)

    def choose(self, text: str, encoding: str = "utf-8") -> None:
        """Chosen, looked at and looked through."""
        self.talk.file_chosen(self.write(text, encoding))
        self.held.release()
        self.held.release()

    def take_over(self) -> None:
        self.talk.import_pressed()
        self.held.release()
        self.held.release()

    def names(self) -> set[str]:
        with self.shop.store.reading() as work:
            return {customer.details.name for customer, _ in work.persons.everybody()}


class NoIndex(Reindexing):
    """Nothing is to be made anew."""

    def __init__(self) -> None:
        pass

    def run_if_needed(self) -> None:
        return None


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_file_is_looked_through_before_anything_is_changed(desk: Desk) -> None:
    desk.talk.file_chosen(desk.write(PEOPLE))
    assert (desk.view.step, desk.held.held) == (Step.READ, (Lane.CARE,))
    desk.held.release()
    assert desk.view.sheet
    assert (desk.view.sheet.file, desk.view.sheet.encoding, desk.view.sheet.separator) == (
        "customers.csv",
        "utf-8",
        ";",
    )
    assert [(one.head, one.samples, one.holds) for one in desk.view.sheet.columns] == [
        ("name", "Ada Lovelace · Grace Hopper", Column.NAME),
        ("phone", "020 7946 0018 · 020 7946 0019", Column.PHONE),
        ("e-mail", "ada@mail.example", Column.EMAIL),
    ]
    assert (desk.view.is_working, desk.view.button) == (True, None)
    desk.held.release()
    assert not desk.view.is_working
    assert desk.view.numbers == {"new": "2", "changed": "0", "here already": "0", "faulty lines": "0"}
    assert desk.view.button == ImportButton("Import 2 customers")
    assert desk.names() == {BROWN.details.name}


def test_import_takes_all_of_them_over_and_says_so(desk: Desk) -> None:
    desk.choose(PEOPLE)
    desk.take_over()
    assert desk.names() == {BROWN.details.name, "Ada Lovelace", "Grace Hopper"}
    assert (desk.view.step, desk.view.what) == (Step.DONE, "Imported: 2 new customers.")
    assert (desk.view.sheet, desk.view.counts, desk.view.button) == (None, None, None)
    desk.talk.done_pressed()
    assert desk.navigator.went == [("counter",)]


def test_a_second_press_imports_nothing_twice(desk: Desk) -> None:
    desk.choose(PEOPLE)
    desk.talk.import_pressed()
    desk.talk.import_pressed()
    assert desk.held.held == (Lane.CARE,)


def test_who_is_here_already_is_not_imported_and_it_is_said_why_nothing_can_be(desk: Desk) -> None:
    desk.choose(PEOPLE)
    desk.take_over()
    desk.choose(PEOPLE)
    assert desk.view.numbers["here already"] == "2"
    assert desk.view.button == ImportButton("Import 0 customers", "All of them are here already.")


def test_a_column_that_was_guessed_wrongly_is_put_right_and_all_is_counted_anew(desk: Desk) -> None:
    desk.choose("name;Shopper\nAda;Ada Lovelace\n")
    assert desk.view.holds == [Column.NAME, Column.NOTHING]
    desk.talk.column_picked(1, Column.NAME)
    assert desk.view.holds == [Column.NOTHING, Column.NAME]
    assert desk.view.button is None
    desk.held.release()
    desk.take_over()
    assert desk.names() == {BROWN.details.name, "Ada Lovelace"}


def test_of_two_corrections_only_the_last_look_counts(desk: Desk) -> None:
    desk.choose("name;a;b\nAda;Lovelace;x\n")
    desk.talk.column_picked(1, Column.NOTE)
    desk.talk.column_picked(2, Column.NOTE)
    desk.held.release()
    assert desk.view.holds == [Column.NAME, Column.NOTHING, Column.NOTE]
    assert desk.view.caption == "Import 1 customer"


def test_without_a_column_that_names_somebody_it_is_said_and_can_be_put_right(desk: Desk) -> None:
    desk.choose(PEOPLE)
    for place in range(3):
        desk.talk.column_picked(place, Column.NOTHING)
    desk.held.release()
    assert desk.view.what == "No column of this file names a customer."
    assert (desk.view.step, desk.view.is_refusal, desk.view.button) == (Step.COLUMNS, True, None)
    desk.talk.column_picked(0, Column.NAME)
    desk.held.release()
    assert (desk.view.said, desk.view.caption) == (None, "Import 2 customers")


def test_faulty_lines_are_told_with_their_numbers_and_can_be_left_out(desk: Desk) -> None:
    desk.choose(FAULTY)
    assert desk.view.counts
    assert desk.view.counts.faulty
    assert desk.view.counts.faulty.what == "1 line cannot be used."
    assert desk.view.counts.lines == ("Line 2: Check the e-mail: the @ is missing.",)
    assert desk.view.caption == "Import 1, leave out 1 line"
    desk.take_over()
    assert desk.names() == {BROWN.details.name, "Grace Hopper"}
    assert str(desk.view.said) == "Imported: 1 new customer. 1 faulty line was left out."


def test_of_many_faulty_lines_the_first_are_told(desk: Desk) -> None:
    desk.choose("name;e-mail\n" + "Ada;ada\n" * (SAID + 7))
    assert desk.view.counts
    assert len(desk.view.counts.lines) == SAID + 1
    assert desk.view.counts.lines[-1] == "and 7 more"


def test_a_file_in_other_letters_is_read_as_a_person_says(desk: Desk) -> None:
    desk.choose("name\nZo\u00eb Adalbert\n" * 3, "cp1252")
    assert desk.view.sheet
    desk.talk.encoding_picked("cp949")
    desk.held.release()
    desk.held.release()
    assert desk.view.is_refusal or "Zo\u00eb" not in desk.view.sheet.columns[0].samples
    desk.talk.encoding_picked("cp1252")
    desk.held.release()
    desk.held.release()
    assert desk.view.sheet.columns[0].samples.startswith("Zo\u00eb Adalbert")
    assert not desk.view.is_refusal


def test_a_file_that_cannot_be_read_at_all_lets_its_letters_be_chosen(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "broken.csv"
    file.write_bytes("name\nÄnne Müller-Lüdenscheidt Größe Öl Übermut\n".encode() * 40 + b"Zo\xebx\n")
    desk.talk.file_chosen(str(file))
    desk.held.release()
    desk.held.release()
    assert "is no text in utf-8" in desk.view.what
    assert desk.view.sheet
    assert desk.view.sheet.encoding == "utf-8"
    desk.talk.encoding_picked("cp1252")
    desk.held.release()
    desk.held.release()
    assert not desk.view.is_refusal


def test_another_separator_makes_other_columns(desk: Desk) -> None:
    desk.choose(PEOPLE)
    desk.talk.column_picked(0, Column.NOTE)
    desk.talk.separator_picked(",")
    desk.held.release()
    desk.held.release()
    assert len(desk.view.holds) == 1
    desk.talk.separator_picked(";")
    desk.held.release()
    assert desk.view.holds == [Column.NAME, Column.PHONE, Column.EMAIL]


@pytest.mark.parametrize("text", ["", 'name;e-mail\n"Ada Lovelace'])
def test_a_file_that_is_no_table_leads_back_to_the_choice(desk: Desk, text: str) -> None:
    desk.choose(text)
    assert (desk.view.step, desk.view.is_refusal, desk.view.sheet) == (Step.CHOOSE, True, None)
    desk.choose(PEOPLE)
    assert desk.view.caption == "Import 2 customers"


def test_a_table_of_far_too_many_columns_shows_the_first(desk: Desk) -> None:
    desk.choose(";".join(f"c{number}" for number in range(SHOWN + 3)) + "\n" + ";".join("x" * (SHOWN + 3)) + "\n")
    assert desk.view.sheet
    assert len(desk.view.sheet.columns) == SHOWN
    assert desk.view.sheet.more == "3 more columns are not shown."


def test_stopped_it_changes_nothing_and_can_be_begun_again(desk: Desk) -> None:
    desk.choose(PEOPLE)
    desk.talk.import_pressed()
    desk.talk.stop_pressed()
    desk.held.release()
    assert (desk.view.step, desk.view.what) == (Step.COLUMNS, "Stopped. Nothing was changed.")
    assert desk.names() == {BROWN.details.name}
    assert desk.view.caption == "Import 2 customers"
    desk.take_over()
    assert desk.view.step is Step.DONE


def test_how_far_it_has_come_is_shown(desk: Desk) -> None:
    desk.choose(PEOPLE)
    seen: list[tuple[str, float]] = []

    def look(headway: Headway) -> None:
        headway.share = 0.4
        desk.talk.ticked()
        assert desk.view.working
        seen.append((desk.view.working.what, desk.view.share))

    desk.importing.meanwhile = look
    desk.take_over()
    assert seen == [("Importing…", 0.4)]
    desk.talk.ticked()
    assert desk.view.working is None


def test_it_goes_on_while_the_page_is_left_and_what_came_of_it_waits_there(desk: Desk) -> None:
    desk.choose(PEOPLE)
    desk.talk.import_pressed()
    desk.talk.left()
    desk.talk.opened()
    assert desk.view.step is Step.IMPORT
    desk.talk.left()
    desk.held.release()
    assert "Ada Lovelace" in desk.names()
    desk.talk.opened()
    assert (desk.view.step, desk.view.what) == (Step.DONE, "Imported: 2 new customers.")
    desk.talk.left()
    desk.talk.opened()
    assert (desk.view.step, desk.view.said) == (Step.CHOOSE, None)


def test_of_a_file_that_is_only_looked_through_nothing_stays_on_the_page(desk: Desk) -> None:
    desk.talk.file_chosen(desk.write(PEOPLE))
    desk.held.release()
    desk.talk.left()
    desk.held.release()
    assert (desk.view.sheet, desk.view.counts, desk.view.button) == (None, None, None)
    assert desk.view.step is Step.CHOOSE


def test_a_file_that_was_written_meanwhile_is_not_imported_unseen(desk: Desk) -> None:
    desk.choose(PEOPLE)
    desk.write(FAULTY)
    desk.take_over()
    assert (desk.view.step, desk.view.is_refusal) == (Step.COLUMNS, True)
    assert desk.view.caption == "Import 1, leave out 1 line"
    assert desk.names() == {BROWN.details.name}


def test_a_full_disk_changes_nothing_and_is_said(desk: Desk) -> None:
    desk.choose(PEOPLE)

    def refuse(_headway: Headway) -> None:
        raise StoreTrouble(DiskReason.FULL, "disk full")

    desk.importing.meanwhile = refuse
    desk.take_over()
    assert (desk.view.step, desk.view.is_refusal) == (Step.COLUMNS, True)
    assert "full" in desk.view.what
    assert desk.view.caption == "Import 2 customers"


def test_stamps_that_a_file_names_are_told_of_until_they_are_there(desk: Desk) -> None:
    desk.choose("name;stamp idx\nAda Lovelace;1399\n")
    assert desk.view.counts
    assert "1 stamp" in desk.view.counts.stamps
    desk.take_over()
    assert desk.view.still == "1 stamp is looked at in the background, then it is on its customer’s page."
    with desk.shop.store.writing() as work:
        work.persons.brought_refused(1399, "no such stamp")
    desk.talk.changed()
    desk.held.release()
    assert not desk.view.still
    assert "1 stamp of an import was not brought in" in str(desk.view.refused)
    assert "Stamp 1399 of Ada Lovelace" in desk.view.refused_lines[0]
    desk.talk.left()
    assert desk.view.refused_lines == ()


def test_a_file_that_only_names_stamps_can_be_brought_in(desk: Desk) -> None:
    desk.choose(PEOPLE)
    desk.take_over()
    desk.choose("name;phone;stamp idx\nAda Lovelace;020 7946 0018;1399\n")
    assert desk.view.button == ImportButton("Bring in 1 stamp")


def test_the_way_back_leads_to_the_data(desk: Desk) -> None:
    desk.talk.back_pressed()
    assert desk.navigator.went == [("settings", "data")]
