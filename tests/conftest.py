"""What every test runs under: no display, no silent warning in the log, and Hypothesis without a clock.

It holds no fakes and no builders: those live beside the tests that use them.
"""

import gc
import logging
import os
import re
import sys
from collections.abc import Iterator
from itertools import islice

import pytest
from hypothesis import given, settings, strategies

pytest_plugins = ["pytester"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

gc.disable()  # as in the window: garbage is collected on one thread, between tests, and never by whoever allocates next

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")


MUCH = 50_000  # objects made since the last look


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the last: no collection need walk through it, which took 0.4 s.

    Hypothesis looks for what holds its chance, once, and would not find what no collection walks through.
    """
    _one_property()
    gc.freeze()


@given(strategies.none())
def _one_property(_nothing: None) -> None:
    """Whatever comes first with the first property."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Widgets that a test let go of end here, while what holds them is still there, and on this thread.

    Later a closure of one of them could be the last to hold its own page: that would be destroyed from inside.
    Windows that nobody closed go last: 269 of them were gone through at each change of the style.
    """
    _delete_what_is_to_go()
    if gc.get_count()[0] > MUCH:
        gc.collect()
    yield
    if widgets := sys.modules.get("PySide6.QtWidgets"):
        for window in widgets.QApplication.topLevelWidgets():
            window.deleteLater()
        _delete_what_is_to_go()


def _delete_what_is_to_go() -> None:
    if core := sys.modules.get("PySide6.QtCore"):
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Slow tests first, in random order like all: one that began last would keep every core but its own waiting.

    Workers begin with a run of tests each, so slow ones are dealt out among the runs, or one worker had them all.
    """
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    slow = [item for item in items if item.get_closest_marker("slow")]
    others = iter([item for item in items if not item.get_closest_marker("slow")])
    left = len(items)
    items.clear()
    for worker in range(workers):
        run = left // (workers - worker)
        left -= run
        items += slow[worker::workers]
        items += islice(others, run - len(slow[worker::workers]))
    items += others


class LogWatch(logging.Handler):
    """Keeps what is logged at WARNING or above, and tells what nobody expected and what was expected in vain."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._messages: list[str] = []
        self._expected: list[str] = []

    def expect(self, pattern: str) -> None:
        """Declare that a message matching this regular expression must be logged, once or more often."""
        self._expected.append(pattern)

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def complaints(self) -> list[str]:
        def matches(pattern: str, message: str) -> bool:
            return re.search(pattern, message) is not None

        unexpected = [text for text in self._messages if not any(matches(known, text) for known in self._expected)]
        missing = [known for known in self._expected if not any(matches(known, text) for text in self._messages)]
        return [f"nobody expected: {text}" for text in unexpected] + [f"never logged: {known}" for known in missing]


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Fails a test that logs a WARNING nobody expected; `log_watch.expect(pattern)` declares one."""
    watch = LogWatch()
    root = logging.getLogger()
    root.addHandler(watch)
    yield watch
    root.removeHandler(watch)
    if complaints := watch.complaints():
        pytest.fail("\n".join(complaints), pytrace=False)
