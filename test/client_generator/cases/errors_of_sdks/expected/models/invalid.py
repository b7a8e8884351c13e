from __future__ import annotations

from ..exceptions import ApiException
from .invalid_data import InvalidData


class Invalid(ApiException):
    """What does not fit.

    `data` says what the server says.
    """

    data: InvalidData
