"""A client for flux0 Sessions 1.0.0."""

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
    from .client import SDK as SDK
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
    from .models.chunk_event_dto import ChunkEventDTO as ChunkEventDTO
    from .models.chunk_event_stream import ChunkEventStream as ChunkEventStream
    from .models.consumption_offsets_dto import ConsumptionOffsetsDTO as ConsumptionOffsetsDTO
    from .models.content_part_dto import ContentPartDTO as ContentPartDTO
    from .models.control_options import ControlOptions as ControlOptions
    from .models.control_options_mode import ControlOptionsMode as ControlOptionsMode
    from .models.emitted_event_dto import EmittedEventDTO as EmittedEventDTO
    from .models.emitted_event_stream import EmittedEventStream as EmittedEventStream
    from .models.event_creation_params_dto import EventCreationParamsDTO as EventCreationParamsDTO
    from .models.event_dto import EventDTO as EventDTO
    from .models.event_dto_data import EventDTOData as EventDTOData
    from .models.event_source_dto import EventSourceDTO as EventSourceDTO
    from .models.event_type_dto import EventTypeDTO as EventTypeDTO
    from .models.events_dto import EventsDTO as EventsDTO
    from .models.http_validation_error import HTTPValidationError as HTTPValidationError
    from .models.http_validation_error_data import HTTPValidationErrorData as HTTPValidationErrorData
    from .models.json_patch_operation_dto import JsonPatchOperationDTO as JsonPatchOperationDTO
    from .models.json_patch_operation_dtoop import JsonPatchOperationDTOOp as JsonPatchOperationDTOOp
    from .models.message_event_data_dto import MessageEventDataDTO as MessageEventDataDTO
    from .models.part import Part as Part
    from .models.reasoning_part_dto import ReasoningPartDTO as ReasoningPartDTO
    from .models.session_creation_params_dto import SessionCreationParamsDTO as SessionCreationParamsDTO
    from .models.session_dto import SessionDTO as SessionDTO
    from .models.session_stream import SessionStream as SessionStream
    from .models.sessions_dto import SessionsDTO as SessionsDTO
    from .models.status_event_data_dto import StatusEventDataDTO as StatusEventDataDTO
    from .models.status_event_data_status_field import StatusEventDataStatusField as StatusEventDataStatusField
    from .models.tool_call_dto import ToolCallDTO as ToolCallDTO
    from .models.tool_event_data_dto import ToolEventDataDTO as ToolEventDataDTO
    from .models.tool_part_dto import ToolPartDTO as ToolPartDTO
    from .models.tool_result_dto import ToolResultDTO as ToolResultDTO
    from .models.validation_error import ValidationError as ValidationError
    from .models.validation_error_loc_inner import ValidationErrorLocInner as ValidationErrorLocInner

__version__ = "1.0.0"
__all__ = [
    "SDK",
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
    "ChunkEventDTO",
    "ChunkEventStream",
    "ConsumptionOffsetsDTO",
    "ContentPartDTO",
    "ControlOptions",
    "ControlOptionsMode",
    "EmittedEventDTO",
    "EmittedEventStream",
    "EventCreationParamsDTO",
    "EventDTO",
    "EventDTOData",
    "EventSourceDTO",
    "EventTypeDTO",
    "EventsDTO",
    "HTTPValidationErrorData",
    "JsonPatchOperationDTO",
    "JsonPatchOperationDTOOp",
    "MessageEventDataDTO",
    "Part",
    "ReasoningPartDTO",
    "SessionCreationParamsDTO",
    "SessionDTO",
    "SessionStream",
    "SessionsDTO",
    "StatusEventDataDTO",
    "StatusEventDataStatusField",
    "ToolCallDTO",
    "ToolEventDataDTO",
    "ToolPartDTO",
    "ToolResultDTO",
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
]
if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "SDK": "client",
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
            "ChunkEventDTO": "models.chunk_event_dto",
            "ChunkEventStream": "models.chunk_event_stream",
            "ConsumptionOffsetsDTO": "models.consumption_offsets_dto",
            "ContentPartDTO": "models.content_part_dto",
            "ControlOptions": "models.control_options",
            "ControlOptionsMode": "models.control_options_mode",
            "EmittedEventDTO": "models.emitted_event_dto",
            "EmittedEventStream": "models.emitted_event_stream",
            "EventCreationParamsDTO": "models.event_creation_params_dto",
            "EventDTO": "models.event_dto",
            "EventDTOData": "models.event_dto_data",
            "EventSourceDTO": "models.event_source_dto",
            "EventTypeDTO": "models.event_type_dto",
            "EventsDTO": "models.events_dto",
            "HTTPValidationErrorData": "models.http_validation_error_data",
            "JsonPatchOperationDTO": "models.json_patch_operation_dto",
            "JsonPatchOperationDTOOp": "models.json_patch_operation_dtoop",
            "MessageEventDataDTO": "models.message_event_data_dto",
            "Part": "models.part",
            "ReasoningPartDTO": "models.reasoning_part_dto",
            "SessionCreationParamsDTO": "models.session_creation_params_dto",
            "SessionDTO": "models.session_dto",
            "SessionStream": "models.session_stream",
            "SessionsDTO": "models.sessions_dto",
            "StatusEventDataDTO": "models.status_event_data_dto",
            "StatusEventDataStatusField": "models.status_event_data_status_field",
            "ToolCallDTO": "models.tool_call_dto",
            "ToolEventDataDTO": "models.tool_event_data_dto",
            "ToolPartDTO": "models.tool_part_dto",
            "ToolResultDTO": "models.tool_result_dto",
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
        },
    )
