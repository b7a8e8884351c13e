"""What the specification says of the API as a whole."""

from __future__ import annotations

from typing import Dict, Tuple

from ._operation import SecurityScheme, Server

PACKAGE = "portal_client"
PACKAGE_VERSION = "1.0.0"
USER_AGENT = "portal-client/1.0.0/python"
TITLE = "Portal"
VERSION = "1.0.0"
DROP_IN = True
"""True if the package replaces a client that OpenAPI Generator made."""
ASYNCHRONOUS = False
"""True if the package has no synchronous half: it replaces a client of OpenAPI Generator's library asyncio."""
BASE_URL_VARIABLE = "PORTAL_CLIENT_BASE_URL"
SERVERS: Tuple[Server, ...] = (Server("http://localhost", description="A portal on this machine."),)
SECURITY_SCHEMES: Dict[str, SecurityScheme] = {"HTTPBearer": SecurityScheme("http", scheme="bearer")}
CREDENTIALS: Dict[str, Tuple[str, str]] = {"access_token": ("", "PORTAL_ACCESS_TOKEN")}
