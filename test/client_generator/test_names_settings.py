from __future__ import annotations

import ast
from pathlib import Path

import pytest

from client_generator import ConfigError, Generated, NameMappings, Settings, generate, load_settings
from test.client_generator.documents import write_document

DOCUMENT = """
paths:
  /sessions/{id}:
    get:
      operationId: getSession
      tags: [Session service]
      x-speakeasy-name-override: retrieve
      x-speakeasy-group: sessions
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: from, in: query, schema: {type: string}}
      responses:
        "200":
          description: It.
          content: {application/json: {schema: {$ref: "#/components/schemas/SessionDTO"}}}
components:
  schemas:
    SessionDTO:
      type: object
      properties:
        type: {type: string}
        state: {$ref: "#/components/schemas/State"}
    State: {type: string, enum: [light-blue, ""]}
"""


def made(folder: Path, style: str = "openapi-generator", **names: dict[str, str]) -> Generated:
    settings = Settings(package="client", style=style, names=NameMappings(**names))
    return generate(write_document(folder, DOCUMENT), settings)


def functions(generated: Generated, path: str) -> dict[str, list[str]]:
    tree = ast.parse(generated.files[path])
    return {
        node.name: [argument.arg for argument in node.args.args + node.args.kwonlyargs]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    }


def test_every_kind_of_name_can_be_chosen(tmp_path: Path) -> None:
    found = made(
        tmp_path,
        operations={"GET /sessions/{id}": "fetch"},
        models={"SessionDTO": "Session"},
        fields={"Session.type": "kind"},
        arguments={"getSession.from": "since"},
        tags={"Session service": "sessions"},
        members={"State.light-blue": "PALE"},
    )
    assert functions(found, "client/api/sessions_api.py")["fetch"][:3] == ["self", "id", "since"]
    assert "kind: Annotated[Optional[StrictStr]" in found.files["client/models/session.py"].decode()
    assert 'PALE = "light-blue"' in found.files["client/models/state.py"].decode()
    assert found.warnings == ()


def test_a_name_for_what_is_not_there_is_a_warning_with_what_may_be_meant(tmp_path: Path) -> None:
    warnings = made(tmp_path, models={"SesionDTO": "Session"}, operations={"getX": "x"}).warnings
    assert [str(warning) for warning in warnings] == [
        "the document has nothing that names.models could call SesionDTO (did you mean SessionDTO?)",
        "the document has nothing that names.operations could call getX (remove it from the settings)",
    ]


def test_the_style_of_sdks_takes_the_documents_own_wishes(tmp_path: Path) -> None:
    found = functions(made(tmp_path, "sdk"), "client/api/sessions_api.py")
    assert found["retrieve"][:3] == ["self", "id", "from_"]


def test_the_style_of_openapi_generator_knows_no_wishes(tmp_path: Path) -> None:
    found = functions(made(tmp_path), "client/api/session_service_api.py")
    assert found["get_session"][:3] == ["self", "id", "var_from"]


@pytest.mark.parametrize("style", ["openapi-generator", "sdk"])
@pytest.mark.parametrize(("id_", "name"), [("4oDFeed", "call_4o_d_feed"), ("import", None), ("%", "call")])
def test_a_method_has_a_valid_name_whatever_its_operation_is_called(
    tmp_path: Path, style: str, id_: str, name: str | None
) -> None:
    text = DOCUMENT.replace("operationId: getSession", f'operationId: "{id_}"')
    text = text.replace("x-speakeasy-name-override: retrieve", "").replace("x-speakeasy-group: sessions", "")
    found = generate(write_document(tmp_path, text), Settings(package="client", style=style))
    expected = name or ("call_import" if style == "openapi-generator" else "import_")
    assert expected in functions(found, "client/api/session_service_api.py")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("names: {model: {A: B}}", "there is no kind of names model; did you mean models?"),
        ("names: {models: [A]}", "names.models must be a mapping"),
        ("names: [A]", "names must be a mapping"),
        ("names: {models: {A: class}}", "names.models.A must be a Python name, not 'class'"),
        ("names: {models: {A: 7}}", "names.models.A must be a text, not 7"),
    ],
)
def test_names_that_cannot_be_are_refused_with_their_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "client_generator.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError) as error:
        load_settings(path)
    assert str(error.value).startswith(f"{path}: {message}")
