from typing import Annotated, Union

from pydantic import StrictInt, StrictStr
from typing_extensions import TypeAlias

from .._union import Alternatives

ValidationErrorLocInner: TypeAlias = Annotated[Union[StrictStr, StrictInt], Alternatives()]
"""ValidationErrorLocInner."""
