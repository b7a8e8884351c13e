"""The base of the short way in: a client with an attribute for each group of operations."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Dict, Optional, Type

from typing_extensions import Self

from ._types import Timeout
from .api_client import ApiClient
from .configuration import Configuration, Credential


class BaseClient:
    """A client: `with` closes its connections at the end.

    What is given beside a configuration wins over it; the configuration itself stays as it is.
    """

    def __init__(
        self,
        configuration: Optional[Configuration] = None,
        base_url: Optional[str] = None,
        timeout: Optional[Timeout] = None,
        api_key: Optional[Dict[str, Optional[Credential]]] = None,
        **credentials: Any,
    ) -> None:
        self.api_client = ApiClient(settings_for(configuration, base_url, timeout, api_key, credentials))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a call after this raises ClientClosedException."""
        self.api_client.close()


def settings_for(
    configuration: Optional[Configuration],
    base_url: Optional[str],
    timeout: Optional[Timeout],
    api_key: Optional[Mapping[str, Optional[Credential]]],
    credentials: Mapping[str, Any],
) -> Configuration:
    """Lay what was given beside a configuration over a copy of it."""
    settings = copy.deepcopy(configuration or Configuration.for_client())
    if base_url is not None:
        settings.host = base_url
    if timeout is not None:
        settings.timeout = timeout
    settings.api_key.update({name: key for name, key in (api_key or {}).items() if key is not None})
    for name, credential in credentials.items():
        if credential is not None:
            setattr(settings, name, credential)
    return settings
