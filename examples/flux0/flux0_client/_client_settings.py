"""Settings of the client class: a configuration, explicit arguments and environment variables."""

from __future__ import annotations

import copy
import os
from collections.abc import Mapping
from typing import Optional

from ._document import CREDENTIALS, DROP_IN
from ._types import Timeout
from .configuration import Configuration, Credential


def settings_for(
    configuration: Optional[Configuration],
    base_url: Optional[str],
    timeout: Optional[Timeout],
    credentials: Mapping[str, Optional[Credential]],
) -> Configuration:
    """Copy the configuration, apply explicit arguments, then fall back to environment variables."""
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
