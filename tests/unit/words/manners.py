"""How a sentence behaves: whole, plain, filled in, without shouting, codes or blame."""

from __future__ import annotations

import re

from kiosk_app.words.said import Said

_RUDE = re.compile(r"\berrors?\b|\binvalid\b|\bfailed\b|\bfailure\b|\bNone\b|!|\b[1-5]\d\d\b|'|\"", re.IGNORECASE)


def assert_mannered(said: Said | str) -> None:
    """Fails for a sentence that no member of staff should have to read."""
    what, advice = (said.what, said.advice) if isinstance(said, Said) else (said, "")
    assert what
    assert what[-1] in ".…”" or "·" in what, what
    assert not advice or advice[-1] in ".”", advice
    assert not _RUDE.search(f"{what} {advice}".replace("300 characters", "")), f"{what} {advice}"
    assert "  " not in f"{what} {advice}"
