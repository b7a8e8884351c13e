"""Markdown that stays whole whatever a document says: descriptions, cells of tables, code, links and anchors.

Descriptions are CommonMark (OpenAPI 3.0 §4.1) and keep what they may bring; what would end a table, open an HTML
element that nobody closes, or lead nowhere from here is shown as text.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache

from ..types import Type

CODE = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[\s\S]*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?P<ticks>`+)[^`](?:[\s\S]*?[^`])??(?P=ticks)(?!`)",
    re.MULTILINE,
)
TAG = re.compile(r"<(/?)([a-zA-Z]+)\b[^<>]*>")
KEPT = frozenset({"b", "br", "code", "em", "i", "kbd", "li", "ol", "p", "strong", "sub", "sup", "u", "ul"})
"""HTML elements that a description may have."""
TAG_START = re.compile("<")
AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^\s<>]+>")
HTML_LINK = re.compile(r"<a\b[^<>]*?href=[\"']([^\"'<>]*)[\"'][^<>]*>((?:(?!<a\b)[\s\S])*?)</a>", re.IGNORECASE)
LINK = re.compile(r"!?\[([^\[\]]*)\]\(\s*<?([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)[^()]*\)")
ABSOLUTE = re.compile(r"(?:https?://|mailto:)\S+")
MARGIN = r"^((?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*)"
"""What may stand before a block: of a quotation, or of an item of a list."""
HEADING = re.compile(MARGIN + r"#{1,6}(?:[ \t]+(.*?))?[ \t#]*$", re.MULTILINE)
UNDERLINE = re.compile(r"^([ \t>]*)(?:=+|-+)[ \t]*$", re.MULTILINE)
DEFINITION = re.compile(r"^ {0,3}(?=\[[^\]]+\]:)", re.MULTILINE)
ITEM = re.compile(r"\n[ \t]*(?=(?:[-*+]|\d+[.)])[ \t])")
PLAIN = re.compile(r"[^\W\d_][^`~<\[\\#=|\r\n]*")
"""Text of one line that means the same in Markdown: it starts with a letter, and nothing in it is markup."""
MARKUP = re.compile(r"[`~<\[\r]")
"""Characters of code, links, HTML elements and other line ends."""
WORD = re.compile(r"[^\s`|]+")
MOST_TEXTS = 4096
"""The number of descriptions that are cached, since specs repeat many of them."""
BREAK = "<br>"


@lru_cache(MOST_TEXTS)
def prose(text: str) -> str:
    """A description as paragraphs of a page; its headings become bold, so that those of the page stay its own."""
    return "".join(pieces(text.strip(), block, in_paragraphs))


@lru_cache(MOST_TEXTS)
def cell(text: str) -> str:
    """A description as a cell of a table."""
    if PLAIN.fullmatch(text):
        return " ".join(text.split())
    return "".join(pieces(text.strip(), lambda found: code(inner(found), table=True), in_cell))


def line(text: str) -> str:
    """A text as a part of one line."""
    if PLAIN.fullmatch(text):
        return " ".join(text.split())
    return " ".join("".join(pieces(text.strip(), lambda found: code(inner(found)), in_paragraphs)).split())


def pieces(text: str, on_code: Callable[[str], str], on_text: Callable[[str], str]) -> Iterator[str]:
    """Print the code and the rest of a text, each in its way."""
    if not MARKUP.search(text):
        yield on_text(text)
        return
    text = outside(HTML_LINK, lambda found: f"[{found[2]}]({found[1]})", text.replace("\r\n", "\n").replace("\r", "\n"))
    text, end = safe_html(outside(LINK, reachable, text)), 0
    for found in CODE.finditer(text):
        yield on_text(text[end : found.start()])
        yield on_code(found[0])
        end = found.end()
    yield on_text(text[end:])


def outside(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], text: str) -> str:
    """Replace what a pattern finds, unless it begins in code."""
    edges = [edge for found in CODE.finditer(text) for edge in found.span()]
    return pattern.sub(lambda found: found[0] if bisect(edges, found.start()) % 2 else replace(found), text)


def safe_html(text: str) -> str:
    """Escape every `<` outside code that does not belong to a harmless element with both of its tags."""
    tags = Counter((slash, name.lower()) for slash, name in TAG.findall(CODE.sub("", text)))
    whole = {name for name in KEPT if tags["", name] == tags["/", name]} | {"br"}
    return outside(TAG_START, lambda found: "<" if harmless(found, whole) else "&lt;", text)


def harmless(found: re.Match[str], whole: Collection[str]) -> bool:
    """Whether a `<` opens a link that is spelled out, or one of the elements that are whole."""
    tag = TAG.match(found.string, found.start())
    return bool(tag and tag[2].lower() in whole) or bool(AUTOLINK.match(found.string, found.start()))


def block(found: str) -> str:
    """Code as it stands; a block that nobody closes is closed."""
    fence = re.match(r"[ \t]*(`{3,}|~{3,})", found)
    if not fence or re.search(rf"\n[ \t]*{fence[1]}[`~]*[ \t]*\Z", found):
        return found
    return f"{found.rstrip()}\n{fence[1]}"


def inner(found: str) -> str:
    """The code itself, of a span or of a block."""
    body = re.sub(r"^[ \t]*(`{3,}|~{3,})[^\n`]*\n|\n[ \t]*(`{3,}|~{3,})[ \t]*\Z", "", found)
    return body if body != found else found.strip("`")


def in_paragraphs(text: str) -> str:
    """Prose between paragraphs of code."""
    return HEADING.sub(bold, DEFINITION.sub(r"\\", UNDERLINE.sub(r"\1", text)).replace("`", "\\`"))


def in_cell(text: str) -> str:
    """Prose in a cell: paragraphs and items of lists are told apart by breaks."""
    parts = re.split(r"\n\s*\n", ITEM.sub("\n\n", in_paragraphs(text)))
    lines = [(" " if part[:1].isspace() else "") + " ".join(part.split()) for part in parts]
    end = " " if text[-1:].isspace() else ""
    return BREAK.join(lines).replace("|", "&#124;") + end


def bold(found: re.Match[str]) -> str:
    """A heading of a description."""
    text = (found[2] or "").replace("**", "")
    return f"{found[1]}**{text}**" if text else found[1]


def reachable(found: re.Match[str]) -> str:
    """A link that leads somewhere from a page of ours, or else its text."""
    return found[0] if ABSOLUTE.fullmatch(found[2]) else found[1]


def code(text: str, table: bool = False) -> str:
    """A span of code on one line; in a table, one with a pipe is spelled in entities, which every renderer reads."""
    if WORD.fullmatch(text):
        return f"`{text}`"
    flat = re.sub(r"\s+", " ", text)
    if not flat.strip():
        return ""
    if table and "|" in flat:
        safe = (letter if letter.isalnum() or letter == " " else f"&#{ord(letter)};" for letter in flat)
        return f"<code>{''.join(safe)}</code>"
    ticks = "`" * (max(map(len, re.findall("`+", flat)), default=0) + 1)
    room = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{ticks}{room}{flat}{room}{ticks}"


def link(text: str, target: str) -> str:
    """A name in code that leads to a page."""
    return f"[{code(text)}]({target})"


def linked(type_: Type, target: Callable[[str], str]) -> str:
    """A type as code, in which each model leads to its page.

    Args:
        type_: The type.
        target: Returns the page of a model.
    """
    return "".join([link(part, target(part)) if is_model else part for part, is_model in pieces_of_type(type_)])


@lru_cache(MOST_TEXTS)
def pieces_of_type(type_: Type) -> tuple[tuple[str, bool], ...]:
    """Return the parts of a type with True for names of models; all other parts are code."""
    parts = type_.plain().text(lambda name: f"\0{name}\0").split("\0")
    return tuple((part if index % 2 else code(part, table=True), bool(index % 2)) for index, part in enumerate(parts))


def anchors(headings: Iterable[str]) -> list[str]:
    """The fragments that lead to the headings of a page, in order; those that meet are counted, as on GitHub."""
    counts: dict[str, int] = {}
    for heading in headings:
        slug = found = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        while slug in counts:
            counts[found] += 1
            slug = f"{found}-{counts[found]}"
        counts[slug] = 0
    return list(counts)
