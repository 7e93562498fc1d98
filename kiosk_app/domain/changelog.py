"""The changelog that comes with the program, read: a heading with two # for each version, a line with a dash for each
change."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk_app.domain.text import clean


@dataclass(frozen=True, slots=True)
class Release:
    """One version, the newest first. ``title``: its number and day, as the file has them."""

    title: str
    changes: tuple[str, ...]


def releases(text: str) -> tuple[Release, ...]:
    """A change may go over several lines. What stands above the first version is for those who read the file."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("## "):
            found.append((clean(line[3:]), []))
        elif found and line.startswith("- "):
            found[-1][1].append(clean(line[2:]))
        elif found and found[-1][1] and line.strip():
            found[-1][1][-1] += f" {clean(line)}"
    return tuple(Release(title, tuple(changes)) for title, changes in found)
