"""What the specification says of the API as a whole."""

from __future__ import annotations

from typing import Dict, Tuple

from ._operation import SecurityScheme, Server

PACKAGE = "flux0_client"
PACKAGE_VERSION = "1.0.0"
USER_AGENT = "flux0-client/1.0.0/python"
TITLE = "flux0 Sessions"
VERSION = "1.0.0"
DROP_IN = False
"""True if the package replaces a client that OpenAPI Generator made."""
ASYNCHRONOUS = False
"""True if the package has no synchronous half: it replaces a client of OpenAPI Generator's library asyncio."""
BASE_URL_VARIABLE = "FLUX0_CLIENT_BASE_URL"
SERVERS: Tuple[Server, ...] = (Server("http://127.0.0.1:8080", description="A server on this machine."),)
SECURITY_SCHEMES: Dict[str, SecurityScheme] = {}
CREDENTIALS: Dict[str, Tuple[str, str]] = {}
