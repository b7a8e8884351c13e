from __future__ import annotations

from collections.abc import Iterator

import pytest

from mock_server.testing import serve
from portal_client import ApiClient, Configuration, SessionsApi


@pytest.fixture(scope="package")
def url() -> Iterator[str]:
    with serve() as server:
        yield server.url


@pytest.fixture
def token(request: pytest.FixtureRequest) -> str:
    """A caller of its own for each test."""
    return f"token-of-{request.node.name}".translate({ord(letter): "-" for letter in "[]/ "})


@pytest.fixture
def api(url: str, token: str) -> Iterator[SessionsApi]:
    with ApiClient(Configuration(host=url, access_token=token)) as client:
        yield SessionsApi(client)
