from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from client_generator.commands import cli
from test.client_generator.documents import write_schemas


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_schemas(tmp_path, "Thing: {type: object, properties: {name: {type: string}}}")


def test_generate_writes_package_docs_and_manifest(document: Path) -> None:
    result = run("generate", document, "--package", "things", "--client-class", "Things", "--output", "out")
    assert result.exit_code == 0
    assert result.stdout.startswith("out/things: ")
    for name in ("things/__init__.py", "things/models/thing.py", "docs/Thing.md", "things/.generated.json"):
        assert Path("out", name).is_file()


def test_without_arguments_the_settings_in_the_folder_say_what_to_do(document: Path) -> None:
    Path("client_generator.yaml").write_text("package: things\nclient_class: Things\n")
    assert run("generate").exit_code == 0
    assert Path("things/__init__.py").is_file()


def test_arguments_win_over_settings(document: Path) -> None:
    Path("client_generator.yaml").write_text("package: things\n")
    assert run("generate", "--package", "others").exit_code == 0
    assert Path("others").is_dir()
    assert not Path("things").exists()


def test_check_is_content_right_after_generate(document: Path) -> None:
    run("generate", document, "--package", "things")
    result = run("check", document, "--package", "things")
    assert (result.exit_code, result.stdout) == (0, "things: up to date\n")


def test_check_names_what_is_stale_and_writes_nothing(document: Path) -> None:
    run("generate", document, "--package", "things")
    write_schemas(Path(), "Thing: {type: object, properties: {title: {type: string}}}")
    before = Path("things/models/thing.py").read_bytes()
    result = run("check", document, "--package", "things")
    assert result.exit_code == 1
    assert "stale: things/models/thing.py\n" in result.stdout
    assert Path("things/models/thing.py").read_bytes() == before


def test_an_edited_file_is_reported_and_the_exit_status_says_so(document: Path) -> None:
    run("generate", document, "--package", "things")
    Path("things/models/thing.py").write_text("mine")
    result = run("generate", document, "--package", "things")
    assert result.exit_code == 1
    assert "left alone: things/models/thing.py" in result.stderr
    assert run("generate", document, "--package", "things", "--force").exit_code == 0


def test_a_bad_document_leaves_the_old_client_whole(document: Path) -> None:
    run("generate", document, "--package", "things")
    before = {path: path.read_bytes() for path in Path("things").rglob("*.py")}
    write_schemas(Path(), "Other: {type: string}")
    result = run("generate", document, "--package", "things")
    assert result.exit_code == 2
    expected = (
        f"error: {document}#/paths/~1things/get/responses/200/content/application~1json/schema: $ref points nowhere"
    )
    assert result.stderr.startswith(expected)
    assert {path: path.read_bytes() for path in Path("things").rglob("*.py")} == before


@pytest.mark.parametrize("command", ["generate", "check"])
def test_a_missing_document_exits_with_2_and_one_line(command: str, tmp_path: Path) -> None:
    result = run(command, tmp_path / "none.yaml")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ("pakage: x", "there is no setting pakage; did you mean package?"),
        ("package: a-b", "package must be a Python name, not 'a-b'"),
        ("style: fancy", "style must be one of openapi-generator, sdk, not 'fancy'"),
        ("package: 7", "package must be a text, not int"),
        ("- a", "holds no settings"),
    ],
)
def test_bad_settings_are_named_with_the_way_out(document: Path, settings: str, message: str) -> None:
    Path("client_generator.yaml").write_text(settings)
    result = run("generate")
    assert result.exit_code == 2
    assert f"error: client_generator.yaml: {message}" in result.stderr


def test_help_says_what_exit_statuses_mean() -> None:
    assert "Exit status: 0" in run("generate", "--help").stdout


def test_an_output_that_cannot_be_written_is_an_error_not_a_traceback(document: Path) -> None:
    Path("file").write_text("")
    result = run("generate", document, "--package", "things", "--output", "file/below")
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.chdir(tmp_path)
    for name, schema in (
        ("old", "{name: {type: string}, size: {}}"),
        ("new", "{name: {type: string}, age: {}, x: {}}"),
    ):
        Path(name).mkdir()
        write_schemas(Path(name), f"Thing: {{type: object, properties: {schema}}}")
    return Path("old/openapi.yaml"), Path("new/openapi.yaml")


def test_diff_prints_a_line_for_each_change_and_counts_them(documents: tuple[Path, Path]) -> None:
    result = run("diff", *documents)
    assert result.exit_code == 1
    assert result.stdout == textwrap.dedent("""\
        breaking:
        old/openapi.yaml#/components/schemas/Thing/properties/size: the field size is gone

        additions:
        new/openapi.yaml#/components/schemas/Thing/properties/age: the field age is new
        new/openapi.yaml#/components/schemas/Thing/properties/x: the field x is new

        1 breaking, 2 additions, 0 documentation
    """)


def test_diff_prints_lists_of_changes_for_programs(documents: tuple[Path, Path]) -> None:
    result = run("diff", *documents, "--format", "json")
    found = json.loads(result.stdout)
    place = "/components/schemas/Thing/properties"
    assert result.exit_code == 1
    assert found["breaking"] == [{"pointer": f"{place}/size", "message": "the field size is gone", "document": "old"}]
    assert [change["pointer"] for change in found["additions"]] == [f"{place}/age", f"{place}/x"]
    assert found["documentation"] == []


def test_diff_of_a_document_and_itself_finds_nothing(documents: tuple[Path, Path]) -> None:
    result = run("diff", documents[0], documents[0])
    assert (result.exit_code, result.stdout) == (0, "no differences\n")
    result = run("diff", documents[0], documents[0], "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"breaking": [], "additions": [], "documentation": []})


def test_diff_lets_additions_pass(documents: tuple[Path, Path]) -> None:
    write_schemas(Path("new"), "Thing: {type: object, properties: {name: {type: string}, size: {}, age: {}}}")
    result = run("diff", *documents)
    assert result.exit_code == 0
    assert result.stdout.endswith("\n0 breaking, 1 addition, 0 documentation\n")


def test_diff_names_the_file_that_a_document_refers_to(documents: tuple[Path, Path]) -> None:
    for path, name in zip(documents, ("a", "b"), strict=True):
        write_schemas(path.parent, "Thing: {$ref: 'models.yaml#/Thing'}")
        (path.parent / "models.yaml").write_text(f"Thing: {{type: object, properties: {{{name}: {{}}}}}}")
    lines = run("diff", *documents).stdout.splitlines()
    assert "old/models.yaml#/Thing/properties/a: the field a is gone" in lines
    assert "new/models.yaml#/Thing/properties/b: the field b is new" in lines


@pytest.mark.parametrize("text", [None, "a: [", "{}", "swagger: '2.0'"])
def test_diff_of_what_is_no_document_exits_with_2_and_one_line(documents: tuple[Path, Path], text: str | None) -> None:
    bad = Path("bad.yaml")
    if text is not None:
        bad.write_text(text)
    for pair in ((documents[0], bad), (bad, documents[0])):
        result = run("diff", *pair)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.startswith("error: bad.yaml")
        assert result.stderr.count("\n") == 1


def test_diff_without_two_documents_says_what_is_missing() -> None:
    result = run("diff", "openapi.yaml")
    assert result.exit_code == 2
    assert "Missing argument 'NEW'" in result.stderr
    assert "Exit status: 0 nothing breaks; 1 something breaks" in run("diff", "--help").stdout
