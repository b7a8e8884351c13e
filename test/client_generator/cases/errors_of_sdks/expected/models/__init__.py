"""The models, each loaded when it is first asked for."""

from typing import TYPE_CHECKING

from .._lazy import lazy

if TYPE_CHECKING:
    from ..exceptions import APIError as APIError
    from .invalid import Invalid as Invalid
    from .invalid_data import InvalidData as InvalidData
    from .note import Note as Note
    from .problem import Problem as Problem
    from .problem_error import ProblemError as ProblemError
    from .state import State as State

__all__ = [
    "APIError",
    "Invalid",
    "InvalidData",
    "Note",
    "Problem",
    "ProblemError",
    "State",
]
if not TYPE_CHECKING:
    __getattr__, __dir__ = lazy(
        __name__,
        {
            "APIError": ".exceptions",
            "Invalid": "invalid",
            "InvalidData": "invalid_data",
            "Note": "note",
            "Problem": "problem",
            "ProblemError": "problem_error",
            "State": "state",
        },
    )
