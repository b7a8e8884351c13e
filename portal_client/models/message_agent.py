from __future__ import annotations

from pydantic import StrictStr

from .._model import Model


class MessageAgent(Model):
    """An agent, as shown beside what it says."""

    id: StrictStr
    """Names the agent."""

    name: StrictStr
    """What to call it."""

    icon: StrictStr
    """A symbol or the address of a picture."""
