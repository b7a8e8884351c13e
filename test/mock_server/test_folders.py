"""Another API, from a folder: everything that the portal does not need, but other documents do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from mock_server import App, Settings, SetupError, load_app
from mock_server.testing import serve
from test.mock_server.calls import call

DOCUMENT = "{openapi: 3.0.3, info: {title: a, version: '1'}, paths: {}}"
LIBRARY = Path(__file__).parent / "library"
KEY = {"Library-Key": "key-of-ada"}


def ask(method: str, path: str, app: App | None = None, **options: Any) -> httpx.Response:
    """Make a call with a key."""
    headers = {**KEY, **options.pop("headers", {})}
    return call(method, f"/v1{path}", app or load_app(LIBRARY), headers=headers, **options)


def test_a_key_in_a_header_is_checked_by_the_api_itself() -> None:
    assert ask("GET", "/books/").json()["caller"] == "ada"
    for key in ("", "forged"):
        response = ask("GET", "/books/", headers={"Library-Key": key})
        assert (response.status_code, response.json()) == (401, {"detail": "Not authenticated"})


def test_without_auth_nobody_is_refused() -> None:
    app = load_app(LIBRARY, Settings(auth=False))
    response = ask("GET", "/books/", app, headers={"Library-Key": ""})
    assert (response.status_code, response.json()["caller"]) == (200, "")


def test_parameters_come_from_query_header_and_cookie_with_defaults() -> None:
    headers = {"X-Trace-Id": "t1", "Cookie": "other=1; reader=grace"}
    found = ask("GET", "/books/?page=2", headers=headers).json()
    assert (found["page"], found["trace"], found["reader"]) == (2, "t1", "grace")
    found = ask("GET", "/books/").json()
    assert (found["page"], found["trace"], found["reader"], found["kinds"]) == (0, "", "anonymous", [])


def test_arrays_come_repeated_or_separated_by_commas() -> None:
    for query in ("kinds=novel&kinds=poem", "kinds=novel,poem"):
        assert ask("GET", f"/books/?{query}").json()["kinds"] == ["novel", "poem"]


@pytest.mark.parametrize(
    ("query", "shelves"),
    [("shelves=1,2", [1, 2]), ("shelves=1&shelves=2", [1, 2]), ("shelves=", None), ("shelves=null", None), ("", None)],
)
def test_an_array_that_may_be_null_is_read_as_one(query: str, shelves: list[int] | None) -> None:
    assert ask("GET", f"/books/?{query}").json()["shelves"] == shelves


def test_a_handler_sees_cookies_that_the_document_does_not_know() -> None:
    found = ask("GET", "/books/", headers={"Cookie": "other=1; reader=grace"}).json()
    assert found["cookies"] == {"other": "1", "reader": "grace"}


def test_a_comma_in_a_text_stays_there() -> None:
    assert ask("GET", "/books/?words=a%2Cb&words=c").json()["words"] == ["a,b", "c"]


def test_a_json_body_becomes_the_argument_body_and_the_status_is_the_declared_one() -> None:
    response = ask("POST", "/books/", json={"title": "Moby-Dick"})
    assert (response.status_code, response.json()) == (201, {"id": 1, "title": "Moby-Dick"})


def test_what_is_only_read_need_not_be_sent_and_null_is_a_value() -> None:
    assert ask("POST", "/books/", json={"title": None}).json() == {"id": 1, "title": None}


@pytest.mark.parametrize(
    ("content", "loc", "kind"),
    [
        (b"{", ["body", 1], "json_invalid"),
        (b"", ["body"], "missing"),
        (b"{}", ["body", "title"], "missing"),
        (b'{"title": 7}', ["body", "title"], "string_type"),
    ],
)
def test_a_bad_json_body_is_placed(content: bytes, loc: list[Any], kind: str) -> None:
    response = ask("POST", "/books/", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == 422
    assert [(issue["loc"][: len(loc)], issue["type"]) for issue in response.json()["detail"]] == [(loc, kind)]


def test_a_refusal_of_a_handler_is_held_against_the_document_too() -> None:
    app = load_app(LIBRARY)
    ask("POST", "/books/", app, json={"title": "Moby-Dick"})
    assert ask("POST", "/books/", app, json={"title": "Moby-Dick"}).json() == {"detail": "It is there already"}
    response = ask("POST", "/books/", app, json={"title": "forbidden"})
    assert (response.status_code, "answers 451" in response.json()["detail"]) == (500, True)


def test_bytes_of_a_media_range_become_the_body_and_no_content_is_answered() -> None:
    response = ask("PUT", "/books/1/cover", content=b"\xff\x00", headers={"Content-Type": "image/png"})
    assert (response.status_code, response.content, response.headers["x-size"]) == (204, b"", "2")
    assert ask("PUT", "/books/1/cover").headers["x-size"] == "0"


def test_a_stream_of_bytes_arrives_if_its_media_type_is_declared() -> None:
    response = ask("GET", "/books/1/recording")
    assert (response.content, response.headers["content-type"]) == (b"lalala", "audio/wav")
    assert ask("GET", "/books/2/recording").status_code == 500


def test_events_are_sent_with_their_names() -> None:
    text = ask("POST", "/books/1/reading").text
    assert text.startswith('event: word\ndata: {"word":"Call"}\n\n')
    assert text.count("event: word") == 3


def test_a_stream_with_an_event_that_the_document_does_not_allow_breaks_off(caplog: pytest.LogCaptureFixture) -> None:
    received: list[str] = []
    with serve(load_app(LIBRARY)) as server, httpx.stream("POST", f"{server.url}/v1/books/2/reading") as response:
        lines = response.iter_lines()
        with pytest.raises(httpx.RemoteProtocolError):
            received.extend(lines)
    assert [line for line in received if line.startswith("data")] == ['data: {"word":"One"}']
    assert "read_book answers an event" in caplog.text
    assert "/data/word: " in caplog.text


def test_each_application_has_its_own_handlers_and_takes_their_options() -> None:
    app = load_app(LIBRARY, first_id=40)
    assert ask("POST", "/books/", app, json={"title": "a"}).json()["id"] == 40
    assert ask("POST", "/books/", json={"title": "a"}).json()["id"] == 1


def test_a_document_of_openapi_3_1_is_shown_as_it_was_written() -> None:
    app = load_app(LIBRARY)
    assert call("GET", "/openapi.yaml", app).content == (LIBRARY / "openapi.yaml").read_bytes()
    assert call("GET", "/openapi.json", app).json()["openapi"] == "3.1.0"
    assert call("GET", "/v1/ui/", app).status_code == 200
    assert call("GET", "/ui", app).headers["location"] == "/v1/ui/"
    assert call("GET", "/v1/ui/openapi.json", app).json()["servers"][0]["url"] == "/v1"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "cannot be read"),
        ({"openapi.yaml": "{}"}, "is no OpenAPI document with paths"),
        ({"openapi.yaml": "{swagger: '2.0', paths: {}}"}, "is no document of OpenAPI 3"),
        ({"openapi.yaml": DOCUMENT, "handlers.py": ""}, "has no class Handlers"),
        ({"openapi.yaml": DOCUMENT, "handlers.py": "class"}, "handlers.py fails: SyntaxError"),
        ({"openapi.yaml": DOCUMENT, "handlers.py": "\nimport a_b"}, "line 2 of handlers.py fails: ModuleNotFoundError"),
        ({"openapi.yaml": DOCUMENT, "handlers.py": "class Handlers: ..."}, "fails: TypeError: .* no arguments"),
    ],
)
def test_a_folder_that_lacks_something_says_so(tmp_path: Path, files: dict[str, str], message: str) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(SetupError, match=f"^{tmp_path}.*{message}"):
        load_app(tmp_path)


def test_what_is_not_valid_in_a_document_is_said_in_a_line_without_long_values(tmp_path: Path) -> None:
    parameter = f"{{name: a, in: outside, description: {'x' * 100}}}"
    operation = f"{{parameters: [{parameter}], responses: {{'200': {{description: a}}}}}}"
    document = DOCUMENT.replace("paths: {}", f"paths: {{/a: {{get: {operation}}}}}")
    (tmp_path / "openapi.yaml").write_text(document, encoding="utf-8")
    with pytest.raises(SetupError, match=r"valid: /paths/~1a/get/parameters/0: this is not valid [^\n]*$"):
        load_app(tmp_path)


def test_an_optional_argument_without_a_default_fails_at_start_by_name(tmp_path: Path) -> None:
    operation = (
        "{operationId: go, parameters: [{name: far, in: query, schema: {type: boolean}}], "
        "responses: {'200': {description: Gone.}}}"
    )
    head = "openapi: 3.0.3\ninfo: {title: a, version: '1'}\n"
    (tmp_path / "openapi.yaml").write_text(f"{head}paths: {{/a: {{get: {operation}}}}}\n", encoding="utf-8")
    code = "class Handlers:\n    def __init__(self, settings): ...\n    async def go(self, far): ...\n"
    (tmp_path / "handlers.py").write_text(code, encoding="utf-8")
    with pytest.raises(SetupError, match="the handler of go has no default for far, which need not be sent"):
        load_app(tmp_path)
