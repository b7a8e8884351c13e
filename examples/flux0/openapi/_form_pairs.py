"""Form fields as pairs of a name and a value, the form in which `ApiClient.call_api` receives them. Does no I/O."""

from __future__ import annotations

import json
import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from email.parser import HeaderParser
from typing import Any
from urllib.parse import unquote_plus, urlencode

from ._files import UNKNOWN, file_part
from ._media import is_json
from ._multipart import Part
from ._parameters import text
from ._plain import is_dict, is_tuple


class EncodedPair(tuple[str, Any]):
    """A name and a value that remember their encoded form, so that an unchanged pair is sent as the spec describes.

    Attributes:
        encoded: A part of a query or form (`a=1&a=2`), or a part of a multipart body with its headers.
    """

    encoded: Any

    def __new__(cls, name: str, value: Any, encoded: Any) -> EncodedPair:
        """Create the pair."""
        self = super().__new__(cls, (name, value))
        self.encoded = encoded
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return EncodedPair, (*self, self.encoded)


def keep_encoded(pairs: Iterable[Any], known: Sequence[Any]) -> list[Any]:
    """Return pairs; a pair that equals a known one is replaced with it."""
    left = [pair for pair in known if isinstance(pair, EncodedPair)]
    kept: list[Any] = []
    for pair in pairs:
        index = next((index for index, each in enumerate(left) if is_unchanged(each, tuple(pair))), None)
        kept.append(tuple(pair) if index is None else left.pop(index))
    return kept


def is_unchanged(known: EncodedPair, pair: tuple[Any, ...]) -> bool:
    """Return True if a pair equals a known one; the media type of a file may also be the one guessed by its name."""
    name, value = known
    if not is_tuple(value):
        return known == pair
    file_name, content, media_type = value
    guessed = mimetypes.guess_type(file_name)[0] or UNKNOWN
    return pair in ((name, (file_name, content, media_type)), (name, (file_name, content, guessed)))


def form_pairs(content: str, typed: Mapping[str, Any]) -> list[EncodedPair]:
    """Split a urlencoded body into pairs.

    Args:
        content: The body.
        typed: The values of the fields before they were encoded, by name.
    """
    found: list[EncodedPair] = []
    for piece in filter(None, content.split("&")):
        name, _, value = (unquote_plus(each) for each in piece.partition("="))
        given = typed.get(name)
        found.append(EncodedPair(name, given if given is not None and text(given) == value else value, piece))
    return found


def multipart_pairs(content: bytes, boundary: str) -> list[EncodedPair]:
    """Split a multipart body into pairs; a file is a tuple of its name, its bytes and its media type."""
    between = b"\r\n--" + boundary.encode()
    sections = (b"\r\n" + content).split(between)[1:-1]
    return [pair_of(section.removeprefix(b"\r\n")) for section in sections]


def pair_of(section: bytes) -> EncodedPair:
    """Return the pair for one part of a multipart body."""
    head, _, content = section.partition(b"\r\n\r\n")
    headers = HeaderParser().parsestr(head.decode())
    name, file_name = (parameter(headers["Content-Disposition"], each) for each in ("name", "filename"))
    media_type = headers.get("Content-Type", "")
    if file_name is not None:
        return EncodedPair(name or "", (file_name, content, media_type), section)
    if is_json(media_type):
        return EncodedPair(name or "", json.loads(content), section)
    return EncodedPair(name or "", content.decode("utf-8", "replace"), section)


def parameter(disposition: str, name: str) -> str | None:
    """Return a parameter of a `Content-Disposition` header, or None."""
    _, found, rest = disposition.partition(f'; {name}="')
    value = rest.partition('"')[0]
    return value.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n") if found else None


def encode_form(pairs: Iterable[Any]) -> str:
    """Encode pairs as a urlencoded body."""
    return "&".join(
        pair.encoded if isinstance(pair, EncodedPair) else urlencode([(pair[0], text(pair[1]))]) for pair in pairs
    )


def encode_parts(pairs: Iterable[Any]) -> list[Part | bytes]:
    """Return the parts of a multipart body: bytes with headers for unchanged pairs, else a part made from the value."""
    return [pair.encoded if isinstance(pair, EncodedPair) else part_of(*pair) for pair in pairs]


def part_of(name: str, value: Any) -> Part:
    """Return the part for a string, a JSON object, or a file as (name, bytes, media type)."""
    if is_tuple(value):
        return file_part(name, name, value)
    return Part(name, text(value).encode(), content_type="application/json" if is_dict(value) else None)
