"""The page behind a stamp's link: the card, its marks, its dates, and in plain words that it is not a real stamp.

It shows nobody's name, runs no script, loads nothing, and refuses to look like more than practice.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from html import escape

from kiosk_app.practice.truth import BornCard, TrueStamp

_STYLE = """
:root { color-scheme: light dark; --paper: #FBF8F2; --surface: #FFF; --ink: #1F1B16; --ink-2: #4D463D;
  --field: #8A8070; --mark: #CE3B21; --line: #E7E0D2; }
@media (prefers-color-scheme: dark) { :root { --paper: #171411; --surface: #211D19; --ink: #F5EFE6; --ink-2: #CFC6B8;
  --field: #8A8072; --mark: #EF6A52; --line: #38322B; } }
* { box-sizing: border-box; margin: 0; }
body { background: var(--paper); color: var(--ink); font: 17px/1.35 Inter, system-ui, sans-serif;
  padding: 0 16px 32px; }
.practice { background: #F2B632; color: #1F1B16; margin: 0 -16px 24px; padding: 14px 16px; text-align: center;
  font-weight: 600; border-bottom: 8px solid;
  border-image: repeating-linear-gradient(-45deg, #1F1B16 0 10px, #F2B632 10px 20px) 8; }
main { max-width: 420px; margin: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 20px;
  padding: 24px; }
h1 { font-size: 28px; line-height: 1.25; }
.title, .dates { color: var(--ink-2); }
.title { margin: 4px 0 20px; overflow-wrap: anywhere; }
ol { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(5, 1fr); gap: 10px; }
li { aspect-ratio: 1; border-radius: 50%; border: 2px dotted var(--field); color: var(--ink-2); display: grid;
  place-items: center; }
li.on { border: 0; background: var(--mark); color: var(--surface); font-size: 24px; font-weight: 700; }
.count { margin: 20px 0 4px; font-size: 22px; } .count b { font-size: 50px; line-height: 1; }
.state { margin-top: 12px; font-weight: 600; }
footer { max-width: 420px; margin: 20px auto 0; color: var(--ink-2); text-align: center; overflow-wrap: anywhere; }
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

SAFETY_HEADERS = (
    (
        "Content-Security-Policy",
        f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)
_MOST_MARKS_DRAWN = 60
# Not strftime's: that speaks the language of the process.
# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
# fmt: on


def stamp_page(stamp: TrueStamp, card: BornCard, today: date) -> bytes:
    """The page of one stamp, as UTF-8."""
    drawn = range(1, min(card.places, _MOST_MARKS_DRAWN) + 1)
    marks = "".join("<li class=on>✓</li>" if n <= stamp.visits else f"<li>{n}</li>" for n in drawn)
    state = _state(stamp, card, today)
    return _page(
        card.name,
        f"<main><h1>{escape(card.name)}</h1><p class=title>{escape(card.title)}</p>"
        f"<ol aria-hidden=true>{marks}</ol>"
        f"<p class=count><b>{stamp.visits}</b> of {card.places}</p>"
        f"<p class=dates>Valid from {_day(stamp.start)} until {_day(stamp.end)}</p>"
        f"{f'<p class=state>{state}</p>' if state else ''}</main>"
        f"<footer>Practice stamp {escape(str(stamp.stamp_idx))}. Not a real stamp.</footer>",
    )


def missing_page() -> bytes:
    """The page where there is no such stamp, or nothing at all."""
    sentence = "There is no such practice stamp."
    return _page("Nothing here", f"<main><h1>Nothing here</h1><p class=title>{sentence}</p></main>")


def _state(stamp: TrueStamp, card: BornCard, today: date) -> str:
    if stamp.redeemed:
        return "The reward was handed over."
    if not stamp.active:
        return "This stamp is switched off."
    if today > stamp.end:
        return "This stamp has expired."
    return "Full. The reward is ready." if stamp.visits >= card.places else ""


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _page(title: str, body: str) -> bytes:
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{_STYLE}</style><p class=practice>PRACTICE — no real stamps</p>{body}"
    ).encode()
