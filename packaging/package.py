"""Builds what a shop installs, on the system that it is for: `dev.py package` calls it where it has set all up.

First one folder with all that the program is, its licences and its bill of materials; then what that system installs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import bill
import debian
import icons

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "packaging"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
SPEC = HERE / "stamp-kiosk.spec"


def main() -> int:
    started_s = time.monotonic()
    shutil.rmtree(BUILD, ignore_errors=True)
    DIST.mkdir(exist_ok=True)
    draw_icons()
    program = freeze()
    add_papers(program)
    made = {"linux": for_linux, "win32": for_windows, "darwin": for_macos}[sys.platform](program)
    for file in made:
        print(f"{file.relative_to(ROOT)}: {file.stat().st_size / 1e6:.1f} MB")
    print(f"Packaged in {time.monotonic() - started_s:.0f} s.")
    return 0


def draw_icons() -> None:
    """Where the spec and the recipes of each system look for them."""
    folder = BUILD / "icons"
    folder.mkdir(parents=True)
    (folder / "stamp-kiosk.ico").write_bytes(icons.ico())
    (folder / "stamp-kiosk.icns").write_bytes(icons.icns())
    for side in icons.PNG_SIZES:
        (folder / f"{side}.png").write_bytes(icons.png(side))


def freeze() -> Path:
    """The program in one folder."""
    # Stored as they are, modules need no unpacking at each start, which took a twentieth of the way to the window; the
    # package compresses them all the same. So are those in the one file that Linux has instead (carry.py).
    environ = {**os.environ, "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "0"}
    options = ["--noconfirm", "--log-level", "WARN", "--distpath", str(BUILD), "--workpath", str(BUILD / "work")]
    subprocess.run([sys.executable, "-m", "PyInstaller", *options, str(SPEC)], check=True, env=environ)
    return BUILD / "stamp-kiosk"


def add_papers(program: Path) -> None:
    """The licences of all that is in it and the bill of materials, and their own guides."""
    shipped = [
        Path(path).resolve() for path in json.loads((BUILD / "work/stamp-kiosk/shipped.json").read_text("utf-8"))
    ]
    parts = bill.parts_of(shipped, [ROOT / "kiosk_app", ROOT / "assets", BUILD])
    bill.write_texts(parts, program / "licenses")
    shutil.copyfile(ROOT / "LICENSE", program / "licenses" / "LICENSE.txt")
    (program / "sbom.cdx.json").write_text(bill.bill(version("stamp-kiosk"), parts), "utf-8")


def for_linux(program: Path) -> list[Path]:
    """A tree as under /usr, as an archive; where Debian's tools are, as a package, too."""
    tree = debian.tree_of(program, BUILD / "tree", BUILD / "icons", version("stamp-kiosk"))
    architecture = os.uname().machine
    archive = DIST / f"stamp-kiosk-{version('stamp-kiosk')}-linux-{architecture}.tar.gz"
    debian.write_archive(tree, archive)
    if not shutil.which("dpkg-deb"):
        print("Debian's tools are not here: no .deb was made.")
        return [archive]
    return [archive, debian.write_package(tree, BUILD / "debian", DIST, version("stamp-kiosk"))]


def for_windows(program: Path) -> list[Path]:
    """An installer by Inno Setup, whose compiler must be on the path; else the folder in a ZIP."""
    compiler = shutil.which("iscc")
    name = f"stamp-kiosk-{version('stamp-kiosk')}-windows"
    if compiler is None:
        print("Inno Setup's iscc is not on the path: the folder is packed as it is.")
        return [Path(shutil.make_archive(str(DIST / name), "zip", program.parent, program.name))]
    given = {"Version": version("stamp-kiosk"), "Program": program, "Output": DIST, "Name": name}
    defines = [f"/D{what}={value}" for what, value in given.items()]
    subprocess.run([compiler, "/Qp", *defines, str(HERE / "windows" / "stamp-kiosk.iss")], check=True)
    return [DIST / f"{name}.exe"]


def for_macos(program: Path) -> list[Path]:
    """A disk image with the app; signed and notarised where macos/README.md's names are given."""
    app = program.with_name("Stamp Kiosk.app")
    resources = app / "Contents" / "Resources"
    shutil.copytree(program / "licenses", resources / "licenses")
    shutil.copyfile(program / "sbom.cdx.json", resources / "sbom.cdx.json")
    image = DIST / f"stamp-kiosk-{version('stamp-kiosk')}-macos-{os.uname().machine}.dmg"
    subprocess.run(["sh", str(HERE / "macos" / "pack.sh"), str(app), str(image)], check=True)
    return [image]


if __name__ == "__main__":
    sys.exit(main())
