from __future__ import annotations

from typing import Union

from pydantic import StrictBool, StrictFloat, StrictInt, StrictStr

from .._model import DateTime, Model, Nullable


class Session(Model):
    """A stretch of a conversation between a person and an agent."""

    timestamp: DateTime
    """When it began."""

    session_id: Nullable[StrictStr] = None

    conversation_id: Nullable[StrictStr] = None
    """The conversation that it is part of."""

    channel_manager_service: Nullable[StrictStr] = None
    """Who carried it, such as `twilio`."""

    channel_manager_type: Nullable[StrictStr] = None
    """The kind of the channel, such as `voice`."""

    channel_manager_sid: Nullable[StrictStr] = None
    """Its id at the service that carried it."""

    agent_id: Nullable[StrictStr] = None

    agent_name: Nullable[StrictStr] = None

    agent_type: Nullable[StrictStr] = None
    """The kind of the agent, such as `inbound`."""

    agent_timezone: Nullable[StrictStr] = None
    """The time zone of the agent, by its IANA name."""

    prompt_id: Nullable[StrictStr] = None
    """The prompt that the agent had."""

    prompt_name: Nullable[StrictStr] = None

    prompt_version: Nullable[StrictStr] = None

    duration: Nullable[Union[StrictFloat, StrictInt]] = None
    """How long it took, in seconds."""

    session_label_id: Nullable[StrictStr] = None
    """What somebody said of it afterwards."""

    source: Nullable[StrictStr] = None
    """Who began it, such as a telephone number."""

    target: Nullable[StrictStr] = None
    """Whom they called."""

    is_legacy: Nullable[StrictBool] = None
    """Whether it comes from an older system."""

    is_test: Nullable[StrictBool] = None
    """Whether it was a test."""
