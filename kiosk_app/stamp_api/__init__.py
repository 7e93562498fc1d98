"""The wire: the only room that speaks to the stamp service, and the only one that sees a status or a byte.

What leaves it are the values of ``domain.outcome``; exceptions of requests never do, since they hold the key.
"""

from kiosk_app.stamp_api.no_guessing import load_without_guesser

load_without_guesser()
