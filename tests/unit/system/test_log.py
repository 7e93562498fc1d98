"""The log: one line a record whatever it holds, several processes at once, and a full disk."""

import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk_app.system.log import LogFile, OneLine
from tests.unit.system.children import REPOSITORY, run_python
from tests.unit.system.test_traces import Trouble

CANARY = "canary-5b0c9e"
START = """
import logging, os, resource, sys, warnings
from pathlib import Path
from kiosk_app.system.log import start_logging
folder = Path(sys.argv[1])
log = logging.getLogger("kiosk_app.test")
"""
MANY = (
    START
    + """
from kiosk_app.system.log import LogFile
logging.getLogger().addHandler(LogFile(folder, max_bytes=20_000, max_files=500))
log.setLevel(logging.DEBUG)
print("ready", flush=True)
sys.stdin.readline()
for number in range(2000):
    log.info("line %s of %s %s", number, sys.argv[2], "x" * (number % 50))
"""
)


def record(message: object, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("kiosk_app.test", logging.INFO, __file__, 1, message, arguments, info)


def line(message: object, *arguments: object, error: BaseException | None = None) -> str:
    return OneLine().format(record(message, *arguments, error=error))


def run(code: str, folder: Path, **environ: str) -> str:
    """What a process wrote to its log; it must succeed and say nothing on standard error."""
    done = run_python(START + code, str(folder), environ=os.environ | environ)
    assert (done.returncode, done.stderr) == (0, "")
    log = folder / "stamp-kiosk.log"
    return log.read_text(encoding="utf-8") if log.is_file() else ""


def test_a_line_tells_time_in_utc_level_process_logger_and_message() -> None:
    wanted = rf"\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{{3}}\+00:00 INFO {os.getpid()} kiosk_app.test: 7 sent"
    assert re.fullmatch(wanted, line("%s sent", 7))


@pytest.mark.parametrize(
    "hostile", ["\r", "\n", "\r\n", "\x1b[2J", "\x00", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\u200f", "\ud800"]
)
def test_what_cannot_be_seen_is_spelt_out(hostile: str) -> None:
    told = line("a%sb", hostile)
    assert not any(char in told for char in hostile if char not in "[2J")
    assert told.isprintable()
    assert told.encode()


def test_korean_and_accents_stay_as_they_are() -> None:
    assert line("스탬프 café ☕").endswith("스탬프 café ☕")


def test_a_line_has_an_end() -> None:
    assert len(line("x" * 1_000_000)) < 17_000


def test_a_trace_is_told_in_the_same_line_without_the_values_of_others() -> None:
    error = Trouble("ours")
    error.__cause__ = ValueError(CANARY)
    told = line("it failed", error=error)
    assert "it failed | kiosk_app.services.issuing.Trouble: ours\\ncaused by\\nValueError" in told
    assert CANARY not in told


def test_an_exception_as_an_argument_is_named_without_its_message() -> None:
    assert line("no: %s, yes: %s", ValueError(CANARY), Trouble("ours")).endswith(
        "no: ValueError, yes: kiosk_app.services.issuing.Trouble: ours"
    )


@pytest.mark.parametrize(("message", "argument"), [("%d", "x"), ("%s %s", 1), ("100%", 1), ("%(a)s", {"b": 1})])
def test_arguments_that_do_not_fit_are_no_crash(message: str, argument: object) -> None:
    assert line(message, argument).endswith(f"{message} (its arguments do not fit)")


def test_files_are_rotated_and_the_oldest_goes(tmp_path: Path) -> None:
    handler = LogFile(tmp_path, max_bytes=1000, max_files=3)
    for number in range(100):
        handler.handle(record("line %s", number))
    files = sorted(tmp_path.glob("*.log*"))
    assert [path.name for path in files] == ["stamp-kiosk.log", "stamp-kiosk.log.1", "stamp-kiosk.log.2"]
    assert max(path.stat().st_size for path in files) <= 1000
    told = "".join(path.read_text() for path in reversed(files))
    numbers = [int(number) for number in re.findall(r"line (\d+)", told)]
    assert numbers == list(range(numbers[0], 100))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows hands rights down from the folder")
def test_the_user_alone_can_read_it(tmp_path: Path) -> None:
    LogFile(tmp_path).handle(record("hello"))
    assert (tmp_path / "stamp-kiosk.log").stat().st_mode & 0o777 == 0o600


def test_four_processes_write_and_rotate_without_losing_a_line(tmp_path: Path) -> None:
    names = "abcd"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", MANY, str(tmp_path), name],
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for name in names
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    ends = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4
    assert [stderr for _, stderr in ends] == [b""] * 4
    files = list(tmp_path.glob("stamp-kiosk.log*"))
    told = [text for path in files for text in path.read_text().splitlines()]
    assert all(re.search(r": line \d+ of [abcd] x*$", text) for text in told), "no line was torn"
    lines = sorted(re.findall(r": (line \d+ of [abcd]) ", "\n".join(text + " " for text in told)))
    assert lines == sorted(f"line {number} of {name}" for name in names for number in range(2000))
    full = [path.stat().st_size for path in files if path.suffix != ".log"]
    assert len(full) > 10
    assert min(full) > 19_800, "none was rotated twice"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_a_full_disk_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "stamp-kiosk.log").symlink_to("/dev/full")
    run("start_logging(folder, {})\nfor _ in range(100): log.error('lost')", tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="limits of Linux")
def test_lines_that_the_disk_refused_are_counted_once_there_is_room(tmp_path: Path) -> None:
    told = run(
        """
running = start_logging(folder, {})
_, most = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, most))
for number in range(50): log.error("line %s", number)
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
log.error("room")
log.error("again")
""",
        tmp_path,
    )
    written = [text for text in told.splitlines() if re.search(r"line \d+$", text)]
    lost = int(re.findall(r"^(\d+) lines were lost$", told, re.MULTILINE)[0])
    assert lost > 0
    assert len(written) + lost in {50, 51}, "the one that was cut may look whole"
    assert [text.split(": ")[-1] for text in told.splitlines()[-2:]] == ["room", "again"]


@pytest.mark.parametrize("obstacle", ["file", "nothing"])
def test_a_missing_folder_stops_nothing(obstacle: str, tmp_path: Path) -> None:
    if obstacle == "file":
        (tmp_path / "logs").write_text("a file")
    run("start_logging(folder, {})\nlog.error('lost', exc_info=True)", tmp_path / "logs")


def test_levels_follow_the_variable_and_libraries_stay_quiet(tmp_path: Path) -> None:
    code = """
start_logging(folder, os.environ)
log.debug("ours in detail"); log.info("ours")
logging.getLogger("urllib3").info("theirs"); logging.getLogger("urllib3").warning("their trouble")
"""
    quiet = run(code, tmp_path / "quiet", STAMP_KIOSK_LOG="")
    assert quiet == ""  # the folder is not there: still no crash
    for name in ("info", "debug", "odd"):
        (tmp_path / name).mkdir()
    info = run(code, tmp_path / "info", STAMP_KIOSK_LOG="")
    debug = run(code, tmp_path / "debug", STAMP_KIOSK_LOG="debug")
    odd = run(code, tmp_path / "odd", STAMP_KIOSK_LOG="everything")
    assert "ours in detail" in debug
    assert "ours in detail" not in info + odd
    assert "theirs" not in debug + info + odd
    assert all("ours" in told and "their trouble" in told for told in (info, debug, odd))


def test_warnings_go_to_the_log_and_not_to_standard_error(tmp_path: Path) -> None:
    told = run("start_logging(folder, {})\nwarnings.warn('careful')", tmp_path)
    assert "py.warnings" in told
    assert "careful" in told


def test_what_a_library_logs_while_we_rotate_does_not_come_round_again(tmp_path: Path) -> None:
    code = """
from kiosk_app.system.log import LogFile
logging.getLogger().addHandler(LogFile(folder, max_bytes=300))
logging.getLogger().setLevel(logging.DEBUG)
for number in range(50): log.error("line %s", number)
"""
    assert "line 49" in run(code, tmp_path)


def test_stopped_it_leaves_logging_as_it_was(tmp_path: Path) -> None:
    told = run(
        """
root = logging.getLogger()
before = (list(root.handlers), root.level, logging.getLogger("kiosk_app").level)
running = start_logging(folder, {})
log.info("during")
running.stop()
log.info("after")
assert before == (list(root.handlers), root.level, logging.getLogger("kiosk_app").level)
""",
        tmp_path,
    )
    assert "during" in told
    assert "after" not in told
