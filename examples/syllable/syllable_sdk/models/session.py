from __future__ import annotations

from typing import Optional, Union

from pydantic import StrictBool, StrictFloat, StrictInt, StrictStr

from .._model import DateTime, Model


class Session(Model):
    """A stretch of a conversation between a person and an agent."""

    timestamp: DateTime
    """When it began."""

    session_id: Optional[StrictStr] = None

    conversation_id: Optional[StrictStr] = None
    """The conversation that it is part of."""

    channel_manager_service: Optional[StrictStr] = None
    """Who carried it, such as `twilio`."""

    channel_manager_type: Optional[StrictStr] = None
    """The kind of the channel, such as `voice`."""

    channel_manager_sid: Optional[StrictStr] = None
    """Its id at the service that carried it."""

    agent_id: Optional[StrictStr] = None

    agent_name: Optional[StrictStr] = None

    agent_type: Optional[StrictStr] = None
    """The kind of the agent, such as `inbound`."""

    agent_timezone: Optional[StrictStr] = None
    """The time zone of the agent, by its IANA name."""

    prompt_id: Optional[StrictStr] = None
    """The prompt that the agent had."""

    prompt_name: Optional[StrictStr] = None

    prompt_version: Optional[StrictStr] = None

    duration: Optional[Union[StrictFloat, StrictInt]] = None
    """How long it took, in seconds."""

    session_label_id: Optional[StrictStr] = None
    """What somebody said of it afterwards."""

    source: Optional[StrictStr] = None
    """Who began it, such as a telephone number."""

    target: Optional[StrictStr] = None
    """Whom they called."""

    is_legacy: Optional[StrictBool] = None
    """Whether it comes from an older system."""

    is_test: Optional[StrictBool] = None
    """Whether it was a test."""
