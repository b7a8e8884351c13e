"""Bodies on their way: what fails in them is no failure of the connection."""

from __future__ import annotations

from collections.abc import Iterator

from ._multipart import Stream


class BodyFailed(Exception):
    """A body could not be read to its end. It goes past the library that sends it, which knows no such thing.

    Attributes:
        error: What was raised as it was read.
    """

    def __init__(self, error: Exception) -> None:
        super().__init__(type(error).__name__)
        self.error = error


class Outgoing:
    """A body that is being sent, as often as need be."""

    def __init__(self, body: Stream) -> None:
        self.body = body

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self.body
        except Exception as error:
            raise BodyFailed(error) from error
