"""Shapes → models: fields, members and alternatives, ready to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import package
from ..api import Discriminator, Property, Schema
from . import names
from .imports import import_lines
from .layout import Code, call, dict_of, docstring, layout, literal, quoted
from .rings import find_ends, find_late, find_standalone, rings
from .schemas import enum_base, named
from .shapes import Shape, Shapes, inner_name, keyword_of
from .tags import Tags
from .types import MODELS, Type, dict_with


def translate_models(shapes: Shapes) -> tuple[package.Model, ...]:
    """Make the models of every shape, those of inline schemas included."""
    types: dict[str, tuple[Type, ...]] = {}
    extras: dict[str, Type | None] = {}
    for shape in shapes:  # more are met on the way
        types[shape.name] = tuple(types_of(shape, shapes))
        extras[shape.name] = shapes.extra_type(shape.schema, shape.base) if shape.kind == "object" else None
    parents = find_parents(shapes, types)
    uses = {
        name: [*(used for type_ in [*found, *filter(None, [extras.get(name)])] for used in models_in(type_))]
        for name, found in types.items()
    }
    needs = Needs({shape.name: shape for shape in shapes}, uses, parents, shapes.naming.style.union_classes)
    tags = Tags(shapes)
    made = []
    for shape in shapes:
        place = Place(shape, needs)
        made.append(MAKERS[shape.kind](shape, types[shape.name], shapes, place, tags))
    return tuple(sorted(made, key=lambda model: model.module))


def translate_aliases(shapes: Shapes) -> tuple[package.Model, ...]:
    """Make the modules of second names of classes."""
    return tuple(
        package.Model(
            "alias",
            name,
            module,
            docstring(f"The class {shape.name} under another name.", 0),
            import_lines({("typing_extensions", "TypeAlias"), (f".{shape.module}", shape.name)}),
            "",
            alternatives=shape.name,
        )
        for name, module, shape in sorted(shapes.aliases, key=lambda alias: alias[1])
    )


def translate_errors(shapes: Shapes) -> tuple[package.ErrorClass, ...]:
    """Make the exceptions that are called after the bodies of errors."""
    found = ((*names, shapes.by_pointer[pointer]) for pointer, names in shapes.exceptions.items())
    return tuple(error_class(name, module, shape) for name, module, shape in sorted(found, key=lambda each: each[1]))


def error_class(name: str, module: str, shape: Shape) -> package.ErrorClass:
    """Make the module of an exception that has a model as its data."""
    about = docstring(f"{shape.schema.description}\n\n`data` says what the server says.".strip(), 4)
    needs = {("..exceptions", "ApiException"), (f".{shape.module}", shape.name)}
    return package.ErrorClass(name, module, about, shape.name, import_lines(needs))


def find_parents(shapes: Shapes, types: Mapping[str, tuple[Type, ...]]) -> dict[str, str]:
    """Find the class that each inherits from; one that redefines a property otherwise can inherit from none."""
    found: dict[str, str] = {}
    for shape in shapes:
        parent = shapes.parent(shape.own) if shape.kind == "object" else None
        if parent and fits(properties_of(shape, types), properties_of(parent, types), shapes.discriminator(parent.own)):
            found[shape.name] = parent.name
    return found


def properties_of(shape: Shape, types: Mapping[str, tuple[Type, ...]]) -> dict[str, Type]:
    """The types of a shape's properties by their names."""
    return {each.name: type_.plain() for each, type_ in zip(shape.schema.properties, types[shape.name], strict=True)}


def fits(own: Mapping[str, Type], inherited: Mapping[str, Type], discriminator: Discriminator | None) -> bool:
    """Whether properties are as an ancestor has them; what tells descendants apart may be narrower."""
    tag = discriminator.property_name if discriminator else ""
    return all(name == tag or own.get(name) == type_ for name, type_ in inherited.items())


def types_of(shape: Shape, shapes: Shapes) -> Iterator[Type]:
    """The types of a shape's fields or alternatives, in order."""
    if shape.kind == "object":
        for found in shape.schema.properties:
            yield shapes.bare_type(found.schema, inner_name(shape, found))
    elif shape.kind == "union":
        for item in shapes.alternatives(shape.schema):
            yield shapes.bare_type(item, f"{shape.base}_{keyword_of(shape.schema)}")


def models_in(type_: Type) -> Iterator[str]:
    """The models that a type names."""
    return (name for module, name in type_.imports() if module == MODELS)


class Needs:
    """The models that need each other.

    Args:
        shapes: The shapes by their names.
        uses: The models that the fields or alternatives of each one name.
        parents: The base class of each one that has one.
        union_classes: Whether each union has a class, not only those that contain themselves.
    """

    def __init__(
        self,
        shapes: Mapping[str, Shape],
        uses: Mapping[str, list[str]],
        parents: Mapping[str, str],
        union_classes: bool,
    ) -> None:
        self.parents = parents
        self.modules = {name: shape.module for name, shape in shapes.items()}
        every = {name: [*found, *filter(None, [parents.get(name)])] for name, found in uses.items()}
        self.rings = rings(every)
        """For each model the ones that it needs and that need it, itself included."""
        recursive = {name for name, found in uses.items() if name in found or len(self.rings[name]) > 1}
        kinds = {name: shape.kind for name, shape in shapes.items()}
        objects = {name for name, kind in kinds.items() if kind == "object"}
        unions = {name for name, kind in kinds.items() if kind == "union"}
        classes = objects | (unions if union_classes else unions & recursive)
        self.classes = classes | find_ends(every, unions - classes)
        """The models that have a class; other unions are names for a type."""
        self.standalone = find_standalone(every, objects, self.classes)
        self.late = find_late(every, self.standalone, self.classes, parents)
        """The models whose names are given to the modules of classes after these are loaded."""
        early = {name: [other for other in found if not self.is_late(other, name)] for name, found in every.items()}
        self.import_rings = rings(early) if self.late else self.rings
        """For each model the ones that its module imports at once and that import it at once, itself included."""

    def is_late(self, name: str, user: str) -> bool:
        """Return True if the module of a model that uses another one is given its name later."""
        return name in self.late and user in self.classes and name not in (user, self.parents.get(user))

    def is_missing(self, name: str, user: str) -> bool:
        """Return True if the module of a model may lack a name when its class is made."""
        return name in self.import_rings[user] or self.is_late(name, user)


class Place:
    """The module of one model, and what it imports.

    Models in a ring with it are imported after its class: each of them needs the others, but only once it is used.
    """

    def __init__(self, shape: Shape, needs: Needs) -> None:
        ring = needs.import_rings[shape.name]
        parents = needs.parents
        self.name = shape.name
        self.models = needs
        self.modules = needs.modules
        self.has_class = shape.name in needs.classes
        self.standalone = shape.name in needs.standalone
        self.parent = parents.get(shape.name)
        self.late = {(MODELS, name) for name in ring - {shape.name, self.parent}}
        self.needed_by_parent = shape.name in needs.late and self.parent in needs.rings[shape.name]
        self.own = (MODELS, shape.name)
        self.needs: set[tuple[str, str]] = set()

    def text(self, type_: Type) -> str:
        """Print a type, and note what it needs."""
        self.needs.update(type_.imports())
        return type_.text()

    def parts(self, type_: Type) -> list[str]:
        """Print the arguments of a type, whose needs are noted already."""
        return type_.parts()

    def need(self, module: str, name: str) -> None:
        """Note a name that the text uses."""
        self.needs.add((module, name))

    def imports(self) -> tuple[str, ...]:
        """The import statements before the class."""
        queued = {(MODELS, name) for name in self.queued_names()}
        base = {(MODELS, self.parent or "")} if self.needed_by_parent else set[tuple[str, str]]()
        more = {("typing", "TYPE_CHECKING"), ("_late_imports", "import_later")} if queued else set[tuple[str, str]]()
        more |= {("_late_imports", "postponed")} if base else set()
        more |= {("_standalone", "standalone")} if self.standalone else set()
        early = (self.needs | more) - self.late - queued - base - {self.own}
        return import_lines({self.placed(*need) for need in early})

    def late_imports(self) -> tuple[str, ...]:
        """The import statements after the class."""
        return import_lines({self.placed(*need) for need in self.needs & self.late})

    def queued_imports(self) -> package.QueuedImports:
        """The imports that are made later, where the modules in between are many."""
        names = self.queued_names()
        items = dict_of(*(f"{quoted(name)}: {quoted(self.modules[name])}" for name in names))
        return package.QueuedImports(
            import_lines({self.placed(MODELS, name) for name in names}, 4) if names else (),
            layout(call("import_later", "__name__", items)) if names else "",
            import_lines({self.placed(MODELS, self.parent)}, 4) if self.needed_by_parent and self.parent else (),
        )

    def queued_names(self) -> list[str]:
        """The models whose names the module is given later."""
        return sorted(name for module, name in self.needs if module == MODELS and self.models.is_late(name, self.name))

    def placed(self, module: str, name: str) -> tuple[str, str]:
        """Where a name comes from, seen from here."""
        if module == MODELS:
            return f".{self.modules[name]}", name
        return (f"..{module}" if module.startswith("_") else module), name


def text_of(shape: Shape) -> str:
    """The docstring of a model's class."""
    return docstring(shape.schema.description or shape.schema.title or f"{shape.name}.", 4)


def object_model(shape: Shape, types: tuple[Type, ...], shapes: Shapes, place: Place, tags: Tags) -> package.Model:
    """Make the model of an object."""
    extra = shapes.extra_type(shape.schema, shape.base)
    fields = tuple(own_fields(shape, types, shapes, place, tags))
    return package.Model(
        "object",
        shape.name,
        shape.module,
        text_of(shape),
        base=", ".join(bases(shape, shapes, place)),
        settings=(*extra_setting(extra, place), *discriminator_settings(shape, shapes, place)),
        fields=fields,
        imports=place.imports(),
        late_imports=place.late_imports(),
        queued=place.queued_imports(),
        standalone=place.standalone,
    )


def bases(shape: Shape, shapes: Shapes, place: Place) -> list[str]:
    """Return the base classes of an object's class."""
    open_ = shape.schema.additional not in (None, False) or shape.schema.pattern_properties
    closed = shape.schema.additional is False and not shape.schema.pattern_properties
    closed = closed and shape.schema.pointer not in shapes.descendants  # or these would be closed, too
    ours = ["Polymorphic"] if shape.schema.pointer in shapes.descendants and not place.parent else []
    ours += ["OpenModel"] if open_ else ["ClosedModel"] if closed else [] if ours or place.parent else ["Model"]
    for name in ours:
        place.need("_model", name)
    if place.parent:
        place.need(MODELS, place.parent)
    return [place.parent, *ours] if place.parent else ours


def extra_setting(extra: Type | None, place: Place) -> Iterator[str]:
    """The type of the properties beyond those that are named; for type checkers, that is no argument."""
    if extra and extra.name != "Any":
        place.need("pydantic", "Field")
        yield f"__pydantic_extra__: {place.text(dict_with(extra))} = Field(init=False)"


def discriminator_settings(shape: Shape, shapes: Shapes, place: Place) -> Iterator[str]:
    """How to tell the descendants of a class apart."""
    heirs = shapes.descendants.get(shape.schema.pointer)
    discriminator = shapes.discriminator(shape.own)
    if heirs and discriminator:
        for name in ("ClassVar", "Dict"):
            place.need("typing", name)
        pairs = {value: shapes.by_pointer[to].name for value, to in heirs.items() if to in shapes.by_pointer}
        items = dict_of(*(f"{quoted(value)}: {quoted(name)}" for value, name in pairs.items()))
        yield f"discriminator_property: ClassVar[str] = {quoted(discriminator.property_name)}"
        head = "discriminator_value_class_map: ClassVar[Dict[str, str]] = "
        yield head + layout(items, 4, len(head))


def own_fields(
    shape: Shape, types: tuple[Type, ...], shapes: Shapes, place: Place, tags: Tags
) -> Iterator[package.Field]:
    """Make a field for every property that is not inherited, whose type is known late, or that is a constant here."""
    parent = next((each for each in shapes if each.name == place.parent), None) if place.parent else None
    inherited = {each.name: each for each in parent.schema.properties} if parent else {}
    named = shapes.field_names(shape)
    for found, type_ in zip(shape.schema.properties, types, strict=True):
        above = inherited.get(found.name)
        if above and parent and tags.is_set(found, shape) and not tags.constant(above.schema):
            type_ = shapes.bare_type(above.schema, inner_name(parent, above))
        elif above and not any(place.models.is_missing(name, place.parent or "") for name in models_in(type_)):
            continue
        yield field(found, named[found.name], type_, shape, shapes, place, tags)


def field(
    found: Property, name: str, type_: Type, shape: Shape, shapes: Shapes, place: Place, tags: Tags
) -> package.Field:
    """Make one field: required or optional, nullable or not are four different things."""
    required = found.name in shape.schema.required and not found.schema.read_only and not found.schema.write_only
    wrapper = field_wrapper(type_, required, shapes.nullable(found.schema), place)
    text = place.text(type_)
    options = [f"alias={quoted(found.name)}"] if name != found.name else []
    if found.schema.read_only:
        hidden = "read_only" in shapes.field_names(shape).values()  # a field of that name hides the function
        options.append(f"exclude_if={'_read_only' if hidden else 'read_only'}")
        place.need("_model_schema", "read_only as _read_only" if hidden else "read_only")
    marks: list[Code | str] = [call("Field", *options)] if options else []
    constant = tags.is_set(found, shape)
    if constant:
        marks.append("CONSTANT")
        place.need("_model_schema", "CONSTANT")
        value = constant_text(tags.constant(found.schema)[0], type_, shapes)
    else:
        value = "" if required else default(found.schema, type_, shapes, place)
    printed = f"{wrapper}[{text}]" if wrapper else text
    if marks:
        place.need("typing", "Annotated")
        place.needs.update({("pydantic", "Field")} if options else set())
        flat = type_.name == "Annotated" and not wrapper
        first = place.parts(type_) if flat else [printed]
        printed = layout(Code("Annotated[", (*first, *marks), "]"), 4, len(name) + len(value) + 5)
    about = found.schema.description or shapes.target(found.schema).description
    return package.Field(name, printed, value, docstring(about, 4))


def field_wrapper(type_: Type, required: bool, nullable: bool, place: Place) -> str:
    """Return the type around that of a field that may be absent or null, or an empty string."""
    if type_.name in ("Any", "Optional") or (required and not nullable):
        return ""
    wrapper = "Nullable" if nullable and not required else "Optional"
    place.need("_model" if wrapper == "Nullable" else "typing", wrapper)
    return wrapper


def constant_text(value: object, type_: Type, shapes: Shapes) -> str:
    """Print the value of a constant, as a member if its type is an enum."""
    if type_.module != MODELS:
        return literal(value)
    shape = next(each for each in shapes.by_pointer.values() if each.name == type_.name)
    return f"{shape.name}.{dict(members(shape, shapes))[literal(value)]}"


def default(schema: Schema, type_: Type, shapes: Shapes, place: Place) -> str:
    """Print the value of an absent field: the default of the schema where it can be written down, else None."""
    target = shapes.target(schema)
    value = schema.default if schema.has_default else target.default
    if value is None or type_.name == "Any" or isinstance(value, (dict, list)):
        return "None"
    shape = shapes.by_pointer.get(target.pointer)
    if shape and shape.kind == "enum" and value in (shape.schema.enum or ()):
        return f"{shape.name}.{members(shape, shapes)[literal(value)]}"
    plain = type_.plain()
    fits: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float), "bool": (bool,)}
    fitting = literal(value) in plain.values if plain.values else isinstance(value, fits.get(plain.name, ()))
    return literal(value) if fitting else "None"


def enum_model(shape: Shape, types: tuple[Type, ...], shapes: Shapes, place: Place, _: Tags) -> package.Model:
    """Make the model of an enum."""
    kind = "Open" if named(shape.own.pointer) else "Inline"
    base = f"{kind}{enum_base(shape.schema).capitalize()}Enum"
    place.need("_enum", base)
    found = tuple(package.Member(name, value) for value, name in members(shape, shapes).items())
    return package.Model("enum", shape.name, shape.module, text_of(shape), place.imports(), base, members=found)


def members(shape: Shape, shapes: Shapes) -> Mapping[str, str]:
    """Return the names of an enum's members by their values, as literals; each name is used once."""
    if shape.name not in shapes.members:
        shapes.members[shape.name] = dict(name_members(shape, shapes))
    return shapes.members[shape.name]


def name_members(shape: Shape, shapes: Shapes) -> list[tuple[str, str]]:
    """Name the members of an enum, and return their values as literals with the names."""
    schema = shape.schema
    values = [value for value in dict.fromkeys(schema.enum or ()) if value is not None]
    given = schema.enum_names if len(schema.enum_names) == len(schema.enum or ()) else ()
    found: dict[str, str] = {}
    for index, value in enumerate(values):
        name = shapes.naming.member(shape.name, value, given[index] if given else "")
        found[names.unique(name, found)] = literal(value)
    return [(value, name) for name, value in found.items()]


def union_model(shape: Shape, types: tuple[Type, ...], shapes: Shapes, place: Place, _: Tags) -> package.Model:
    """Make the model of a union: a class around its value, or a name for its alternatives, which no ring can have."""
    whole = place.has_class
    keyword = keyword_of(shape.schema)
    several = len(dict.fromkeys(types)) > 1 or (whole and shapes.nullable(shape.schema))
    needs = [("_union", "Alternatives"), ("typing", "Annotated"), *([("typing", "Union")] if several else [])]
    class_needs = [("_union", "UnionModel"), ("typing", "ClassVar"), ("typing", "List")]
    for need in [*needs, *(class_needs if whole else [("typing_extensions", "TypeAlias")])]:
        place.need(*need)
    constant_name = f"{shape.name.upper()}_{keyword.upper()}_SCHEMAS"
    listed = Code("[", tuple(quoted(type_.plain().text()) for type_ in dict.fromkeys(types)), "]")
    null = ["None"] if whole and shapes.nullable(shape.schema) else []
    distinct = tuple(dict.fromkeys([*(place.text(type_) for type_ in types), *null]))
    parts = Code("Union[", distinct, "]") if len(distinct) > 1 else distinct[0]  # type checkers refuse a union of one
    annotation = Code("Annotated[", (parts, call("Alternatives", *discriminator_arguments(shape, shapes))), "]")
    head = "root: " if whole else f"{shape.name}: TypeAlias = "
    return package.Model(
        "union" if whole else "alias",
        shape.name,
        shape.module,
        docstring(shape.schema.description or shape.schema.title or f"{shape.name}.", 4 if whole else 0),
        place.imports(),
        "UnionModel",
        late_imports=place.late_imports(),
        queued=place.queued_imports(),
        standalone=place.standalone,
        constant=f"{constant_name} = {layout(listed, 0, len(constant_name) + 3)}",
        constant_name=constant_name,
        keyword=keyword,
        alternatives=layout(annotation, 4 if whole else 0, len(head)),
    )


def discriminator_arguments(shape: Shape, shapes: Shapes) -> list[Code | str]:
    """How to tell the alternatives apart, by the names of their classes."""
    found = shape.schema.discriminator
    one_of = ["one_of=True"] if shape.schema.one_of else []
    if found is None:
        return [*one_of]
    mapped = set(found.mapping.values())
    implied: dict[str, str] = {}
    for target in (shapes.target(item) for item in shapes.alternatives(shape.schema)):
        if target.pointer not in mapped:
            names = shapes.constants(target, found.property_name) or [named(target.pointer)]
            implied.update({name: target.pointer for name in names if name and name not in implied})
    mapping = {
        value: shapes.by_pointer[to].name
        for value, to in {**found.mapping, **implied}.items()
        if to in shapes.by_pointer and (value in found.mapping or value != shapes.by_pointer[to].name)
    }
    pairs = dict_of(*(f"{quoted(value)}: {quoted(name)}" for value, name in mapping.items()))
    return [quoted(found.property_name), *([pairs] if mapping else []), *one_of]


MAKERS = {"object": object_model, "enum": enum_model, "union": union_model}
