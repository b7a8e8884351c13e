"""Python source from nested expressions: on one line where it fits, else an item a line with a trailing comma.

That is what formatters make of it too, so generated code needs no formatter and passes its check.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

WIDTH = 120
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
"""Characters that no source may have."""


PLAIN = re.compile(r"(?![-*+#>|`~<]|\d+[.)] |\w+:$)\S")
"""The beginning of a line that is nothing but text."""


@dataclass(frozen=True)
class Code:
    """A bracket with its items: a call, a signature, a tuple, a dict."""

    opening: str
    items: tuple[Code | str, ...]
    closing: str
    prefix: str = ""
    """Stands before the bracket, `name=` or `"key": `."""

    def flat(self) -> str:
        """The whole on one line."""
        inner = ", ".join(item if isinstance(item, str) else item.flat() for item in self.items)
        comma = "," if self.opening == "(" and len(self.items) == 1 else ""
        return f"{self.prefix}{self.opening}{inner}{comma}{self.closing}"


def layout(code: Code | str, indent: int = 0, room: int = 0) -> str:
    """Print an expression.

    Args:
        code: The expression.
        indent: The column at which its line begins.
        room: How many more columns its line needs on both sides.
    """
    flat = code if isinstance(code, str) else code.flat()
    if isinstance(code, str) or indent + room + len(flat) <= WIDTH or not code.items:
        return flat
    inner = indent + 4
    lines = [f"{' ' * inner}{layout(item, inner, 1)}," for item in code.items]
    return "\n".join([f"{code.prefix}{code.opening}", *lines, f"{' ' * indent}{code.closing}"])


def call(name: str, *items: Code | str, prefix: str = "") -> Code:
    """A call of a function or class."""
    return Code(f"{name}(", items, ")", prefix)


def tuple_of(*items: Code | str, prefix: str = "") -> Code:
    """A tuple."""
    return Code("(", items, ")", prefix)


def dict_of(*items: Code | str, prefix: str = "") -> Code:
    """A dict; each item is its own `key: value`."""
    return Code("{", items, "}", prefix)


def named(name: str, value: Code | str) -> Code | str:
    """A keyword argument."""
    return f"{name}={value}" if isinstance(value, str) else Code(value.opening, value.items, value.closing, f"{name}=")


def keyed(key: str, value: Code | str) -> Code | str:
    """An item of a dict."""
    prefix = f"{quoted(key)}: "
    return prefix + value if isinstance(value, str) else Code(value.opening, value.items, value.closing, prefix)


def quoted(text: str) -> str:
    """A string literal in double quotes, printable and on one line."""
    escaped = repr(text)
    if escaped[0] == '"':
        return escaped
    return '"' + escaped[1:-1].replace("\\'", "'").replace('"', '\\"') + '"'


def literal(value: object) -> str:
    """A literal for a JSON value."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    if isinstance(value, float) and not math.isfinite(value):
        return f'float("{value}")'
    return repr(value)


def value(found: object) -> Code | str:
    """An expression for a JSON value that can be broken over lines."""
    if isinstance(found, dict) and found:
        return dict_of(*(keyed(str(key), value(item)) for key, item in found.items()))
    if isinstance(found, list) and found:
        return Code("[", tuple(map(value, found)), "]")
    return literal(found)


def docstring(text: str, indent: int) -> str:
    """A docstring with its quotes, for a place at a given column; a text of one line stays on one line."""
    escaped = CONTROL.sub("", text).strip().replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    raws = [raw.rstrip() for raw in escaped.splitlines()]
    lines = [line for part in paragraphs(raws, indent) for line in wrapped(part, indent)]
    if not lines:
        return ""
    margin = " " * indent
    if len(lines) == 1 and indent + len(lines[0]) + 6 <= WIDTH and lines[0][-1] not in '"\\':
        return f'"""{lines[0]}"""'
    first, *rest = lines
    body = "".join(f"\n{margin}{line}".rstrip() if line else "\n" for line in rest)
    return f'"""{first}{body}\n{margin}"""'


def paragraphs(lines: list[str], indent: int) -> Iterator[str]:
    """Join the lines of a paragraph that has to be broken anew; lists, tables and whatever is indented stay."""
    for plain, found in groupby(lines, lambda line: bool(PLAIN.match(line))):
        part = list(found)
        too_long = any(indent + len(line) > WIDTH - 4 for line in part)
        yield from [" ".join(part)] if plain and too_long else part


def wrapped(line: str, indent: int) -> list[str]:
    """Break a long line; what is indented or a list item keeps its margin."""
    if indent + len(line) <= WIDTH - 4:
        return [line]
    margin = line[: len(line) - len(line.lstrip(" "))]
    hanging = margin + ("  " if line.lstrip().startswith(("- ", "* ")) else "    " if margin else "")
    return textwrap.wrap(
        line, WIDTH - 4 - indent, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )
