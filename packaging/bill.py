"""The bill of materials: whose each file of the packaged program is, under which licence, and the licence's own words.

What nobody has licensed is not shipped: a package without a text of its own needs one in `licenses/`.
"""

from __future__ import annotations

import json
import platform
import shutil
import sysconfig
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path

from PySide6.QtCore import qVersion

OURS = "stamp-kiosk"
TEXTS = Path(__file__).with_name("licenses")
TEXTS_OF = {"pyside6-essentials": "qt", "shiboken6": "qt"}  # whose packages bring none
LICENCE_NAMES = ("LICEN", "COPYING", "NOTICE", "AUTHORS")
# Where a package says what it is under in words, or in the words of its classifiers, and not by SPDX.
SPDX = {
    "Python": "Python-2.0",
    "certifi": "MPL-2.0",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
}
CLASSIFIED = {
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
}


class Unlicensed(Exception):
    """Something is shipped that nobody has licensed, or nobody has said so."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is shipped. ``texts``: the files with its licence; ``purl``: its address by name, if any."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...] = ()
    purl: str = ""


def parts_of(shipped: Sequence[Path], ours: Iterable[Path]) -> list[Part]:
    """Whose these files are, beyond what lies in the folders that are ours; sorted by name.

    Raises Unlicensed where a file belongs to nobody, or its owner brings no text.
    """
    owners = {path: found for found in distributions() for path in _files(found)}
    known = [*ours, *(Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib"))]
    found: dict[str, Part] = {"Python": _python(), "pyinstaller": _part(distribution("pyinstaller"))}  # its bootloader
    for path in shipped:
        if owner := owners.get(path):
            part = _part(owner)
            found[part.name] = part
        elif not path.name.startswith("libpython") and not any(map(path.is_relative_to, known)):
            raise Unlicensed(f"{path} belongs to nobody")
    found.pop(OURS, None)
    return sorted((*found.values(), *_carried(found, shipped)), key=lambda part: part.name.lower())


def write_texts(parts: Iterable[Part], folder: Path) -> None:
    """Each part's licence, in a folder of its name."""
    for part in parts:
        place = folder / part.name
        for text in part.texts:
            place.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(text, place / (text.name if text.suffix else f"{text.name}.txt"))


def bill(version: str, parts: Iterable[Part]) -> str:
    """CycloneDX 1.6. The same parts give the same text, so that two builds can be compared."""
    components = [_component(part) for part in parts]
    content = json.dumps(components, sort_keys=True)
    document = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, version + content)}",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": OURS,
                "name": OURS,
                "version": version,
                "licenses": [{"expression": "Apache-2.0"}],
            }
        },
        "components": components,
        "dependencies": [{"ref": OURS, "dependsOn": [component["bom-ref"] for component in components]}],
    }
    return json.dumps(document, indent=1) + "\n"


def _component(part: Part) -> dict[str, object]:
    named: dict[str, object] = {"type": "library", "name": part.name, "version": part.version}
    address = {"purl": part.purl} if part.purl else {}
    return {
        **named,
        "bom-ref": part.purl or f"{part.name}@{part.version}",
        "licenses": [{"expression": part.licence}],
        **address,
    }


def _files(found: Distribution) -> list[Path]:
    return [Path(str(found.locate_file(file))).resolve() for file in found.files or ()]


def _part(owner: Distribution) -> Part:
    name = str(owner.metadata["Name"]).lower().replace("_", "-")
    texts = tuple(path for path in _files(owner) if _is_licence(path)) or tuple(
        sorted(TEXTS.glob(f"{TEXTS_OF.get(name)}/*.txt"))
    )
    licence = SPDX.get(name) or _said(owner)
    if not (texts and licence):
        raise Unlicensed(f"{name} is shipped, and no licence of it is known: add its text to {TEXTS.name}/")
    return Part(name, owner.version, licence, texts, f"pkg:pypi/{name}@{owner.version}")


def _is_licence(path: Path) -> bool:
    return ".dist-info" in str(path) and path.name.upper().startswith(LICENCE_NAMES)


def _said(owner: Distribution) -> str:
    """What a package says of itself, as SPDX."""
    told = owner.metadata
    classified = [CLASSIFIED.get(line, "") for line in told.get_all("Classifier") or ()]
    return next(filter(None, [*(told.get_all("License-Expression") or ()), *classified]), "")


def _python() -> Part:
    text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    return Part("Python", platform.python_version(), SPDX["Python"], (text,))


def _carried(owners: Iterable[str], shipped: Iterable[Path]) -> list[Part]:
    """What is inside somebody else's files: Qt and ICU in PySide's, OpenSSL in cryptography's."""
    carried = []
    if "pyside6-essentials" in owners:
        carried.append(Part("Qt", qVersion(), "LGPL-3.0-only"))
    carried += [
        Part("ICU", path.suffix.removeprefix("."), "Unicode-3.0")
        for path in shipped
        if path.name.startswith("libicuuc.so.")
    ]
    if "cryptography" in owners:
        from cryptography.hazmat.backends.openssl.backend import backend

        carried.append(Part("OpenSSL", backend.openssl_version_text().split()[1], "Apache-2.0"))
    return carried
