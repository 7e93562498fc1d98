"""The packaged program as Linux installs it: a tree as under /usr, an archive of that tree, and a package for Debian.

The package depends on whatever of Debian's its libraries are linked to, as dpkg-shlibdeps finds it out.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import tarfile
import time
from collections.abc import Mapping
from pathlib import Path

import changes

LINUX = Path(__file__).with_name("linux")
EXECUTABLE, READABLE = 0o755, 0o644
METAINFO = "local.stamp_kiosk.StampKiosk.metainfo.xml"


def tree_of(program: Path, tree: Path, icons: Path, version: str) -> Path:
    """What goes under /usr."""
    given = {
        "VERSION": version,
        "DATE": time.strftime("%Y-%m-%d", time.gmtime(built_at())),
        "RELEASES": changes.for_app_stores(built_at()),
    }
    home, share, papers = tree / "lib/stamp-kiosk", tree / "share", tree / "share/doc/stamp-kiosk"
    shutil.copytree(program, home, symlinks=True)
    strip(home)
    papers.mkdir(parents=True)
    shutil.move(home / "licenses", papers / "licenses")
    shutil.move(home / "sbom.cdx.json", papers)
    (tree / "bin").mkdir()
    (tree / "bin/stamp-kiosk").symlink_to("../lib/stamp-kiosk/stamp-kiosk")
    for name, place in {
        "stamp-kiosk.desktop": share / "applications",
        METAINFO: share / "metainfo",
        "copyright": papers,
        "KIOSK.md": papers,
        "stamp-kiosk-session": tree / "libexec",
        "stamp-kiosk-session.service": tree / "lib/systemd/system",
    }.items():
        write(place / name, filled(LINUX / name, given))
    (tree / "libexec/stamp-kiosk-session").chmod(EXECUTABLE)
    write(share / "man/man1/stamp-kiosk.1.gz", squeezed(filled(LINUX / "stamp-kiosk.1", given)))
    write(papers / "changelog.gz", squeezed(changes.for_debian(built_at())))
    for picture in icons.glob("*.png"):
        write(share / f"icons/hicolor/{picture.stem}x{picture.stem}/apps/stamp-kiosk.png", picture.read_bytes())
    drawing = Path(__file__).with_name("stamp-kiosk.svg").read_bytes()
    write(share / "icons/hicolor/scalable/apps/stamp-kiosk.svg", drawing)
    return tree


def strip(home: Path) -> None:
    """Takes from Python's own libraries what only its makers need: four fifths of one built from source, and where it
    was built."""
    own = [*(home / "_internal").glob("libpython*"), *(home / "_internal").glob("python3*/lib-dynload/*.so")]
    subprocess.run(["strip", "--strip-unneeded", *map(str, own)], check=True)
    subprocess.run(["patchelf", "--remove-rpath", *map(str, own)], check=True)


def write_archive(tree: Path, archive: Path) -> None:
    """The tree in a folder of its own; the same tree gives the same archive."""
    top = archive.name.removesuffix(".tar.gz")
    with (
        archive.open("wb") as file,
        gzip.GzipFile("", "wb", 6, file, mtime=built_at()) as packed,
        tarfile.open(fileobj=packed, mode="w") as tar,
    ):
        for path in [tree, *sorted(tree.rglob("*"))]:
            tar.add(path, top / path.relative_to(tree), recursive=False, filter=anonymous)


def anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = "root"
    info.mtime = built_at()
    return info


def write_package(tree: Path, work: Path, target: Path, version: str) -> Path:
    """The .deb. ``work``: a folder to make it in."""
    root = work / "root"
    shutil.copytree(tree, root / "usr", symlinks=True)
    architecture = said("dpkg", "--print-architecture").strip()
    sizes = [path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink()]
    given = {
        "VERSION": version,
        "ARCHITECTURE": architecture,
        "MAINTAINER": changes.MAINTAINER,
        "SIZE_KB": str(sum(sizes) // 1024),
        "DEPENDS": dependencies(root / "usr/lib/stamp-kiosk", work),
    }
    write(root / "DEBIAN/control", filled(LINUX / "control", given))
    package = target / f"stamp-kiosk_{version}_{architecture}.deb"
    normal_rights(root)
    reproducible = {**os.environ, "SOURCE_DATE_EPOCH": str(built_at())}
    build = ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package)]
    subprocess.run(build, check=True, env=reproducible, stdout=subprocess.DEVNULL)
    return package


def dependencies(home: Path, work: Path) -> str:
    """Debian's packages that our libraries and plugins are linked to, with the oldest version that will do."""
    write(work / "debian/control", b"Source: stamp-kiosk\n\nPackage: stamp-kiosk\nArchitecture: any\n")
    libraries = sorted(path for path in home.rglob("*") if path.is_file() and not path.is_symlink() and is_elf(path))
    inside = sorted({f"-l{path.parent.resolve()}" for path in libraries})
    ask = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *inside]
    found = said(*ask, *(f"-e{path.resolve()}" for path in libraries), cwd=work)
    return found.strip().removeprefix("shlibs:Depends=")


def is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def normal_rights(root: Path) -> None:
    """Whatever the rights of new files are here."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            is_run = path.stat().st_mode & 0o100 and ".so" not in path.name
            path.chmod(EXECUTABLE if path.is_dir() or is_run else READABLE)


def filled(template: Path, given: Mapping[str, str]) -> bytes:
    """The template with what is @GIVEN@ in it."""
    text = template.read_text("utf-8")
    for name, value in given.items():
        text = text.replace(f"@{name}@", value)
    return text.encode()


def write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def squeezed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def built_at() -> int:
    """The time that is written into what is built: that of the last change, where git knows it."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    return int(given or said("git", "log", "-1", "--format=%ct", cwd=LINUX))


def said(*command: str, cwd: Path | None = None) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=cwd).stdout
