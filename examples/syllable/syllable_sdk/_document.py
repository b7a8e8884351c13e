"""What the specification says of the API as a whole."""

from __future__ import annotations

from typing import Dict, Tuple

from ._operation import SecurityScheme, Server

PACKAGE = "syllable_sdk"
PACKAGE_VERSION = "1.0.0"
USER_AGENT = "syllable-sdk/1.0.0/python"
TITLE = "Syllable sessions"
VERSION = "1.0"
DROP_IN = False
"""True if the package replaces a client that OpenAPI Generator made."""
ASYNCHRONOUS = False
"""True if the package has no synchronous half: it replaces a client of OpenAPI Generator's library asyncio."""
BASE_URL_VARIABLE = "SYLLABLE_SDK_BASE_URL"
SERVERS: Tuple[Server, ...] = (Server("https://api.syllable.cloud"),)
SECURITY_SCHEMES: Dict[str, SecurityScheme] = {
    "APIKeyHeader": SecurityScheme("apiKey", location="header", name="Syllable-API-Key"),
}
CREDENTIALS: Dict[str, Tuple[str, str]] = {"api_key_header": ("APIKeyHeader", "SYLLABLESDK_API_KEY_HEADER")}
