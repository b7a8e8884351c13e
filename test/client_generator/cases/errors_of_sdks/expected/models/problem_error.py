from __future__ import annotations

from ..exceptions import ApiException
from .problem import Problem


class ProblemError(ApiException):
    """What is wrong.

    `data` says what the server says.
    """

    data: Problem
