"""Where a command speaks: words for people on standard error, what scripts take on standard output.

With ``--json`` that is one document; without, a bare link or id at most. A reader that went away is no trouble.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from getpass import getpass
from typing import TextIO


class Terminal:
    """Standard output, error and input of one run; None for one that was closed before it began."""

    def __init__(self, out: TextIO | None, err: TextIO | None, stdin: TextIO | None, *, as_json: bool) -> None:
        self._out = out
        self._err = err
        self._stdin = stdin
        self._as_json = as_json

    def say(self, words: str) -> None:
        """A sentence for people."""
        _write(self._err, words)

    def answer(self, document: Mapping[str, object], bare: Sequence[str] = ()) -> None:
        """The one document of this run, or without ``--json`` what of it a script would take next."""
        if self._as_json:
            self.document(document)
        for line in () if self._as_json else bare:
            _write(self._out, line)

    def document(self, document: Mapping[str, object]) -> None:
        """One JSON document, in ASCII: no code page can break it."""
        _write(self._out, json.dumps(document))

    def first_line(self) -> str:
        """The first line of standard input, without its end."""
        return self._stdin.readline().rstrip("\r\n") if self._stdin else ""

    def secret(self, prompt: str) -> str:
        """What a person types unseen, or the first line where nobody sits there."""
        if self._stdin is None or not self._stdin.isatty():
            return self.first_line()
        try:
            return getpass(prompt, stream=self._err)
        except EOFError:
            return ""


def _write(stream: TextIO | None, words: str) -> None:
    """One line, at once. What the stream cannot spell becomes a question mark.

    A stream that is gone or full is let be: what was done stays done, and the exit status tells of that.
    """
    if stream is None:
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        stream.write(words.encode(encoding, "replace").decode(encoding) + "\n")
        stream.flush()
    except OSError:
        with suppress(io.UnsupportedOperation):  # else the interpreter complains when it flushes at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
