"""The clients of flux0 against its mock, operation by operation; they are one client under two names."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest

import examples.flux0.flux0_client as flux0_client
import examples.flux0.openapi as openapi
from examples.flux0.flux0_client import Flux0, models
from examples.flux0.flux0_client.aio import AsyncFlux0
from mock_server.testing import serve
from test.client_generator.recording import Recorder, recording
from test.examples.flux0 import AGENT, SESSION, UNKNOWN, flux0
from test.mock_server.calls import together

OPTIONS = {"timeout", "headers", "retries"}
ARGUMENTS = {
    "create": {
        "agent_id": "str",
        "allow_greeting": "OptionalValue[bool]",
        "id": "OptionalNullable[str]",
        "title": "OptionalNullable[str]",
    },
    "list": {"agent_id": "OptionalNullable[str]"},
    "retrieve": {"session_id": "str"},
    "create_event": {
        "session_id": "str",
        "type_": "EventTypeDTO",
        "source": "EventSourceDTO",
        "content": "OptionalNullable[str]",
    },
    "list_events": {
        "session_id": "str",
        "min_offset": "OptionalNullable[int]",
        "source": "OptionalNullable[EventSourceDTO]",
        "correlation_id": "OptionalNullable[str]",
        "types": "OptionalNullable[List[EventTypeDTO]]",
    },
}
RETURNS = {
    "create": "SessionDTO",
    "list": "SessionsDTO",
    "retrieve": "SessionDTO",
    "create_event": "EventStream[SessionStream]",
    "list_events": "EventsDTO",
}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve(flux0()) as server:
        yield server.url


@pytest.fixture
def client(url: str) -> Iterator[Flux0]:
    with Flux0(base_url=url) as client:
        yield client


@pytest.mark.parametrize("name", ARGUMENTS)
@pytest.mark.parametrize("package", [flux0_client, openapi], ids=lambda package: package.__name__)
def test_a_method_has_the_arguments_of_its_operation(package: Any, name: str) -> None:
    signature = inspect.signature(getattr(package.SessionsApi, name))
    arguments = {key: each for key, each in signature.parameters.items() if key not in OPTIONS | {"self"}}
    assert {key: each.annotation for key, each in arguments.items()} == ARGUMENTS[name]
    assert signature.return_annotation == RETURNS[name]
    assert {each.kind for each in arguments.values()} == {inspect.Parameter.KEYWORD_ONLY}
    for each in arguments.values():
        default = package._types.UNSET if each.annotation.startswith("Optional") else inspect.Parameter.empty
        assert each.default is default


def test_every_operation_has_a_method_and_nothing_else_has() -> None:
    found = {name for name, each in vars(flux0_client.SessionsApi).items() if inspect.isfunction(each)}
    assert {name for name in found if not name.startswith("_") and "_with" not in name} == set(ARGUMENTS)


def test_the_same_client_goes_by_two_names(url: str) -> None:
    with openapi.SDK(base_url=url) as sdk:
        assert sdk.sessions.retrieve(session_id=SESSION).id == SESSION


def test_the_address_may_come_from_the_environment(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, client_class in (("FLUX0_CLIENT_BASE_URL", Flux0), ("OPENAPI_BASE_URL", openapi.SDK)):
        monkeypatch.setenv(variable, url)
        with client_class() as client:
            assert client.sessions.retrieve(session_id=SESSION).agent_id == AGENT


def test_create_returns_the_session(client: Flux0) -> None:
    session = client.sessions.create(agent_id=AGENT, allow_greeting=True, id="created-01", title="Dragons")
    assert (session.id, session.agent_id, session.title) == ("created-01", AGENT, "Dragons")
    assert session.consumption_offsets.client == 0
    assert client.sessions.list_events(session_id="created-01").data[0].source == models.EventSourceDTO.AI_AGENT


def test_what_is_not_given_null_and_a_value_are_three_things() -> None:
    with recording() as server, Flux0(base_url=server.url) as client:
        server.answers("application/json", b"null")
        for given in ({}, {"title": None}, {"title": "Dragons"}):
            client.sessions.create_without_preload_content(agent_id=AGENT, **given)
        assert [request.body for request in server.requests] == [
            b'{"agent_id":"vUfk4PgjTm"}',
            b'{"agent_id":"vUfk4PgjTm","title":null}',
            b'{"agent_id":"vUfk4PgjTm","title":"Dragons"}',
        ]


def test_list_returns_the_sessions(client: Flux0) -> None:
    assert SESSION in [session.id for session in client.sessions.list().data]
    assert client.sessions.list(agent_id=UNKNOWN).data == []


def test_retrieve_returns_the_session(client: Flux0) -> None:
    session = client.sessions.retrieve(session_id=SESSION)
    assert (session.id, session.title) == (SESSION, "What's the weather in SF?")


def test_create_event_returns_a_stream_of_typed_events(client: Flux0) -> None:
    kind, source = flux0_client.EventTypeDTO.MESSAGE, flux0_client.EventSourceDTO.USER
    with client.sessions.create_event(session_id=SESSION, type_=kind, source=source, content="Weather?") as stream:
        first, second, *_ = stream
    assert isinstance(first, models.EmittedEventStream)
    assert isinstance(first.data.data, models.StatusEventDataDTO)
    assert (first.id, first.data.data.status) == (first.data.id, models.StatusEventDataStatusField.PROCESSING)
    assert isinstance(second, models.ChunkEventStream)
    assert (second.event, second.data.seq, second.data.patches[1].value) == ("chunk", 0, "search")


def test_list_events_returns_typed_events(client: Flux0) -> None:
    types = [models.EventTypeDTO.MESSAGE, models.EventTypeDTO.TOOL]
    found = client.sessions.list_events(session_id=SESSION, min_offset=1, types=types).data[:2]
    called, returned = (event.data for event in found)
    assert isinstance(called, models.MessageEventDataDTO)
    assert isinstance(called.parts[0], models.ToolPartDTO)
    assert isinstance(returned, models.ToolEventDataDTO)
    assert returned.tool_calls[0].result is not None
    assert returned.tool_calls[0].result.control.mode == "auto"


@pytest.mark.parametrize(
    ("arguments", "query"),
    [
        ({}, ""),
        ({"min_offset": 0, "types": ["message", "tool"]}, "?min_offset=0&types=message,tool"),
        ({"source": "user", "correlation_id": "RID(a)::b"}, "?source=user&correlation_id=RID%28a%29%3A%3Ab"),
        ({"min_offset": None, "source": None, "correlation_id": None, "types": None}, ""),
    ],
)
def test_filters_travel_in_the_query(arguments: dict[str, Any], query: str) -> None:
    with recording() as server, Flux0(base_url=server.url) as client:
        server.answers("application/json", b'{"data": []}')
        client.sessions.list_events(session_id=SESSION, **arguments)
        assert server.last.target == f"/api/sessions/{SESSION}/events{query}"


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (lambda api: api.create(agent_id=UNKNOWN), 400),
        (lambda api: api.create(agent_id=AGENT, id=SESSION, title="Another"), 409),
        (lambda api: api.retrieve(session_id=UNKNOWN), 404),
        (lambda api: api.create_event(session_id=UNKNOWN, type_="message", source="user", content="x"), 404),
        (lambda api: api.create_event(session_id=SESSION, type_="tool", source="user", content="x"), 422),
        (lambda api: api.list_events(session_id=UNKNOWN), 404),
        (lambda api: api.list_events(session_id=SESSION, headers={"Mock-Fault": "timeout"}), 504),
    ],
)
def test_whatever_is_refused_is_an_api_error(client: Flux0, call: Any, status: int) -> None:
    options = flux0_client.RetryConfig(attempts=1)
    with pytest.raises(models.APIError) as caught:
        call(Retried(client.sessions, options))
    assert caught.value.status == status
    assert "detail" in str(caught.value.body)
    assert (caught.value.headers or {})["content-type"] == "application/json"


class Retried:
    """The sessions of a client, with an option for each call."""

    def __init__(self, sessions: flux0_client.SessionsApi, retries: flux0_client.RetryConfig) -> None:
        self.sessions, self.retries = sessions, retries

    def __getattr__(self, name: str) -> Any:
        return lambda **arguments: getattr(self.sessions, name)(**arguments, retries=self.retries)


def test_an_id_that_is_none_is_a_validation_error_with_its_place(client: Flux0) -> None:
    with pytest.raises(models.HTTPValidationError) as caught:
        client.sessions.retrieve(session_id="short")
    (problem,) = caught.value.data.detail or []
    assert (caught.value.status, problem.loc) == (422, ["path", "session_id"])
    assert isinstance(caught.value, models.APIError)


def test_nothing_is_sent_that_cannot_be_meant(client: Flux0) -> None:
    wrong: Any = 3
    with pytest.raises(flux0_client.ArgumentError, match="session_id"):
        client.sessions.retrieve(session_id=wrong)
    with pytest.raises(flux0_client.ArgumentError, match="title"):
        client.sessions.create(agent_id=AGENT, title=wrong)


def test_lengths_are_for_the_server_to_judge(client: Flux0) -> None:
    with pytest.raises(models.APIError, match="title") as caught:
        client.sessions.create(agent_id=AGENT, title="x" * 201)
    assert caught.value.status == 422


@pytest.mark.parametrize("retries", [3, 0, True])
def test_retries_are_a_configuration_of_them(client: Flux0, retries: Any) -> None:
    with pytest.raises(flux0_client.ArgumentError, match="retries: give a RetryConfig"):
        client.sessions.list(retries=retries)


@together
async def test_the_asynchronous_client_has_the_same_operations() -> None:
    with serve(flux0()) as server:
        async with AsyncFlux0(base_url=server.url) as client:
            session = await client.sessions.create(agent_id=AGENT, id="awaited-01")
            assert await client.sessions.retrieve(session_id=session.id) == session
            assert (await client.sessions.list_events(session_id=session.id)).data == []
            assert len((await client.sessions.list()).data) == 2
            with pytest.raises(models.APIError):
                await client.sessions.retrieve(session_id=UNKNOWN)


EVENT = (
    b'{"id": "eeeeeeeeee", "correlation_id": "c", "type": "gossip", "source": "parrot", "offset": 0, "deleted": false, '
    b'"created_at": "2025-01-29T09:27:41Z", "data": {"type": "gossip", "about": "ships"}, "mood": "good"}'
)
FRAMES = (
    b'event: status\nid: aaaaaaaaaa\ndata: {"id": "aaaaaaaaaa", "correlation_id": "c", "type": "status", '
    b'"source": "ai_agent", "data": {"type": "status", "status": "dreaming"}}\n\n',
    b'event: mood\ndata: {"mood": "good"}\n\n',
    b'event: chunk\ndata: {"event_id": "eeeeeeeeee", "correlation_id": "c", "seq": 0, "metadata": {}, '
    b'"patches": [{"op": "test", "path": "/a", "value": 1}]}\n\n',
)


def test_names_statuses_and_values_that_nobody_knows_are_handed_on() -> None:
    with recording() as server, Flux0(base_url=server.url) as client:
        status, mood, chunk = streamed(client, server)
    assert isinstance(status, models.EmittedEventStream)
    assert isinstance(status.data.data, models.StatusEventDataDTO)
    assert (status.data.data.status, status.data.data.status.is_known) == ("dreaming", False)
    assert mood == {"event": "mood", "data": {"mood": "good"}, "id": "aaaaaaaaaa"}
    assert isinstance(chunk, models.ChunkEventStream)
    assert chunk.data.patches[0].op == "test"


def streamed(client: Flux0, server: Recorder) -> list[Any]:
    """What the client makes of a stream of another server."""
    server.answers("text/event-stream", *FRAMES)
    message, user = models.EventTypeDTO.MESSAGE, models.EventSourceDTO.USER
    with client.sessions.create_event(session_id=SESSION, type_=message, source=user, content="x") as stream:
        return list(stream)


def test_events_that_nobody_knows_are_handed_on() -> None:
    with recording() as server, Flux0(base_url=server.url) as client:
        server.answers("application/json", b'{"data": [' + EVENT + b"]}")
        found: list[Any] = client.sessions.list_events(session_id=SESSION).data
    (event,) = found
    assert (event.type_, event.source) == ("gossip", "parrot")
    assert event.data == {"type": "gossip", "about": "ships"}
    assert event.model_extra == {"mood": "good"}
