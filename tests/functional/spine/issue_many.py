"""Started by test_two_processes: one process that issues many stamps, each by the very command a person types."""

from __future__ import annotations

import io
import json
import sys

from kiosk_app.__main__ import run_command


def main() -> None:
    """Arguments: data folder, address, key, prefix, how many. Prints the statuses as JSON."""
    folder, address, key, prefix, count = sys.argv[1:]
    statuses = []
    for number in range(int(count)):
        options = ["--data-dir", folder, "--service-url", address, "--key-stdin", "--json"]
        who = ["--user-id", f"{prefix}{number}", "--name", f"Customer {prefix}{number}"]
        streams = io.StringIO(), io.StringIO(), io.StringIO(f"{key}\n")
        statuses.append(run_command([*options, "issue", "--card", "123", *who], *streams))
    print(json.dumps(statuses))  # noqa: T201


main()
