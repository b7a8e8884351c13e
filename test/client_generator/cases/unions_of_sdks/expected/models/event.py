from typing import Annotated, Union

from typing_extensions import TypeAlias

from .._union import Alternatives
from .status import Status
from .text import Text

Event: TypeAlias = Annotated[
    Union[Text, Status],
    Alternatives("type", {"text": "Text", "status": "Status"}, one_of=True),
]
"""What happened."""
