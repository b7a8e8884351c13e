"""Calls that OpenTelemetry watches: a span for each request, which travels along and shows no secret."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from opentelemetry.instrumentation.aiohttp_client import AioHttpClientInstrumentor
from opentelemetry.instrumentation.urllib3 import URLLib3Instrumentor
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, format_span_id, format_trace_id

from portal_client import Configuration, ConnectionException, NotFoundException, Portal, RetryConfig
from portal_client.aio import AsyncPortal

from .servers import closed_port, say, say_session, server, url_of

QUERY_KEY = {"type": "api_key", "in": "query", "key": "key", "value": "hush-key"}


def call(asynchronous: bool, url: str, **options: Any) -> None:
    """Get a session, with one client or the other."""
    settings = Configuration(host=url, access_token="hush-token", retries=RetryConfig(initial_delay=0.001))

    async def main() -> None:
        async with AsyncPortal(settings) as portal:
            await portal.sessions.get_session("s", **options)

    if asynchronous:
        asyncio.run(main())
    else:
        with Portal(settings) as portal:
            portal.sessions.get_session("s", **options)


def without_query(url: Any) -> str:
    return str(url).partition("?")[0]


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    monkeypatch.setenv("OTEL_SEMCONV_STABILITY_OPT_IN", "http")  # the names of attributes that are stable
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    instrumentors = (URLLib3Instrumentor(), AioHttpClientInstrumentor())
    for each in instrumentors:
        each.instrument(tracer_provider=provider, url_filter=without_query)
    yield exporter
    for each in instrumentors:
        each.uninstrument()


def told(span: ReadableSpan) -> tuple[Any, ...]:
    """Method, URL and status of a span."""
    found = dict(span.attributes or {})
    return found["http.request.method"], found["url.full"], found.get("http.response.status_code")


def everything(found: Sequence[ReadableSpan]) -> str:
    return "".join(span.to_json() for span in found)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_a_call_is_one_span_with_method_url_and_status(spans: InMemorySpanExporter, asynchronous: bool) -> None:
    with server() as running:
        call(asynchronous, url_of(running))
    (span,) = spans.get_finished_spans()
    assert told(span) == ("GET", f"{url_of(running)}/sessions/s", 200)
    assert (span.name, span.kind) == ("GET", SpanKind.CLIENT)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_the_span_arrives_at_the_server_beside_our_own_headers(spans: InMemorySpanExporter, asynchronous: bool) -> None:
    seen: list[tuple[str | None, str | None]] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        seen.append((request.headers["traceparent"], request.headers["Authorization"]))
        say_session(request)

    with server(handle) as running:
        call(asynchronous, url_of(running))
    context = spans.get_finished_spans()[0].context
    ids = f"{format_trace_id(context.trace_id)}-{format_span_id(context.span_id)}"
    assert seen == [(f"00-{ids}-0{int(context.trace_flags)}", "Bearer hush-token")]


@pytest.mark.parametrize("asynchronous", [False, True])
def test_each_attempt_of_a_call_is_a_span(spans: InMemorySpanExporter, asynchronous: bool) -> None:
    statuses = iter([503, 429, 404])
    with server(lambda request: say(request, {}, next(statuses))) as running, pytest.raises(NotFoundException):
        call(asynchronous, url_of(running))
    assert [told(span)[2] for span in spans.get_finished_spans()] == [503, 429, 404]


@pytest.mark.parametrize("asynchronous", [False, True])
def test_no_span_shows_a_credential(spans: InMemorySpanExporter, asynchronous: bool) -> None:
    targets: list[str] = []

    def handle(request: BaseHTTPRequestHandler) -> None:
        targets.append(request.path)
        say_session(request)

    with server(handle) as running:
        call(asynchronous, url_of(running))
        call(asynchronous, url_of(running), _request_auth=QUERY_KEY)
    assert targets == ["/sessions/s", "/sessions/s?key=hush-key"]
    found = spans.get_finished_spans()
    assert len(found) == 2
    assert "hush" not in everything(found)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_nor_does_the_error_of_a_call_that_failed(spans: InMemorySpanExporter, asynchronous: bool) -> None:
    with pytest.raises(ConnectionException):
        call(asynchronous, closed_port(), _request_auth=QUERY_KEY)
    found = spans.get_finished_spans()
    assert [span.events[0].name for span in found] == ["exception"] * 3
    assert "hush" not in everything(found)
