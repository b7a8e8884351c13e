"""Names for what a document has: those that the user wants, else made by the rules of the style."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..api import Operation
from ..config import Settings
from ..errors import Problem
from . import names
from .style import STYLES


class Naming:
    """Chooses names, and remembers which of the user's it could use."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.mappings = settings.names
        self.style = STYLES[settings.style]
        self.asynchronous = settings.library == "asyncio"
        self.asked: dict[str, dict[str, None]] = {}

    def wanted(self, kind: str, *keys: str) -> str:
        """Return the name that the user wants under one of several keys, the most specific first; empty for none."""
        mapping = getattr(self.mappings, kind)
        asked = self.asked.setdefault(kind, {})
        asked.update(dict.fromkeys(key for key in keys if key))
        return next((str(mapping[key]) for key in keys if key in mapping), "")

    def model(self, name: str) -> str:
        """The class for a schema."""
        made = names.class_name(self.affixed(name))
        return self.wanted("models", name, made) or made

    def affixed(self, name: str) -> str:
        """Return the name of a schema with the prefix and the suffix of models."""
        return "_".join(filter(None, (self.settings.model_name_prefix, name, self.settings.model_name_suffix)))

    def api(self, tag: str) -> str:
        """Return the class for a tag."""
        name = self.tag(tag)
        if self.style.peer_names:
            name = names.ascii_only(name)
        found = names.pascal(
            "_".join((self.settings.api_name_prefix, name or "default", self.settings.api_name_suffix))
        )
        return f"{found}Api" if found in names.CLASSES else found

    def field(self, owner: str, name: str) -> str:
        """The field for a property of a model."""
        made = names.field_name(name, self.style.reserved, self.style.escaped)
        return self.wanted("fields", f"{owner}.{name}", name) or made

    def argument(self, operation: Operation, name: str) -> str:
        """The argument for a parameter or a field of a form."""
        made = names.unreserved(names.lowered(name), self.style.reserved, self.style.escaped)
        made = self.style.renamed.get(name, made)
        return self.wanted("arguments", *(f"{key}.{name}" for key in keys_of(operation)), name) or made

    def method(self, operation: Operation) -> str:
        """The method for an operation, after its operationId or else its path."""
        if found := self.wanted("operations", *keys_of(operation)):
            return found
        if self.style.extensions and operation.method_name:
            made = names.lowered(operation.method_name)
        else:
            made = (names.lowered if self.style.extensions else names.method)(operation_id(operation))
        if not made.isidentifier():
            return f"call_{made}" if made else "call"
        return names.unreserved(made, self.style.reserved_methods, self.style.escaped_method)

    def groups(self, operation: Operation) -> tuple[str, ...]:
        """The groups that an operation is in: its tags, if the document does not say otherwise."""
        if self.style.extensions and operation.group_name:
            return (operation.group_name,)
        return tuple(dict.fromkeys(operation.tags))

    def tag(self, tag: str) -> str:
        """What a group is called after."""
        return self.wanted("tags", tag) or tag

    def member(self, owner: str, value: object, given: str) -> str:
        """The member for a value of an enum; `given` is what the document wants it to be called."""
        made = names.given_member(given) if given else names.member(value)
        return self.wanted("members", f"{owner}.{value}", str(value)) or made

    def unused(self) -> Iterator[Problem]:
        """Report the names that the user wants for what is not there."""
        for kind, asked in sorted(self.asked.items()):
            for key in getattr(self.mappings, kind):
                if key not in asked:
                    near = get_close_matches(key, asked, 1)
                    hint = f"did you mean {near[0]}?" if near else "remove it from the settings"
                    yield Problem(f"the document has nothing that names.{kind} could call {key}", hint=hint)


def operation_id(operation: Operation) -> str:
    """The operationId, or one that is made of the path."""
    return operation.id or names.path_id(operation.path, operation.method)


def keys_of(operation: Operation) -> tuple[str, ...]:
    """What the settings may call an operation."""
    return (f"{operation.method} {operation.path}", operation.id)
