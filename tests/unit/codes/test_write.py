"""Codes as files: by suffix, whole or not at all, and the user's alone."""

import stat
import sys
from pathlib import Path

import pytest

from kiosk_app.codes.png import png
from kiosk_app.codes.svg import svg
from kiosk_app.codes.write import write_code
from kiosk_app.domain.problems import BadInput, Fault
from tests.unit.codes.reading import larger, modules_of_svg, pixels_of_png, read

LINK = "https://vvd.bz/stamp/1234567"


@pytest.mark.parametrize("name", ["code.png", "CODE.PNG", "코드.png"])
def test_a_png_is_written(name: str, tmp_path: Path) -> None:
    write_code(tmp_path / name, LINK)
    assert read(pixels_of_png((tmp_path / name).read_bytes())) == LINK.encode()
    assert (tmp_path / name).read_bytes() == png(LINK)


def test_an_svg_is_written(tmp_path: Path) -> None:
    write_code(tmp_path / "code.svg", LINK)
    text = (tmp_path / "code.svg").read_text(encoding="utf-8")
    assert text == svg(LINK)
    assert read(larger(modules_of_svg(text), 4)) == LINK.encode()


@pytest.mark.parametrize("name", ["code.jpg", "code", "code.png.exe", ".png"])
def test_another_suffix_is_refused_and_nothing_written(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        write_code(tmp_path / name, LINK)
    assert [(problem.fault, problem.value) for problem in refused.value.problems] == [(Fault.BAD_SUFFIX, name)]
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "code.png").write_bytes(b"an older one")
    write_code(tmp_path / "code.png", LINK)
    assert [path.name for path in tmp_path.iterdir()] == ["code.png"]
    assert (tmp_path / "code.png").read_bytes() == png(LINK)


def test_a_text_that_is_no_code_leaves_the_older_file_alone(tmp_path: Path) -> None:
    (tmp_path / "code.png").write_bytes(b"an older one")
    with pytest.raises(BadInput):
        write_code(tmp_path / "code.png", "")
    assert (tmp_path / "code.png").read_bytes() == b"an older one"


def test_a_missing_folder_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_code(tmp_path / "missing" / "code.png", LINK)


def test_nothing_is_left_behind_when_the_place_is_taken_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "code.png").mkdir()
    with pytest.raises(OSError, match="code"):
        write_code(tmp_path / "code.png", LINK)
    assert [path.name for path in tmp_path.iterdir()] == ["code.png"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows hands rights down from the folder")
def test_the_user_alone_can_read_it(tmp_path: Path) -> None:
    write_code(tmp_path / "code.svg", LINK)
    assert stat.S_IMODE((tmp_path / "code.svg").stat().st_mode) == 0o600
