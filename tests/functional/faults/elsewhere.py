"""The lines of the campaign that are held by tests of other rooms, so that nobody plays them here a second time."""

from __future__ import annotations

from collections.abc import Mapping

ELSEWHERE: Mapping[str, tuple[str, ...]] = {
    "DNS takes 20 s, SYN dropped at four addresses": (
        "tests/functional/wire/test_before_sending.py::test_call_returns_by_its_deadline_although_the_system_call_hangs",
    ),
    "a header dripped for ten minutes ends with the deadline": (
        "tests/functional/wire/test_after_sending.py::test_answer_dripped_a_byte_at_a_time_is_cut_by_the_deadline",
    ),
    "TLS that breaks after sending": (
        "tests/functional/wire/test_after_sending.py::test_tls_that_breaks_after_sending_leaves_doubt",
    ),
    "Retry-After 1, 60, 86400, nonsense, a past date": (
        "tests/functional/sender/test_sending.py::test_when_asked_to_slow_down_nothing_goes_until_the_time_is_over",
    ),
    "double and triple taps, Enter held": (
        "tests/functional/window/test_by_keyboard.py::test_an_enter_key_that_is_held_issues_one_stamp",
    ),
    "a second window": ("tests/gui/one_window/test_one_window.py::test_a_second_start_brings_the_first_forward",),
    "commands beside the window": (
        "tests/functional/spine/test_two_processes.py::test_two_processes_issue_two_hundred_stamps_each_once",
    ),
    "window closed while sending": ("tests/gui/background/test_threaded_background.py::test_closing",),
    "key: none, keyring locked, prompt never answered": ("tests/unit/credentials/test_keyring_vault.py::test_",),
    "an exception in a slot, a worker thread that dies": (
        "tests/gui/background/test_threaded_background.py::test_what_work_raises",
    ),
}
