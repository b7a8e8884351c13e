"""Programs that show a call: they run as they stand, once the environment has the credentials that they name."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ...api import Api, SecurityScheme
from ...config import Settings
from .. import names
from ..arguments import Argument
from ..document import base_url_variable, credentials, parts
from ..groups import Call, Group
from ..layout import Code, call, layout, named
from ..methods import NOTHING, STREAM_NAMES, UNREAD, contents, successes
from .values import Values

TAKEN = frozenset({"UUID", "datetime", "error", "event", "events", "models", "os", "response", "result"})
"""Names that programs use."""


@dataclass(frozen=True)
class Caller:
    """What all programs of a package have in common."""

    package: str
    client_class: str
    name: str
    """The variable that holds the client."""
    schemes: Mapping[str, SecurityScheme]
    variables: Mapping[str, str]
    """The environment variables that have the credentials, by their arguments."""
    address: str
    """The one that has the address of the API; empty where the document says where that is."""
    waits: bool = False
    """Whether the client is the asynchronous one."""
    module: str = ""
    """The module of the client."""

    @property
    def awaiting(self) -> Caller:
        """The same for the asynchronous client beside the synchronous one."""
        return replace(self, client_class=f"Async{self.client_class}", module=f"{self.package}.aio", waits=True)


def caller_of(api: Api, settings: Settings) -> Caller:
    """Choose the name of the client's variable: after its class, unless something else is called that."""
    wanted = (names.snake(settings.client_class), "client", "sdk")
    name = next(each for each in wanted if each not in TAKEN | {settings.package.partition(".")[0]})
    variables = {each.name: each.variable for each in credentials(api.security_schemes, settings)}
    schemes = {each.name: each for each in api.security_schemes}
    address = "" if "://" in api.servers[0].url else base_url_variable(settings)
    waits = settings.library == "asyncio"
    return Caller(settings.package, settings.client_class, name, schemes, variables, address, waits, settings.package)


def ways_of(made: Call, caller: Caller) -> list[list[str]]:
    """The ways of saying who calls that the client class has arguments for: those arguments, none for nobody."""
    ways = [[parts(caller.schemes[name]) for name in way if name in caller.schemes] for way in made.operation.security]
    return [list(dict.fromkeys(name for scheme in way for name, _ in scheme)) for way in ways if all(way)]


def credentials_of(made: Call, caller: Caller) -> list[str]:
    """The arguments of the client class that a program gives: those of the first way of saying who calls."""
    return next(iter(ways_of(made, caller)), [])


def example(argument: Argument, values: Values, *better: object) -> object:
    """The document's example of an argument, beside it or of its schema; None for none."""
    beside = argument.example if argument.has_example else None
    return next(iter(values.samples.given(argument.schema, *better, beside)), None)


def in_body(argument: Argument, made: Call) -> object:
    """What an argument is in the document's example of the whole body."""
    body = made.operation.body
    whole = next((media.example for media in body.content if media.has_example), None) if body else None
    return whole.get(argument.wire_name) if argument.media and isinstance(whole, dict) else None


def arguments(made: Call, values: Values) -> list[Code | str]:
    """The arguments that a program gives: what is required, and what the document has examples of."""
    found: list[Code | str] = []
    for argument in made.arguments:
        given = example(argument, values, in_body(argument, made))
        better = given not in (None, default(argument)) and not (deprecated(argument) or argument.alternative)
        if argument.shown or better:
            found.append(named(argument.name, values.argument(argument, given)))
    return found


def default(argument: Argument) -> object:
    """The value of an argument that is left out, as far as the document says."""
    return argument.schema.default if argument.schema.has_default else None


def deprecated(argument: Argument) -> bool:
    """Whether an argument should not be used any more."""
    return argument.schema.deprecated or bool(argument.parameter and argument.parameter.deprecated)


def program(made: Call, group: Group, caller: Caller, values: Values) -> str:
    """Write a program that makes a call and shows what it brings."""
    values = values.fresh()
    return whole_program(made, caller, values, call_lines(made, group, caller, values))


def whole_program(made: Call, caller: Caller, values: Values, lines: list[str]) -> str:
    """Write a program around the lines that use the client; one that awaits has a function for them."""
    if caller.waits:
        values.needs.add("import asyncio")
    *head, opened = opening(made, caller, values)
    if not caller.waits:
        return "\n".join([*head, opened, *lines])
    body = textwrap.indent("\n".join([opened, *lines]), "    ")
    return "\n".join([*head, "", "async def main() -> None:", body, "", "", "asyncio.run(main())"])


def failing_program(made: Call, group: Group, caller: Caller, values: Values) -> str:
    """Write a program that makes a call and handles what it raises."""
    values = values.fresh()
    values.models = True
    tried = textwrap.indent("\n".join(call_lines(made, group, caller, values)), "    ").splitlines()
    handled = ["    except models.APIError as error:", "        print(error.status, error.data or error.body)"]
    return whole_program(made, caller, values, ["    try:", *tried, *handled])


def call_lines(made: Call, group: Group, caller: Caller, values: Values) -> list[str]:
    """Write the call of a program."""
    wait = "await " if caller.waits else ""
    called = call(f"{wait}{caller.name}.{group.attribute}.{made.name}", *arguments(made, values))
    return shown(called, made, "async " if caller.waits else "", wait)


def opening(made: Call, caller: Caller, values: Values) -> list[str]:
    """Write the imports, and as the last line the one that makes the client."""
    variables = {name: caller.variables[name] for name in credentials_of(made, caller)}
    variables |= {"base_url": caller.address} if caller.address else {}
    given = [f'{name}=os.environ["{variable}"]' for name, variable in variables.items()]
    word = "async with" if caller.waits else "with"
    client = layout(call(caller.client_class, *given), 0, len(f"{word}  as {caller.name}:"))
    needs = values.needs | ({"import os"} if given else set())
    return [*imports(needs, *own_imports(caller, values.models)), "", f"{word} {client} as {caller.name}:"]


def own_imports(caller: Caller, models: bool) -> list[str]:
    """Write the imports from the package."""
    if caller.module == caller.package:
        return [f"from {caller.package} import {caller.client_class}{', models' if models else ''}"]
    return [
        *([f"from {caller.package} import models"] if models else []),
        f"from {caller.module} import {caller.client_class}",
    ]


def imports(needs: Iterable[str], *own: str) -> list[str]:
    """Write the imports: the standard library's, then the others."""
    others = {need for need in needs if "pydantic" in need}
    standard = sorted(set(needs) - others, key=lambda need: (need.startswith("from"), need))
    return [*standard, *([""] if standard else []), *sorted({*own, *others})]


def shown(called: Code, made: Call, word: str = "", wait: str = "") -> list[str]:
    """Write the call, and what is done with what it returns; `word` and `wait` are what makes that asynchronous."""
    if made.returns == NOTHING:
        return [f"    {layout(called, 4)}"]
    if made.returns.name in STREAM_NAMES:
        opened = layout(called, 4, len("with  as events:"))
        return [
            f"    {word}with {opened} as events:",
            f"        {word}for event in events:",
            "            print(event)",
        ]
    if made.returns.name == UNREAD.name:
        opened = layout(called, 4, len("with  as response:"))
        saved = f'        print({wait}response.save_to("{file_name(made)}"))'
        return [f"    {word}with {opened} as response:", saved]
    return [f"    result = {layout(called, 4, len('result = '))}", "    print(result)"]


def file_name(made: Call) -> str:
    """What to call a file that is received."""
    media = next((each.name for found in successes(made.operation) for each in contents(found)), "")
    ending = media.partition(";")[0].rpartition("/")[2].partition("+")[0].lower()
    return f"{made.name}.{ending if ending.isalnum() and len(ending) < 5 else 'bin'}"
