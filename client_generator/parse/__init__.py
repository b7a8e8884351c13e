"""Document → Api: the only place that follows `$ref`; every problem has a JSON pointer."""

from __future__ import annotations

from ..api import Api, Tag
from ..errors import DocumentError
from ..load import Document
from .ignored import warn_of_ignored
from .node import Node, Reader
from .operations import parse_operations, parse_webhooks
from .schemas import SchemaParser
from .servers import parse_security_schemes, parse_servers

__all__ = ["parse"]


def parse(document: Document) -> Api:
    """Read the API that a document describes.

    Raises:
        DocumentError: with every problem found, each at its pointer: a dangling reference, an operationId that is
            used twice, …
    """
    reader = Reader(document)
    root = Node(reader, document.root, "")
    schemas = SchemaParser(reader, document.minor)
    schemas.parse_components(root.at("components").at("schemas"))
    operations = parse_operations(root, schemas)
    webhooks = parse_webhooks(root, schemas)
    found = schemas.finish()
    warn_of_ignored(document, reader)
    info = root.at("info")
    api = Api(
        title=info.text("title"),
        version=info.text("version"),
        description=info.text("description"),
        servers=parse_servers(root.at("servers")),
        tags=tuple(Tag(tag.text("name"), tag.text("description")) for tag in root.at("tags").items()),
        security_schemes=parse_security_schemes(root.at("components").at("securitySchemes")),
        operations=operations,
        webhooks=webhooks,
        schemas=found,
        shared_responses=tuple(map(str, root.at("components").at("responses").value or ())) if document.minor else (),
        warnings=(*document.warnings, *reader.warnings),
    )
    if reader.errors:
        raise DocumentError(*reader.errors)
    return api
