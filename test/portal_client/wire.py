"""A transport that sends nothing: it keeps what it was given, and answers what it was told."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Part
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import urllib3

from portal_client import ApiClient, Configuration
from portal_client._legacy import encode_legacy_body
from portal_client._multipart import Stream
from portal_client.rest import RESTResponse

SESSION: dict[str, Any] = {
    "id": "s1",
    "agent_id": "a1",
    "thread_id": "t1",
    "user_id": "u1",
    "created_at": "2024-01-31T09:30:00Z",
    "updated_at": "2024-01-31T09:30:05Z",
    "messages": [{"text": "Hello", "role": "user"}],
    "status": "Ready",
}


@dataclass
class Sent:
    method: str
    url: str
    headers: dict[str, str]
    body: bytes | str | None
    post_params: Any
    timeout: Any

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.url).query, keep_blank_values=True)

    @property
    def raw_query(self) -> str:
        return urlsplit(self.url).query

    @property
    def parts(self) -> list[Part]:
        """The parts of a multipart body, as the standard library's parser reads them."""
        assert isinstance(self.body, bytes)
        head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
        message = message_from_bytes(head + self.body)
        assert not message.defects
        payload = message.get_payload()
        assert isinstance(payload, list)
        return [part for part in payload if isinstance(part, Part)]


@dataclass
class Wire:
    sent: list[Sent] = field(default_factory=list)
    answers: list[urllib3.HTTPResponse] = field(default_factory=list)

    def answer(
        self,
        value: Any = None,
        status: int = 200,
        body: bytes | None = None,
        headers: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    ) -> None:
        """Answer the next request; without a body it is the value as JSON."""
        content = json.dumps(value).encode() if body is None else body
        fields = urllib3.HTTPHeaderDict(headers)
        fields.setdefault("Content-Type", "application/json")
        self.answers.append(
            urllib3.HTTPResponse(io.BytesIO(content), fields, status, reason="Because", preload_content=False)
        )

    def request(
        self,
        method: str,
        url: str,
        headers: dict[str, str] | None = None,
        body: Any = None,
        post_params: Any = None,
        _request_timeout: Any = None,
    ) -> RESTResponse:
        content, fields = encode_legacy_body(body, post_params, headers or {})
        sent = b"".join(content) if isinstance(content, Stream) else content
        self.sent.append(Sent(method, url, fields, sent, post_params, _request_timeout))
        if not self.answers:
            self.answer(SESSION)
        return RESTResponse(self.answers.pop(0))

    @property
    def last(self) -> Sent:
        return self.sent[-1]


def client_on(wire: Wire, configuration: Configuration | None = None, **settings: Any) -> ApiClient:
    """A client whose requests go to the wire."""
    client = ApiClient(configuration or Configuration(**{"access_token": "secret-token", **settings}))
    client.rest_client = wire  # type: ignore[assignment]
    return client
