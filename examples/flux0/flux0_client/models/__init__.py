"""The models, each loaded when it is first asked for."""

from typing import TYPE_CHECKING

from .._lazy import lazy

if TYPE_CHECKING:
    from ..exceptions import APIError as APIError
    from .chunk_event_dto import ChunkEventDTO as ChunkEventDTO
    from .chunk_event_stream import ChunkEventStream as ChunkEventStream
    from .consumption_offsets_dto import ConsumptionOffsetsDTO as ConsumptionOffsetsDTO
    from .content_part_dto import ContentPartDTO as ContentPartDTO
    from .control_options import ControlOptions as ControlOptions
    from .control_options_mode import ControlOptionsMode as ControlOptionsMode
    from .emitted_event_dto import EmittedEventDTO as EmittedEventDTO
    from .emitted_event_stream import EmittedEventStream as EmittedEventStream
    from .event_creation_params_dto import EventCreationParamsDTO as EventCreationParamsDTO
    from .event_dto import EventDTO as EventDTO
    from .event_dto_data import EventDTOData as EventDTOData
    from .event_source_dto import EventSourceDTO as EventSourceDTO
    from .event_type_dto import EventTypeDTO as EventTypeDTO
    from .events_dto import EventsDTO as EventsDTO
    from .http_validation_error import HTTPValidationError as HTTPValidationError
    from .http_validation_error_data import HTTPValidationErrorData as HTTPValidationErrorData
    from .json_patch_operation_dto import JsonPatchOperationDTO as JsonPatchOperationDTO
    from .json_patch_operation_dtoop import JsonPatchOperationDTOOp as JsonPatchOperationDTOOp
    from .message_event_data_dto import MessageEventDataDTO as MessageEventDataDTO
    from .part import Part as Part
    from .reasoning_part_dto import ReasoningPartDTO as ReasoningPartDTO
    from .session_creation_params_dto import SessionCreationParamsDTO as SessionCreationParamsDTO
    from .session_dto import SessionDTO as SessionDTO
    from .session_stream import SessionStream as SessionStream
    from .sessions_dto import SessionsDTO as SessionsDTO
    from .status_event_data_dto import StatusEventDataDTO as StatusEventDataDTO
    from .status_event_data_status_field import StatusEventDataStatusField as StatusEventDataStatusField
    from .tool_call_dto import ToolCallDTO as ToolCallDTO
    from .tool_event_data_dto import ToolEventDataDTO as ToolEventDataDTO
    from .tool_part_dto import ToolPartDTO as ToolPartDTO
    from .tool_result_dto import ToolResultDTO as ToolResultDTO
    from .validation_error import ValidationError as ValidationError
    from .validation_error_loc_inner import ValidationErrorLocInner as ValidationErrorLocInner

__all__ = [
    "APIError",
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
    "HTTPValidationError",
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
]
if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "APIError": ".exceptions",
            "ChunkEventDTO": "chunk_event_dto",
            "ChunkEventStream": "chunk_event_stream",
            "ConsumptionOffsetsDTO": "consumption_offsets_dto",
            "ContentPartDTO": "content_part_dto",
            "ControlOptions": "control_options",
            "ControlOptionsMode": "control_options_mode",
            "EmittedEventDTO": "emitted_event_dto",
            "EmittedEventStream": "emitted_event_stream",
            "EventCreationParamsDTO": "event_creation_params_dto",
            "EventDTO": "event_dto",
            "EventDTOData": "event_dto_data",
            "EventSourceDTO": "event_source_dto",
            "EventTypeDTO": "event_type_dto",
            "EventsDTO": "events_dto",
            "HTTPValidationError": "http_validation_error",
            "HTTPValidationErrorData": "http_validation_error_data",
            "JsonPatchOperationDTO": "json_patch_operation_dto",
            "JsonPatchOperationDTOOp": "json_patch_operation_dtoop",
            "MessageEventDataDTO": "message_event_data_dto",
            "Part": "part",
            "ReasoningPartDTO": "reasoning_part_dto",
            "SessionCreationParamsDTO": "session_creation_params_dto",
            "SessionDTO": "session_dto",
            "SessionStream": "session_stream",
            "SessionsDTO": "sessions_dto",
            "StatusEventDataDTO": "status_event_data_dto",
            "StatusEventDataStatusField": "status_event_data_status_field",
            "ToolCallDTO": "tool_call_dto",
            "ToolEventDataDTO": "tool_event_data_dto",
            "ToolPartDTO": "tool_part_dto",
            "ToolResultDTO": "tool_result_dto",
            "ValidationError": "validation_error",
            "ValidationErrorLocInner": "validation_error_loc_inner",
        },
    )
