"""Other processes for tests: a Python that runs some lines beside us, in the same checkout."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]


def run_python(
    code: str, *arguments: str, environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the lines to their end; ``environ`` replaces the environment, and is ours where it is not given."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=REPOSITORY,
        env=dict(os.environ if environ is None else environ),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
