"""A code as a file, whole or not at all: written beside its place, then renamed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from kiosk_app.codes.png import png
from kiosk_app.codes.svg import svg
from kiosk_app.domain.problems import BadInput, Fault, Problem


def write_code(path: Path, text: str) -> None:
    """Write the code of ``text`` to a .png or .svg file, readable by the user alone, in place of any other.

    BadInput for another suffix or as `matrix`; OSError where the folder is missing, full or not writable.
    """
    suffix = path.suffix.lower()
    if suffix not in {".png", ".svg"}:
        raise BadInput(Problem("qr", Fault.BAD_SUFFIX, path.name))
    picture = png(text) if suffix == ".png" else svg(text).encode()
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as aside:
        written = Path(aside.name)
        try:
            aside.write(picture)
            aside.close()
            written.replace(path)
        except OSError:
            written.unlink(missing_ok=True)
            raise
