"""Recordings: files that are made when they are first asked for, and sent in pieces."""

from __future__ import annotations

import re
import shutil
import weakref
from collections.abc import Set
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

from mock_server import Problem

from .wav import write_wav

SECONDS = 12
"""How long recordings are: a little more than a mebibyte."""
RANGE = re.compile(rb"bytes=(?:(?P<first>\d{1,18})-(?P<last>\d{0,18})|-\d{1,18})")


class Recording(FileResponse):
    """Sends a file, or one part of it; what is no single range of bytes is passed over (RFC 9110 §14.2)."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what a request asks for."""
        headers = [(name, value) for name, value in scope["headers"] if name != b"range" or is_range(value)]
        await super().__call__({**scope, "headers": headers}, receive, send)


def is_range(value: bytes) -> bool:
    """Whether a Range header asks for one part, in bytes."""
    found = RANGE.fullmatch(value)
    return found is not None and not (found["last"] and int(found["last"]) < int(found["first"]))


class Recordings:
    """The recordings that there are, by their tokens; all sound the same."""

    def __init__(self, tokens: Set[str], seconds: int = SECONDS) -> None:
        self.tokens = tokens
        self.seconds = seconds
        self.file: Path | None = None

    def response(self, token: str, media_type: str) -> Response:
        """Send a recording, or the part that the request asks for with `Range` (RFC 9110 §14.2).

        Raises:
            Problem: 404, there is none of that token.
        """
        if token not in self.tokens:
            raise Problem(404, "There is no such recording")
        path = self.made()
        headers = {"ETag": f'"{path.stem}"', "Vary": "Accept"}
        return Recording(path, headers=headers, media_type=media_type, stat_result=path.stat())

    def made(self) -> Path:
        """The file, called after its digest; it goes when the server does."""
        if self.file is None:
            folder = Path(mkdtemp(prefix="recordings-"))
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            write_wav(folder / "new.wav", self.seconds)
            digest = sha256((folder / "new.wav").read_bytes()).hexdigest()
            self.file = (folder / "new.wav").rename(folder / f"{digest[:32]}.wav")
        return self.file
