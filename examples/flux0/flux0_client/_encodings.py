"""Strings that hold other values: base64 and embedded JSON."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Union

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler, SerializationInfo, ValidatorFunctionWrapHandler
from pydantic_core import CoreSchema, core_schema, from_json, to_json

from ._model_schema import sending
from ._plain import EncodedBytes
from ._rewriting import ADAPT, Node, Reading, SchemaRewriter, either, plain, wrap

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue


STRING: Node = {"type": "str", "strict": True}


@dataclass(frozen=True)
class Base64:
    """Decodes a base64 string (RFC 4648 §4), and encodes it again when it is sent or dumped as JSON.

    Padding and line breaks are optional. A received string that is not base64 stays a string.
    """

    url: bool = False
    """True for the alphabet of URLs (§5)."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.take,
            serialization=core_schema.plain_serializer_function_ser_schema(write_bytes, info_arg=True),
            metadata={ADAPT: self.adapt},
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "contentEncoding": "base64url" if self.url else "base64"}

    def adapt(self, schema: Node, rewriter: SchemaRewriter, reading: Reading) -> Node:
        """Return the schema for received values."""
        return plain(self.decode) if reading is Reading.EXACT else either(plain(self.decode), STRING, "bytes_type")

    def take(self, value: object) -> bytes:
        """Return what the caller gives as bytes: bytes, or a base64 string."""
        if isinstance(value, (bytes, bytearray)):
            return EncodedBytes(value, self.url)
        return self.decode(value)

    def decode(self, value: object) -> bytes:
        """Return the bytes of a base64 string."""
        if not isinstance(value, str):
            raise ValueError("expected bytes or a base64 string")
        text = "".join(value.split()).rstrip("=")
        try:
            decoded = base64.b64decode(text + "=" * (-len(text) % 4), b"-_" if self.url else None, validate=True)
        except ValueError:
            raise ValueError("not a base64 string; give bytes to have them encoded") from None
        return EncodedBytes(decoded, self.url)


def write_bytes(value: Any, info: SerializationInfo) -> Any:
    """Return base64 for JSON and for requests, else the bytes."""
    encode = isinstance(value, EncodedBytes) and (info.mode == "json" or sending())
    return value.encoded if encode else value


class Base64Text:
    """Takes a base64 string that the caller encoded, as `str` or as ASCII bytes; the value is the string."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        string = core_schema.str_schema(strict=True)
        return core_schema.no_info_before_validator_function(self.as_string, string)

    def as_string(self, value: object) -> object:
        """Return ASCII bytes as a string, and any other value as it is."""
        if not isinstance(value, bytes):
            return value
        try:
            return value.decode("ascii")
        except UnicodeDecodeError:
            raise ValueError("bytes must be base64; encode them with base64.b64encode") from None


class EmbeddedJson:
    """Reads JSON inside of a string as a value of the annotated type, and writes it as a string again.

    The caller gives the value, or the string. A received string that does not fit stays a string.
    """

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        schema = handler(source)
        write = partial(self.write, holds_string(schema))
        return core_schema.no_info_wrap_validator_function(
            self.take,
            schema,
            serialization=core_schema.wrap_serializer_function_ser_schema(write, info_arg=True, schema=schema),
            metadata={ADAPT: self.adapt},
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "contentMediaType": "application/json", "contentSchema": handler(schema)}

    def adapt(self, schema: Node, rewriter: SchemaRewriter, reading: Reading) -> Node:
        """Return the schema for received values."""
        found = wrap(self.read, rewriter.rewrite(schema["schema"], reading))
        return found if reading is Reading.EXACT else either(found, STRING, "string_type")

    def take(self, value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
        """Return the value that the caller gives, itself or as JSON in a string."""
        if isinstance(value, str):
            try:
                return self.read(value, handler)
            except ValueError:
                return handler(value)
        return handler(value)

    def read(self, value: Any, handler: Callable[[Any], Any]) -> Any:
        """Return the value that a string holds."""
        if not isinstance(value, str):
            raise ValueError("expected a string")
        return handler(from_json(value))

    def write(self, string: bool, value: Any, handler: Any, info: SerializationInfo) -> Any:
        """Return the value as JSON in a string for JSON and for requests, else the value.

        Args:
            string: True if the value itself may be a string; else a string is one that did not fit.
            value: The value.
            handler: Writes it as its type does.
            info: What it is written for.
        """
        if isinstance(value, str) and not string:
            return value
        written = handler(value)
        return to_json(written).decode() if info.mode == "json" or sending() else written


def is_embedded(kind: Any) -> bool:
    """Return True if values of a type are JSON inside of a string."""
    return any(isinstance(mark, EmbeddedJson) for mark in getattr(kind, "__metadata__", ()))


def holds_string(schema: Any) -> bool:
    """Return True if the core schema of an embedded value may be that of a string."""
    while schema["type"] in ("nullable", "default", "function-after", "function-before", "function-wrap"):
        schema = schema["schema"]
    if schema["type"] == "union":
        return any(map(holds_string, schema["choices"]))
    return schema["type"] not in ("bool", "definition-ref", "definitions", "dict", "float", "int", "list", "model")


Base64Bytes = Annotated[bytes, Base64()]
"""Bytes that are sent and received as base64."""
Base64UrlBytes = Annotated[bytes, Base64(url=True)]
"""Bytes that are sent and received as base64 with the alphabet of URLs."""
Base64String = Annotated[Union[str, bytes], Base64Text()]
"""A base64 string that is not decoded."""
