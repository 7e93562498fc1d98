"""Sets up this checkout and runs it: `run` for a person, `test` for its checks, `package` for a shop's computer.
`lock` pins the packages anew after a dependency changed.

Needs nothing but Python and a network the first time. It never installs anything outside the virtual environment
except Debian's packages, and those only as root; anyone else is shown the one line to type.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
OLDEST_PYTHON = (3, 11)
# One worker more than there are cores, since many a test waits; a worker that is done takes over from the others.
AT_ONCE = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal"]
MEMORY, ROOM_BYTES = Path("/dev/shm"), 2 << 30  # noqa: S108  # Linux's disk in memory, and what a run may need of it
PRACTICE_STAMP = ["--practice", "issue", "--card", "123", "--name", "Ada Lovelace", "--again"]

# What `ldd` finds missing under PySide6 on a bare Debian 12: the library, and the package that brings it.
# Everything else that Qt links to comes along with these.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class Stop(Exception):
    """What went wrong and what to do about it, in a sentence for the person at the terminal."""


def main(argv: list[str]) -> int:
    if sys.version_info < OLDEST_PYTHON:
        say("Stamp Kiosk needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info[:2]))
        return 2
    ours, passed_on = split_at_dashes(argv)
    parser = argparse.ArgumentParser(prog="dev.py", description="Sets up this checkout and runs it.")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="run|test|package|lock")
    verbs.add_parser("run", help="set up, then the window in practice mode; `run -- ARGS` gives ARGS to the app")
    checks = verbs.add_parser("test", help="set up, then ruff, mypy and pytest; `test -- ARGS` gives ARGS to pytest")
    checks.add_argument("--lowest", action="store_true", help="pytest alone, with the oldest libraries that will do")
    verbs.add_parser("package", help="set up, then what a shop installs on a system like this one, into dist/")
    verbs.add_parser("lock", help="set up, then make the lock again; `lock -- --upgrade` takes newer versions")
    asked = parser.parse_args(ours)
    verb = {"run": run, "test": test, "package": package, "lock": lock}[asked.verb]
    if asked.verb == "test" and asked.lowest:
        verb = test_lowest
    try:
        return verb(passed_on)
    except Stop as stop:
        say(str(stop))
        return 2
    except KeyboardInterrupt:
        say("Stopped. Run the same command again to go on.")
        return 130


def split_at_dashes(argv: list[str]) -> tuple[list[str], list[str] | None]:
    """What is ours, and what is passed on; None where no dashes stand."""
    if "--" not in argv:
        return argv, None
    at = argv.index("--")
    return argv[:at], argv[at + 1 :]


def run(arguments: list[str] | None) -> int:
    python = set_up()
    command = [str(python), "-m", "kiosk_app", *(practice() if arguments is None else arguments)]
    if sys.platform == "win32":
        return subprocess.call(command)
    # In our place, so that signals and the exit status are the app's own.
    os.execv(python, command)


def practice() -> list[str]:
    """The window in practice mode; where there is no screen, a practice stamp by command."""
    if sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        return ["--practice"]
    say("There is no screen here, so a practice stamp is issued by command.")
    return PRACTICE_STAMP


def test(pytest_arguments: list[str] | None) -> int:
    python = str(set_up())
    checks = {
        "ruff check": [python, "-m", "ruff", "check"],
        "ruff format": [python, "-m", "ruff", "format", "--check"],
        "mypy": [python, "-m", "mypy"],
        "pytest": [python, "-m", "pytest", *AT_ONCE, *(pytest_arguments or [])],
    }
    environment = test_environment()
    times: list[str] = []
    for name, command in checks.items():
        say(f"== {name}")
        started = time.monotonic()
        status = subprocess.call(command, cwd=ROOT, env=environment)
        times.append(f"{name} {time.monotonic() - started:.1f} s")
        if status != 0:
            say(f"{name} failed with exit status {status}. ({', '.join(times)})")
            return status if status > 0 else 128 - status
    say(f"All checks passed: {', '.join(times)}.")
    return 0


def test_lowest(pytest_arguments: list[str] | None) -> int:
    """Whether pyproject.toml's lower bounds are true: in an environment of its own, which is gone afterwards."""
    uv = [str(set_up()), "-m", "uv", "pip"]
    with tempfile.TemporaryDirectory() as folder:
        venv, wanted = Path(folder, "venv"), str(Path(folder, "lowest.txt"))
        python = str(python_in(venv))
        install = [*uv, "install", "--quiet", "--python", python]
        steps = [
            [*uv, "compile", "pyproject.toml", "--extra", "dev", "--resolution", "lowest-direct", "-qo", wanted],
            [*uv[:-1], "venv", "--quiet", "--python", sys.executable, str(venv)],
            [*install, "--requirements", wanted],
            [*install, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
            [python, "-m", "pytest", *AT_ONCE, *(pytest_arguments or [])],
        ]
        for step in steps:
            if (status := subprocess.call(step, cwd=ROOT, env=test_environment())) != 0:
                return status if status > 0 else 128 - status
    return 0


def test_environment() -> dict[str, str]:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    # Without bytecode every program that a test starts compiles itself anew: 1.3 s instead of 0.4 s.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    # Every commit waits for its disk; what a disk keeps when the power fails is tested by copies of what was written.
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_BYTES:
        environment.setdefault("TMPDIR", str(MEMORY))
    return environment


def package(_arguments: list[str] | None) -> int:
    provide(missing_package_tools() if sys.platform == "linux" else [])
    return subprocess.call([str(set_up()), str(ROOT / "packaging" / "package.py")], cwd=ROOT)


def lock(uv_arguments: list[str] | None) -> int:
    python = set_up()
    return subprocess.call(
        [
            *(str(python), "-m", "uv", "pip", "compile", "pyproject.toml", "--extra", "dev"),
            *("--universal", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"),
            *("--no-annotate", "--no-header", "--quiet", "-o", str(LOCK.relative_to(ROOT))),
            *(uv_arguments or []),
        ],
        cwd=ROOT,
    )


def set_up() -> Path:
    """The virtual environment's Python, with everything installed; at once when nothing has changed since."""
    venv = Path(os.environ.get("STAMP_KIOSK_VENV") or ROOT / ".venv").absolute()
    python = python_in(venv)
    provide(missing_system_packages() if sys.platform == "linux" else [])
    # The seal is written last: a set-up that was cut short has none, and is made again from the start.
    seal = venv / "stamp-kiosk-set-up"
    found = seal.read_text("utf-8") if seal.exists() and python.exists() else ""
    owner, content = f"Python {platform.python_version()} for {ROOT}\n", content_hash()
    if found == owner + content:
        return python
    started = time.monotonic()
    if not found.startswith(owner):
        make_venv(venv)
    seal.unlink(missing_ok=True)
    install_packages(python)
    seal.write_text(owner + content, "utf-8")
    say(f"Set up in {time.monotonic() - started:.0f} s.")
    return python


def python_in(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def content_hash() -> str:
    return hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()


def make_venv(venv: Path) -> None:
    ours = venv == ROOT / ".venv" or (venv / "pyvenv.cfg").exists()
    if not ours and venv.exists() and any(venv.iterdir()):
        raise Stop(f"{venv} holds something else. Empty it, or point STAMP_KIOSK_VENV at another folder.")
    say(f"Making the virtual environment {venv} …")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(venv)]) != 0:
        raise Stop(f"Python could not make {venv}; its reason is above.")


def install_packages(python: Path) -> None:
    # Bytecode is left to the first import: most of it is never needed, and making it all takes a third of the time.
    pip = [str(python), "-m", "pip", "install", "-qq", "--no-compile", "--no-input", "--disable-pip-version-check"]
    say("Installing the locked packages …")
    if subprocess.call([*pip, "--retries", "2", "--require-hashes", "-r", str(LOCK)]) != 0:
        raise Stop(
            "The packages could not be installed; pip's reason is above. "
            "If there was no network, run the same command again when there is."
        )
    if subprocess.call([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]) != 0:
        raise Stop("Stamp Kiosk itself could not be installed; pip's reason is above.")


def provide(missing: list[str]) -> None:
    """Debian's packages, where they are missing."""
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise Stop(f"Install what your system calls these packages, then run this again: {' '.join(missing)}")
    if os.geteuid() != 0:
        raise Stop(
            "Some system packages are missing. Type this line, then run the same command again:\n"
            f"  sudo apt-get install --no-install-recommends {' '.join(missing)}"
        )
    say(f"Installing {' '.join(missing)} …")
    apt = ["apt-get", "--quiet", "--quiet", "--yes", "--no-install-recommends"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", *missing]):
        if subprocess.call([*apt, *step], env=environment, stdout=subprocess.DEVNULL) != 0:
            raise Stop("apt-get could not install them; its reason is above. Is there a network?")


def missing_system_packages() -> list[str]:
    missing = [package for library, package in QT_LIBRARIES.items() if not can_load(library)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    if Path("/etc/debian_version").exists() and not Path("/etc/ssl/certs/ca-certificates.crt").exists():
        missing.append("ca-certificates")  # truststore asks the system, and a bare one trusts nobody
    return missing


def missing_package_tools() -> list[str]:
    tools = {"objdump": "binutils", "patchelf": "patchelf"}
    missing = [package for tool, package in tools.items() if not shutil.which(tool)]
    if shutil.which("dpkg") and not shutil.which("dpkg-shlibdeps"):
        missing.append("dpkg-dev")
    library = f"libpython{sys.version_info[0]}.{sys.version_info[1]}"
    if not sysconfig.get_config_var("Py_ENABLE_SHARED") and not can_load(f"{library}.so.1.0"):
        missing.append(library)  # a Python without it cannot be carried, and Debian's has it apart
    return missing


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def say(sentence: str) -> None:
    """To standard error: standard output belongs to the app."""
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
