"""Warnings for what a document has and no client is made of: links, and extensions for other tools."""

from __future__ import annotations

from collections.abc import Iterator

from ..load import Document, escape, mappings, placed
from .node import Reader

USED = {
    *("x-codegen-request-body-name", "x-enum-varnames", "x-fern-pagination", "x-fern-sdk-group-name"),
    *("x-fern-sdk-method-name", "x-speakeasy-group", "x-speakeasy-name-override", "x-speakeasy-pagination"),
}
"""The extensions that are read."""


def warn_of_ignored(document: Document, reader: Reader) -> None:
    """Warn of links and of each extension that is not read: once for all of its places, at the first of them."""
    found: dict[str, list[str]] = {}
    for name, place in ignored(document):
        if any(target == place or target.startswith(f"{place}/") for target in reader.targets):
            continue
        found.setdefault(name, []).append(place)
    for name, places in found.items():
        count = f" ({len(places)} places)" if len(places) > 1 else ""
        if name == "links":
            message = f"links are ignored{count}; call the linked operation yourself"
            reader.warn(message, places[0], harmless=True)
        else:
            reader.warn(f"the extension {name} is ignored{count}", places[0], harmless=True)


def ignored(document: Document) -> Iterator[tuple[str, str]]:
    """Yield every `links` of a response and every extension that is not read, with its place."""
    for file, root in document.files.items():
        for pointer, value, names in mappings(root, extensions=False):
            extensible = not names or pointer.endswith(("/paths", "/responses"))
            for key in value if extensible else ():
                if key[:2] == "x-" and key not in USED:
                    yield key, placed(file, f"{pointer}/{escape(key)}")
            if value.get("links") and "description" in value and not names:
                yield "links", placed(file, f"{pointer}/links")
