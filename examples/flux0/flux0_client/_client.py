"""The base of the short way in: a client with an attribute for each group of operations."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from types import TracebackType
from typing import Optional, Type

from typing_extensions import Self

from ._document import CREDENTIALS, DROP_IN
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
        **credentials: Optional[Credential],
    ) -> None:
        self.api_client = ApiClient(settings_for(configuration, base_url, timeout, credentials))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections; a call after this opens new ones."""
        self.api_client.close()


def settings_for(
    configuration: Optional[Configuration],
    base_url: Optional[str],
    timeout: Optional[Timeout],
    credentials: Mapping[str, Optional[Credential]],
) -> Configuration:
    """Lay what was given beside a configuration over a copy of it; what lacks in both may be in the environment."""
    settings = copy.deepcopy(configuration or Configuration.for_client())
    if base_url is not None:
        settings.host = base_url
        settings.ignore_operation_servers = settings.ignore_operation_servers or DROP_IN
    if timeout is not None:
        settings.timeout = timeout
    for name, (scheme, variable) in CREDENTIALS.items():
        known = settings.api_key.get(scheme) if scheme else getattr(settings, name)
        given = credentials.get(name)
        found = os.environ.get(variable) if given is None and known is None else given
        if found is not None and scheme:
            settings.api_key[scheme] = found
        elif found is not None:
            setattr(settings, name, found)
    return settings
