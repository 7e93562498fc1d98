"""Several processes and threads with one settings file: nothing is lost, and nothing half written is met.

Real processes, the real lock, real files.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from kiosk_app.domain.card import StampCard
from kiosk_app.domain.problems import BadInput
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.settings_file import SettingsFile
from kiosk_app.store.settings_read import read_settings
from kiosk_app.system.locks import settings_lock

REPOSITORY = Path(__file__).parents[3]
PROCESSES, CARDS_EACH = 4, 8

# Says "ready", waits for a line, then adds its cards as fast as it can.
ADDS = """
import sys
from datetime import date
from pathlib import Path
from kiosk_app.domain.card import StampCard
from kiosk_app.services.settings import SettingsService
from kiosk_app.store.settings_file import SettingsFile
from kiosk_app.system.locks import settings_lock

folder, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
file = SettingsFile(folder / "settings.toml", folder / "backups")
service = SettingsService(file, lambda: settings_lock(folder / "settings.lock", 60), date.today)
print("ready", flush=True)
sys.stdin.readline()
for card_idx in range(first, first + count):
    service.add_card(StampCard(card_idx, f"Card {card_idx}"))
    print(card_idx, flush=True)
"""


def service_in(folder: Path) -> SettingsService:
    file = SettingsFile(folder / "settings.toml", folder / "backups")
    return SettingsService(file, lambda: settings_lock(folder / "settings.lock", 60), date.today)


def started(folder: Path, first: int, count: int) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", ADDS, str(folder), str(first), str(count)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    assert child.stdout.readline() == "ready\n"
    return child


def go(child: subprocess.Popen[str]) -> None:
    assert child.stdin
    child.stdin.write("\n")
    child.stdin.flush()


def test_cards_that_processes_add_side_by_side_are_all_there(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("# ours\n[shop]\nname = 'Mina' # keep\n")
    children = [started(tmp_path, 100 * number, CARDS_EACH) for number in range(1, PROCESSES + 1)]
    for child in children:
        go(child)
    for child in children:
        child.communicate(timeout=60)
        assert child.returncode == 0
    settings = service_in(tmp_path).current()
    expected = {100 * number + card for number in range(1, PROCESSES + 1) for card in range(CARDS_EACH)}
    assert {card.card_idx for card in settings.cards} == expected
    text = (tmp_path / "settings.toml").read_text("utf-8")
    assert text.startswith("# ours\n[shop]\nname = 'Mina' # keep\n")
    assert {path.name for path in tmp_path.iterdir()} <= {"settings.toml", "settings.lock", "backups"}


def test_a_reader_beside_a_writer_always_meets_a_whole_file(tmp_path: Path) -> None:
    child = started(tmp_path, 1, 30)
    reader = service_in(tmp_path)
    go(child)
    counts = []
    while child.poll() is None:
        counts.append(len(reader.current().cards))
        assert reader.problems() == ()
    child.communicate()
    assert child.returncode == 0
    assert counts == sorted(counts)
    assert len(reader.current().cards) == 30


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_writer_that_is_killed_leaves_a_whole_file_and_no_lock(tmp_path: Path) -> None:
    child = started(tmp_path, 1, 10_000)
    go(child)
    assert child.stdout
    told = [int(child.stdout.readline()) for _ in range(3)]
    child.send_signal(signal.SIGKILL)
    rest, _ = child.communicate()
    told += [int(line) for line in rest.splitlines()]
    kept = [card.card_idx for card in read_settings((tmp_path / "settings.toml").read_bytes()).cards]
    assert kept[: len(told)] == told  # what it had told was on the disk
    after = service_in(tmp_path)
    after.add_card(StampCard(99_999, "After"))
    assert [card.card_idx for card in after.current().cards] == [*kept, 99_999]


def test_threads_of_one_process_lose_nothing_of_each_other(tmp_path: Path) -> None:
    service = service_in(tmp_path)
    with ThreadPoolExecutor(4) as threads:
        done = [threads.submit(service.add_card, StampCard(number, f"Card {number}")) for number in range(1, 17)]
        seen = [threads.submit(service.current) for _ in range(50)]
    assert all(one.exception() is None for one in (*done, *seen))
    assert {card.card_idx for card in service.current().cards} == set(range(1, 17))


def test_the_same_card_added_by_several_threads_is_there_once(tmp_path: Path) -> None:
    service = service_in(tmp_path)
    with ThreadPoolExecutor(4) as threads:
        done = [threads.submit(service.add_card, StampCard(5, f"By {number}")) for number in range(4)]
    refusals = [one.exception() for one in done if one.exception()]
    assert len(refusals) == 3
    assert all(isinstance(refusal, BadInput) for refusal in refusals)
    assert len(service.current().cards) == 1
