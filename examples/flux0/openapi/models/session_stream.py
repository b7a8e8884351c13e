from typing import Annotated, Union

from typing_extensions import TypeAlias

from .._union import Alternatives
from .chunk_event_stream import ChunkEventStream
from .emitted_event_stream import EmittedEventStream

SessionStream: TypeAlias = Annotated[
    Union[ChunkEventStream, EmittedEventStream],
    Alternatives("event", {"chunk": "ChunkEventStream", "status": "EmittedEventStream"}, one_of=True),
]
"""What a stream is made of."""
