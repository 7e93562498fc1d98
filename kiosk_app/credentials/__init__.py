"""The vault: the API key in the keyring of the operating system, or in memory for one run.

There is no file, no fallback in plain text, and no setting of keyring's own is obeyed.
"""

KEEPER_OPTION = "--keyring-keeper"  # a frozen program, which is its own Python, asks the keyring when told this
