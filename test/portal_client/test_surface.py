"""The surface that code written for usual clients relies on: names, arguments, defaults, and what loads when."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys

import pytest

import portal_client
from portal_client import ApiClient, ApiResponse, Configuration, SessionsApi
from portal_client.rest import RESTResponse

from .wire import Wire

OPTIONS = "_request_timeout=None, _request_auth=None, _content_type=None, _headers=None, _host_index=0, _retries=None"
OPERATIONS = {
    "create_async_session": "agent_id, text_prompt, files=None",
    "create_session": "agent_id, text_prompt, files=None",
    "create_session_from_replay": "session_id, last_message_index",
    "get_grouped_sessions": "",
    "get_session": "session_id",
    "get_sessions": "agent_id",
    "subscribe_to_session": "session_id",
    "update_async_session": "session_id, text_prompt, files=None",
    "update_session": "session_id, text_prompt, files=None",
}
CONFIGURATION = [
    "host",
    "api_key",
    "api_key_prefix",
    "username",
    "password",
    "access_token",
    "server_index",
    "server_variables",
    "server_operation_index",
    "server_operation_variables",
    "ignore_operation_servers",
    "ssl_ca_cert",
    "retries",
    "ca_cert_data",
    "cert_file",
    "key_file",
    "verify_ssl",
    "assert_hostname",
    "tls_server_name",
    "connection_pool_maxsize",
    "proxy",
    "no_proxy",
    "proxy_headers",
    "proxy_ssl_context",
    "safe_chars_for_path_param",
    "client_side_validation",
    "socket_options",
    "datetime_format",
    "date_format",
]
MODULES = {
    "api": "SessionsApi",
    "api.sessions_api": "SessionsApi",
    "api_client": "ApiClient RESTResponse",
    "api_response": "ApiResponse",
    "configuration": "Configuration GenericAuthSetting OAuth2AuthSetting APIKeyAuthSetting BasicAuthSetting "
    "BearerAuthSetting BearerFormatAuthSetting HTTPSignatureAuthSetting AuthSettings HostSetting HostSettingVariable "
    "ServerVariablesT JSON_SCHEMA_VALIDATION_KEYWORDS",
    "exceptions": "OpenApiException ApiTypeError ApiValueError ApiAttributeError ApiKeyError ApiException "
    "BadRequestException NotFoundException UnauthorizedException ForbiddenException ServiceException ConflictException "
    "UnprocessableEntityException render_path",
    "models": "Session Message MessageAgent ValidationErrorLocInner",
    "models.session": "Session",
    "rest": "ApiException ApiValueError RESTClientObject RESTResponse RESTResponseType SUPPORTED_SOCKS_PROXIES "
    "is_socks_proxy_url should_bypass_proxies contenttype_matches",
}


def printed(code: str) -> str:
    """What a Python of its own prints."""
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, capture_output=True, text=True)
    return run.stdout.strip()


def shown(function: object) -> str:
    """A signature without annotations."""
    assert callable(function)
    parameters = [each.replace(annotation=each.empty) for each in inspect.signature(function).parameters.values()]
    return str(inspect.Signature(parameters))


@pytest.mark.parametrize("suffix", ["", "_with_http_info", "_without_preload_content"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_each_operation_has_three_methods_of_one_signature(name: str, suffix: str) -> None:
    method = getattr(SessionsApi, name + suffix)
    expected = ", ".join(filter(None, ["self", OPERATIONS[name], OPTIONS]))
    assert shown(method) == f"({expected})"
    assert method.__name__ == name + suffix
    assert method.__doc__ == getattr(SessionsApi, name).__doc__


def test_settings_take_their_arguments_in_the_usual_order() -> None:
    parameters = inspect.signature(Configuration).parameters.values()
    assert [each.name for each in parameters if each.kind is each.POSITIONAL_OR_KEYWORD] == CONFIGURATION
    more = {"trace_configs", "tcp_connector_limit_per_host", "client_session_kwargs"}
    more |= {"debug", "timeout", "idempotency_keys", "strict_responses", "before_request", "after_response", "on_error"}
    assert {each.name for each in parameters if each.kind is each.KEYWORD_ONLY} == more


@pytest.mark.parametrize("module", MODULES)
def test_modules_have_the_usual_names(module: str) -> None:
    found = importlib.import_module(f"portal_client.{module}")
    assert [name for name in MODULES[module].split() if not hasattr(found, name)] == []


def test_every_public_name_can_be_loaded() -> None:
    for name in portal_client.__all__:
        assert getattr(portal_client, name) is not None
    assert set(portal_client.__all__) <= set(dir(portal_client))
    assert portal_client.__version__ == "1.0.0"


@pytest.mark.parametrize("name", ["rest", "models", "exceptions", "configuration", "api", "api_client", "api_response"])
def test_submodules_are_attributes_of_the_package(name: str) -> None:
    assert printed(f"import portal_client; print(portal_client.{name}.__name__)") == f"portal_client.{name}"


@pytest.mark.parametrize("name", ["nothing", "_nothing", "__wrapped__"])
def test_a_name_that_is_not_there_is_an_attribute_error(name: str) -> None:
    with pytest.raises(AttributeError, match=f"has no attribute '{name}'"):
        getattr(portal_client, name)


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ("pydantic", "urllib3", "typing_extensions")
    assert printed(f"import sys, portal_client; print([name for name in {heavy} if name in sys.modules])") == "[]"


def test_importing_an_api_loads_no_model() -> None:
    code = "import sys, portal_client; portal_client.SessionsApi; print('portal_client.models.session' in sys.modules)"
    assert printed(code) == "False"


def test_with_http_info_has_value_status_headers_and_bytes(sessions: SessionsApi, wire: Wire) -> None:
    wire.answer({"session_id": "s"}, headers=[("Set-Cookie", "a"), ("Set-Cookie", "b"), ("x-req-id", "7")])
    response = sessions.create_async_session_with_http_info("a", "hi")
    assert isinstance(response, ApiResponse)
    assert (response.data.session_id, response.status_code, response.raw_data) == ("s", 200, b'{"session_id": "s"}')
    assert response.headers is not None
    assert (response.headers["X-Req-Id"], response.headers["set-cookie"]) == ("7", "a, b")


def test_without_preload_content_returns_an_error_response(sessions: SessionsApi, wire: Wire) -> None:
    wire.answer({"detail": "no"}, status=404)
    response = sessions.get_session_without_preload_content("s")
    assert isinstance(response, RESTResponse)
    assert (response.status, response.read(), response.data) == (404, b'{"detail": "no"}', b'{"detail": "no"}')


def test_variants_leave_the_api_as_it_is(sessions: SessionsApi) -> None:
    sessions.get_session_with_http_info("s")
    assert sessions.get_session("s").id == "s1"


def test_an_api_of_its_own_can_be_derived(wire: Wire, sessions: SessionsApi) -> None:
    class Loud(SessionsApi):
        def get_session(self, session_id: str, *args: object, **kwargs: object) -> portal_client.Session:
            return super().get_session(session_id.upper())

    Loud(sessions.api_client).get_session("s")
    assert wire.last.path == "/sessions/S"


def test_a_client_has_the_usual_tables() -> None:
    assert (float, bool, bytes, str, int) == ApiClient.PRIMITIVE_TYPES
    names = {"int", "long", "float", "str", "bool", "date", "datetime", "decimal", "UUID", "object"}
    assert set(ApiClient.NATIVE_TYPES_MAPPING) == names


def test_the_client_class_itself_has_the_helpers_of_those_who_make_requests_by_hand() -> None:
    helpers = "deserialize param_serialize sanitize_for_serialization select_header_accept update_params_for_auth"
    assert {*helpers.split(), "user_agent", "set_default_header"} <= set(vars(portal_client.ApiClient))
    assert isinstance(vars(portal_client.rest.RESTResponse)["headers"], property)
