"""All Python in one file: what is put in is imported from it, with its folders where they would be."""

from __future__ import annotations

import marshal
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from carried import FILE, Carried
from carry import PYC_HEAD_SIZE, carry, packed

HEAD = bytes(PYC_HEAD_SIZE)
SOURCES = {
    "kiosk_carried/__init__.pyc": "from kiosk_carried.deep.inner import VALUE",
    "kiosk_carried/deep/inner.pyc": "VALUE = 7",
    "kiosk_carried_alone.pyc": "NAME = __name__",
}


def compiled(sources: Mapping[str, str]) -> dict[str, bytes]:
    return {place: marshal.dumps(compile(source, place, "exec")) for place, source in sources.items()}


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder with such a file, whose modules can be imported."""
    (tmp_path / FILE).write_bytes(packed(compiled(SOURCES)))
    carried = Carried(str(tmp_path))
    sys.meta_path.insert(-1, carried)
    yield tmp_path
    sys.meta_path.remove(carried)
    carried.close()
    for name in [name for name in sys.modules if name.startswith("kiosk_carried")]:
        del sys.modules[name]


def imported(name: str) -> ModuleType:
    """Asked for by a name that stands in no import, so that nobody takes it for a library."""
    return import_module(name)


def test_a_module_is_imported_with_the_place_that_it_would_have(home: Path) -> None:
    module = imported("kiosk_carried_alone")
    assert module.NAME == "kiosk_carried_alone"
    assert module.__file__ == str(home / "kiosk_carried_alone.pyc")


def test_a_package_finds_its_own_and_a_folder_without_code_is_a_namespace(home: Path) -> None:
    package = imported("kiosk_carried")
    assert package.VALUE == 7
    assert list(package.__path__) == [str(home / "kiosk_carried")]
    assert list(imported("kiosk_carried.deep").__path__) == [str(home / "kiosk_carried" / "deep")]


def test_what_is_not_in_it_is_looked_for_in_the_folders(home: Path) -> None:
    (home / "kiosk_carried").mkdir()
    (home / "kiosk_carried" / "beside.py").write_text("THERE = True", "utf-8")
    assert imported("kiosk_carried.beside").THERE
    with pytest.raises(ModuleNotFoundError):
        imported("kiosk_carried.missing")


def test_the_file_takes_the_place_of_all_modules_but_those_that_come_before_it(tmp_path: Path) -> None:
    (tmp_path / "module.pyc").write_bytes(HEAD + marshal.dumps(compile("VALUE = 1", "module.py", "exec")))
    source = str(tmp_path / "module.pyc")
    icon = ("kiosk_app/assets/key.svg", source, "DATA")
    early, late = ("encodings/utf_8.pyc", source, "DATA"), ("encodings/cp437.pyc", source, "DATA")
    assert carry([icon, early, late], tmp_path) == [icon, early, (FILE, str(tmp_path / FILE), "DATA")]
    carried = Carried(str(tmp_path))
    assert carried.find_spec("encodings.cp437")
    assert carried.find_spec("encodings.utf_8")
    carried.close()
