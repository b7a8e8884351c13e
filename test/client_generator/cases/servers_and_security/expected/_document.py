"""What the specification says of the API as a whole."""

from __future__ import annotations

from typing import Dict, Tuple

from ._operation import SecurityScheme, Server, ServerVariable

PACKAGE = "client"
PACKAGE_VERSION = "1.0.0"
USER_AGENT = "client/1.0.0/python"
TITLE = "Case"
VERSION = "1"
DROP_IN = True
"""True if the package replaces a client that OpenAPI Generator made."""
ASYNCHRONOUS = False
"""True if the package has no synchronous half: it replaces a client of OpenAPI Generator's library asyncio."""
BASE_URL_VARIABLE = "CLIENT_BASE_URL"
SERVERS: Tuple[Server, ...] = (
    Server(
        "http://{region}.example.com/{base}",
        variables={"region": ServerVariable("eu", enum=("eu", "us")), "base": ServerVariable("v1")},
    ),
)
SECURITY_SCHEMES: Dict[str, SecurityScheme] = {
    "key": SecurityScheme("apiKey", location="header", name="X-Key"),
    "query": SecurityScheme("apiKey", location="query", name="key"),
    "cookie": SecurityScheme("apiKey", location="cookie", name="session"),
    "basic": SecurityScheme("http", scheme="basic"),
    "mtls": SecurityScheme("mutualTLS"),
    "oauth": SecurityScheme("oauth2"),
}
CREDENTIALS: Dict[str, Tuple[str, str]] = {
    "key": ("key", "CLIENT_KEY"),
    "query": ("query", "CLIENT_QUERY"),
    "cookie": ("cookie", "CLIENT_COOKIE"),
    "username": ("", "CLIENT_USERNAME"),
    "password": ("", "CLIENT_PASSWORD"),
    "access_token": ("", "CLIENT_ACCESS_TOKEN"),
}
