"""A response with its value, for callers who want to see both."""

from __future__ import annotations

from typing import Annotated, Any, Dict, Generic, Mapping, Optional, TypeVar

from pydantic import BaseModel, ConfigDict, Field, SkipValidation, StrictBytes, StrictInt

from ._headers import request_id

T = TypeVar("T")


class ApiResponse(BaseModel, Generic[T]):
    """A response of success."""

    status_code: StrictInt = Field(description="HTTP status code")
    headers: Annotated[Optional[Mapping[str, str]], SkipValidation] = Field(default=None, description="HTTP headers")
    """Names are found in any case; the values of a field that came twice are joined, and `get_all` has them apart."""
    data: T = Field(description="Deserialized data given the data type")
    raw_data: StrictBytes = Field(description="Raw data (HTTP response body)")

    typed_headers: Dict[str, Any] = Field(default_factory=dict)
    """The header fields that the specification has a type for, read as that type."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    @property
    def request_id(self) -> Optional[str]:
        """What the server calls the request, for its logs and its support: `X-Request-Id` and the like; or None."""
        return request_id(self.headers)
