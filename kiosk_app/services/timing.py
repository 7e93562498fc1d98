"""Every wait of the sender in one value, so that tests and the fault campaign can scale them together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """In seconds but ``resends``, ``refill_losses`` and ``calls_per_minute``.

    The figures were measured in a campaign of 800 faulted calls.
    """

    look_after_s: float = 0.9  # after a lost visit: most had arrived by then, and a second after the doubt it is known
    settle_s: float = 30.0  # the service may still be working that long after the line broke
    look_again_s: float = 120.0  # after the doubt, however it ended: the service may have been later still
    resends: int = 2  # how often a visit that is proved missing is sent again
    backoff_first_s: float = 0.5
    backoff_most_s: float = 30.0
    fresh_s: float = 60.0  # a stamp that answered this lately needs no look before a write
    probe_every_s: float = 60.0
    quiet_s: float = 60.0  # where the service says "slow down" and not for how long
    quiet_most_s: float = 60.0  # it may ask for no more; a longer wait means that the clock was set back
    refill_wait_s: float = 3600.0  # after so many instant stamps in a row were lost as they were made
    refill_losses: int = 3
    calls_per_minute: float = 150.0  # of one key; 10,000 an hour is tighter than the plan's 180 a minute
    minute_s: float = 60.0
    young_s: float = 60.0  # what was opened less long ago goes first: somebody waits for it
    day_end_s: float = 1800.0  # nobody pressed anything for so long: what was touched is looked at once more
    command_s: float = 35.0  # a command waits this long for its entries
    poll_s: float = 0.05  # while another process sends them

    def backoff_s(self, attempts: int, chance: float) -> float:
        """Full jitter: anything up to a bound that doubles with each attempt. ``chance`` is in [0, 1)."""
        return chance * min(self.backoff_most_s, self.backoff_first_s * 2.0 ** min(attempts, 16))
