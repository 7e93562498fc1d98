"""The support file: what is in it, that it was written, and the talk around it."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk_app.domain.support import About, Part
from kiosk_app.domain.text import clean
from kiosk_app.words.doctor import size
from kiosk_app.words.language import Language
from kiosk_app.words.said import Said


def title(language: Language) -> str:
    """Over the button."""
    return language.text("A file for whoever helps you")


def note(language: Language) -> str:
    """Below the title."""
    return language.text(
        "What happened here, how this computer stands, and the settings; never the API key, nobody’s name or number."
    )


def make(language: Language) -> str:
    """The button: it is put together and shown, not written."""
    return language.text("Put it together")


def save(language: Language) -> str:
    """The button, once its contents were seen."""
    return language.text("Save the file…")


def put_away(language: Language) -> str:
    """The other button."""
    return language.text("Not now")


def file_kind(language: Language) -> str:
    """What the dialog for a file calls ours."""
    return language.text("Support files")


def contents(language: Language) -> str:
    """Over what is in it; for screen readers, too."""
    return language.text("This would be in it")


def about(language: Language, part: Part) -> str:
    """What a part of it tells."""
    say = language.text
    return {
        About.PROGRAM: say("Versions of the program and the system"),
        About.DOCTOR: say("What was found on this computer"),
        About.SETTINGS: say("The settings, without secrets"),
        About.LOG: say("What happened, without names or keys"),
    }[part.about]


def row(language: Language, part: Part) -> str:
    """doctor.txt · 2 kB · What was found on this computer."""
    line = language.text("{name} · {size} · {about}")
    return line.format(name=clean(part.name), size=size(language, part.size), about=about(language, part))


def listed(language: Language, parts: Sequence[Part]) -> str:
    """What is in it, a line each."""
    return "\n".join([language.text("In the support file:"), *(f"  {row(language, part)}" for part in parts)])


def shown(language: Language, parts: Sequence[Part], most: int) -> str:
    """The texts themselves; of a long one its end, at most so many characters."""
    return "\n".join(f"== {part.name}\n{_end(language, part.text, most)}" for part in parts)


def written(language: Language, file: str) -> Said:
    """It is there."""
    return Said(
        language.text("Saved: {file}.").format(file=clean(file)),
        language.text("Send it to whoever looks after Stamp Kiosk for you."),
    )


def _end(language: Language, text: str, most: int) -> str:
    if len(text) <= most:
        return text
    left_out = language.text("… {count} characters before this").format(count=len(text) - most)
    return f"{left_out}\n{text[-most:]}"
