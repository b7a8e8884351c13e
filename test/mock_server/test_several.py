"""Several APIs on one origin: who answers what, and what is shown."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from mock_server import App, Settings, SetupError, load_app, load_apps
from mock_server.several import Several
from mock_server.testing import serve
from test.mock_server.calls import FIXTURE, ME, call, form

LIBRARY = Path(__file__).parent / "library"


def api(folder: Path, name: str, *operations: str) -> Path:
    """A document of a few operations, each `METHOD /path`; the server answers with its name."""
    lines = ["openapi: 3.0.3", f"info: {{title: {name}, version: '1'}}", "paths:"]
    for operation in operations:
        method, path = operation.split()
        names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
        parameters = ", ".join(
            f"{{name: {each}, in: path, required: true, schema: {{type: string}}}}" for each in names
        )
        content = f"content: {{application/json: {{example: {name}}}}}"
        answer = f"{{description: Done., {content}}}"
        lines.append(f"  {path}: {{{method}: {{parameters: [{parameters}], responses: {{'200': {answer}}}}}}}")
    document = folder / f"{name}.yaml"
    document.write_text("\n".join(lines), encoding="utf-8")
    return document


@pytest.fixture
def app(tmp_path: Path) -> App:
    first = api(tmp_path, "first", "get /things/{id}", "get /only/first", "put /things/{id}/parts")
    second = api(tmp_path, "second", "delete /things/{thing}", "get /things/best", "post /things/{id}/parts")
    return load_apps(first, second)


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/things/7", "first"),
        ("DELETE", "/things/7", "second"),
        ("GET", "/things/best", "second"),
        ("GET", "/things/a%2Fb", "first"),
        ("PUT", "/things/7/parts", "first"),
        ("POST", "/things/7/parts", "second"),
    ],
)
def test_a_request_goes_to_the_api_that_has_its_path_and_method(app: App, method: str, path: str, name: str) -> None:
    assert call(method, path, app).json() == name


def test_head_goes_where_get_does(app: App) -> None:
    assert call("HEAD", "/only/first", app).status_code == 200


def test_a_method_that_no_api_has_is_answered_with_those_of_all(app: App) -> None:
    response = call("PATCH", "/things/7", app)
    assert (response.status_code, response.headers["allow"]) == (405, "DELETE, GET, HEAD")


def test_a_path_that_no_api_has_is_not_found(app: App) -> None:
    response = call("GET", "/nothing", app)
    assert (response.status_code, response.json()) == (404, {"detail": "Not Found"})


def test_pages_of_other_origins_may_call_all_and_read_errors(app: App) -> None:
    preflight = {"Origin": "http://page", "Access-Control-Request-Method": "DELETE"}
    assert call("OPTIONS", "/things/7", app, headers=preflight).status_code == 200
    for path in ("/things/7", "/nothing", "/first/openapi.json"):
        assert call("GET", path, app, headers={"Origin": "http://page"}).headers["access-control-allow-origin"] == "*"


def test_each_api_shows_its_document_under_its_name(app: App) -> None:
    assert call("GET", "/first/openapi.json", app).json()["info"]["title"] == "first"
    assert call("GET", "/second/openapi.yaml", app).text.startswith("openapi: 3.0.3\ninfo: {title: second")
    assert call("GET", "/second/ui/openapi.json", app).json()["servers"][0]["url"] == "/"
    assert call("GET", "/openapi.json", app).status_code == 404


def test_a_path_of_an_api_wins_over_a_document_that_is_shown(tmp_path: Path) -> None:
    app = load_apps(api(tmp_path, "first", "get /second/openapi.json"), api(tmp_path, "second", "get /a"))
    assert call("GET", "/second/openapi.json", app).json() == "first"
    assert call("GET", "/second/openapi.yaml", app).text.startswith("openapi: 3.0.3")


def test_closing_closes_each_of_them(app: App) -> None:
    assert isinstance(app, Several)
    app.close()
    assert [each.stopping for each in app.apps.values()] == [True, True]


def test_one_user_interface_shows_all_apis(app: App) -> None:
    page = call("GET", "/ui/", app).text
    assert '{"name": "first", "url": "/first/ui/openapi.json"}' in page
    assert '{"name": "second", "url": "/second/ui/openapi.json"}' in page
    assert call("GET", "/second/ui", app).headers["location"] == "/ui/?urls.primaryName=second"
    assert call("GET", "/", app).headers["location"] == "/ui/"


def test_two_apis_with_one_path_and_method_fail_at_start_by_name(tmp_path: Path) -> None:
    first, second = api(tmp_path, "first", "get /a/{x}"), api(tmp_path, "second", "get /a/{y}")
    with pytest.raises(SetupError, match=r"first and second both have GET /a/\{y\}"):
        load_apps(first, second)


def test_apis_of_one_name_are_told_apart_by_a_number(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    app = load_apps(api(tmp_path, "things", "get /a"), api(tmp_path / "sub", "things", "get /b"))
    assert list(call("GET", "/things-2/openapi.json", app).json()["paths"]) == ["/b"]


def test_settings_and_state_are_each_apis_own() -> None:
    app = load_apps("portal", LIBRARY, settings=Settings(tokens=frozenset({"me"})))
    assert call("GET", f"/sessions/{FIXTURE}", app).json()["id"] == FIXTURE
    assert call("GET", f"/sessions/{FIXTURE}", app, headers={"Authorization": "Bearer other"}).status_code == 401
    assert call("GET", "/v1/books/", app, headers={"Library-Key": "key-of-ada"}).json()["caller"] == "ada"


def test_several_apis_run_in_a_test_and_stop_at_once() -> None:
    with serve(load_apps("portal", LIBRARY)) as server, httpx.Client(base_url=server.url, headers=ME) as client:
        session = client.post("/sessions", **form(agent_id="a", text_prompt="x")).json()
        path, headers = f"/sessions/{session['id']}/subscribe", {"Accept": "text/event-stream"}
        with client.stream("GET", path, headers=headers) as response:
            server.stop()
            assert "event: session" in response.read().decode()


def test_one_api_alone_is_served_as_ever() -> None:
    assert (
        call("GET", "/openapi.json", load_apps(LIBRARY)).json()
        == call("GET", "/openapi.json", load_app(LIBRARY)).json()
    )
    assert call("GET", "/openapi.json", load_apps()).json() == call("GET", "/openapi.json").json()
