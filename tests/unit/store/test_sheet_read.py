"""CSV files from elsewhere: encoding and separator are found out, what cannot be read is refused with its line."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk_app.domain.sheet import Column, Sheet, SheetRefused, Unusable, defused, restored
from kiosk_app.store.sheet_read import MAX_BYTES, SheetFile

KOREAN = "이름;전화번호;이메일\n김민서;010-1234-5678;minseo@example.kr\n박서준;010-2222-3333;\n"
JAPANESE = "氏名,電話番号\n佐藤花子,090-1234-5678\n鈴木一郎,03-1234-5678\n"
GERMAN = "Vorname\tNachname\tTelefon\nJürgen\tMüller\t030 123456\nZoë\tWeiß\t089 55555\n"
FRENCH = "Prénom|Nom|Portable\nHélène|Lévêque|06 12 34 56 78\n"


def written(folder: Path, data: bytes) -> Path:
    path = folder / "customers.csv"
    path.write_bytes(data)
    return path


def lines_of(path: Path, country: str = "GB") -> list[int]:
    file = SheetFile(path, country)
    return [record.line for record in file.rows(file.look())]


def look(path: Path, country: str = "GB") -> Sheet:
    return SheetFile(path, country).look()


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (KOREAN, "utf-8", "utf-8"),
        (KOREAN, "utf-8-sig", "utf-8"),
        (KOREAN, "utf-16", "utf-16-le"),
        (KOREAN, "utf-16-le", "utf-16-le"),
        (KOREAN, "utf-16-be", "utf-16-be"),
        (KOREAN, "cp949", "cp949"),
        (JAPANESE, "utf-8", "utf-8"),
        (JAPANESE, "cp932", "cp932"),
        (GERMAN, "cp1252", "cp1252"),
        (FRENCH, "cp1252", "cp1252"),
        (FRENCH, "utf-32", "utf-32-le"),
    ],
)
def test_the_encoding_is_found_out(tmp_path: Path, text: str, encoding: str, told: str) -> None:
    path = written(tmp_path, text.encode(encoding))
    sheet = look(path)
    assert sheet.encoding == told
    assert [sheet.heads, *sheet.samples] == [
        tuple(row) for row in csv.reader(io.StringIO(text), delimiter=sheet.separator)
    ]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        (KOREAN, [Column.NAME, Column.PHONE, Column.EMAIL]),
        (JAPANESE, [Column.NAME, Column.PHONE]),
        (GERMAN, [Column.GIVEN_NAME, Column.FAMILY_NAME, Column.PHONE]),
        (FRENCH, [Column.GIVEN_NAME, Column.FAMILY_NAME, Column.PHONE]),
        ("Nom;Courriel\nHélène;h@example.fr\n", [Column.NAME, Column.EMAIL]),
        ("Nombre,Correo electrónico\nJosé,j@example.es\n", [Column.NAME, Column.EMAIL]),
        ("X,Y,Z\nAnna,a@example.com,020 7946 0018\n", [Column.NAME, Column.EMAIL, Column.PHONE]),
        ("Stamp IDX,Member ID,Memo\n1301,m7,tea\n", [Column.STAMPS, Column.USER_ID, Column.NOTE]),
        ("Name,Name\nAnna,Anna\n", [Column.NAME, Column.NOTHING]),
    ],
)
def test_columns_are_guessed_by_name_and_by_content(tmp_path: Path, text: str, columns: list[Column]) -> None:
    assert list(look(written(tmp_path, text.encode())).columns) == columns


def test_a_file_without_a_heading_loses_no_customer(tmp_path: Path) -> None:
    file = SheetFile(written(tmp_path, b"a@example.com,Anna\nb@example.com,Bob\n"), "GB")
    sheet = file.look()
    assert (sheet.heads, sheet.has_heading) == (("1", "2"), False)
    assert [record.line for record in file.rows(sheet)] == [1, 2]


def test_a_line_is_told_where_it_begins(tmp_path: Path) -> None:
    file = SheetFile(written(tmp_path, b'sep=;\nname;note\r\n"Anna";"two\r\nlines"\r\n\r\nBob;tea\r\n'), "GB")
    assert [(record.line, record.cells[0]) for record in file.rows(file.look())] == [(3, "Anna"), (6, "Bob")]


@pytest.mark.parametrize(
    ("data", "why", "line"),
    [
        (b"", Unusable.EMPTY, None),
        (b"\n\n \n", Unusable.EMPTY, None),
        (b"name\nAnna\nB\0b\n", Unusable.NOT_TEXT, 3),
        (b"name,note\nAnna,\nBob," + b"x" * 10_000_000 + b"\n", Unusable.LONG_CELL, 3),
        (b'name,note\nAnna,\nBob,"' + b"x\n" * 3_000_000, Unusable.LONG_CELL, 3),
        (b'name,note\nAnna,\nBob,"cut off', Unusable.OPEN_QUOTE, 3),
        (b'name,note\nAnna,\nBob,"a"b"\n', Unusable.BAD_QUOTE, 3),
        ("name\nÄÖÜ\nJür".encode()[:-2], Unusable.BAD_LETTERS, 3),
        ("name\nÄÖÜäöü\nÄÖÜäöü\n".encode() + b"\xff\nBob\n", Unusable.BAD_LETTERS, 4),
        ("name\nAnna\nBob\n".encode("utf-16")[:-1], Unusable.BAD_LETTERS, 3),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0", Unusable.BAD_LETTERS, 1),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    tmp_path: Path, data: bytes, why: Unusable, line: int | None
) -> None:
    path = written(tmp_path, data)
    with pytest.raises(SheetRefused) as refused:
        lines_of(path)
    assert (refused.value.why, refused.value.line) == (why, line)


def test_a_file_of_two_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path, b"name\n")
    os.truncate(path, 2 << 30)
    assert path.stat().st_size > MAX_BYTES
    with pytest.raises(SheetRefused) as refused:
        SheetFile(path, "GB")
    assert refused.value.why is Unusable.TOO_BIG


def test_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, why in (("", Unusable.NOT_A_FILE), ("pipe", Unusable.NOT_A_FILE), ("gone", Unusable.MISSING)):
        with pytest.raises(SheetRefused) as refused:
            SheetFile(tmp_path / name, "GB")
        assert refused.value.why is why


def test_an_encoding_that_is_none_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, b"name\nAnna\n")
    for encoding in ("klingon", "base64", "rot13"):
        with pytest.raises(SheetRefused) as refused:
            SheetFile(path, "GB", encoding)
        assert refused.value.why is Unusable.NO_SUCH_ENCODING


@given(st.text())
def test_a_defused_cell_runs_nothing_and_is_read_back_as_it_was(cell: str) -> None:
    written_cell = defused(cell)
    assert restored(written_cell) == cell
    assert not written_cell.startswith(("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"))


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_what_any_program_writes_is_read_as_it_was_meant(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], encoding: str
) -> None:
    sheet = io.StringIO()
    csv.writer(sheet, quoting=csv.QUOTE_ALL).writerows([["name", "note"], *rows])
    path = written(tmp_path_factory.mktemp("sheet"), sheet.getvalue().encode(encoding))
    file = SheetFile(path, "GB", encoding if encoding != "utf-8-sig" else "", separator=",")
    read = [list(record.cells) for record in file.rows(file.look())]
    meant = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in rows]
    assert read == [row for row in meant if any(cell.strip() for cell in row)]


@given(st.binary(max_size=300))
def test_no_bytes_whatever_end_in_anything_but_lines_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = written(tmp_path_factory.mktemp("sheet"), data)
    line: int | None = None
    lines: list[int] = []
    try:
        lines = lines_of(path, "KR")
    except SheetRefused as refused:
        line = refused.line
    assert line is None or line >= 1
    assert lines == sorted(lines)
