from __future__ import annotations

import json
from dataclasses import fields

import jsonschema_rs
import pytest

from client_generator import NameMappings, PagingRule, Settings
from client_generator.config import LIBRARIES, PAGED_BY, STYLES
from client_generator.load import parse_text
from test.paths import ROOT

SCHEMA = json.loads((ROOT / "client_generator" / "settings.schema.json").read_text(encoding="utf-8"))


def test_the_schema_for_editors_has_every_setting_with_its_default() -> None:
    found = {name: each.get("default") for name, each in SCHEMA["properties"].items() if each.get("type") != "object"}
    assert found == {each.name: each.default for each in fields(Settings) if isinstance(each.default, str)}
    assert list(SCHEMA["properties"]) == [each.name for each in fields(Settings)]
    assert list(SCHEMA["properties"]["names"]["properties"]) == [each.name for each in fields(NameMappings)]
    assert list(SCHEMA["$defs"]["paging"]["properties"]) == [each.name for each in fields(PagingRule)]
    assert SCHEMA["$defs"]["paging"]["properties"]["by"]["enum"] == list(PAGED_BY)
    assert SCHEMA["properties"]["style"]["enum"] == list(STYLES)
    assert SCHEMA["properties"]["library"]["enum"] == list(LIBRARIES)


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("package: my_client\nnames: {models: {SessionDTO: Session}}", True),
        ("pakage: my_client", False),
        ("names: {model: {}}", False),
        ("names: {models: {A: not-a-name}}", False),
        ("style: both", False),
        ("package: acme.clients.pets", True),
        ("package: acme..pets", False),
        ("library: asyncio", True),
        ("library: httpx", False),
        ("model_name_prefix: Acme", True),
        ("api_name_suffix: Service2", True),
        ("api_name_suffix: -service", False),
        ("user_agent: acme/1 (+https://acme.example)", True),
        ('user_agent: "a\\nb"', False),
        ("waiters: {wait: {operation: get, property: status, pending: [Running], failed: [Error]}}", True),
        ("waiters: {wait: {operation: get, property: status}}", False),
        ("waiters: {wait: {operation: get, property: status, pending: Running}}", False),
        ("paging: {GET /things: {by: cursor, argument: after, next: next, items: data}}", True),
        ("paging: {list: {by: link}, find: {by: page, argument: page, start: 0}}", True),
        ("paging: {list: {}}", False),
        ("paging: {list: {by: pages}}", False),
        ("paging: {list: {by: page}}", False),
        ("paging: {list: {by: cursor, argument: after}}", False),
        ("paging: {list: {by: url}}", False),
        ("paging: {list: {by: link, itmes: data}}", False),
    ],
)
def test_the_schema_for_editors_marks_what_the_generator_refuses(text: str, valid: bool) -> None:
    assert jsonschema_rs.is_valid(SCHEMA, parse_text(text, "settings")) is valid


def test_the_settings_of_the_portal_fit_their_schema() -> None:
    text = (ROOT / "client_generator.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=client_generator/settings.schema.json\n")
    assert jsonschema_rs.is_valid(SCHEMA, parse_text(text, "settings"))
