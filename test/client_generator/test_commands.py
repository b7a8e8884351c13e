from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from client_generator.commands import cli
from client_generator.config import STYLES
from test.client_generator.documents import write_document, write_schemas


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
        ("docs: ../pages", "docs must be a folder in the output folder, not '../pages'"),
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


PATH = 'paths: {"/things/{id}": {get: {responses: {"204": {description: Done.}}}}}'


def test_a_document_can_be_piped_in(document: Path) -> None:
    result = CliRunner().invoke(cli, ["generate", "-", "--package", "things"], input=document.read_bytes())
    assert result.exit_code == 0
    assert Path("things/models/thing.py").is_file()


def test_a_problem_of_a_piped_document_names_standard_input() -> None:
    result = CliRunner().invoke(cli, ["generate", "-"], input="swagger: '2.0'")
    assert (result.exit_code, result.stderr.startswith("error: standard input#/swagger: ")) == (2, True)


def test_what_is_wrong_and_usable_is_a_warning_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = write_document(tmp_path, f"{PATH}\nservers: [{{url: 7}}]")
    result = run("generate", document, "--package", "things")
    assert result.exit_code == 0
    assert f"warning: {document}#/servers/0/url: 7 is not of type" in result.stderr
    assert f"warning: {document}#/paths/~1things~1{{id}}/get: the path has {{id}}" in result.stderr
    assert "1 operation, 0 models, 2 warnings; " in result.stdout


def test_strict_takes_warnings_for_errors(tmp_path: Path) -> None:
    document = write_document(tmp_path, PATH)
    result = run("generate", document, "--strict", "--output", tmp_path / "out")
    assert (result.exit_code, result.stderr.startswith(f"error: {document}#/paths")) == (2, True)
    assert not (tmp_path / "out").exists()


def test_quiet_prints_nothing_but_errors(tmp_path: Path) -> None:
    document = write_document(tmp_path, PATH)
    result = run("generate", document, "--quiet", "--output", tmp_path / "out")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(("docs", "folders"), [("reference", {"things", "reference"}), ("", {"things"})])
def test_reference_pages_go_where_they_shall_or_nowhere(document: Path, docs: str, folders: set[str]) -> None:
    assert run("generate", document, "--package", "things", "--output", "out", "--docs", docs).exit_code == 0
    assert {path.name for path in Path("out").iterdir()} == folders
    assert run("check", document, "--package", "things", "--output", "out", "--docs", docs).exit_code == 0


def test_templates_and_runtime_modules_of_a_user_stand_in_for_ours(document: Path) -> None:
    folder = Path("own")
    (folder / "runtime").mkdir(parents=True)
    (folder / "enum.py.jinja").write_text("# mine\n")
    (folder / "object.py.jinja").write_text("class {{ model.name }}: ...\n")
    (folder / "runtime" / "_headers.py").write_text("# mine too\n")
    (folder / "runtime" / "extra.py").write_text("# one more\n")
    assert run("generate", document, "--package", "things", "--templates", folder).exit_code == 0
    assert Path("things/models/thing.py").read_text() == "class Thing: ...\n"
    assert Path("things/_headers.py").read_text() == "# mine too\n"
    assert Path("things/extra.py").read_text() == "# one more\n"
    assert Path("things/_model.py").is_file()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ model.nam }}", "object.py.jinja cannot be filled: "),
        ("{% if %}", "object.py.jinja, line 1 cannot be filled"),
    ],
)
def test_a_template_that_cannot_be_filled_is_named(document: Path, text: str, message: str) -> None:
    Path("own").mkdir()
    Path("own/object.py.jinja").write_text(text)
    result = run("generate", document, "--templates", "own")
    assert (result.exit_code, message in result.stderr) == (2, True)


def test_a_folder_of_templates_that_is_not_there_is_said(document: Path) -> None:
    result = run("generate", document, "--templates", "none")
    assert (result.exit_code, "there is no folder none" in result.stderr) == (2, True)


def test_paths_in_settings_start_at_the_settings(document: Path) -> None:
    Path("sub/own").mkdir(parents=True)
    Path("sub/own/object.py.jinja").write_text("# mine\n")
    Path("sub/client_generator.yaml").write_text("specification: ../openapi.yaml\ntemplates: own\noutput: out\n")
    assert run("generate", "--config", "sub/client_generator.yaml").exit_code == 0
    assert Path("sub/out/openapi_client/models/thing.py").read_text() == "# mine\n"


def test_a_mistake_of_ours_is_said_in_a_line_not_shown_as_a_traceback(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("client_generator.commands.generate", lambda *_: 1 / 0)
    result = run("generate", document)
    assert (result.exit_code, result.stderr.count("\n")) == (70, 1)
    assert "a defect of the generator: ZeroDivisionError: division by zero" in result.stderr


def tree(folder: str) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*.md"))


EMPTY = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {}\n"


@pytest.mark.parametrize("style", STYLES)
def test_generate_removes_all_pages_of_a_spec_that_became_empty(document: Path, style: str) -> None:
    arguments = ("generate", document, "--package", "things", "--style", style, "--output", "out")
    assert run(*arguments).exit_code == 0
    document.write_text(EMPTY)
    result = run(*arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    assert tree("out") == (["docs/README.md"] if style == "sdk" else [])
    assert run("check", *arguments[1:]).exit_code == 0


@pytest.mark.parametrize("docs", ["pages", "docs/more", ""])
def test_change_of_docs_folder_moves_pages_but_not_those_of_users(document: Path, docs: str) -> None:
    run("generate", document, "--output", "out")
    Path("out/docs/mine.md").write_text("mine")
    result = run("generate", document, "--output", "out", "--docs", docs)
    assert (result.exit_code, result.stderr) == (0, "")
    assert tree("out") == sorted(["docs/mine.md", *(f"{docs}/{name}.md" for name in ("DefaultApi", "Thing") if docs)])


def test_change_of_style_and_back_leaves_nothing_stale(document: Path) -> None:
    run("generate", document, "--output", "out")
    before = tree("out")
    assert run("generate", document, "--output", "out", "--style", "sdk").exit_code == 0
    assert "docs/README.md" in tree("out")
    assert run("generate", document, "--output", "out").exit_code == 0
    assert tree("out") == before


def test_change_of_package_in_settings_replaces_the_package(document: Path) -> None:
    settings = Path("client_generator.yaml")
    settings.write_text("package: old\n")
    run("generate")
    Path("old/mine.py").write_text("mine")
    settings.write_text("package: new\n")
    assert "stale: old/models/thing.py" in run("check").stdout
    assert run("generate").exit_code == 0
    assert [path.as_posix() for path in Path("old").rglob("*")] == ["old/mine.py"]
    assert run("check").exit_code == 0
    assert "import new" in Path("docs/DefaultApi.md").read_text()


def test_two_packages_with_the_same_pages_have_a_docs_folder_each(document: Path) -> None:
    for package in ("one", "two", "one"):
        assert run("generate", document, "--package", package).exit_code == 0
    assert tree("docs") == ["DefaultApi.md", "Thing.md", "two/DefaultApi.md", "two/Thing.md"]
    assert [run("check", document, "--package", package).exit_code for package in ("one", "two")] == [0, 0]
    document.write_text(EMPTY)
    assert run("generate", document, "--package", "one").exit_code == 0
    assert tree("docs") == ["two/DefaultApi.md", "two/Thing.md"]


def test_two_packages_with_different_pages_share_a_docs_folder(document: Path) -> None:
    run("generate", document, "--package", "one")
    write_document(
        Path(), "paths: {}\ncomponents: {schemas: {Cat: {type: object, properties: {n: {}}}}}", name="b.yaml"
    )
    result = run("generate", "b.yaml", "--package", "two")
    assert (result.exit_code, result.stderr) == (0, "")
    assert tree("docs") == ["Cat.md", "DefaultApi.md", "Thing.md"]


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
