"""A client for Syllable sessions 1.0."""

from typing import TYPE_CHECKING

from ._lazy import lazy

if TYPE_CHECKING:
    from ._events import ServerSentEvent as ServerSentEvent
    from ._pager import Pager as Pager
    from ._retry import RetryConfig as RetryConfig
    from ._streams import EventStream as EventStream
    from ._types import FileInput as FileInput
    from ._types import Timeout as Timeout
    from ._types import TimeoutConfig as TimeoutConfig
    from ._types import Upload as Upload
    from .api.sessions_api import SessionsApi as SessionsApi
    from .api_client import ApiClient as ApiClient
    from .api_response import ApiResponse as ApiResponse
    from .client import SyllableSDK as SyllableSDK
    from .configuration import Configuration as Configuration
    from .exceptions import ApiAttributeError as ApiAttributeError
    from .exceptions import APIError as APIError
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
    from .models.http_validation_error import HTTPValidationError as HTTPValidationError
    from .models.http_validation_error_data import HTTPValidationErrorData as HTTPValidationErrorData
    from .models.list_response_session import ListResponseSession as ListResponseSession
    from .models.order_by_direction import OrderByDirection as OrderByDirection
    from .models.session import Session as Session
    from .models.session_properties import SessionProperties as SessionProperties
    from .models.session_summary_response import SessionSummaryResponse as SessionSummaryResponse
    from .models.validation_error import ValidationError as ValidationError
    from .models.validation_error_loc_inner import ValidationErrorLocInner as ValidationErrorLocInner

__version__ = "1.0.0"
__all__ = [
    "SyllableSDK",
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
    "HTTPValidationErrorData",
    "ListResponseSession",
    "OrderByDirection",
    "Session",
    "SessionProperties",
    "SessionSummaryResponse",
    "ValidationError",
    "ValidationErrorLocInner",
    "HTTPValidationError",
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
    "APIError",
    "FileInput",
    "Timeout",
    "TimeoutConfig",
    "Upload",
    "RetryConfig",
    "EventStream",
    "ServerSentEvent",
    "Pager",
]
if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "SyllableSDK": "client",
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
            "HTTPValidationErrorData": "models.http_validation_error_data",
            "ListResponseSession": "models.list_response_session",
            "OrderByDirection": "models.order_by_direction",
            "Session": "models.session",
            "SessionProperties": "models.session_properties",
            "SessionSummaryResponse": "models.session_summary_response",
            "ValidationError": "models.validation_error",
            "ValidationErrorLocInner": "models.validation_error_loc_inner",
            "HTTPValidationError": "models.http_validation_error",
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
            "APIError": "exceptions",
            "FileInput": "_types",
            "Timeout": "_types",
            "TimeoutConfig": "_types",
            "Upload": "_types",
            "RetryConfig": "_retry",
            "EventStream": "_streams",
            "ServerSentEvent": "_events",
            "Pager": "_pager",
        },
    )
