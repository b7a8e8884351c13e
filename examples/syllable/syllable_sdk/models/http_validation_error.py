from __future__ import annotations

from ..exceptions import ApiException
from .http_validation_error_data import HTTPValidationErrorData


class HTTPValidationError(ApiException):
    """What does not fit in a request.

    `data` says what the server says.
    """

    data: HTTPValidationErrorData
