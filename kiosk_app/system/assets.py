"""Where the app's own files lie: `assets/` beside the checkout or inside the wheel, and Inter in its package.

It only answers with paths; the window reads the files.
"""

from pathlib import Path

import fontpkg_inter


def assets_folder() -> Path:
    """`kiosk_app/assets` where a wheel brought it, else `assets` beside the checkout's `kiosk_app`."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "assets"
    return installed if installed.is_dir() else package.parent / "assets"


def inter_file() -> Path:
    """The upright Inter, one variable file with the axes wght (100–900) and opsz (14–32)."""
    return Path(fontpkg_inter.ROOT) / "files" / "Inter[opsz,wght].ttf"
