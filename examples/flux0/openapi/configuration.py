"""The settings of a client."""

from __future__ import annotations

import base64
import copy
import datetime
import inspect
import logging
import os
import platform
import ssl
import sys
import threading
import urllib.request
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Dict, List, Literal, Optional, Tuple, TypedDict, TypeVar, Union

from typing_extensions import NotRequired, Self

from ._document import BASE_URL_VARIABLE, DROP_IN, PACKAGE, PACKAGE_VERSION, SECURITY_SCHEMES, SERVERS, VERSION
from ._hosts import host_setting, host_url, public
from ._operation import SecurityScheme
from ._plain import rfc3339
from ._types import Timeout
from .exceptions import ApiValueError

JSON_SCHEMA_VALIDATION_KEYWORDS = {
    "multipleOf",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
}
DATETIME_FORMAT = "%Y-%m-%dT%H:%M:%S.%f%z"
"""Stands for RFC 3339, which `strftime` cannot print."""
ServerVariablesT = Dict[str, str]

GenericAuthSetting = TypedDict("GenericAuthSetting", {"type": str, "in": str, "key": str, "value": Optional[str]})
OAuth2AuthSetting = TypedDict(
    "OAuth2AuthSetting",
    {"type": Literal["oauth2"], "in": Literal["header"], "key": Literal["Authorization"], "value": str},
)
APIKeyAuthSetting = TypedDict(
    "APIKeyAuthSetting", {"type": Literal["api_key"], "in": str, "key": str, "value": Optional[str]}
)
BasicAuthSetting = TypedDict(
    "BasicAuthSetting",
    {"type": Literal["basic"], "in": Literal["header"], "key": Literal["Authorization"], "value": Optional[str]},
)
BearerFormatAuthSetting = TypedDict(
    "BearerFormatAuthSetting",
    {
        "type": Literal["bearer"],
        "in": Literal["header"],
        "format": str,
        "key": Literal["Authorization"],
        "value": str,
    },
)
BearerAuthSetting = TypedDict(
    "BearerAuthSetting",
    {"type": Literal["bearer"], "in": Literal["header"], "key": Literal["Authorization"], "value": str},
)
HTTPSignatureAuthSetting = TypedDict(
    "HTTPSignatureAuthSetting",
    {"type": Literal["http-signature"], "in": Literal["header"], "key": Literal["Authorization"], "value": None},
)


class UsualPool(int):
    """How many connections there may be to a host if nobody says so: five for each processor."""


class AuthSettings(Dict[str, Any]):
    """The names of the security schemes that there are credentials for, and how these go into a request."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} for {', '.join(self)}>"


class HostSettingVariable(TypedDict):
    """A part of a host's URL that can be chosen."""

    description: str
    default_value: str
    enum_values: NotRequired[List[str]]


class HostSetting(TypedDict):
    """Where the API is served."""

    url: str
    description: str
    variables: NotRequired[Dict[str, HostSettingVariable]]


Hook = TypeVar("Hook", bound=Callable[..., None])
Credential = Union[str, Callable[[], Union[str, Awaitable[str]]]]
"""A secret, or a function that returns it, which is called for each request; asynchronous clients may await it."""


def revealed(credential: Credential | None) -> str | None:
    """Return a secret; an empty one is as good as none."""
    value: Any = credential() if callable(credential) else credential
    if value is None or isinstance(value, str):
        return value or None
    if inspect.isawaitable(value):
        raise ApiValueError("a credential has to be awaited, which only the asynchronous client does")
    raise ApiValueError(f"a credential is a text, or a function that returns one; this is of {type(value).__name__}")


@dataclass(repr=False)
class HookedRequest:
    """A request as hooks see it, right before it is sent; `before_request` may change its headers."""

    method: str
    url: str
    headers: Dict[str, str]
    body: Any
    """Bytes, a text, what yields bytes as it is sent, or None."""

    def __repr__(self) -> str:
        return f"<{self.method} {public(self.url)}>"


def hooks(name: str, given: Sequence[Hook]) -> List[Hook]:
    """Return the functions that see calls.

    Raises:
        ApiValueError: one of them would have to be awaited.
    """
    for hook in given:
        if inspect.iscoroutinefunction(hook):
            raise ApiValueError(f"{name}: {hook.__name__} is a coroutine function; give plain ones, which do not wait")
    return list(given)


def package_loggers() -> Dict[str, logging.Logger]:
    """Return the loggers of this package and of urllib3."""
    return {"package_logger": logging.getLogger(PACKAGE), "urllib3_logger": logging.getLogger("urllib3")}


def is_logged_to(logger: logging.Logger, path: str) -> bool:
    """Return True if a logger already writes to a file."""
    handlers = (each for each in logger.handlers if isinstance(each, logging.FileHandler))
    return any(Path(each.baseFilename) == Path(path).absolute() for each in handlers)


RECREATED = frozenset({"async_refreshing", "logger", "logger_file_handler", "logger_stream_handler", "refreshing"})
"""Attributes that are not pickled, because they are bound to a process."""
SHARED = frozenset(
    {
        *("after_response", "before_request", "logger", "logger_file_handler", "logger_stream_handler", "on_error"),
        *("proxy_ssl_context", "refresh_api_key_hook", "refreshing", "async_refreshing", "retries"),
        *("client_session_kwargs", "trace_configs"),
    }
)
"""Settings that a copy has in common with its original."""


class Configuration:
    """Where a client sends its requests, who it says it is, and how it connects.

    Attributes that are not arguments can be set as well: `logger_file`, `temp_folder_path`, `refresh_api_key_hook`.

    Args:
        host: The base URL; by default the first server of the specification. The environment variable that is named
            after the package (`PORTAL_CLIENT_BASE_URL` for `portal_client`) replaces that default, spelled out or not.
        api_key: Keys by the name of their security scheme.
        api_key_prefix: What stands before a key, such as `Bearer`, by the name of the security scheme.
        access_token: The token of bearer, OAuth2 and OpenID Connect schemes.
        server_index: Which of the specification's servers to use, counted from 0.
        server_variables: Values for the variables in the URL of that server.
        server_operation_index: Which server to use for operations that have their own, by operation.
        server_operation_variables: Values for the variables of those servers, by operation.
        ignore_operation_servers: Send operations that have their own servers to `host`, too. Style sdk does so for a
            `host` that you give; the environment variable for the base URL does so in both styles.
        ssl_ca_cert: A file of certificates of authorities to trust, instead of the system's.
        retries: A `RetryConfig`; or, passed to urllib3, a number of attempts after the first one or a `urllib3.Retry`.
            Without it nothing is sent twice, and at most 5 redirects are followed.
        ca_cert_data: Certificates of authorities to trust, as PEM text or DER bytes.
        cert_file: The client's certificate, for mutual TLS; `key_file` has its key.
        verify_ssl: Whether the server's certificate is checked.
        assert_hostname: The name to expect in the server's certificate, or False to expect none.
        tls_server_name: The server name to ask for (SNI).
        connection_pool_maxsize: Connections kept open to a host; five for each processor by default. Of asynchronous
            clients, those that there may be at all, 100 by default: calls beyond them wait for their turn.
        proxy: The URL of a proxy. Defaults to the environment (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`); an empty
            string means no proxy.
        no_proxy: Hosts, host:port pairs, IP addresses or CIDR ranges to reach without the proxy, separated by commas.
            Defaults to `NO_PROXY`.
        safe_chars_for_path_param: Characters that are not percent-encoded in path parameters.
        client_side_validation: Whether arguments are checked before they are sent, and responses have to fit.
        datetime_format: A `strftime` format for date-times in parameters; RFC 3339 if it is left as it is.
        date_format: A `strftime` format for dates in parameters.
        debug: Whether requests are logged (True), or nothing below warnings (False). None leaves logging alone.
        timeout: Seconds to connect and between two reads, or for the whole call; None waits for ever.
        idempotency_keys: Send each POST and PATCH with an `Idempotency-Key` of its own, so that it can be sent again.
        strict_responses: Raise `UnexpectedResponseException` also for responses that violate a constraint of the spec,
            such as a length, a range, a pattern, a format or a list of enum values. By default such values are kept.
        before_request: Called with each request right before it is sent.
        after_response: Called with the request and the response (unread) that a call ends with, whatever its status.
        on_error: Called with the request and the exception of a call that no response came to.
        trace_configs: `aiohttp.TraceConfig` objects for the session of asynchronous clients.
        tcp_connector_limit_per_host: Connections of asynchronous clients to one host, at most. Defaults to no limit.
        client_session_kwargs: Further arguments for the `aiohttp.ClientSession` of asynchronous clients.
    """

    _default: ClassVar[Optional[Configuration]] = None

    def __init__(
        self,
        host: Optional[str] = None,
        api_key: Optional[Dict[str, Credential]] = None,
        api_key_prefix: Optional[Dict[str, str]] = None,
        username: Optional[str] = None,
        password: Optional[str] = None,
        access_token: Optional[Credential] = None,
        server_index: Optional[int] = None,
        server_variables: Optional[ServerVariablesT] = None,
        server_operation_index: Optional[Dict[str, int]] = None,
        server_operation_variables: Optional[Dict[str, ServerVariablesT]] = None,
        ignore_operation_servers: bool = False,
        ssl_ca_cert: Optional[str] = None,
        retries: Any = None,
        ca_cert_data: Optional[Union[str, bytes]] = None,
        cert_file: Optional[str] = None,
        key_file: Optional[str] = None,
        verify_ssl: bool = True,
        assert_hostname: Optional[Union[str, Literal[False]]] = None,
        tls_server_name: Optional[str] = None,
        connection_pool_maxsize: Optional[int] = None,
        proxy: Optional[str] = None,
        no_proxy: Optional[str] = None,
        proxy_headers: Optional[Dict[str, str]] = None,
        proxy_ssl_context: Optional[ssl.SSLContext] = None,
        safe_chars_for_path_param: str = "",
        client_side_validation: bool = True,
        socket_options: Optional[Sequence[Tuple[int, int, Union[int, bytes]]]] = None,
        datetime_format: str = DATETIME_FORMAT,
        date_format: str = "%Y-%m-%d",
        *,
        debug: Optional[bool] = None,
        timeout: Optional[Timeout] = (10.0, 60.0),
        idempotency_keys: bool = False,
        strict_responses: bool = False,
        before_request: Sequence[Callable[[HookedRequest], None]] = (),
        after_response: Sequence[Callable[[HookedRequest, Any], None]] = (),
        on_error: Sequence[Callable[[HookedRequest, Exception], None]] = (),
        trace_configs: Optional[List[Any]] = None,
        tcp_connector_limit_per_host: Optional[int] = None,
        client_session_kwargs: Optional[Dict[str, Any]] = None,
    ) -> None:
        unsaid = os.environ.get(BASE_URL_VARIABLE) if server_index is None and host in (None, SERVERS[0].url) else None
        self._base_path = unsaid or host or SERVERS[0].url
        self.server_index = 0 if server_index is None and not (host or unsaid) else server_index
        self.server_operation_index = server_operation_index or {}
        self.server_variables = server_variables or {}
        self.server_operation_variables = server_operation_variables or {}
        self.ignore_operation_servers = ignore_operation_servers or (DROP_IN and unsaid is not None)
        self.api_key = api_key or {}
        self.api_key_prefix = api_key_prefix or {}
        self.refresh_api_key_hook: Optional[Callable[[Configuration], None]] = None
        self.username = username
        self.password = password
        self.access_token = access_token
        self.ssl_ca_cert = ssl_ca_cert
        self.ca_cert_data = ca_cert_data
        self.cert_file = cert_file
        self.key_file = key_file
        self.verify_ssl = verify_ssl
        self.assert_hostname = assert_hostname
        self.tls_server_name = tls_server_name
        self.connection_pool_maxsize = connection_pool_maxsize or UsualPool((os.cpu_count() or 1) * 5)
        self._proxy = proxy
        self._proxy_from_environment = proxy is None
        self.no_proxy = urllib.request.getproxies().get("no") if no_proxy is None else no_proxy
        self.proxy_headers = proxy_headers
        self.proxy_ssl_context = proxy_ssl_context
        self.socket_options = socket_options
        self.retries = retries
        self.timeout = timeout
        self.idempotency_keys = idempotency_keys
        self.before_request = hooks("before_request", before_request)
        self.after_response = hooks("after_response", after_response)
        self.on_error = hooks("on_error", on_error)
        self.trace_configs = trace_configs
        self.tcp_connector_limit_per_host = tcp_connector_limit_per_host
        self.client_session_kwargs = client_session_kwargs
        self.refreshing = threading.Lock()
        self.async_refreshing: Any = None
        self.safe_chars_for_path_param = safe_chars_for_path_param
        self.client_side_validation = client_side_validation
        self.strict_responses = strict_responses
        self.datetime_format = datetime_format
        self.date_format = date_format
        self.temp_folder_path: Optional[str] = None
        self.logger = package_loggers()
        self.logger_stream_handler: Optional[logging.StreamHandler[Any]] = None
        self.logger_file_handler: Optional[logging.FileHandler] = None
        self.logger_format = "%(asctime)s %(levelname)s %(message)s"
        self._logger_file: Optional[str] = None
        self._debug = False
        if debug is not None:
            self.debug = debug

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {public(self.host)}>"

    def __getstate__(self) -> Dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name not in RECREATED}

    def __setstate__(self, state: Dict[str, Any]) -> None:
        vars(self).update(state)
        self.refreshing = threading.Lock()
        self.async_refreshing = None
        self.logger = package_loggers()
        self.logger_stream_handler = self.logger_file_handler = None
        if self._logger_file and not is_logged_to(self.logger["package_logger"], self._logger_file):
            self.logger_file = self._logger_file

    def __copy__(self) -> Self:
        result = type(self).__new__(type(self))
        vars(result).update(vars(self))
        return result

    def __deepcopy__(self, memo: Dict[int, Any]) -> Self:
        result = copy.copy(self)
        memo[id(self)] = result
        credentials = (self.access_token, *self.api_key.values())
        memo.update({id(each): each for each in credentials if callable(each)})  # whose locks cannot be copied
        for name, value in vars(self).items():
            if name not in SHARED:
                setattr(result, name, copy.deepcopy(value, memo))
        return result

    @classmethod
    def set_default(cls, default: Optional[Self]) -> None:
        """Set the configuration that clients share if they are created without one; None resets it."""
        Configuration._default = default

    @classmethod
    def get_default(cls) -> Configuration:
        """Return the configuration that clients share if they are created without one."""
        if Configuration._default is None:
            Configuration._default = cls()
        return Configuration._default

    get_default_copy = get_default
    """An older name; it returns no copy."""

    @classmethod
    def for_client(cls) -> Configuration:
        """Return the shared configuration if it was set or requested before, otherwise a new one."""
        return Configuration._default or cls()

    @property
    def host(self) -> str:
        """The base URL; setting it turns to that URL instead of the specification's servers."""
        return self.get_host_from_settings(self.server_index, self.server_variables)

    @host.setter
    def host(self, value: str) -> None:
        self._base_path = value
        self.server_index = None

    @property
    def proxy(self) -> Optional[str]:
        """The URL of the proxy. Defaults to the environment's proxy for the scheme of `host`; None disables it."""
        if not self._proxy_from_environment:
            return self._proxy
        found = urllib.request.getproxies()
        return found.get(self.host.partition("://")[0].lower()) or found.get("all")

    @proxy.setter
    def proxy(self, value: Optional[str]) -> None:
        self._proxy = value
        self._proxy_from_environment = False

    @property
    def debug(self) -> bool:
        """Whether requests are logged: a line each, without headers and query, where credentials would be."""
        return self._debug

    @debug.setter
    def debug(self, value: bool) -> None:
        self._debug = value
        self.logger["package_logger"].setLevel(logging.DEBUG if value else logging.WARNING)

    @property
    def logger_file(self) -> Optional[str]:
        """A file that the package's log goes to as well."""
        return self._logger_file

    @logger_file.setter
    def logger_file(self, value: Optional[str]) -> None:
        logger = self.logger["package_logger"]
        if self.logger_file_handler:
            logger.removeHandler(self.logger_file_handler)
            self.logger_file_handler.close()
        self._logger_file, self.logger_file_handler = value, None
        if value:
            self.logger_file_handler = logging.FileHandler(value)
            self.logger_file_handler.setFormatter(self.logger_formatter)
            logger.addHandler(self.logger_file_handler)

    @property
    def logger_format(self) -> str:
        """How lines in `logger_file` look, as `logging.Formatter` has it."""
        return self._logger_format

    @logger_format.setter
    def logger_format(self, value: str) -> None:
        self._logger_format = value
        self.logger_formatter = logging.Formatter(value)
        if self.logger_file_handler:
            self.logger_file_handler.setFormatter(self.logger_formatter)

    def get_api_key_with_prefix(self, identifier: str, alias: Optional[str] = None) -> Optional[str]:
        """Return the key of a security scheme with its prefix, or None.

        Args:
            identifier: The name of the scheme.
            alias: A second name to look up the key and the prefix under.
        """
        if self.refresh_api_key_hook:
            self.refresh_api_key_hook(self)
        key = revealed(self.api_key.get(identifier, self.api_key.get(alias or identifier)))
        prefix = self.api_key_prefix.get(identifier, self.api_key_prefix.get(alias or identifier))
        return f"{prefix} {key}" if key and prefix else key

    def get_basic_auth_token(self) -> Optional[str]:
        """Return the value of the `Authorization` header for user name and password (RFC 7617)."""
        pair = f"{self.username or ''}:{self.password or ''}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"

    def auth_settings(self) -> AuthSettings:
        """Return how the credentials go into a request, by security scheme; schemes without any are left out."""
        found = AuthSettings()
        for name, scheme in SECURITY_SCHEMES.items():
            setting = self._auth_setting(name, scheme)
            if setting["value"]:
                found[name] = setting
        return found

    @property
    def renewable(self) -> bool:
        """Whether credentials come from functions, which may have newer ones when they are asked again."""
        asked = callable(self.access_token) or any(callable(key) for key in self.api_key.values())
        return asked or self.refresh_api_key_hook is not None

    def _auth_setting(self, name: str, scheme: SecurityScheme) -> Dict[str, Any]:
        if scheme.type == "apiKey":
            key = self.get_api_key_with_prefix(name)
            return {"type": "api_key", "in": scheme.location, "key": scheme.name, "value": key}
        kind = scheme.type if scheme.type == "oauth2" else scheme.scheme or "bearer"
        value = self._basic() if kind == "basic" else self._bearer(scheme)
        setting = {"type": kind, "in": "header", "key": "Authorization", "value": value}
        if scheme.bearer_format:
            setting["format"] = scheme.bearer_format
        return setting

    def _basic(self) -> Optional[str]:
        complete = self.username is not None and self.password is not None
        return self.get_basic_auth_token() if complete else None

    def _bearer(self, scheme: SecurityScheme) -> Optional[str]:
        takes_token = scheme.type in ("oauth2", "openIdConnect") or scheme.scheme == "bearer"
        token = revealed(self.access_token) if takes_token else None
        return f"Bearer {token}" if token else None

    def format_date(self, value: datetime.date) -> str:
        """Print a date, or a date and time, for a parameter."""
        if not isinstance(value, datetime.datetime):
            return value.strftime(self.date_format)
        return rfc3339(value) if self.datetime_format == DATETIME_FORMAT else value.strftime(self.datetime_format)

    def to_debug_report(self) -> str:
        """Describe the surroundings for a bug report; it holds no settings."""
        return (
            f"Python SDK Debug Report:\nOS: {sys.platform} {platform.release()}\nPython Version: {sys.version}\n"
            f"Version of the API: {VERSION}\nSDK Package Version: {PACKAGE_VERSION}"
        )

    def get_host_settings(self) -> List[Dict[str, Any]]:
        """Return the specification's servers."""
        return [host_setting(server) for server in SERVERS]

    def get_host_from_settings(
        self,
        index: Optional[int],
        variables: Optional[Mapping[str, str]] = None,
        servers: Optional[Sequence[Mapping[str, Any]]] = None,
    ) -> str:
        """Return the URL of a server, its variables filled in.

        Args:
            index: Which one, counted from 0; None means the base URL that was given.
            variables: Values instead of the defaults.
            servers: As `get_host_settings` returns them; those of the specification by default.

        Raises:
            ApiValueError: there is no such server, or a variable has a value that it cannot have.
        """
        if index is None:
            return self._base_path
        return host_url(self.get_host_settings() if servers is None else servers, index, variables)
