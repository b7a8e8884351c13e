"""How operations are paged → their iterators: what the items are, and which arguments lead on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from ..api import Api, Input, Operation, Paging, Place
from ..config import PagingRule, Settings
from ..errors import Problem
from . import names
from .arguments import Argument
from .descriptors import annotation
from .layout import call, layout, literal, named, quoted
from .media import is_json
from .methods import content_type, contents, successes
from .naming import keys_of, operation_id
from .shapes import Shapes
from .types import ANY, Type
from .values import Unfit, Value, Values

TEXT = Type("str")
NUMBERS = (Type("int"), Type("float"), ANY)


@dataclass(frozen=True)
class Pages:
    """The pages of an operation, in Python."""

    by: str
    item: Type
    settings: tuple[tuple[str, object], ...]
    """What the descriptor says beyond that, by the names of its fields."""

    def descriptor(self, name: str) -> str:
        """Print the descriptor."""
        head = f"{paging_name(name)}: Paging[{annotation(self.item)}] = "
        items = (named(key, value) for key, value in ((key, printed(value)) for key, value in self.settings))
        return head + layout(call("Paging", quoted(self.by), *items), 0, len(head))


def paging_name(name: str) -> str:
    """What the descriptor of a method's pages is called."""
    return names.constant(f"{name}_paging")


def printed(value: object) -> str:
    """Print a value of a descriptor; a class by its name."""
    if isinstance(value, tuple):
        return f"({', '.join(map(quoted, value))}{',' if len(value) == 1 else ''})"
    return value.__name__ if isinstance(value, type) else literal(value)


def pages_of(operation: Operation, arguments: tuple[Argument, ...], shapes: Shapes, settings: Settings) -> Pages | None:
    """Say how the pages of an operation follow each other; None if it has none, or none that can be followed."""
    rule = rule_of(operation, settings)
    if rule is None:
        return None
    try:
        return Request(arguments, shapes).pages(rule, Response(operation, shapes))
    except Unfit as problem:
        warn_once(shapes, f"the operation gets no iterator: {problem}", rule.pointer)
        return None


def warn_once(shapes: Shapes, message: str, pointer: str) -> None:
    """Note a problem of an operation, which may be in several groups."""
    if Problem(message, pointer) not in shapes.warnings:
        shapes.warn(message, pointer)


def rule_of(operation: Operation, settings: Settings) -> Paging | None:
    """Return how an operation is paged: as the user says, or else as the document does."""
    given = next((settings.paging[key] for key in keys_of(operation) if key in settings.paging), None)
    return operation.paging if given is None else from_settings(given, operation)


def from_settings(rule: PagingRule, operation: Operation) -> Paging:
    """Return what the user says in the words of a document."""
    places: dict[str, Any] = {key: place_in(text) for key in ("next", "pages", "more") if (text := getattr(rule, key))}
    return Paging(
        pointer=operation.pointer,
        by=rule.by,
        items=place_in(rule.items),
        argument=Input(rule.argument) if rule.argument and rule.by in ("page", "offset", "cursor") else None,
        limit=Input(rule.limit) if rule.limit else None,
        start=rule.start,
        **places,
    )


def place_in(text: str) -> Place:
    """Take a way apart at its dots."""
    return tuple(text.split(".")) if text else ()


def unused_rules(api: Api, settings: Settings) -> Iterator[Problem]:
    """Report what the user says of operations that are not there."""
    known = [key for operation in api.operations for key in keys_of(operation) if key]
    for key in settings.paging:
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"did you mean {near[0]}?" if near else "remove it from the settings"
            yield Problem(f"the document has no operation {key}, which paging names", hint=hint)


class Response(Values):
    """What an operation answers with."""

    def __init__(self, operation: Operation, shapes: Shapes) -> None:
        super().__init__(shapes)
        self.whole = self.find(operation)

    def find(self, operation: Operation) -> Value:
        """Return the value of the response of success."""
        for response in successes(operation):
            for media in contents(response):
                if media.schema and (is_json(media.name) or "*" in media.name):
                    title = f"{operation_id(operation)}_{response.status}_response"
                    return Value(media.schema, content_type(media, self.shapes, title))
        raise Unfit("it has no response in JSON")

    def has(self, place: Place) -> Value:
        """Return what a response has at a place."""
        return self.at(self.whole, place, "the response")

    def item(self, place: Place) -> Type:
        """Return the type of each item of the array at a place."""
        found = self.has(place).type
        while found.name in ("Annotated", "Optional"):
            found = found.arguments[0]
        if found.name != "List" and found != ANY:
            raise Unfit(f"what the response has at {'.'.join(place) or 'its root'} is no array")
        return found if found == ANY else found.arguments[0]


class Request(Values):
    """What a method takes."""

    def __init__(self, arguments: tuple[Argument, ...], shapes: Shapes) -> None:
        super().__init__(shapes)
        self.arguments = arguments

    def pages(self, rule: Paging, response: Response) -> Pages:
        """Say how pages follow each other.

        Raises:
            Unfit: the request or the response does not have what the rule names.
        """
        found: dict[str, object] = {"items": rule.items} if rule.items else {}
        item = response.item(rule.items)
        places = {"next": rule.next, "pages": rule.pages, "more": rule.more}
        values = {key: (place, response.has(place)) for key, place in places.items() if place}
        if rule.argument:
            place, value = self.part(rule.argument)
            coming = values["next"][1] if rule.by == "cursor" else None
            found |= {"argument": place} | self.start(rule, value) | reading(rule, value, coming)
        if rule.limit:
            place, value = self.part(rule.limit)
            size = self.whole_number(value)
            found |= {"limit": place} | ({} if size is None else {"size": size})
        return Pages(rule.by, item, (*found.items(), *((key, place) for key, (place, _) in values.items())))

    def part(self, given: Input) -> tuple[Place, Value]:
        """Return the argument that a part of a request is, or is in, and the way to it."""
        for place in ((given.name,), tuple(given.name.split("."))):
            for argument in self.candidates(given, place):
                own = place[1:] if argument.wire_name else place
                try:
                    found = self.at(Value(argument.schema, argument.type), own, argument.name)
                    return (argument.name, *own), found
                except Unfit:
                    continue
        raise Unfit(f"it has no argument {given.name}")

    def candidates(self, given: Input, place: Place) -> list[Argument]:
        """The arguments that can be or have a part: those of its name first, a whole body last."""
        found = [each for each in self.arguments if each.wire_name in (place[0], "")]
        kinds = {each.name: "parameter" if each.parameter else "body" for each in found}
        return [each for kind in given.within for each in found if kinds[each.name] == kind]

    def start(self, rule: Paging, value: Value) -> dict[str, object]:
        """Say where counting starts, unless that is at 1."""
        if rule.by not in ("page", "offset"):
            return {}
        default = self.whole_number(value)
        least = self.shapes.target(value.schema).constraints.get("minimum")
        usual = 1 if rule.by == "page" and least != 0 else 0
        start = rule.start if rule.start is not None else default if default is not None else usual
        return {} if start == 1 else {"start": start}

    def whole_number(self, value: Value) -> int | None:
        """Return the default of a schema, if it is a whole number."""
        schema = value.schema if value.schema.has_default else self.shapes.target(value.schema)
        return schema.default if type(schema.default) is int else None


def reading(rule: Paging, value: Value, coming: Value | None) -> dict[str, object]:
    """Say how a number or a cursor becomes a value of its argument, unless it is one as it comes.

    Raises:
        Unfit: the argument can be no number.
    """
    if coming is None and value.plain == TEXT:
        return {"read": str}
    if coming is None and value.plain not in NUMBERS:
        raise Unfit(f"the argument {rule.argument.name if rule.argument else ''} is no number")
    if coming is None or coming.plain == value.plain:
        return {}
    return {"read": str} if value.plain == TEXT else {"read": int} if value.plain == Type("int") else {}
