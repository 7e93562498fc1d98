"""What systemd says of the kiosk session, as doctor hears it; what stands for systemctl is a program like it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk_app.domain.health import Kiosk, WayOut
from kiosk_app.wiring.kiosk import kiosk

IS_ON = {"is-enabled stamp-kiosk-session.service": "enabled", "is-active stamp-kiosk-session.service": "active"}
IS_LOCKED = {f"is-enabled {unit}": "masked" for unit in ("getty@.service", "autovt@.service", "ctrl-alt-del.target")}


def systemctl(folder: Path, answers: Mapping[str, str]) -> list[str]:
    """It answers as it is told, and as one that does not know for all else."""
    script = folder / "systemctl"
    cases = "".join(f'"{question}") echo {answer} ;;\n' for question, answer in answers.items())
    script.write_text(f'case "$*" in\n{cases}*) echo "No such file" >&2; exit 1 ;;\nesac\n', "utf-8")
    return ["sh", str(script)]


@pytest.mark.parametrize("told", ["disabled", "masked", "static"])
def test_a_session_that_is_not_switched_on_is_no_kiosk(tmp_path: Path, told: str) -> None:
    answers = {**IS_LOCKED, "is-enabled stamp-kiosk-session.service": told}
    assert kiosk(systemctl(tmp_path, answers)) == Kiosk(is_on=False)


def test_where_nothing_answers_there_is_no_kiosk(tmp_path: Path) -> None:
    assert kiosk(systemctl(tmp_path, {})) == kiosk([str(tmp_path / "missing")]) == Kiosk(is_on=False)


def test_a_kiosk_that_runs_and_is_locked_is_well(tmp_path: Path) -> None:
    seen = kiosk(systemctl(tmp_path, {**IS_ON, **IS_LOCKED}))
    assert seen == Kiosk(is_on=True, is_running=True)
    assert seen.ok


def test_a_session_that_has_ended_is_told(tmp_path: Path) -> None:
    seen = kiosk(systemctl(tmp_path, {**IS_ON, **IS_LOCKED, "is-active stamp-kiosk-session.service": "failed"}))
    assert seen == Kiosk(is_on=True, is_running=False)
    assert not seen.ok


@pytest.mark.parametrize(
    ("unit", "way"),
    [
        ("getty@.service", WayOut.CONSOLES),
        ("autovt@.service", WayOut.CONSOLES),
        ("ctrl-alt-del.target", WayOut.CTRL_ALT_DEL),
    ],
)
def test_a_way_out_that_is_open_is_told(tmp_path: Path, unit: str, way: WayOut) -> None:
    seen = kiosk(systemctl(tmp_path, {**IS_ON, **IS_LOCKED, f"is-enabled {unit}": "enabled"}))
    assert seen.ways_out == (way,)
    assert not seen.ok
