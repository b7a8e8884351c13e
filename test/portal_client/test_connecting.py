"""How clients connect: TLS and proxies, the same for both kinds."""

from __future__ import annotations

import gc
import socket
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import trustme

from portal_client import ApiValueError, Configuration, ConnectionException

from .clients import Call, awaited, blocking, either
from .servers import say, say_session, server, url_of

# Python 3.10 says of TLS connections that a server has broken off that nobody closed them.
pytestmark = pytest.mark.filterwarnings("ignore:.*_SSLProtocolTransport:pytest.PytestUnraisableExceptionWarning")

AUTHORITY = trustme.CA()
NAME = "portal.example"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the certificate of the authority, and one of a client."""
    found = tmp_path_factory.mktemp("certificates")
    AUTHORITY.cert_pem.write_to_path(found / "authority.pem")
    client = AUTHORITY.issue_cert("client@portal.example")
    client.cert_chain_pems[0].write_to_path(found / "client.pem")
    client.private_key_pem.write_to_path(found / "client.key")
    return found


@pytest.fixture(autouse=True)
def leftovers() -> Iterator[None]:
    """Have what a test left behind collected with it, not with another one."""
    yield
    gc.collect()


@contextmanager
def secure(name: str = "127.0.0.1", asks: bool = False) -> Iterator[str]:
    """A server whose certificate is for a name, and which asks clients for theirs; the URL of it."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    AUTHORITY.issue_cert(name).configure_cert(context)
    if asks:
        AUTHORITY.configure_trust(context)
        context.verify_mode = ssl.CERT_REQUIRED

    def wrap(running: ThreadingHTTPServer) -> None:
        running.socket = context.wrap_socket(running.socket, server_side=True)

    with server(say_session, wrap) as running:
        yield url_of(running).replace("http:", "https:")


def get(call: Call, url: str, **settings: Any) -> str:
    found: str = call({"configuration": Configuration(**settings), "base_url": url}, "get_session", "s").id
    return found


@either
def test_a_certificate_of_nobody_who_is_trusted_is_refused(call: Call) -> None:
    with secure() as url, pytest.raises(ConnectionException, match=r"(?i)certificate.verify.failed"):
        get(call, url)


@either
@pytest.mark.filterwarnings("ignore::urllib3.exceptions.InsecureRequestWarning")
def test_authorities_to_trust_come_from_a_file_or_as_they_are(call: Call, folder: Path) -> None:
    pem = AUTHORITY.cert_pem.bytes()
    ways: list[dict[str, Any]] = [
        {"ssl_ca_cert": str(folder / "authority.pem")},
        {"ca_cert_data": pem.decode()},
        {"ca_cert_data": ssl.PEM_cert_to_DER_cert(pem.decode())},
        {"verify_ssl": False},
    ]
    with secure() as url:
        assert [get(call, url, **way) for way in ways] == ["s1"] * 4


@either
def test_a_client_says_who_it_is(call: Call, folder: Path) -> None:
    trust = {"ssl_ca_cert": str(folder / "authority.pem")}
    own = {"cert_file": str(folder / "client.pem"), "key_file": str(folder / "client.key")}
    with secure(asks=True) as url:
        assert get(call, url, **trust, **own) == "s1"
        with pytest.raises(ConnectionException):
            get(call, url, **trust)


@either
@pytest.mark.parametrize(
    "settings",
    [
        {"tls_server_name": NAME},
        {"assert_hostname": NAME},
        {"assert_hostname": False},
    ],
)
def test_the_name_in_a_certificate_is_the_one_that_is_expected(
    call: Call, folder: Path, settings: dict[str, Any]
) -> None:
    trust = {"ssl_ca_cert": str(folder / "authority.pem")}
    with secure(NAME) as url:
        assert get(call, url, **trust, **settings) == "s1"
        with pytest.raises(ConnectionException):
            get(call, url, **trust)
        with pytest.raises(ConnectionException):
            get(call, url, **trust, assert_hostname="other.example")


def test_the_name_that_is_asked_for_can_be_another_than_the_expected_one_in_blocking_calls(folder: Path) -> None:
    names = {"assert_hostname": NAME, "tls_server_name": "other.example"}
    with secure(NAME) as url:
        assert get(blocking, url, **names, ssl_ca_cert=str(folder / "authority.pem")) == "s1"
    with pytest.raises(ApiValueError, match="assert_hostname and tls_server_name"):
        get(awaited, url, **names)


class Forward:
    """A proxy that answers by itself."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, str | None, str | None]] = []

    def __call__(self, request: BaseHTTPRequestHandler) -> None:
        headers = request.headers
        self.seen.append((request.path, headers["Proxy-Authorization"], headers["X-Proxy"]))
        say_session(request)


WHERE = "http://portal.example/sessions/s"


@either
@pytest.mark.parametrize(
    ("user", "headers", "expected"),
    [
        ("", None, (WHERE, None, None)),
        ("user:word@", None, (WHERE, "Basic dXNlcjp3b3Jk", None)),
        ("", {"Proxy-Authorization": "Other"}, (WHERE, "Other", None)),
        ("user:word@", {"X-Proxy": "1"}, (WHERE, "Basic dXNlcjp3b3Jk", "1")),
        ("user:word@", {"proxy-authorization": "Other"}, (WHERE, "Other", None)),
    ],
)
def test_a_proxy_gets_requests_and_what_is_for_it(call: Call, user: str, headers: Any, expected: Any) -> None:
    forward = Forward()
    with server(forward) as running:
        proxy = url_of(running).replace("//", f"//{user}")
        assert get(call, "HTTP://portal.example", proxy=proxy, proxy_headers=headers) == "s1"
    assert forward.seen == [expected]


@either
def test_hosts_that_are_exempt_are_reached_without_the_proxy_wherever_a_redirect_leads(call: Call) -> None:
    forward = Forward()

    def away(request: BaseHTTPRequestHandler) -> None:
        say(request, None, 307, Location=WHERE)

    def back(request: BaseHTTPRequestHandler) -> None:
        say(request, None, 307, Location=f"{url_of(direct)}/there") if request.path == WHERE else forward(request)

    with server(say_session) as direct, server(away) as first, server(back) as proxy:
        assert get(call, url_of(first), proxy=url_of(proxy), no_proxy="127.0.0.1") == "s1"
    assert forward.seen == []


@either
def test_what_a_redirect_away_from_an_exempt_host_brings_comes_by_the_proxy(call: Call) -> None:
    forward = Forward()
    with (
        server(lambda request: say(request, None, 307, Location=WHERE)) as first,
        server(forward) as proxy,
    ):
        assert get(call, url_of(first), proxy=url_of(proxy), no_proxy="127.0.0.1") == "s1"
    assert [path for path, _, _ in forward.seen] == [WHERE]


def test_a_socks_proxy_is_never_spoken_to_in_another_way() -> None:
    with (
        server(lambda request: say(request, None, 307, Location=WHERE)) as first,
        pytest.raises(ApiValueError, match="SOCKS"),
    ):
        get(awaited, url_of(first), proxy="socks5://u:hush@127.0.0.1:1", no_proxy="127.0.0.1")


@pytest.mark.parametrize("settings", [{"ssl_ca_cert": "/no/such/file"}, {"ca_cert_data": "nonsense"}])
def test_certificates_that_cannot_be_read_are_our_error(settings: Any) -> None:
    with pytest.raises(ApiValueError, match="certificates cannot be read"):
        get(awaited, "https://portal.example", **settings)


@either
@pytest.mark.parametrize("proxy", ["proxy:8080", "http://u:hush@[bad", "ftp://proxy"])
def test_a_proxy_that_is_no_url_is_our_error_and_shows_no_password(call: Call, proxy: str) -> None:
    with pytest.raises(ApiValueError, match="the proxy is no http or https URL") as caught:
        get(call, "http://portal.example", proxy=proxy)
    assert "hush" not in str(caught.value)


def test_socks_is_for_blocking_calls_and_needs_another_package(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ApiValueError, match="SOCKS"):
        get(awaited, "http://portal.example", proxy="socks5://u:hush@127.0.0.1:1")
    monkeypatch.setitem(sys.modules, "urllib3.contrib.socks", None)
    with pytest.raises(ImportError, match=r"pip install PySocks"):
        get(blocking, "http://portal.example", proxy="socks5://u:hush@127.0.0.1:1")


def test_a_proxy_has_no_tls_of_its_own_in_awaited_calls() -> None:
    with pytest.raises(ApiValueError, match="proxy_ssl_context"):
        get(awaited, "http://x", proxy="https://proxy", proxy_ssl_context=ssl.create_default_context())
    with server() as proxy:
        assert get(awaited, "http://x", proxy=url_of(proxy), proxy_ssl_context=ssl.create_default_context()) == "s1"


@either
def test_the_environment_has_a_proxy(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def forward(request: BaseHTTPRequestHandler) -> None:
        seen.append(request.path)
        say_session(request)

    with server(forward) as running, server() as other:
        monkeypatch.setenv("HTTP_PROXY", url_of(running))
        monkeypatch.setenv("http_proxy", url_of(running))
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        assert get(call, "http://portal.example") == "s1"
        assert get(call, url_of(other)) == "s1"
    assert seen == ["http://portal.example/sessions/s"]


@either
def test_sockets_have_the_options_of_the_settings(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[int, int, int]] = []

    class Recording(socket.socket):
        def setsockopt(self, *option: Any) -> None:
            made.append(option)
            super().setsockopt(*option)

    monkeypatch.setattr(socket, "socket", Recording)
    with server() as running:
        made.clear()
        option = (socket.SOL_SOCKET, socket.SO_RCVBUF, 77_000)
        assert get(call, url_of(running), socket_options=[option]) == "s1"
    assert option in made
