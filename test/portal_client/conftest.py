from __future__ import annotations

import pytest
from hypothesis.configuration import set_hypothesis_home_dir

from portal_client import ApiClient, Configuration, SessionsApi
from test.paths import ROOT

from .wire import Wire, client_on

set_hypothesis_home_dir(ROOT / ".cache" / "hypothesis")


@pytest.fixture(autouse=True)
def isolated(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the environment's settings, or another test's shared defaults."""
    for name in (
        "PORTAL_CLIENT_BASE_URL",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "http_proxy",
        "https_proxy",
        "NO_PROXY",
        "no_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    Configuration.set_default(None)
    ApiClient.set_default(None)


@pytest.fixture
def wire() -> Wire:
    return Wire()


@pytest.fixture
def sessions(wire: Wire) -> SessionsApi:
    return SessionsApi(client_on(wire))
