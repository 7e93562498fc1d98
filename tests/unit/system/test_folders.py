"""The data folder: which one, and that its user alone can read it."""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk_app.system.folders import DataFolder, FolderReason, FolderTrouble, resolve_folder
from tests.unit.system.children import run_python

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows hands rights down from the folder")
TRY = """
import os, sys
from pathlib import Path
from kiosk_app.system.folders import DataFolder, FolderTrouble
os.seteuid(65534)
try:
    DataFolder(Path(sys.argv[1])).prepare()
except FolderTrouble as trouble:
    print(trouble.path, trouble.reason.name)
"""


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "shop" / "data")


@pytest.fixture
def loose_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def strict_umask() -> Iterator[None]:
    before = os.umask(0o777)
    yield
    os.umask(before)


def rights(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_the_argument_comes_first(tmp_path: Path) -> None:
    given = resolve_folder(tmp_path / "given", {"STAMP_KIOSK_DATA_DIR": str(tmp_path / "named")})
    assert given.root == tmp_path / "given"


def test_then_the_variable(tmp_path: Path) -> None:
    assert resolve_folder(None, {"STAMP_KIOSK_DATA_DIR": str(tmp_path)}).root == tmp_path


@pytest.mark.parametrize("environ", [{}, {"STAMP_KIOSK_DATA_DIR": ""}])
def test_then_the_platforms_own_place(environ: dict[str, str]) -> None:
    assert resolve_folder(None, environ).root.name == "stamp-kiosk"


def test_a_relative_place_is_made_absolute() -> None:
    assert resolve_folder(Path("data"), {}).root == Path.cwd() / "data"


def test_everything_has_its_place(folder: DataFolder) -> None:
    places = {
        folder.settings_file: "settings.toml",
        folder.settings_lock: "settings.lock",
        folder.database: "kiosk.db",
        folder.logs: "logs",
        folder.backups: "backups",
        folder.owners: "owners",
        folder.practice: "practice",
    }
    assert places == {folder.root / name: name for name in places.values()}


@posix
@pytest.mark.usefixtures("loose_umask")
def test_new_folders_are_the_users_alone_whatever_the_umask(folder: DataFolder) -> None:
    folder.prepare()
    for path in (folder.root, folder.logs, folder.backups, folder.owners):
        assert rights(path) == "0o700"


@posix
@pytest.mark.usefixtures("strict_umask")
def test_an_umask_that_takes_everything_takes_nothing_from_our_folders(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    for path in (folder.root, folder.logs, folder.backups, folder.owners):
        assert rights(path) == "0o700"


@posix
def test_rights_of_what_is_there_are_mended(folder: DataFolder) -> None:
    folder.prepare()
    files = [
        *(folder.settings_file, folder.database, folder.database.with_name("kiosk.db-wal")),
        *(folder.logs / "stamp-kiosk.log", folder.backups / "week" / "kiosk.db", folder.practice / "practice.db"),
    ]
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"")
        file.chmod(0o666)
        file.parent.chmod(0o755)
    folder.prepare()
    assert {rights(file) for file in files} == {"0o600"}
    assert {rights(file.parent) for file in files} == {"0o700"}


@posix
def test_what_is_not_ours_keeps_its_rights(folder: DataFolder, tmp_path: Path) -> None:
    folder.prepare()
    outside, beside = tmp_path / "outside", folder.root / "holiday.jpg"
    for file in (outside, beside):
        file.write_bytes(b"")
        file.chmod(0o644)
    (folder.logs / "link").symlink_to(outside)
    folder.prepare()
    assert rights(outside) == rights(beside) == "0o644"


def test_preparing_twice_changes_nothing(folder: DataFolder) -> None:
    folder.prepare()
    folder.database.write_bytes(b"data")
    folder.prepare()
    assert folder.database.read_bytes() == b"data"
    assert sorted(path.name for path in folder.root.iterdir()) == ["backups", "calls", "kiosk.db", "logs", "owners"]


def test_a_file_in_its_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(FolderTrouble) as trouble:
        DataFolder(tmp_path / "data").prepare()
    assert (trouble.value.path, trouble.value.reason) == (tmp_path / "data", FolderReason.NOT_A_FOLDER)


def test_a_file_above_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    with pytest.raises(FolderTrouble) as trouble:
        DataFolder(tmp_path / "file" / "data").prepare()
    assert trouble.value.reason is FolderReason.NOT_A_FOLDER


def test_a_file_in_place_of_one_of_our_folders_is_told(folder: DataFolder) -> None:
    folder.root.mkdir(parents=True)
    folder.logs.write_text("a file")
    with pytest.raises(FolderTrouble) as trouble:
        folder.prepare()
    assert (trouble.value.path, trouble.value.reason) == (folder.logs, FolderReason.NOT_A_FOLDER)


@posix
@pytest.mark.parametrize("place", ["/", "/tmp", "~"])
def test_a_place_that_is_everybodys_is_refused_and_left_alone(place: str) -> None:
    path = Path(place).expanduser()
    before = rights(path)
    with pytest.raises(FolderTrouble) as trouble:
        DataFolder(path).prepare()
    assert trouble.value.reason is FolderReason.SHARED
    assert rights(path) == before


@posix
def test_a_folder_of_other_things_that_others_may_read_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir(mode=0o755)
    (tmp_path / "etc" / "passwd").write_text("others need it")
    with pytest.raises(FolderTrouble) as trouble:
        DataFolder(tmp_path / "etc").prepare()
    assert trouble.value.reason is FolderReason.SHARED
    assert rights(tmp_path / "etc") == "0o755"
    assert [path.name for path in (tmp_path / "etc").iterdir()] == ["passwd"]


@posix
@pytest.mark.parametrize("ours", [None, "settings.toml", "kiosk.db"])
def test_a_folder_that_is_empty_or_was_ours_is_closed_to_others(tmp_path: Path, ours: str | None) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    if ours:
        (tmp_path / "data" / ours).write_bytes(b"")
        (tmp_path / "data" / "holiday.jpg").write_bytes(b"")
    DataFolder(tmp_path / "data").prepare()
    assert rights(tmp_path / "data") == "0o700"


@pytest.fixture
def theirs() -> Iterator[Path]:
    """A folder of root's that everybody may look into; pytest's own are closed to other users."""
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("name", ["", "new", "new/deeper"])
def test_a_folder_of_somebody_else_is_told(name: str, theirs: Path) -> None:
    done = run_python(TRY, str(theirs / name))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith(" NOT_WRITABLE\n")
    assert list(theirs.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="no /proc")
def test_a_file_system_that_cannot_be_written_is_told() -> None:
    with pytest.raises(FolderTrouble) as trouble:
        DataFolder(Path("/proc/stamp-kiosk")).prepare()
    assert trouble.value.reason is FolderReason.NOT_WRITABLE
