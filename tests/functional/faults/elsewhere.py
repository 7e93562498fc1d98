"""The lines of the campaign that are held by tests of other rooms, so that nobody plays them here a second time."""

from __future__ import annotations

from collections.abc import Mapping

_WIRE, _SENDER, _WINDOW = "tests/functional/wire", "tests/functional/sender", "tests/functional/window"
_GUI, _RING = "tests/gui", "tests/functional/keyring/test_secret_service.py"

ELSEWHERE: Mapping[str, str] = {
    "DNS takes 20 s; SYN dropped at four addresses": (
        f"{_WIRE}/test_before_sending.py::test_call_returns_by_its_deadline_although_the_system_call_hangs"
    ),
    "a header dripped for ten minutes": (
        f"{_WIRE}/test_after_sending.py::test_answer_dripped_a_byte_at_a_time_is_cut_by_the_deadline"
    ),
    "TLS that breaks after sending": f"{_WIRE}/test_after_sending.py::test_tls_that_breaks_after_sending_leaves_doubt",
    "what Retry-After is read as": (
        f"{_WIRE}/test_answers.py::test_retry_after_is_at_most_a_minute_and_nonsense_is_left_to_the_sender"
    ),
    "quiet is kept by everybody": (
        f"{_SENDER}/test_sending.py::test_when_asked_to_slow_down_nothing_goes_until_the_time_is_over"
    ),
    "double and triple taps; Enter held": (
        f"{_WINDOW}/test_taps.py::test_three_taps_and_an_enter_that_is_held_are_one_stamp_each"
    ),
    "a second window": (
        f"{_GUI}/one_window/test_one_window.py::test_of_many_starts_in_one_instant_exactly_one_is_the_window"
    ),
    "power cut": f"{_GUI}/one_window/test_one_window.py::test_what_a_power_cut_leaves_behind_is_in_nobodys_way",
    "a commit and a power cut": "tests/unit/store/test_database.py::test_a_commit_survives_a_power_cut_by_its_pragmas",
    "two processes on one folder": (
        "tests/functional/spine/test_two_processes.py::test_two_processes_issue_two_hundred_stamps_each_once"
    ),
    "window closed while entries wait": (
        f"{_WINDOW}/test_by_mouse.py::test_without_the_internet_all_goes_on_and_closing_loses_nothing"
    ),
    "window closed while lanes hang": (
        f"{_GUI}/background/test_threaded_background.py::test_a_process_ends_in_good_order_while_lanes_hang"
    ),
    "no key": f"{_WINDOW}/test_by_mouse.py::test_without_the_internet_all_goes_on_and_closing_loses_nothing",
    "keyring locked": f"{_RING}::test_a_keyring_that_nobody_ever_opened_is_locked",
    "keyring's prompt never answered": (
        "tests/unit/credentials/test_keyring_vault.py::test_an_unanswered_prompt_is_given_up_and_its_process_killed"
    ),
    "an exception in a worker": "tests/unit/system/test_crash.py::test_an_exception_in_a_thread_is_shown",
    "work that would end its thread": (
        f"{_GUI}/background/test_threaded_background.py::test_work_that_would_end_its_thread_does_not"
    ),
}
