"""The models, each loaded when it is first asked for."""

from typing import TYPE_CHECKING

from .._lazy import lazy

if TYPE_CHECKING:
    from ..exceptions import APIError as APIError
    from .http_validation_error import HTTPValidationError as HTTPValidationError
    from .http_validation_error_data import HTTPValidationErrorData as HTTPValidationErrorData
    from .list_response_session import ListResponseSession as ListResponseSession
    from .order_by_direction import OrderByDirection as OrderByDirection
    from .session import Session as Session
    from .session_properties import SessionProperties as SessionProperties
    from .session_summary_response import SessionSummaryResponse as SessionSummaryResponse
    from .validation_error import ValidationError as ValidationError
    from .validation_error_loc_inner import ValidationErrorLocInner as ValidationErrorLocInner

__all__ = [
    "APIError",
    "HTTPValidationError",
    "HTTPValidationErrorData",
    "ListResponseSession",
    "OrderByDirection",
    "Session",
    "SessionProperties",
    "SessionSummaryResponse",
    "ValidationError",
    "ValidationErrorLocInner",
]
if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "APIError": ".exceptions",
            "HTTPValidationError": "http_validation_error",
            "HTTPValidationErrorData": "http_validation_error_data",
            "ListResponseSession": "list_response_session",
            "OrderByDirection": "order_by_direction",
            "Session": "session",
            "SessionProperties": "session_properties",
            "SessionSummaryResponse": "session_summary_response",
            "ValidationError": "validation_error",
            "ValidationErrorLocInner": "validation_error_loc_inner",
        },
    )
