"""Started by tests: one process that runs a command many times, each time as a person types it."""

from __future__ import annotations

import io
import json
import sys

from kiosk_app.__main__ import run_command


def main() -> None:
    """Arguments: data folder, address, key, how many times, the command. Prints the statuses as JSON.

    ``{number}`` in the command is replaced by the number of the run.
    """
    folder, address, key, count, *command = sys.argv[1:]
    statuses = []
    for number in range(int(count)):
        options = ["--data-dir", folder, "--service-url", address, "--key-stdin", "--json"]
        this_one = [word.replace("{number}", str(number)) for word in command]
        streams = io.StringIO(), io.StringIO(), io.StringIO(f"{key}\n")
        statuses.append(run_command([*options, *this_one], *streams))
    print(json.dumps(statuses))  # noqa: T201


main()
