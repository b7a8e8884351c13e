"""A client for Portal 1.0.0."""

from typing import TYPE_CHECKING

from ._lazy import lazy

if TYPE_CHECKING:
    from ._events import ServerSentEvent as ServerSentEvent
    from ._retry import RetryConfig as RetryConfig
    from ._streams import EventStream as EventStream
    from ._types import FileInput as FileInput
    from ._types import Timeout as Timeout
    from ._types import TimeoutConfig as TimeoutConfig
    from ._types import Upload as Upload
    from .api.sessions_api import SessionsApi as SessionsApi
    from .api_client import ApiClient as ApiClient
    from .api_response import ApiResponse as ApiResponse
    from .client import Portal as Portal
    from .configuration import Configuration as Configuration
    from .exceptions import ApiAttributeError as ApiAttributeError
    from .exceptions import ApiException as ApiException
    from .exceptions import ApiKeyError as ApiKeyError
    from .exceptions import ApiTypeError as ApiTypeError
    from .exceptions import ApiValueError as ApiValueError
    from .exceptions import ArgumentError as ArgumentError
    from .exceptions import BadRequestException as BadRequestException
    from .exceptions import BodyGoneException as BodyGoneException
    from .exceptions import ClientClosedException as ClientClosedException
    from .exceptions import ConflictException as ConflictException
    from .exceptions import ConnectionException as ConnectionException
    from .exceptions import ContentTooLargeException as ContentTooLargeException
    from .exceptions import FileArgumentError as FileArgumentError
    from .exceptions import ForbiddenException as ForbiddenException
    from .exceptions import MethodNotAllowedException as MethodNotAllowedException
    from .exceptions import MissingFileError as MissingFileError
    from .exceptions import NotFoundException as NotFoundException
    from .exceptions import OpenApiException as OpenApiException
    from .exceptions import OperationFailedException as OperationFailedException
    from .exceptions import RequestTimeoutException as RequestTimeoutException
    from .exceptions import ServiceException as ServiceException
    from .exceptions import TimeoutException as TimeoutException
    from .exceptions import TLSException as TLSException
    from .exceptions import TooManyRequestsException as TooManyRequestsException
    from .exceptions import TransportException as TransportException
    from .exceptions import UnauthorizedException as UnauthorizedException
    from .exceptions import UnexpectedResponseException as UnexpectedResponseException
    from .exceptions import UnprocessableEntityException as UnprocessableEntityException
    from .exceptions import UnsupportedMediaTypeException as UnsupportedMediaTypeException
    from .exceptions import WaitTimeoutException as WaitTimeoutException
    from .models.async_session_response import AsyncSessionResponse as AsyncSessionResponse
    from .models.error_response import ErrorResponse as ErrorResponse
    from .models.get_sessions_response import GetSessionsResponse as GetSessionsResponse
    from .models.grouped_sessions_response import GroupedSessionsResponse as GroupedSessionsResponse
    from .models.http_validation_error import HTTPValidationError as HTTPValidationError
    from .models.message import Message as Message
    from .models.message_agent import MessageAgent as MessageAgent
    from .models.message_file import MessageFile as MessageFile
    from .models.message_role import MessageRole as MessageRole
    from .models.session import Session as Session
    from .models.session_replayed_from import SessionReplayedFrom as SessionReplayedFrom
    from .models.session_status import SessionStatus as SessionStatus
    from .models.session_summary import SessionSummary as SessionSummary
    from .models.validation_error import ValidationError as ValidationError
    from .models.validation_error_loc_inner import ValidationErrorLocInner as ValidationErrorLocInner

__version__ = "1.0.0"
__all__ = [
    "Portal",
    "SessionsApi",
    "ApiResponse",
    "ApiClient",
    "Configuration",
    "OpenApiException",
    "ApiTypeError",
    "ApiValueError",
    "ApiKeyError",
    "ApiAttributeError",
    "ApiException",
    "AsyncSessionResponse",
    "ErrorResponse",
    "GetSessionsResponse",
    "GroupedSessionsResponse",
    "HTTPValidationError",
    "Message",
    "MessageAgent",
    "MessageFile",
    "MessageRole",
    "Session",
    "SessionReplayedFrom",
    "SessionStatus",
    "SessionSummary",
    "ValidationError",
    "ValidationErrorLocInner",
    "ArgumentError",
    "BadRequestException",
    "BodyGoneException",
    "ClientClosedException",
    "ConflictException",
    "ConnectionException",
    "ContentTooLargeException",
    "FileArgumentError",
    "ForbiddenException",
    "MethodNotAllowedException",
    "MissingFileError",
    "NotFoundException",
    "OperationFailedException",
    "RequestTimeoutException",
    "ServiceException",
    "TLSException",
    "TimeoutException",
    "TooManyRequestsException",
    "TransportException",
    "UnauthorizedException",
    "UnexpectedResponseException",
    "UnprocessableEntityException",
    "UnsupportedMediaTypeException",
    "WaitTimeoutException",
    "FileInput",
    "Timeout",
    "TimeoutConfig",
    "Upload",
    "RetryConfig",
    "EventStream",
    "ServerSentEvent",
]
if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "Portal": "client",
            "SessionsApi": "api.sessions_api",
            "ApiResponse": "api_response",
            "ApiClient": "api_client",
            "Configuration": "configuration",
            "OpenApiException": "exceptions",
            "ApiTypeError": "exceptions",
            "ApiValueError": "exceptions",
            "ApiKeyError": "exceptions",
            "ApiAttributeError": "exceptions",
            "ApiException": "exceptions",
            "AsyncSessionResponse": "models.async_session_response",
            "ErrorResponse": "models.error_response",
            "GetSessionsResponse": "models.get_sessions_response",
            "GroupedSessionsResponse": "models.grouped_sessions_response",
            "HTTPValidationError": "models.http_validation_error",
            "Message": "models.message",
            "MessageAgent": "models.message_agent",
            "MessageFile": "models.message_file",
            "MessageRole": "models.message_role",
            "Session": "models.session",
            "SessionReplayedFrom": "models.session_replayed_from",
            "SessionStatus": "models.session_status",
            "SessionSummary": "models.session_summary",
            "ValidationError": "models.validation_error",
            "ValidationErrorLocInner": "models.validation_error_loc_inner",
            "ArgumentError": "exceptions",
            "BadRequestException": "exceptions",
            "BodyGoneException": "exceptions",
            "ClientClosedException": "exceptions",
            "ConflictException": "exceptions",
            "ConnectionException": "exceptions",
            "ContentTooLargeException": "exceptions",
            "FileArgumentError": "exceptions",
            "ForbiddenException": "exceptions",
            "MethodNotAllowedException": "exceptions",
            "MissingFileError": "exceptions",
            "NotFoundException": "exceptions",
            "OperationFailedException": "exceptions",
            "RequestTimeoutException": "exceptions",
            "ServiceException": "exceptions",
            "TLSException": "exceptions",
            "TimeoutException": "exceptions",
            "TooManyRequestsException": "exceptions",
            "TransportException": "exceptions",
            "UnauthorizedException": "exceptions",
            "UnexpectedResponseException": "exceptions",
            "UnprocessableEntityException": "exceptions",
            "UnsupportedMediaTypeException": "exceptions",
            "WaitTimeoutException": "exceptions",
            "FileInput": "_types",
            "Timeout": "_types",
            "TimeoutConfig": "_types",
            "Upload": "_types",
            "RetryConfig": "_retry",
            "EventStream": "_streams",
            "ServerSentEvent": "_events",
        },
    )
