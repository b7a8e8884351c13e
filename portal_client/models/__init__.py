"""The models, each loaded when it is first asked for."""

from typing import TYPE_CHECKING

from .._lazy import lazy

if TYPE_CHECKING:
    from .async_session_response import AsyncSessionResponse as AsyncSessionResponse
    from .error_response import ErrorResponse as ErrorResponse
    from .get_sessions_response import GetSessionsResponse as GetSessionsResponse
    from .grouped_sessions_response import GroupedSessionsResponse as GroupedSessionsResponse
    from .http_validation_error import HTTPValidationError as HTTPValidationError
    from .message import Message as Message
    from .message_agent import MessageAgent as MessageAgent
    from .message_file import MessageFile as MessageFile
    from .message_role import MessageRole as MessageRole
    from .session import Session as Session
    from .session_replayed_from import SessionReplayedFrom as SessionReplayedFrom
    from .session_status import SessionStatus as SessionStatus
    from .session_summary import SessionSummary as SessionSummary
    from .validation_error import ValidationError as ValidationError
    from .validation_error_loc_inner import ValidationErrorLocInner as ValidationErrorLocInner

__all__ = [
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
]
if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "AsyncSessionResponse": "async_session_response",
            "ErrorResponse": "error_response",
            "GetSessionsResponse": "get_sessions_response",
            "GroupedSessionsResponse": "grouped_sessions_response",
            "HTTPValidationError": "http_validation_error",
            "Message": "message",
            "MessageAgent": "message_agent",
            "MessageFile": "message_file",
            "MessageRole": "message_role",
            "Session": "session",
            "SessionReplayedFrom": "session_replayed_from",
            "SessionStatus": "session_status",
            "SessionSummary": "session_summary",
            "ValidationError": "validation_error",
            "ValidationErrorLocInner": "validation_error_loc_inner",
        },
    )
