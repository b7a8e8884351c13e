"""A call as a transport makes it: a request, its attempts and the hooks that see them. Nothing is sent here."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from ._answer import Answer
from ._document import PACKAGE
from ._fields import as_hooks_left
from ._hosts import public
from ._legacy import encode_legacy_body
from ._retry import NEVER, Attempts, RetryConfig
from .configuration import Configuration, HookedRequest
from .exceptions import ArgumentError, SentRequest, TransportException

logger = logging.getLogger(PACKAGE)


class Exchange:
    """One call: what is sent, and what comes of each attempt.

    Args:
        configuration: Whose hooks are called.
        method: The HTTP method.
        url: The whole URL.
        headers: Header fields.
        body: Bytes or a text to send as they are; anything else is sent as JSON.
        post_params: Instead of a body: the fields of a form.
        retries: When to send again, instead of what the configuration says.

    Attributes:
        request: What is sent, as the hooks have left it.
        policy: When it is sent again.
        attempts: How often it was, the attempt that is under way included.

    Raises:
        ArgumentError: retries are something else.
        ApiValueError: a hook has set a header field that cannot be sent.
    """

    def __init__(
        self,
        configuration: Configuration,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        body: Any,
        post_params: Sequence[Any] | None,
        retries: RetryConfig | None,
    ) -> None:
        content, fields = encode_legacy_body(body, post_params, headers or {})
        self.configuration = configuration
        self.request = HookedRequest(method, url, fields, content)
        for hook in configuration.before_request:
            hook(self.request)
            self.request.headers = as_hooks_left(self.request.headers)
        self.policy = policy_of(configuration, retries)
        rewindable = getattr(self.request.body, "rewindable", True)
        self.attempts = Attempts(self.policy, self.request.method, self.request.headers, rewindable)

    def sent(self) -> SentRequest:
        """Return what is told of the attempt that begins."""
        return SentRequest(self.request.method, public(self.request.url), self.attempts.count)

    def answered(self, response: Answer) -> float | None:
        """Return the seconds before the next attempt, or None: the answer stands, and the hooks have seen it."""
        delay = self.attempts.after_status(response.status, response.headers) if response.status >= 400 else None
        if delay is None:
            for hook in self.configuration.after_response:
                hook(self.request, response)
            return None
        return self.logged(delay)

    def failed(self, error: TransportException, nothing_sent: tuple[type[BaseException], ...]) -> float:
        """Return the seconds before the next attempt.

        Args:
            error: Why no response came.
            nothing_sent: The causes that stand for a request of which the server got nothing.

        Raises:
            TransportException: the failure stands, and the hooks have seen it.
        """
        delay = self.attempts.after_failure(not isinstance(error.__cause__, nothing_sent))
        if delay is None:
            for hook in self.configuration.on_error:
                hook(self.request, error)
            raise error
        return self.logged(delay)

    def broken(self, error: TransportException) -> float:
        """Return the seconds before the next attempt, where the body of an answer broke off.

        Raises:
            TransportException: the failure stands.
        """
        delay = self.attempts.after_failure(True)
        if delay is None:
            raise error
        return self.logged(delay)

    def logged(self, delay: float) -> float:
        """Log that the request is sent again after so many seconds."""
        logger.debug("%s %s again in %.2f s", self.request.method, public(self.request.url), delay)
        return delay

    @property
    def resumable(self) -> bool:
        """Whether what is lacking of a body that breaks off may be asked for."""
        return self.request.method == "GET" and self.policy.attempts > 1


def policy_of(configuration: Configuration, retries: object) -> RetryConfig:
    """Return when to send again by our own rules.

    Raises:
        ArgumentError: retries are something else.
    """
    if retries is None:
        return configuration.retries if isinstance(configuration.retries, RetryConfig) else NEVER
    if not isinstance(retries, RetryConfig):
        raise ArgumentError("retries", "give a RetryConfig")
    return retries
