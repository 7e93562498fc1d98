"""Started by the tests beside it: a counter without a window, which issues and refills until it is done or killed.

Arguments: data folder, address, prefix of its customers, how many. The key is the first line of standard input. It
prints a line for every customer as soon as the code could be on the glass.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kiosk_app.domain.customer import Details
from kiosk_app.domain.ids import ApiKey, new_id
from kiosk_app.services.issuing import IssueOpened, IssueRequest
from kiosk_app.services.timing import Timing
from kiosk_app.wiring.ground import Choices, open_ground
from kiosk_app.wiring.house import Wiring

IN_A_HURRY = Timing(minute_s=0.06)  # the budget is not what is tried here


def main() -> None:
    folder, address, prefix, count = sys.argv[1:]
    key = ApiKey(sys.stdin.readline().strip())
    with open_ground(Choices(Path(folder), service_url=address, key=key)) as ground:
        house = Wiring(ground, IN_A_HURRY)
        house.settle_where_it_belongs()
        refilling = house.line_parts(key).refilling
        refilling.recover()
        for number in range(int(count)):
            details = Details(name=f"Customer {prefix}{number}", user_id=f"{prefix}{number}")
            opened = house.issuing().open(IssueRequest(new_id(), 123, details=details))
            if isinstance(opened, IssueOpened):
                print(opened.entries[0].kind.value, opened.entries[0].stamp_idx, flush=True)  # noqa: T201
            for _ in range(2):
                refilling.send_next()
        while refilling.send_next():
            pass


main()
