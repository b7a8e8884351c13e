from typing import Annotated, Union

from typing_extensions import TypeAlias

from .._union import Alternatives
from .message_event_data_dto import MessageEventDataDTO
from .status_event_data_dto import StatusEventDataDTO
from .tool_event_data_dto import ToolEventDataDTO

EventDTOData: TypeAlias = Annotated[
    Union[MessageEventDataDTO, StatusEventDataDTO, ToolEventDataDTO],
    Alternatives(
        "type",
        {"message": "MessageEventDataDTO", "status": "StatusEventDataDTO", "tool_call_result": "ToolEventDataDTO"},
        one_of=True,
    ),
]
"""What an event says."""
