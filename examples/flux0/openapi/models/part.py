from typing import Annotated, Union

from typing_extensions import TypeAlias

from .._union import Alternatives
from .content_part_dto import ContentPartDTO
from .reasoning_part_dto import ReasoningPartDTO
from .tool_part_dto import ToolPartDTO

Part: TypeAlias = Annotated[
    Union[ContentPartDTO, ReasoningPartDTO, ToolPartDTO],
    Alternatives(
        "type",
        {"content": "ContentPartDTO", "reasoning": "ReasoningPartDTO", "tool_call": "ToolPartDTO"},
        one_of=True,
    ),
]
"""A part of a message."""
