"""The lines of the campaign that are no fault of one call: what each comes to, and the tests, most of other rooms, that
hold it, so that nobody plays them here a second time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[3]

ONCE, LISTED, EITHER = "exactly once", "listed", "exactly once, or listed"
NOT_SENT = "not sent, and told"
WAITS = "waits, then exactly once"
CHOSEN = "nothing sent until a person chose"

_FAULTS, _WIRE, _SENDER = "tests/functional/faults", "tests/functional/wire", "tests/functional/sender"
_WINDOW, _DISK, _GUI = "tests/functional/window", "tests/functional/disk", "tests/gui"
_MIDWAY, _MOUSE = f"{_WINDOW}/test_midway.py", f"{_WINDOW}/test_by_mouse.py"
_SMALL = f"{_WINDOW}/test_small_disk.py"
_PRESSED = f"{_SMALL}::test_what_cannot_be_written_down_is_not_sent_and_the_window_says_so"
_ANSWERED = f"{_SMALL}::test_an_answer_that_not_even_the_emergency_file_takes_is_shown_and_saved_later"
_KILLED = f"{_SMALL}::test_a_window_that_is_killed_with_an_answer_in_its_hands_loses_and_doubles_nothing"
_BUSY, _FULL = f"{_WINDOW}/test_busy_disk.py", f"{_DISK}/test_full_disk.py"
_DAMAGED, _ONE_WINDOW = f"{_DISK}/test_damaged_database.py", f"{_GUI}/one_window/test_one_window.py"
_LANES, _RING = f"{_GUI}/background/test_threaded_background.py", "tests/unit/credentials/test_keyring_vault.py"
_OFFLINE = f"{_MOUSE}::test_without_the_internet_all_goes_on_and_closing_loses_nothing"
_NO_CHOICE = f"{_DISK}/test_by_command.py::test_a_damaged_folder_does_nothing_until_a_backup_is_restored"


@dataclass(frozen=True, slots=True)
class Line:
    """``comes_to``: what its tests prove."""

    name: str
    comes_to: str
    tests: Sequence[str]


WIRE = (
    Line(
        "DNS takes 20 s; SYN dropped at four addresses",
        WAITS,
        [f"{_WIRE}/test_before_sending.py::test_call_returns_by_its_deadline_although_the_system_call_hangs"],
    ),
    Line(
        "header dripped a byte at a time for ten minutes",
        EITHER,
        [f"{_WIRE}/test_after_sending.py::test_answer_dripped_a_byte_at_a_time_is_cut_by_the_deadline"],
    ),
    Line(
        "TLS that breaks after sending",
        EITHER,
        [f"{_WIRE}/test_after_sending.py::test_tls_that_breaks_after_sending_leaves_doubt"],
    ),
    Line(
        "Retry-After: how long, and by everybody",
        WAITS,
        [
            f"{_WIRE}/test_answers.py::test_retry_after_is_at_most_a_minute_and_nonsense_is_left_to_the_sender",
            f"{_SENDER}/test_sending.py::test_when_asked_to_slow_down_nothing_goes_until_the_time_is_over",
        ],
    ),
)
APP = (
    Line(
        "double and triple taps, Enter held",
        ONCE,
        [f"{_WINDOW}/test_taps.py::test_three_taps_and_an_enter_that_is_held_are_one_stamp_each"],
    ),
    Line(
        "second window",
        "refused, the first comes forward",
        [
            f"{_ONE_WINDOW}::test_a_second_start_brings_the_first_forward_and_ends_well",
            f"{_ONE_WINDOW}::test_of_many_starts_in_one_instant_exactly_one_is_the_window",
        ],
    ),
    Line(
        "commands beside the window, and beside each other",
        ONCE,
        [
            f"{_MIDWAY}::test_commands_beside_the_window_send_and_are_sent_once_each",
            "tests/functional/spine/test_two_processes.py::test_two_processes_issue_two_hundred_stamps_each_once",
        ],
    ),
    Line(
        "window closed while a stamp is being sent",
        LISTED,
        [f"{_MIDWAY}::test_a_window_that_is_closed_while_it_sends_lists_what_it_cannot_know"],
    ),
    Line("window closed while entries wait", WAITS, [_OFFLINE]),
    Line(
        "window closed while lanes hang",
        "ends in good order",
        [f"{_LANES}::test_a_process_ends_in_good_order_while_lanes_hang"],
    ),
    Line(
        "machine asleep while sending",
        EITHER,
        [f"{_FAULTS}/test_lines.py::test_a_machine_that_slept_while_it_was_sending_knows_when_it_wakes"],
    ),
    Line(
        "clock -1 h, +1 day, summer time, 1970, in doubt",
        ONCE,
        [
            f"{_FAULTS}/test_lines.py::test_a_clock_that_is_set_while_a_visit_is_in_doubt_changes_nothing",
            f"{_FAULTS}/test_lines.py::test_a_clock_set_on_does_not_shorten_the_time_a_service_has_to_settle",
        ],
    ),
    Line(
        "clock set back while entries wait",
        WAITS,
        [
            f"{_SENDER}/test_never_twice.py::test_a_clock_set_back_lets_nothing_wait_for_an_hour",
            f"{_SENDER}/test_never_twice.py::test_a_clock_set_back_makes_no_quiet_and_no_stop_longer",
        ],
    ),
    Line(
        "power cut at every moment of a press",
        EITHER,
        [
            f"{_FAULTS}/test_power_cuts.py::test_the_power_fails_at_any_moment_and_nothing_is_lost_or_doubled",
            "tests/unit/store/test_database.py::test_a_commit_survives_a_power_cut_by_its_pragmas",
            f"{_ONE_WINDOW}::test_what_a_power_cut_leaves_behind_is_in_nobodys_way",
        ],
    ),
)
DISK = (
    Line("full before: a press", NOT_SENT, [_PRESSED]),
    Line(
        "full before: the claim, the write",
        WAITS,
        [
            f"{_FULL}::test_a_disk_that_is_full_before_it_is_written_down_sends_nothing",
            f"{_FULL}::test_a_disk_that_fills_between_claim_and_write_gives_the_entry_back",
        ],
    ),
    Line("full after the answer, the emergency file too", ONCE, [_ANSWERED]),
    Line(
        "full after the answer: doubts and refusals",
        ONCE,
        [
            f"{_FULL}::test_a_doubt_that_cannot_be_written_stays_a_doubt",
            f"{_FULL}::test_a_refusal_that_cannot_be_judged_is_asked_again",
        ],
    ),
    Line("full after the answer, and killed", ONCE, [_KILLED]),
    Line("read-only before: a press", NOT_SENT, [_PRESSED]),
    Line("read-only after the answer", ONCE, [_ANSWERED]),
    Line(
        "busy for 10 s before: a press",
        NOT_SENT,
        [f"{_BUSY}::test_a_press_that_cannot_be_written_down_for_ten_seconds_is_told_and_pressed_again"],
    ),
    Line(
        "busy for 10 s after the answer",
        ONCE,
        [f"{_BUSY}::test_an_answer_that_cannot_be_saved_for_ten_seconds_is_shown_and_saved_by_itself"],
    ),
    Line(
        "log as a kill or a power cut leaves it",
        "all commits are there",
        [
            f"{_DAMAGED}::test_a_log_that_a_kill_left_is_read_to_its_end",
            f"{_DAMAGED}::test_what_a_power_cut_left_of_the_last_commit_is_no_damage",
        ],
    ),
    Line(
        "log zeroed, flipped, begun wrong",
        CHOSEN,
        [f"{_DAMAGED}::test_a_log_with_commits_that_would_be_passed_over_is_damage_and_is_kept", _NO_CHOICE],
    ),
    Line(
        "database empty, random, gone, damaged within",
        CHOSEN,
        [
            f"{_DAMAGED}::test_a_database_that_is_gone_is_missed",
            f"{_DAMAGED}::test_an_empty_one_is_no_beginning",
            f"{_DAMAGED}::test_zeros_and_random_bytes_are_told_and_kept",
            f"{_DAMAGED}::test_damage_within_is_found_by_looking_through_and_then_remembered",
            f"{_WINDOW}/test_damaged_data.py::test_damage_is_found_after_the_first_paint_and_nothing_is_sent",
            _NO_CHOICE,
        ],
    ),
    Line(
        "crash at each statement of a migration",
        "done again whole",
        [f"{_DISK}/test_migrations_cut_short.py::test_an_upgrade_that_is_cut_short_is_done_again_whole"],
    ),
    Line(
        "three-day-old backup restored",
        "held, nothing sent unasked",
        [
            f"{_DISK}/test_restore.py::test_a_three_day_old_backup_sends_nothing_old_unasked",
            f"{_DISK}/test_restore.py::test_after_a_restore_no_ready_stamp_is_handed_out_and_none_is_made",
        ],
    ),
    Line(
        "crash at each rename of a restore",
        CHOSEN,
        [f"{_DISK}/test_restore.py::test_a_cut_at_any_rename_never_leaves_an_empty_folder_in_silence"],
    ),
)
KEY = (
    Line("none", WAITS, [_OFFLINE]),
    Line(
        "keyring locked",
        "told, kept for the session",
        ["tests/functional/keyring/test_secret_service.py::test_a_keyring_that_nobody_ever_opened_is_locked"],
    ),
    Line(
        "keyring's prompt never answered",
        "given up, told",
        [f"{_RING}::test_an_unanswered_prompt_is_given_up_and_its_process_killed"],
    ),
    Line(
        "revoked while 20 entries wait",
        WAITS,
        [
            f"{_FAULTS}/test_lines.py::test_a_key_revoked_while_20_entries_wait_loses_none",
            f"{_WINDOW}/test_mended.py::test_a_key_that_is_given_anew_sends_what_waited",
        ],
    ),
)
CODE = (
    Line(
        "exception in a slot, in a thread",
        "told, the window goes on",
        [
            f"{_MIDWAY}::test_a_fault_of_our_own_is_told_and_the_window_goes_on",
            "tests/unit/system/test_crash.py::test_an_exception_in_a_thread_is_shown",
        ],
    ),
    Line(
        "work that would end its lane's thread",
        "told, the lane goes on",
        [f"{_LANES}::test_work_that_would_end_its_thread_does_not"],
    ),
)

ELSEWHERE: Mapping[str, Sequence[Line]] = {
    "wire": WIRE,
    "the app": APP,
    "disk": DISK,
    "key": KEY,
    "code": CODE,
}


def all_tests() -> list[str]:
    """Each once."""
    return list(dict.fromkeys(test for lines in ELSEWHERE.values() for line in lines for test in line.tests))


def run(folder: Path) -> Mapping[str, str]:
    """Run them all; "", "skipped" or "failed" for each test, the worst of its parameters'."""
    report = folder / "report.xml"
    options = ["-q", "-p", "no:cacheprovider", f"--basetemp={folder / 'tests'}", f"--junitxml={report}"]
    subprocess.run([sys.executable, "-m", "pytest", *options, *all_tests()], cwd=ROOT, capture_output=True, check=False)
    found: dict[str, str] = {}
    for test, outcome in _outcomes(report):
        found[test] = max(found.get(test, ""), outcome, key=["", "skipped", "failed"].index)
    return found


def _outcomes(report: Path) -> Iterator[tuple[str, str]]:
    for case in ElementTree.parse(report).getroot().iter("testcase"):  # noqa: S314 - pytest wrote it just now
        test = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name', '').partition('[')[0]}"
        kinds = {child.tag for child in case}
        yield test, "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else ""
