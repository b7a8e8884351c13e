"""What the clients of both kinds have in common: settings, headers, and what callers do by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Dict, List, Optional, Protocol, Tuple, Union, cast
from urllib.parse import quote

from pydantic import ValidationError

from . import _legacy as legacy
from ._answer import UNKNOWN, Answer, Received, is_answer
from ._document import USER_AGENT
from ._form_pairs import keep_encoded
from ._headers import Headers, merge
from ._hosts import base_of
from ._media import charset
from ._overrides import PathParams, ResponseTypes, SchemeNames, TypeName, name_of
from ._plain import is_dict, is_list, is_tuple, plain
from ._response import declared_response, decode, read, read_headers, type_for
from ._security import apply, chosen
from ._type_names import NATIVE, deserialize, deserialize_value, read_as
from ._values import problems
from .api_response import ApiResponse
from .configuration import Configuration
from .exceptions import ApiException, UnexpectedResponseException

RequestSerialized = Tuple[str, str, Dict[str, str], Any, List[Any]]


class AnyResponse(Protocol):
    """A response that was read to its end, whatever brought it."""

    status: int
    reason: Optional[str]

    @property
    def data(self) -> Optional[bytes]:
        """The body."""
        ...

    def getheaders(self) -> Mapping[str, str]:
        """Return the header fields."""
        ...


class ClientCore:
    """Settings and headers of a client, and the helpers of those who make requests by hand.

    Args:
        configuration: Settings. Defaults to `Configuration.get_default()`, which all such clients share.
        header_name: A header field to send with each request, …
        header_value: … and its value.
        cookie: A `Cookie` header to send with each request.
    """

    PRIMITIVE_TYPES = (float, bool, bytes, str, int)
    NATIVE_TYPES_MAPPING: ClassVar[Dict[str, Any]] = NATIVE
    client_side_validation: bool = True
    """True if arguments are validated before they are sent, and responses when they are read."""
    strict_responses: bool = False
    """True if responses that violate a constraint of the spec raise an error."""

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        header_name: Optional[str] = None,
        header_value: Optional[str] = None,
        cookie: Optional[str] = None,
    ) -> None:
        self.configuration = configuration or Configuration.get_default()
        self.default_headers: Dict[str, str] = {"User-Agent": USER_AGENT}
        if header_name is not None:
            self.default_headers[header_name] = header_value or ""
        self.cookie = cookie
        self.client_side_validation = self.configuration.client_side_validation
        self.strict_responses = self.configuration.strict_responses

    @property
    def user_agent(self) -> str:
        """What the client calls itself."""
        return self.default_headers["User-Agent"]

    @user_agent.setter
    def user_agent(self, value: str) -> None:
        self.default_headers["User-Agent"] = value

    def set_default_header(self, header_name: str, header_value: str) -> None:
        """Send a header field with each request; what an operation or a call sends under that name wins."""
        self.default_headers[header_name] = header_value

    def param_serialize(
        self,
        method: str,
        resource_path: str,
        path_params: Any = None,
        query_params: Any = None,
        header_params: Any = None,
        body: Any = None,
        post_params: Any = None,
        files: Optional[Mapping[str, Any]] = None,
        auth_settings: Optional[Sequence[str]] = None,
        collection_formats: Optional[Mapping[str, str]] = None,
        _host: Optional[str] = None,
        _request_auth: Optional[Mapping[str, Any]] = None,
    ) -> RequestSerialized:
        """Return the arguments for `call_api`: method, URL, headers, body and fields of a form."""
        given: Dict[str, Any] = header_params or {}
        headers = merge(self.default_headers, given)
        if self.cookie:
            headers["Cookie"] = "; ".join(filter(None, [self.cookie, given.get("Cookie")]))
        if headers:
            headers = dict(self.parameters_to_tuples(self.sanitize_for_serialization(headers), collection_formats))
        if path_params:
            resource_path = self._with_path_params(resource_path, path_params, collection_formats)
        fields: List[Any] = []
        if post_params or files:
            fields += self.parameters_to_tuples(self.sanitize_for_serialization(post_params or []), collection_formats)
        if files:
            fields += self.files_parameters(files)
        queries = list(legacy.pairs_of(query_params or {}))
        self.update_params_for_auth(
            headers, queries, auth_settings, resource_path, method, body, request_auth=_request_auth
        )
        if body:
            body = self.sanitize_for_serialization(body)
        host = self.configuration.host if _host is None or self.configuration.ignore_operation_servers else _host
        url = (base_of(host) or host) + resource_path
        if queries:
            sent = keep_encoded(self.sanitize_for_serialization(queries), queries)
            query = self.parameters_to_url_query(sent, collection_formats)
            url += f"{'&' if '?' in url else '?'}{query}" if query else ""
        return method, url, headers, body, fields

    def _with_path_params(self, path: str, params: Any, collection_formats: Optional[Mapping[str, str]]) -> str:
        safe = self.configuration.safe_chars_for_path_param
        encoded = params.encoded if isinstance(params, PathParams) else dict[str, str]()
        known = dict(legacy.collected(plain(params), collection_formats)) if encoded else {}
        for name, value in self.parameters_to_tuples(self.sanitize_for_serialization(params), collection_formats):
            unchanged = name in encoded and value == known.get(name)
            path = path.replace(f"{{{name}}}", encoded[name] if unchanged else quote(str(value), safe=safe))
        return path

    def response_deserialize(
        self, response_data: AnyResponse, response_types_map: Optional[Mapping[str, Optional[str]]] = None
    ) -> ApiResponse[Any]:
        """Read a response as one of the types that are named for each status.

        Raises:
            ApiException: the status is not one of success.
        """
        received = received_whole(response_data)
        if isinstance(response_types_map, ResponseTypes):
            return self._read(received, response_types_map)
        data, error = None, None
        try:
            data = read_as(received, response_types_map or {}, self.configuration.temp_folder_path)
        except (ValueError, ApiException) as problem:
            error = problem
        if not 200 <= received.status <= 299:
            ApiException.from_response(http_resp=received, body=received.text, data=data)
        if error:
            raise error
        return ApiResponse(status_code=received.status, data=data, headers=received.headers, raw_data=received.content)

    def _read(self, received: Answer, types: ResponseTypes) -> ApiResponse[Any]:
        operation, validate = types.operation, self.client_side_validation
        declared = declared_response(operation, received.status)
        name = name_of(declared) if declared else None
        if name and type(self).deserialize is ClientCore.deserialize and "deserialize" not in vars(self):
            name = None
        data = None
        if name is None or not received.content or type_for(name.response, received.media_type)() is bytes:
            data = read(operation, received, validate, self.strict_responses)
        else:
            error = None
            try:
                data = self.deserialize(received.text, name, received.media_type or None)
            except (ValueError, ApiException) as problem:
                error = problem
            if not 200 <= received.status <= 299:
                ApiException.from_response(http_resp=received, body=received.text, data=data)
            if isinstance(error, ValidationError):
                reason = f"{operation.id}: the response does not match the spec: {problems(error)}"
                raise UnexpectedResponseException(reason=reason, http_resp=received, body=received.text) from error
            if error:
                raise error
        return ApiResponse(
            status_code=received.status,
            headers=received.headers,
            typed_headers=read_headers(operation, received),
            data=data,
            raw_data=received.content,
        )

    def deserialize(self, response_text: str, response_type: str, content_type: Optional[str]) -> Any:
        """Parse a response body as a value of a type.

        Args:
            response_text: The body.
            response_type: The name of the type, such as `List[Pet]`.
            content_type: The value of the `Content-Type` header, or None.
        """
        if not isinstance(response_type, TypeName):
            return deserialize(response_text, response_type, content_type)
        headers = Headers([("Content-Type", content_type)] if content_type else ())
        content = response_text.encode(charset(content_type or ""))
        return decode(response_type.response, Received(200, None, headers, content), self.client_side_validation)

    def _deserialize_value(self, data: Any, klass: Any) -> Any:
        return None if data is None else deserialize_value(data, klass)

    def sanitize_for_serialization(self, obj: Any) -> Any:
        """Return a value as JSON has it; nested values are converted by the same method, which may be overridden."""
        convert = self.sanitize_for_serialization
        if is_list(obj):
            return [convert(item) for item in obj]
        if is_tuple(obj):
            return tuple(convert(item) for item in obj)
        if is_dict(obj):
            return {name: convert(item) for name, item in obj.items()}
        if hasattr(obj, "to_dict"):
            return convert(obj.to_dict())
        return plain(obj)

    def parameters_to_tuples(
        self, params: Any, collection_formats: Optional[Mapping[str, str]]
    ) -> List[Tuple[str, Any]]:
        """Return parameters as pairs; lists are joined as csv, ssv, tsv or pipes, or repeat their name (multi)."""
        return legacy.collected(params, collection_formats)

    def parameters_to_url_query(self, params: Any, collection_formats: Optional[Mapping[str, str]]) -> str:
        """Encode query parameters."""
        return legacy.query_string(params, collection_formats)

    def explode_query_object(self, name: str, obj: Any) -> List[Tuple[str, Any]]:
        """Return a pair for each property of an object."""
        return legacy.exploded(name, obj)

    def files_parameters(self, files: Mapping[str, Any]) -> List[Tuple[str, Tuple[str, bytes, str]]]:
        """Read files, given as `FileInput` or lists of them by field."""
        return legacy.file_tuples(files)

    def select_header_accept(self, accepts: Sequence[str]) -> Optional[str]:
        """Choose what to accept: the first that has JSON in it, else the first."""
        return next((each for each in accepts if "json" in each.lower()), accepts[0] if accepts else None)

    def select_header_content_type(self, content_types: Sequence[str]) -> Optional[str]:
        """Choose what to send: the first that has JSON in it, else the first."""
        return self.select_header_accept(content_types)

    def update_params_for_auth(
        self,
        headers: Dict[str, str],
        queries: List[Tuple[str, Any]],
        auth_settings: Optional[Iterable[str]],
        resource_path: str,
        method: str,
        body: Any,
        request_auth: Optional[Mapping[str, Any]] = None,
    ) -> None:
        """Add credentials to header fields and query.

        Args:
            headers: The header fields, which are changed.
            queries: The query parameters, which are changed.
            auth_settings: The names of security schemes; all of them that have credentials are applied. Those that a
                call passes know the operation's alternatives: then the first one with all credentials is applied.
            resource_path: Not used.
            method: Not used.
            body: Not used.
            request_auth: A credential instead of all others.
        """
        if request_auth:
            settings = [request_auth]
        elif auth_settings:
            known = cast("Mapping[str, Mapping[str, Any]]", self.configuration.auth_settings())
            if isinstance(auth_settings, SchemeNames):
                settings = chosen(auth_settings.alternatives, known)
            else:
                settings = [known[name] for name in auth_settings if name in known]
        else:
            return
        for setting in settings:
            self._apply_auth_params(headers, queries, resource_path, method, body, setting)

    def _apply_auth_params(
        self,
        headers: Dict[str, str],
        queries: List[Tuple[str, Any]],
        resource_path: str,
        method: str,
        body: Any,
        auth_setting: Mapping[str, Any],
    ) -> None:
        """Add one credential to the headers or the query; OpenAPI Generator's clients have the same method."""
        cookies: List[str] = []
        apply([auth_setting], headers, queries, cookies)
        if cookies:
            headers["Cookie"] = "; ".join([*filter(None, [headers.get("Cookie")]), *cookies])


def received_whole(response: Union[Answer, AnyResponse]) -> Answer:
    """Return a response that was read, as the wire core takes it."""
    if is_answer(response):
        return response
    given: Any = getattr(response, "headers", None)
    fields = cast("Mapping[str, str]", given) if isinstance(given, Mapping) else response.getheaders()
    headers = Headers(fields.items())
    return Received(response.status, response.reason, headers, response.data or b"", getattr(response, "sent", UNKNOWN))
