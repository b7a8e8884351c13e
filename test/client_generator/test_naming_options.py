"""Names of packages, models and API classes that the settings choose."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from client_generator import ConfigError, Generated, Settings, generate, plan, write_files
from test.client_generator.documents import write_document

OPERATION = """
    get:
      operationId: %s
      tags: [%s]
      responses:
        "200":
          description: It.
          content: {application/json: {schema: {$ref: "#/components/schemas/List"}}}
"""
SCHEMAS = """
components:
  schemas:
    List:
      type: object
      properties:
        items: {type: array, items: {type: object, properties: {name: {type: string}}}}
    Model: {type: object, properties: {date: {$ref: "#/components/schemas/date"}}}
    date: {type: object, properties: {day: {type: integer}}}
"""


def document(folder: Path, *tags: str) -> Path:
    """Write a document with an operation for each tag."""
    paths = "".join(f"  /p{i}:{OPERATION % (f'op{i}', tag)}" for i, tag in enumerate(tags))
    return write_document(folder, f"paths:\n{paths}{SCHEMAS}")


def made(folder: Path, *tags: str, **settings: Any) -> Generated:
    """Generate a package."""
    return generate(document(folder, *tags), Settings(**settings))


def written(folder: Path, program: str, **settings: Any) -> str:
    """Generate a package with the tag Pets, and return what a program prints that uses it."""
    found = made(folder, "Pets", **settings)
    write_files(found.files, folder, plan(found.files, folder, settings["package"]))
    command = [sys.executable, "-W", "error", "-c", program]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.parametrize(
    ("tag", "module", "name"),
    [
        ("import", "import_api", "ImportApi"),
        ("my tags 123#", "my_tags123_api", "MyTags123Api"),
        ("User.Admin", "user_admin_api", "UserAdminApi"),
        ("HTTPServer", "http_server_api", "HTTPServerApi"),
        ("v1.2", "v12_api", "V12Api"),
        ("a/b", "ab_api", "ABApi"),
        ("\u00dcBER", "ber_api", "BERApi"),
        ("\u65e5\u672c", "\u65e5\u672capi", "\u65e5\u672cApi"),
        ("123", "model123_api", "Model123Api"),
        ("Api", "api_api", "ApiApi"),
    ],
)
def test_a_tag_names_its_class_and_module(tmp_path: Path, tag: str, module: str, name: str) -> None:
    files = made(tmp_path, tag, package="client").files
    assert f"class {name}(Api)".encode() in files[f"client/api/{module}.py"]


def test_a_tag_that_is_a_keyword_has_a_plain_module_in_style_sdk(tmp_path: Path) -> None:
    files = made(tmp_path, "import", package="client", style="sdk").files
    assert b"class ImportApi(Api)" in files["client/api/import_api.py"]
    assert b"def var_import(self) -> ImportApi" in files["client/client.py"]


def test_tags_that_make_the_same_class_share_it(tmp_path: Path) -> None:
    files = made(tmp_path, "pet store", "PetStore", package="client").files
    module = files["client/api/pet_store_api.py"]
    assert (b"def op0(" in module, b"def op1(" in module) == (True, True)


def test_classes_that_differ_in_case_have_two_modules(tmp_path: Path) -> None:
    files = made(tmp_path, "PETS", "Pets", package="client").files
    assert b"class PETSApi(Api)" in files["client/api/pets_api.py"]
    assert b"class PetsApi(Api)" in files["client/api/pets_api_2.py"]


def test_models_and_api_classes_have_prefix_and_suffix(tmp_path: Path) -> None:
    options = {"model_name_prefix": "my", "model_name_suffix": "Dto", "api_name_suffix": "Service"}
    program = "import client; print(client.AcmePetsService.__module__, client.MyListDto, client.MyListItemsInnerDto)"
    found = written(tmp_path, program, package="client", api_name_prefix="Acme", **options)
    assert found == (
        "client.api.acme_pets_service <class 'client.models.my_list_dto.MyListDto'> "
        "<class 'client.models.my_list_items_inner_dto.MyListItemsInnerDto'>\n"
    )


def test_model_named_like_an_import_has_its_own_name_too(tmp_path: Path) -> None:
    program = """
from client import List, Model, ModelDate, models
from client.models.list import List as Direct
assert List is models.ModelList is Direct
print(List(items=[models.ListItemsInner(name="a")]).to_json(), Model(date=ModelDate(day=1)).to_json())
"""
    assert written(tmp_path, program, package="client") == '{"items":[{"name":"a"}]} {"date":{"day":1}}\n'


def test_the_user_agent_can_be_chosen(tmp_path: Path) -> None:
    program = "import client; print(client.ApiClient().user_agent)"
    assert written(tmp_path, program, package="client", user_agent="acme/2") == "acme/2\n"


def test_a_nested_package_can_be_imported(tmp_path: Path) -> None:
    program = """
from acme.api.pets import ApiClient, PetsApi, models
from acme.api.pets.aio import PetsApi as AsyncPetsApi
print(PetsApi().op0.__module__, models.ModelList.__module__, ApiClient().user_agent)
"""
    found = written(tmp_path, program, package="acme.api.pets")
    assert found == "acme.api.pets.api.pets_api acme.api.pets.models.model_list acme.api.pets/1.0.0/python\n"
    assert (tmp_path / "acme/api/__init__.py").read_bytes() == b""
    assert b'BASE_URL_VARIABLE = "ACME_API_PETS_BASE_URL"' in (tmp_path / "acme/api/pets/_document.py").read_bytes()


@pytest.mark.parametrize("package", ["acme.", "acme..pets", ".acme", "acme.class", "acme.a-b"])
def test_a_package_name_that_cannot_be_imported_is_refused(package: str) -> None:
    with pytest.raises(ConfigError, match="package must be a Python name"):
        Settings(package=package)


def test_names_of_the_runtime_are_free_for_documents(tmp_path: Path) -> None:
    schemas = {
        "RetryConfig": "mro: {type: string}, register: {type: string}",
        "T": "copy: {type: string}, fields_to_set: {type: string}",
        "\u65e5\u672c": '"\u65e5\u672c": {type: string}, other: {$ref: "#/components/schemas/T"}',
    }
    operations = "".join(
        f"  /p{index}:\n    get:\n      operationId: {name}\n      tags: [cached_property, close, {name}]\n"
        f'      responses: {{"200": {{description: "", content: {{application/json: {{schema: '
        f'{{$ref: "#/components/schemas/{name}"}}}}}}}}}}\n'
        for index, name in enumerate(schemas)
    )
    models = "".join(f"    {name}: {{type: object, properties: {{{text}}}}}\n" for name, text in schemas.items())
    path = write_document(tmp_path, f"paths:\n{operations}components:\n  schemas:\n{models}")
    files = generate(path, Settings(package="client")).files
    write_files(files, tmp_path, plan(files, tmp_path, "client"))
    program = """
import client
for name in client.__all__:
    getattr(client, name)
api = client.Client()
print(api.close_2.t.__name__, api.cached_property_2.retry_config.__name__, client.T(var_copy="a").to_json())
"""
    command = [sys.executable, "-W", "error", "-c", program]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert (found.stdout, found.stderr) == ('t retry_config {"copy":"a"}\n', "")
    mypy = [sys.executable, "-m", "mypy", "--strict", str(tmp_path / "client")]
    checked = subprocess.run(mypy, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    assert checked.returncode == 0, checked.stdout
