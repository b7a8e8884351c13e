from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Optional, Sequence

from .._api import Api
from .._operations import sessions as _operations
from .._retry import RetryConfig
from .._types import FileInput, Timeout
from .._variants import streaming, with_http_info, without_preload_content
from ..api_client import ApiClient

if TYPE_CHECKING:
    from ..models.async_session_response import AsyncSessionResponse
    from ..models.get_sessions_response import GetSessionsResponse
    from ..models.grouped_sessions_response import GroupedSessionsResponse
    from ..models.session import Session


class SessionsApi(Api):
    """Start conversations, continue them, replay them and follow them."""

    def __init__(self, api_client: Optional[ApiClient] = None) -> None:
        super().__init__(api_client)

    def create_async_session(
        self,
        agent_id: str,
        text_prompt: str,
        files: Optional[Sequence[FileInput]] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> AsyncSessionResponse:
        """Starts a session with a first prompt and answers at once, while the agent works in the
        background. Follow the session by subscription until it is no longer `Running`.

        Args:
            agent_id: The agent to talk to.
            text_prompt: What the user says.
            files: Files that go with the prompt, each with its name and media type.
        """
        return self._call(
            _operations.CREATE_ASYNC_SESSION,
            {"agent_id": agent_id, "text_prompt": text_prompt, "files": files},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    create_async_session_with_http_info = with_http_info(create_async_session)
    create_async_session_without_preload_content = without_preload_content(create_async_session)

    def create_session(
        self,
        agent_id: str,
        text_prompt: str,
        files: Optional[Sequence[FileInput]] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> Session:
        """Starts a session with a first prompt, and answers when the agent has replied.

        Args:
            agent_id: The agent to talk to.
            text_prompt: What the user says.
            files: Files that go with the prompt, each with its name and media type.
        """
        return self._call(
            _operations.CREATE_SESSION,
            {"agent_id": agent_id, "text_prompt": text_prompt, "files": files},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    create_session_with_http_info = with_http_info(create_session)
    create_session_without_preload_content = without_preload_content(create_session)

    def create_session_from_replay(
        self,
        session_id: str,
        last_message_index: int,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> Session:
        """Starts a session from the first messages of another one, which stays as it is. Where the last
        message kept is the user's, the agent answers it.

        Args:
            session_id: The session to copy from.
            last_message_index: The position of the last message to keep; the first message is 0.
        """
        return self._call(
            _operations.CREATE_SESSION_FROM_REPLAY,
            {"session_id": session_id, "last_message_index": last_message_index},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    create_session_from_replay_with_http_info = with_http_info(create_session_from_replay)
    create_session_from_replay_without_preload_content = without_preload_content(create_session_from_replay)

    def get_grouped_sessions(
        self,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> GroupedSessionsResponse:
        """Lists the caller's sessions by the time of their last update: `Today`, `Yesterday`,
        `Previous 7 Days`, `Previous 30 Days` and `Older`. A group without sessions is left out.
        """
        return self._call(
            _operations.GET_GROUPED_SESSIONS,
            {},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    get_grouped_sessions_with_http_info = with_http_info(get_grouped_sessions)
    get_grouped_sessions_without_preload_content = without_preload_content(get_grouped_sessions)

    def get_session(
        self,
        session_id: str,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> Session:
        """Returns one of the caller's sessions with all its messages.

        Args:
            session_id: The id of the session.
        """
        return self._call(
            _operations.GET_SESSION,
            {"session_id": session_id},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    get_session_with_http_info = with_http_info(get_session)
    get_session_without_preload_content = without_preload_content(get_session)

    def get_sessions(
        self,
        agent_id: str,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> GetSessionsResponse:
        """Lists the caller's sessions with one agent, the most recently updated first.

        Args:
            agent_id: The agent whose sessions to list.
        """
        return self._call(
            _operations.GET_SESSIONS,
            {"agent_id": agent_id},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    get_sessions_with_http_info = with_http_info(get_sessions)
    get_sessions_without_preload_content = without_preload_content(get_sessions)

    def subscribe_to_session(
        self,
        session_id: str,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> Session:
        """Follows a session; whoever knows its id may. As JSON, the answer comes at once unless the
        session is `Running`; then it comes with the next change, or after 30 seconds without one (the
        header `Prefer: wait=N` asks for fewer). As `text/event-stream`, an event `session` comes at
        once and with each change, and the stream ends after the first one that is not `Running`.

        Args:
            session_id: The id of the session.
        """
        return self._call(
            _operations.SUBSCRIBE_TO_SESSION,
            {"session_id": session_id},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    subscribe_to_session_with_http_info = with_http_info(subscribe_to_session)
    subscribe_to_session_without_preload_content = without_preload_content(subscribe_to_session)
    subscribe_to_session_stream = streaming(subscribe_to_session)

    def update_async_session(
        self,
        session_id: str,
        text_prompt: str,
        files: Optional[Sequence[FileInput]] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> AsyncSessionResponse:
        """Adds a prompt to a session and answers at once, while the agent works in the background.

        Args:
            session_id: The id of the session.
            text_prompt: What the user says.
            files: Files that go with the prompt, each with its name and media type.
        """
        return self._call(
            _operations.UPDATE_ASYNC_SESSION,
            {"session_id": session_id, "text_prompt": text_prompt, "files": files},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    update_async_session_with_http_info = with_http_info(update_async_session)
    update_async_session_without_preload_content = without_preload_content(update_async_session)

    def update_session(
        self,
        session_id: str,
        text_prompt: str,
        files: Optional[Sequence[FileInput]] = None,
        _request_timeout: Optional[Timeout] = None,
        _request_auth: Optional[Dict[str, Any]] = None,
        _content_type: Optional[str] = None,
        _headers: Optional[Dict[str, Any]] = None,
        _host_index: int = 0,
        _retries: Optional[RetryConfig] = None,
    ) -> Session:
        """Adds a prompt to a session, and answers when the agent has replied. Turns of one session run
        one after another, so a prompt waits while an earlier turn is `Running`.

        Args:
            session_id: The id of the session.
            text_prompt: What the user says.
            files: Files that go with the prompt, each with its name and media type.
        """
        return self._call(
            _operations.UPDATE_SESSION,
            {"session_id": session_id, "text_prompt": text_prompt, "files": files},
            timeout=_request_timeout,
            auth=_request_auth,
            content_type=_content_type,
            headers=_headers,
            host_index=_host_index,
            retries=_retries,
        )

    update_session_with_http_info = with_http_info(update_session)
    update_session_without_preload_content = without_preload_content(update_session)

    def wait_for_session(self, session_id: str, timeout: Optional[float] = None) -> Session:
        """Wait until the `status` that `get_session` shows is no longer `Running`.

        Args:
            session_id: The id of the session.
            timeout: Seconds to wait in all; None waits as long as it takes.

        Raises:
            OperationFailedException: it is `Error`; `value` has what came.
            WaitTimeoutException: time is up; `value` has what came last.
        """
        return self._wait(_operations.WAIT_FOR_SESSION, {"session_id": session_id}, timeout)
