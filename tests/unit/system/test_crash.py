"""The crash hook: every thread's bugs end in the log and are shown once, without values."""

import sys
import threading
from collections.abc import Iterator

import pytest

from kiosk_app.system.crash import CrashReport, install, report
from tests.conftest import LogWatch
from tests.unit.system.children import run_python

CANARY = "canary-5b0c9e"
DIE = """
import sys
from kiosk_app.system.crash import install
install(lambda crash: print(crash.reference, file=sys.stderr))
raise %s
"""


@pytest.fixture
def shown() -> Iterator[list[CrashReport]]:
    reports: list[CrashReport] = []
    undo = install(reports.append)
    yield reports
    undo()


def in_a_thread(error: BaseException) -> None:
    def fail() -> None:
        raise error

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


def test_a_report_has_a_reference_that_is_in_the_log(log_watch: LogWatch, caplog: pytest.LogCaptureFixture) -> None:
    log_watch.expect("crash [0-9a-f]{8}: ValueError")
    crash = report(ValueError(CANARY))
    assert crash.reference in caplog.text
    assert CANARY not in caplog.text + crash.trace


def test_each_report_has_its_own_reference(log_watch: LogWatch) -> None:
    log_watch.expect("crash")
    assert report(ValueError()).reference != report(ValueError()).reference


def test_an_exception_in_a_thread_is_shown(shown: list[CrashReport], log_watch: LogWatch) -> None:
    log_watch.expect("crash")
    in_a_thread(ZeroDivisionError(CANARY))
    assert [crash.trace.splitlines()[0] for crash in shown] == ["ZeroDivisionError"]


def test_leaving_a_thread_is_no_crash(shown: list[CrashReport]) -> None:
    in_a_thread(SystemExit(0))
    assert shown == []


def test_showing_that_fails_is_logged_and_goes_no_further(log_watch: LogWatch) -> None:
    log_watch.expect("crash [0-9a-f]{8}: ZeroDivisionError")
    log_watch.expect("could not be shown: ValueError")

    def fail(crash: CrashReport) -> None:
        raise ValueError(CANARY)

    undo = install(fail)
    in_a_thread(ZeroDivisionError())
    undo()


def test_undone_it_leaves_the_hooks_as_they_were() -> None:
    before = sys.excepthook, threading.excepthook
    install(print)()
    assert (sys.excepthook, threading.excepthook) == before


def test_a_crash_ends_the_program_with_status_1_and_no_values() -> None:
    done = run_python(DIE % f"ValueError('{CANARY}')")
    assert done.returncode == 1
    assert CANARY not in done.stderr
    assert "Traceback" not in done.stderr


def test_control_c_is_no_crash() -> None:
    done = run_python(DIE % "KeyboardInterrupt()")
    assert done.returncode != 0
    assert done.stderr == ""
