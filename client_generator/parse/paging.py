"""Extensions of SDK generators that say how an operation is paged → Paging."""

from __future__ import annotations

import re

from ..api import Input, PagedBy, Paging, Place
from .node import Node

SPEAKEASY = "x-speakeasy-pagination"
FERN = "x-fern-pagination"
STEP = r"[^\s.,:?*@'\"()\[\]]+"
PLACES = {
    "$": re.compile(rf"\$((?:\.{STEP})*)"),
    "$request": re.compile(rf"\$request((?:\.{STEP})+)"),
    "$response": re.compile(rf"\$response((?:\.{STEP})*)"),
}
"""The part of JSONPath that is understood, by what a path starts from: names with dots between."""
SPEAKEASY_TYPES: dict[str, PagedBy] = {"offsetLimit": "offset", "cursor": "cursor", "url": "url"}
FERN_KEYS = {
    *("cursor", "next_cursor", "offset", "step", "next_uri", "next_path", "results"),
    *("has-next-page", "has_next_page"),
}


class Unreadable(Exception):
    """An extension says what cannot be made sense of."""


def parse_paging(operation: Node, root: Node) -> Paging | None:
    """Read how an operation is paged; what cannot be read is noted, and the operation is taken as it is."""
    for name, read in ((SPEAKEASY, read_speakeasy), (FERN, read_fern)):
        if operation.get(name) not in (None, False):
            try:
                return read(operation.at(name), root)
            except Unreadable as problem:
                operation.reader.warn(f"the operation gets no iterator: {problem}", operation.at(name).pointer)
                return None
    return None


def read_speakeasy(node: Node, root: Node) -> Paging:
    """Read `x-speakeasy-pagination`."""
    inputs = {given.text("type"): speakeasy_input(given) for given in node.at("inputs").items()}
    for kind in inputs.keys() - {"page", "offset", "limit", "cursor"}:
        raise Unreadable(f"an input of type {kind or '(none)'} is not known")
    outputs, by = node.at("outputs"), SPEAKEASY_TYPES.get(node.text("type"))
    if by is None:
        raise Unreadable(f"its type is {node.text('type') or '(none)'}, not {', '.join(SPEAKEASY_TYPES)}")
    by = "page" if by == "offset" and "page" in inputs else by
    return needed(
        Paging(
            pointer=node.pointer,
            by=by,
            items=place(outputs, "results", "$") or (),
            argument=None if by == "url" else inputs.get(by),
            limit=inputs.get("limit"),
            next=place(outputs, {"cursor": "nextCursor", "url": "nextUrl"}.get(by, ""), "$"),
            pages=place(outputs, "numPages", "$"),
        )
    )


def speakeasy_input(node: Node) -> Input:
    """Read one of the `inputs`."""
    return Input(node.text("name"), ("body",) if node.text("in") == "requestBody" else ("parameter",))


def read_fern(node: Node, root: Node) -> Paging:
    """Read `x-fern-pagination`; `true` means the one at the root of the document."""
    given = root.at(FERN) if node.value is True else node
    if not isinstance(given.value, dict):
        raise Unreadable(f"the document has no {FERN} at its root" if node.value is True else "it is no mapping")
    for key in given.value.keys() - FERN_KEYS:
        raise Unreadable(f"{key} is not known")
    url = next((key for key in ("next_uri", "next_path") if key in given), "")
    by: PagedBy = "offset" if "step" in given else "page"
    by = "cursor" if "cursor" in given else "url" if url else by
    flag = "has-next-page" if "has-next-page" in given else "has_next_page"
    return needed(
        Paging(
            pointer=node.pointer,
            by=by,
            items=place(given, "results", "$response") or (),
            argument=fern_input(given, "cursor" if by == "cursor" else "offset"),
            limit=fern_input(given, "step"),
            next=place(given, url or "next_cursor", "$response"),
            more=place(given, flag, "$response"),
        )
    )


def fern_input(node: Node, key: str) -> Input | None:
    """Read a path into the request."""
    found = place(node, key, "$request")
    return Input(".".join(found)) if found else None


def place(node: Node, key: str, start: str) -> Place | None:
    """Read a path, the names that lead there; None where there is no such key."""
    if not key or key not in node:
        return None
    found = PLACES[start].fullmatch(node.text(key))
    if not found:
        raise Unreadable(f"{key} is {node.text(key)!r}, and only {start} and names with dots between are understood")
    return tuple(found[1].split(".")[1:])


def needed(paging: Paging) -> Paging:
    """Refuse what lacks a part that its kind cannot be without."""
    if paging.by in ("page", "offset", "cursor") and not (paging.argument and paging.argument.name):
        raise Unreadable("it does not say which argument goes on from page to page")
    if paging.by in ("cursor", "url") and not paging.next:
        raise Unreadable("it does not say where a response names the next page")
    return paging
