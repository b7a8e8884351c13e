"""Recordings: files that are made when they are first asked for, and sent in pieces."""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Set
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from starlette.responses import FileResponse, Response

from mock_server import Problem

from .wav import write_wav

SECONDS = 12
"""How long recordings are: a little more than a mebibyte."""


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
        return FileResponse(path, headers=headers, media_type=media_type, stat_result=path.stat())

    def made(self) -> Path:
        """The file, called after its digest; it goes when the server does."""
        if self.file is None:
            folder = Path(mkdtemp(prefix="recordings-"))
            weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
            write_wav(folder / "new.wav", self.seconds)
            digest = sha256((folder / "new.wav").read_bytes()).hexdigest()
            self.file = (folder / "new.wav").rename(folder / f"{digest[:32]}.wav")
        return self.file
