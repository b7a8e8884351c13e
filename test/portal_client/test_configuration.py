"""Settings: what they mean, what is shared, and what is never shown."""

from __future__ import annotations

import copy
import http.client
import logging
import threading
from pathlib import Path
from typing import Any

import pytest

from portal_client import ApiClient, Configuration, Portal, SessionsApi, configuration
from portal_client._hosts import host_setting, host_url
from portal_client._operation import SecurityScheme, Server, ServerVariable
from portal_client._operations.sessions import GET_SESSION
from portal_client._request import Options, build

from .servers import server, url_of
from .wire import Wire, client_on

SECRETS: dict[str, Any] = {"access_token": "hush-1", "password": "hush-2", "api_key": {"k": "hush-3"}}


def test_secrets_are_not_shown_by_settings_or_clients() -> None:
    settings = Configuration(username="u", **SECRETS)
    client = ApiClient(settings)
    portal = Portal(settings)
    for shown in (settings, client, portal, portal.sessions):
        assert "hush" not in f"{shown}{shown!r}"
    assert "hush" not in f"{settings.to_debug_report()}{settings.auth_settings()}"
    request = build(
        GET_SESSION, {"session_id": "s"}, client, Options(auth={"in": "query", "key": "k", "value": "hush"})
    )
    assert repr(request) == "<GET http://localhost/sessions/s>"


def test_debugging_logs_a_line_a_request_without_secrets(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with server() as running:
        settings = Configuration(host=url_of(running), access_token="hush", debug=True)
        auth = {"type": "api_key", "in": "query", "key": "k", "value": "hush"}
        with ApiClient(settings) as client:
            SessionsApi(client).get_session("s")
            SessionsApi(client).get_session("s", _request_auth=auth)
        port = running.server_address[1]
    settings.debug = False
    ours = [record.getMessage() for record in caplog.records if record.name == "portal_client"]
    assert ours == [f"GET http://127.0.0.1:{port}/sessions/s 200"] * 2
    assert "hush" not in caplog.text + "".join(capfd.readouterr())


def test_debugging_touches_nothing_global() -> None:
    root, urllib3 = logging.getLogger(), logging.getLogger("urllib3")
    before = (http.client.HTTPConnection.debuglevel, root.level, urllib3.level, [*root.handlers], [*urllib3.handlers])
    settings = Configuration(debug=True)
    assert settings.debug
    after = (http.client.HTTPConnection.debuglevel, root.level, urllib3.level, [*root.handlers], [*urllib3.handlers])
    settings.debug = False
    assert before == after


def test_making_settings_leaves_logging_alone() -> None:
    logger = logging.getLogger("portal_client")
    logger.setLevel(logging.INFO)
    assert not Configuration().debug
    assert logger.level == logging.INFO


def test_the_log_can_go_to_a_file(tmp_path: Path) -> None:
    settings = Configuration()
    settings.logger_file = str(tmp_path / "log")
    settings.logger_format = "%(levelname)s %(message)s"
    settings.logger["package_logger"].warning("hello")
    settings.logger_file = None
    assert (tmp_path / "log").read_text() == "WARNING hello\n"
    assert not settings.logger["package_logger"].handlers


def test_clients_without_configuration_share_one() -> None:
    assert ApiClient().configuration is ApiClient().configuration is Configuration.get_default()
    assert SessionsApi().api_client is SessionsApi().api_client is ApiClient.get_default()


def test_a_default_that_was_set_is_shared() -> None:
    settings = Configuration(host="http://mine")
    Configuration.set_default(settings)
    assert ApiClient().configuration is Configuration.get_default() is settings


def test_a_default_that_was_asked_for_is_shared() -> None:
    assert Configuration.get_default() is Configuration.get_default_copy() is ApiClient().configuration
    assert ApiClient.get_default() is SessionsApi().api_client


def test_a_default_client_can_be_set() -> None:
    client = ApiClient()
    ApiClient.set_default(client)
    assert SessionsApi().api_client is client


def test_a_copy_has_settings_of_its_own_and_the_same_loggers() -> None:
    settings = Configuration(api_key={"k": "1"}, server_variables={"a": "b"})
    copied = copy.deepcopy(settings)
    copied.api_key["k"] = "2"
    assert settings.api_key == {"k": "1"}
    assert copied.logger is settings.logger


def test_setting_a_host_leaves_the_servers_of_the_specification() -> None:
    settings = Configuration(server_index=0)
    settings.host = "http://mine"
    assert (settings.host, settings.server_index) == ("http://mine", None)


def test_a_server_index_is_kept_against_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_CLIENT_BASE_URL", "http://elsewhere")
    assert Configuration(server_index=0).host == "http://localhost"


def test_the_servers_of_the_specification_are_listed() -> None:
    assert Configuration().get_host_settings() == [
        {"url": "http://localhost", "description": "A portal on this machine."}
    ]
    with pytest.raises(ValueError, match="Invalid index 1"):
        Configuration(server_index=1).host  # noqa: B018


def test_variables_of_a_server_are_filled_in() -> None:
    one = host_setting(
        Server("http://{a}/{b}", variables={"a": ServerVariable("x", ("x", "y")), "b": ServerVariable("v1")})
    )
    assert host_url([one], 0, {"a": "y"}) == "http://y/v1"
    with pytest.raises(ValueError, match="invalid value z"):
        host_url([one], 0, {"a": "z"})


SCHEMES = {
    "basic": SecurityScheme("http", "basic"),
    "jwt": SecurityScheme("http", "bearer", bearer_format="JWT"),
    "oauth": SecurityScheme("oauth2"),
    "oidc": SecurityScheme("openIdConnect"),
    "key": SecurityScheme("apiKey", location="query", name="k"),
    "digest": SecurityScheme("http", "digest"),
    "tls": SecurityScheme("mutualTLS"),
}


def test_auth_settings_say_how_each_credential_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(configuration, "SECURITY_SCHEMES", SCHEMES)
    assert Configuration().auth_settings() == {}
    settings = Configuration(
        username="u", password="p", access_token="t", api_key={"key": "v"}, api_key_prefix={"key": "Token"}
    )
    header = {"in": "header", "key": "Authorization"}
    assert settings.auth_settings() == {
        "basic": {"type": "basic", **header, "value": "Basic dTpw"},
        "jwt": {"type": "bearer", **header, "format": "JWT", "value": "Bearer t"},
        "oauth": {"type": "oauth2", **header, "value": "Bearer t"},
        "oidc": {"type": "bearer", **header, "value": "Bearer t"},
        "key": {"type": "api_key", "in": "query", "key": "k", "value": "Token v"},
    }


def test_a_hook_can_renew_a_key_before_it_is_read() -> None:
    settings = Configuration(api_key={"k": "old"})
    settings.refresh_api_key_hook = lambda found: found.api_key.update(k="new")
    assert settings.get_api_key_with_prefix("other", alias="k") == "new"


def test_the_short_way_in_takes_settings_beside_a_configuration_that_stays_as_it_is() -> None:
    given = Configuration(host="http://a", access_token="t")
    with Portal(given, base_url="http://b", timeout=3) as portal:
        settings = portal.api_client.configuration
    assert (settings.host, settings.timeout, settings.access_token) == ("http://b", 3, "t")
    assert (given.host, given.timeout) == ("http://a", (10.0, 60.0))


def test_the_short_way_in_has_an_attribute_for_each_group() -> None:
    with Portal(access_token="t") as portal:
        assert portal.sessions is portal.sessions
        assert portal.sessions.api_client is portal.api_client


def test_client_side_validation_can_be_turned_off_on_a_client() -> None:
    client = client_on(Wire())
    assert client.client_side_validation
    client.client_side_validation = False
    SessionsApi(client).get_session(7)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "configured", "sent"),
    [
        (None, None, "from-outside"),
        ("mine", None, "mine"),
        (None, "set", "set"),
        ("mine", "set", "mine"),
        ("", None, None),
    ],
)
def test_a_client_finds_its_credentials_in_the_environment(
    given: str | None, configured: str | None, sent: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_ACCESS_TOKEN", "from-outside")
    with Portal(Configuration(access_token=configured), access_token=given) as portal:
        found = portal.api_client.configuration.auth_settings()
    assert found == ({} if sent is None else {"HTTPBearer": {**found["HTTPBearer"], "value": f"Bearer {sent}"}})


def test_an_api_client_takes_no_credentials_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_ACCESS_TOKEN", "from-outside")
    assert ApiClient().configuration.auth_settings() == {}


def test_hooks_and_retries_are_shared_with_the_settings_of_a_client() -> None:
    class Tracer:
        def __init__(self) -> None:
            self.lock = threading.Lock()
            self.seen: list[str] = []

        def before(self, request: Any) -> None:
            self.seen.append(request.method)

    tracer = Tracer()
    with server() as running, Portal(Configuration(before_request=[tracer.before]), base_url=url_of(running)) as portal:
        portal.sessions.get_session("s")
    assert tracer.seen == ["GET"]
