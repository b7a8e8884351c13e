"""Documents to measure with: what they describe is made up, what they consist of is not."""

from __future__ import annotations

from typing import Any

AREAS = (
    *("Billing", "Catalog", "Delivery", "Inventory", "Support", "Identity", "Marketing", "Payroll", "Planning"),
    *("Purchasing", "Quality", "Recruiting", "Reporting", "Returns", "Sales", "Security", "Storage", "Training"),
    *("Travel", "Workshop"),
)
NOUNS = ("Account", "Order", "Rule")
OPERATIONS_OF_AN_AREA = 17
SCHEMAS_OF_AN_AREA = 30


def synthetic(areas: int) -> dict[str, Any]:
    """Make a document of some areas, each with a tag, 17 operations and 30 schemas; always the same one."""
    names = AREAS[:areas]
    assert len(names) == areas
    return {
        "openapi": "3.0.3",
        "info": {"title": "Company", "version": "1.0.0", "description": "All that a company keeps."},
        "servers": [{"url": "https://company.example/v1"}],
        "security": [{"bearer": []}],
        "tags": [{"name": area, "description": f"What belongs to {area.lower()}."} for area in names],
        "paths": {path: item for area in names for path, item in paths_of(area).items()},
        "components": {
            "schemas": {name: schema for area in names for name, schema in schemas_of(area).items()},
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
        },
    }


def paths_of(area: str) -> dict[str, Any]:
    """Five operations for each noun, and two for the area."""
    found: dict[str, Any] = {}
    for noun in NOUNS:
        path = f"/{area}/{noun}s".lower()
        found[path] = {"get": list_of(area, noun), "post": creation_of(area, noun)}
        found[f"{path}/{{{noun.lower()}_id}}"] = {
            "parameters": [parameter(f"{noun.lower()}_id", "path", {"type": "string", "format": "uuid"})],
            "get": operation(area, f"get{area}{noun}", f"{area}{noun}"),
            "put": operation(area, f"update{area}{noun}", f"{area}{noun}", body=f"{area}{noun}Input"),
            "delete": operation(area, f"delete{area}{noun}"),
        }
    events = f"/{area}/events".lower()
    found[events] = {"post": operation(area, f"record{area}Event", f"{area}Event", body=f"{area}Event")}
    search = operation(area, f"search{area}", f"{area}AccountPage", body=f"{area}Query")
    found[f"{events}/search"] = {"post": search}
    return found


def list_of(area: str, noun: str) -> dict[str, Any]:
    """The operation that lists a noun, with filters."""
    parameters = [
        parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": 100, "default": 20}),
        parameter("cursor", "query", {"type": "string"}),
        parameter("status", "query", {"type": "array", "items": reference(f"{area}{noun}Status")}),
        parameter("updated_since", "query", {"type": "string", "format": "date-time"}),
        parameter("X-Request-Id", "header", {"type": "string", "maxLength": 64}),
    ]
    return {**operation(area, f"list{area}{noun}s", f"{area}{noun}Page"), "parameters": parameters}


def creation_of(area: str, noun: str) -> dict[str, Any]:
    """The operation that creates a noun."""
    return operation(area, f"create{area}{noun}", f"{area}{noun}", body=f"{area}{noun}Input", status="201")


def operation(area: str, name: str, answer: str = "", body: str = "", status: str = "200") -> dict[str, Any]:
    """An operation with a JSON body, a JSON answer, and errors."""
    success = {"description": "Done.", "content": json_of(answer)} if answer else {"description": "Nothing to say."}
    failure = {"description": "Not done.", "content": json_of(f"{area}Error")}
    return {
        "tags": [area],
        "operationId": name,
        "summary": f"Does {name} for the caller.",
        "description": "What the caller may not see is not found. Amounts are in cents.",
        **({"requestBody": {"required": True, "content": json_of(body)}} if body else {}),
        "responses": {status if answer else "204": success, "404": failure, "422": failure},
    }


def parameter(name: str, place: str, schema: dict[str, Any]) -> dict[str, Any]:
    about = f"The {name.lower()} that is asked for."
    return {"name": name, "in": place, "required": place == "path", "description": about, "schema": schema}


def json_of(name: str) -> dict[str, Any]:
    return {"application/json": {"schema": reference(name)}}


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def text(about: str, **keywords: Any) -> dict[str, Any]:
    return {"type": "string", "description": about, **keywords}


def items(item: dict[str, Any], **keywords: Any) -> dict[str, Any]:
    return {"type": "array", "items": item, **keywords}


def structure(about: str, properties: dict[str, Any], *required: str) -> dict[str, Any]:
    needed = {"required": list(required)} if required else {}
    return {"type": "object", "description": about, "properties": properties, **needed}


def schemas_of(area: str) -> dict[str, Any]:
    """Eight schemas for each noun, and six for the area."""
    found: dict[str, Any] = {}
    for noun in NOUNS:
        found |= schemas_of_noun(area, noun)
    return found | schemas_of_events(area)


def schemas_of_noun(area: str, noun: str) -> dict[str, Any]:
    """A noun: what it has when it is sent, when it is answered, and in a list; and the parts of it."""
    name, identity = f"{area}{noun}", text("Its id.", format="uuid")
    kept = {"id": identity, "created_at": text("When it came.", format="date-time"), "revision": {"type": "integer"}}
    return {
        f"{name}Status": {"type": "string", "enum": ["draft", "active", "on-hold", "closed"]},
        f"{name}Contact": structure(
            "Whom to ask.",
            {
                "name": text("A name.", minLength=1, maxLength=100),
                "email": text("An address.", pattern="^[^@]+@[^@]+$"),
                "phone": text("A number.", nullable=True),
            },
            "name",
        ),
        f"{name}Limits": structure(
            "What is allowed.",
            {
                "amount": {"type": "number", "minimum": 0},
                "count": {"type": "integer", "format": "int64", "minimum": 0, "maximum": 10_000},
                "blocked": {"type": "boolean", "default": False},
            },
        ),
        f"{name}Line": structure(
            "One line of many.",
            {"title": text("What it is."), "quantity": {"type": "integer"}, "limits": reference(f"{name}Limits")},
            "title",
            "quantity",
        ),
        f"{name}Fields": structure(
            "What the caller decides.",
            {
                "title": text("What people call it.", maxLength=200),
                "status": reference(f"{name}Status"),
                "contact": reference(f"{name}Contact"),
                "lines": items(reference(f"{name}Line")),
                "labels": {"type": "object", "additionalProperties": {"type": "string"}},
                "tags": items({"type": "string"}, maxItems=20),
                "due": text("The last day.", format="date"),
            },
            "title",
            "status",
        ),
        name: {"allOf": [reference(f"{name}Fields"), structure("As it is kept.", kept, "id", "created_at")]},
        f"{name}Input": {
            "allOf": [reference(f"{name}Fields"), structure("As sent.", {"note": text("Why.", maxLength=500)})]
        },
        f"{name}Page": structure(
            "A part of a list.",
            {"items": items(reference(name)), "next": text("Where the rest begins.", nullable=True)},
            "items",
        ),
    }


def schemas_of_events(area: str) -> dict[str, Any]:
    """Events of two kinds that a discriminator tells apart, a search, and errors."""
    when = text("When it was.", format="date-time")
    kinds = {"created": f"{area}Created", "changed": f"{area}Changed"}
    return {
        f"{area}Severity": {"type": "string", "enum": ["info", "warning", "error"]},
        f"{area}Created": structure(
            "Something new.", {"kind": text("created"), "at": when, "order": reference(f"{area}Order")}, "kind", "at"
        ),
        f"{area}Changed": structure(
            "Something else than before.",
            {"kind": text("changed"), "at": when, "severity": reference(f"{area}Severity"), "fields": items(text(""))},
            "kind",
            "fields",
        ),
        f"{area}Event": {
            "oneOf": [reference(name) for name in kinds.values()],
            "discriminator": {
                "propertyName": "kind",
                "mapping": {kind: f"#/components/schemas/{name}" for kind, name in kinds.items()},
            },
        },
        f"{area}Query": structure(
            "What to look for.",
            {"text": text("Words."), "severity": reference(f"{area}Severity"), "sizes": items({"type": "integer"})},
        ),
        f"{area}Error": structure(
            "What went wrong.",
            {"code": {"type": "integer"}, "message": text("For people."), "details": items({"type": "object"})},
            "message",
        ),
    }
