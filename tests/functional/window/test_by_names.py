"""The way to the code as a screen reader goes it: through the accessibility tree, by accessible names alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.functional.window.screen import MISSING, PATIENCE_S, Screen
from tests.services import PRACTICE_KEY, PracticeProcess

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
READER = "/usr/bin/python3"  # the system's own, which has pyatspi

SESSION = f'{LAUNCHER} --launch-immediately >/dev/null 2>&1 & exec "$@"'
WALK = """
import subprocess, sys, time
import pyatspi

key, *command = sys.argv[1:]
child = subprocess.Popen(command, stdin=subprocess.PIPE, text=True)
child.stdin.write(key + chr(10))
child.stdin.close()

def shown(node):
    for found in node:
        if found is not None and (found.getRole() == pyatspi.ROLE_APPLICATION or
                found.getState().contains(pyatspi.STATE_SHOWING)):
            yield found
            yield from shown(found)

def wait(name, *roles):
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            for found in shown(pyatspi.Registry.getDesktop(0)):
                if found.name == name and (not roles or found.getRole() in roles):
                    return found
        except Exception:  # it went away while it was read
            pass
    child.kill()
    sys.exit("in vain: " + name)

def press(name):
    wait(name, pyatspi.ROLE_PUSH_BUTTON).queryAction().doAction(0)

def fill(name, text):
    field = wait(name, pyatspi.ROLE_TEXT, pyatspi.ROLE_ENTRY)
    field.queryComponent().grabFocus()
    while not wait(name, pyatspi.ROLE_TEXT, pyatspi.ROLE_ENTRY).getState().contains(pyatspi.STATE_FOCUSED):
        pass
    subprocess.run(["xdotool", "type", "--delay", "100", text], check=True)

fill("Shop name", "Corner Coffee")
press("Next")
wait("API key", pyatspi.ROLE_PASSWORD_TEXT)
press("Next")
fill("Card IDX", "123")
fill("Name", "Coffee card")
press("Next")
press("Go to the counter")
press("New customer")
wait("Save and issue stamp", pyatspi.ROLE_PUSH_BUTTON)
fill("Name", "Ada Lovelace")
press("Save and issue stamp")
wait("QR code of the stamp on Coffee card")
print("there", flush=True)
sys.stdin.read()
child.terminate()
try:
    child.wait(20)
finally:
    child.kill()
sys.exit(child.returncode)
"""


def _missing() -> list[str]:
    has_tree = LAUNCHER.exists() and not subprocess.call(
        [READER, "-c", "import pyatspi"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return MISSING + ([] if has_tree else ["at-spi2-core, python3-pyatspi, gir1.2-atspi-2.0"])


@pytest.mark.slow
def test_a_new_user_comes_to_the_code_by_accessible_names(tmp_path: Path, service: PracticeProcess) -> None:
    if missing := _missing():
        pytest.skip(f"not installed: {', '.join(missing)}")
    app = [sys.executable, "-m", "kiosk_app", "--data-dir", str(tmp_path / "data"), "--key-stdin"]
    walk = [READER, "-c", WALK, PRACTICE_KEY, *app, "--service-url", service.address]
    with Screen(tmp_path) as screen:
        reader = subprocess.Popen(
            ["dbus-run-session", "--", "sh", "-c", SESSION, "sh", *walk],
            env={**screen.environ, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert reader.stdout
        try:
            said = reader.stdout.readline()
            seen = screen.scan() if said == "there\n" else said
        finally:
            reader.communicate(timeout=PATIENCE_S)
    assert reader.returncode == 0  # SIGTERM closes the window
    (stamp,) = service.truth().stamps
    assert (stamp.name, seen) == ("Ada Lovelace", f"{service.address}/stamp/{stamp.stamp_idx}")
