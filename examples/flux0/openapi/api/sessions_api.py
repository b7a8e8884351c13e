from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, List, Optional

from .._api import Api
from .._operations import sessions as _operations
from .._retry import RetryConfig
from .._streams import EventStream
from .._types import UNSET, OptionalNullable, OptionalValue, Timeout
from .._variants import with_http_info, without_preload_content
from ..api_client import ApiClient

if TYPE_CHECKING:
    from ..models.event_source_dto import EventSourceDTO
    from ..models.event_type_dto import EventTypeDTO
    from ..models.events_dto import EventsDTO
    from ..models.session_dto import SessionDTO
    from ..models.session_stream import SessionStream
    from ..models.sessions_dto import SessionsDTO


class SessionsApi(Api):
    """Start conversations, say something, and read what was said."""

    def __init__(self, api_client: Optional[ApiClient] = None) -> None:
        super().__init__(api_client)

    def create(
        self,
        *,
        agent_id: str,
        allow_greeting: OptionalValue[bool] = UNSET,
        id: OptionalNullable[str] = UNSET,
        title: OptionalNullable[str] = UNSET,
        timeout: Optional[Timeout] = None,
        headers: Optional[Dict[str, Any]] = None,
        retries: Optional[RetryConfig] = None,
    ) -> SessionDTO:
        """Starts a session between the user and an agent. A user who was not seen before becomes a guest.

        An id may be chosen. Asking again for the same id, agent and title answers with the session that there is.

        Args:
            agent_id: The agent to talk to.
            allow_greeting: Whether the agent may say something first.
            id: The id that the session shall have; by default the server chooses one.
            title: What the session is called.
        """
        return self._call(
            _operations.CREATE,
            {"agent_id": agent_id, "allow_greeting": allow_greeting, "id": id, "title": title},
            timeout=timeout,
            headers=headers,
            retries=retries,
        )

    create_with_http_info = with_http_info(create)
    create_without_preload_content = without_preload_content(create)

    def create_event(
        self,
        *,
        session_id: str,
        type_: EventTypeDTO,
        source: EventSourceDTO,
        content: OptionalNullable[str] = UNSET,
        timeout: Optional[Timeout] = None,
        headers: Optional[Dict[str, Any]] = None,
        retries: Optional[RetryConfig] = None,
    ) -> EventStream[SessionStream]:
        """Adds a message of the user to a session, and streams what the agent does about it.

        Only messages can be added, only by users, and they must say something. Status events tell what the agent
        does; chunks build one document for each `event_id`. The stream ends with the agent's turn.

        Args:
            session_id: The id of the session.
            type_: What it is; only a message can be added.
            source: Who it is from; only a user can add something.
            content: The text of the message.
        """
        return self._call(
            _operations.CREATE_EVENT,
            {"session_id": session_id, "type_": type_, "source": source, "content": content},
            timeout=timeout,
            headers=headers,
            retries=retries,
        )

    create_event_with_http_info = with_http_info(create_event)
    create_event_without_preload_content = without_preload_content(create_event)

    def list(
        self,
        *,
        agent_id: OptionalNullable[str] = UNSET,
        timeout: Optional[Timeout] = None,
        headers: Optional[Dict[str, Any]] = None,
        retries: Optional[RetryConfig] = None,
    ) -> SessionsDTO:
        """Lists the sessions of the user, the oldest first.

        Args:
            agent_id: Only sessions with this agent.
        """
        return self._call(_operations.LIST, {"agent_id": agent_id}, timeout=timeout, headers=headers, retries=retries)

    list_with_http_info = with_http_info(list)
    list_without_preload_content = without_preload_content(list)

    def list_events(
        self,
        *,
        session_id: str,
        min_offset: OptionalNullable[int] = UNSET,
        source: OptionalNullable[EventSourceDTO] = UNSET,
        correlation_id: OptionalNullable[str] = UNSET,
        types: OptionalNullable[List[EventTypeDTO]] = UNSET,
        timeout: Optional[Timeout] = None,
        headers: Optional[Dict[str, Any]] = None,
        retries: Optional[RetryConfig] = None,
    ) -> EventsDTO:
        """Lists what happened in a session, in the order of offsets; what is asked for has to fit all at once.

        Args:
            session_id: The id of the session.
            min_offset: The first offset of interest.
            source: Only events of this source.
            correlation_id: Only events that came of one call.
            types: Only events of these types, separated by commas or as a parameter each.
        """
        return self._call(
            _operations.LIST_EVENTS,
            {
                "session_id": session_id,
                "min_offset": min_offset,
                "source": source,
                "correlation_id": correlation_id,
                "types": types,
            },
            timeout=timeout,
            headers=headers,
            retries=retries,
        )

    list_events_with_http_info = with_http_info(list_events)
    list_events_without_preload_content = without_preload_content(list_events)

    def retrieve(
        self,
        *,
        session_id: str,
        timeout: Optional[Timeout] = None,
        headers: Optional[Dict[str, Any]] = None,
        retries: Optional[RetryConfig] = None,
    ) -> SessionDTO:
        """Returns one session by its id.

        Args:
            session_id: The id of the session.
        """
        return self._call(
            _operations.RETRIEVE,
            {"session_id": session_id},
            timeout=timeout,
            headers=headers,
            retries=retries,
        )

    retrieve_with_http_info = with_http_info(retrieve)
    retrieve_without_preload_content = without_preload_content(retrieve)
