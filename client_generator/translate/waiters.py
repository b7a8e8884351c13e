"""Waiters: methods that ask an operation again and again until what it shows is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches

from .. import package
from ..config import Settings, WaiterSettings
from ..errors import ConfigError
from . import names
from .groups import Call, Group
from .layout import Code, call, dict_of, docstring, layout, named, quoted
from .methods import signature
from .naming import operation_id
from .shapes import Shape, Shapes
from .style import STYLES, Option


@dataclass(frozen=True)
class Waiter:
    """A method that waits, with what it asks."""

    name: str
    settings: WaiterSettings
    group: Group
    call: Call
    long_poll: Call | None
    shape: Shape
    """What the operation shows."""

    @property
    def timeout(self) -> str:
        """The argument that says how long to wait."""
        return "wait_timeout" if any(each.name == "timeout" for each in self.call.arguments) else "timeout"


def find_waiters(groups: tuple[Group, ...], shapes: Shapes, settings: Settings) -> tuple[Waiter, ...]:
    """Find what the settings want to wait for.

    Raises:
        ConfigError: the document has no such thing.
    """
    return tuple(find_waiter(name, wanted, groups, shapes) for name, wanted in settings.waiters.items())


def find_waiter(name: str, wanted: WaiterSettings, groups: tuple[Group, ...], shapes: Shapes) -> Waiter:
    """Find what one waiter asks, and hold it against the document."""
    place = f"waiters.{name}"
    group, asked = find_call(f"{place}.operation", wanted.operation, groups)
    if name in {each.name for each in group.calls}:
        raise ConfigError(f"{place}: an operation is called {name}, too")
    shape = next((each for each in shapes if each.name == asked.returns.plain().name), None)
    if shape is None or shape.kind != "object":
        raise ConfigError(f"{place}.operation: {wanted.operation} returns no object with properties")
    for key, value in (("property", wanted.property), ("reason", wanted.reason)):
        known = [each.name for each in shape.schema.properties]
        if value and value not in known:
            raise ConfigError(f"{place}.{key}: {shape.name} has no property {value}{meant(value, known)}")
    check_values(place, wanted, shape, shapes)
    late = find_call(f"{place}.long_poll", wanted.long_poll, (group,))[1] if wanted.long_poll else None
    if late and late.returns.plain() != asked.returns.plain():
        raise ConfigError(f"{place}.long_poll: {wanted.long_poll} does not return the same as {wanted.operation}")
    return Waiter(name, wanted, group, asked, late, shape)


def find_call(place: str, key: str, groups: tuple[Group, ...]) -> tuple[Group, Call]:
    """Find an operation by its operationId, or by method and path."""
    known: list[str] = []
    for group in groups:
        for found in group.calls:
            keys = (operation_id(found.operation), f"{found.operation.method} {found.operation.path}")
            if key in keys:
                return group, found
            known += keys
    where = f" in the group of {groups[0].tag}" if len(groups) == 1 else ""
    raise ConfigError(f"{place}: there is no operation {key}{where}{meant(key, known)}")


def check_values(place: str, wanted: WaiterSettings, shape: Shape, shapes: Shapes) -> None:
    """Refuse values that the property never has."""
    schema = next(each.schema for each in shape.schema.properties if each.name == wanted.property)
    known = shapes.target(schema).enum
    for key in ("pending", "failed"):
        for value in getattr(wanted, key):
            if known and value not in known:
                hint = meant(value, [str(each) for each in known])
                raise ConfigError(f"{place}.{key}: {shape.name}.{wanted.property} is never {value}{hint}")


def meant(text: str, known: list[str]) -> str:
    """Say what may be meant."""
    near = get_close_matches(text, known, 1)
    return f"; did you mean {near[0]}?" if near else ""


def waiter_methods(
    found: tuple[Waiter, ...], shapes: Shapes, settings: Settings, group: Group, asynchronous: bool
) -> tuple[package.WaiterMethod, ...]:
    """Make the waiters of one API class."""
    return tuple(waiter_method(each, shapes, settings, asynchronous) for each in found if each.group is group)


def waiter_method(waiter: Waiter, shapes: Shapes, settings: Settings, asynchronous: bool) -> package.WaiterMethod:
    """Make one waiter."""
    option = Option(waiter.timeout, "Optional[float]", "None", "timeout")
    style = replace(STYLES[settings.style], options=(option,))
    values = dict_of(*(f"{quoted(each.name)}: {each.name}" for each in waiter.call.arguments))
    target = "await self._wait" if asynchronous else "self._wait"
    made = call(target, f"_operations.{names.constant(waiter.name)}", values, waiter.timeout)
    return package.WaiterMethod(
        name=waiter.name,
        signature=signature(waiter.name, waiter.call.arguments, waiter.call.returns, style, asynchronous),
        docstring=docstring(text_of(waiter), 8),
        call=layout(made, 8, len("return ")),
        descriptor=descriptor(waiter, shapes),
    )


def summary_of(waiter: Waiter) -> str:
    """Say in a sentence what a waiter waits for."""
    pending = " or ".join(f"`{value}`" for value in waiter.settings.pending)
    return f"Wait until the `{waiter.settings.property}` that `{waiter.call.name}` shows is no longer {pending}."


def text_of(waiter: Waiter) -> str:
    """Say what a waiter does, and what it raises."""
    described = [(each.name, " ".join(each.description.split())) for each in waiter.call.arguments]
    failed = " or ".join(f"`{value}`" for value in waiter.settings.failed)
    return "\n".join(
        [
            summary_of(waiter),
            "",
            "Args:",
            *(f"    {name}: {about}" for name, about in described if about),
            f"    {waiter.timeout}: Seconds to wait in all; None waits as long as it takes.",
            "",
            "Raises:",
            *([f"    OperationFailedException: it is {failed}; `value` has what came."] if failed else []),
            "    WaitTimeoutException: time is up; `value` has what came last.",
        ]
    )


def descriptor(waiter: Waiter, shapes: Shapes) -> str:
    """Print what a waiter asks and looks at."""
    wanted, fields = waiter.settings, shapes.field_names(waiter.shape)
    items: list[Code | str] = [
        names.constant(waiter.call.name),
        quoted(fields[wanted.property]),
        named("pending", values_of(wanted.pending)),
    ]
    if wanted.failed:
        items.append(named("failed", values_of(wanted.failed)))
    if waiter.long_poll:
        items.append(named("long_poll", names.constant(waiter.long_poll.name)))
    if wanted.reason:
        items.append(named("reason", quoted(fields[wanted.reason])))
    head = f"{names.constant(waiter.name)}: Waiter[{waiter.call.returns.plain().text()}] = "
    return head + layout(call("Waiter", *items), 0, len(head))


def values_of(values: tuple[str, ...]) -> Code:
    """Print a set of texts."""
    return call("frozenset", Code("{", tuple(map(quoted, values)), "}"))
