"""Proxies: which requests use them, and what they are told."""

from __future__ import annotations

import ipaddress
from urllib.parse import unquote, urlsplit

import urllib3

from ._headers import merge
from .configuration import Configuration

SUPPORTED_SOCKS_PROXIES = {"socks5", "socks5h", "socks4", "socks4a"}
NO_PROXY = "the proxy is no http or https URL; give one as Configuration(proxy=…)"


def proxy_headers(configuration: Configuration, proxy: str) -> dict[str, str] | None:
    """Return what to tell the proxy: what is configured, and the user name and password of its URL."""
    given = configuration.proxy_headers or {}
    user = urlsplit(proxy).netloc.rpartition("@")[0]
    return merge(urllib3.make_headers(proxy_basic_auth=unquote(user)) if user else {}, given) or None


def is_socks(url: str | None) -> bool:
    """Return True for the URL of a SOCKS proxy."""
    return url is not None and url.partition("://")[0].lower() in SUPPORTED_SOCKS_PROXIES


def bypasses_proxies(url: str, no_proxy: str | None) -> bool:
    """Return True if a URL is requested without the proxy.

    Args:
        url: Where the request goes.
        no_proxy: Host names, host:port pairs, IP addresses or CIDR ranges, separated by commas. A name includes its
            subdomains; `*` means every host.
    """
    parts = urlsplit(url)
    rules = [rule.strip().lower() for rule in (no_proxy or "").split(",") if rule.strip()]
    host = (parts.hostname or "").lower()
    names = [rule.lstrip(".") for rule in rules]
    if any(name in ("*", host, f"{host}:{parts.port}") or host.endswith(f".{name}") for name in names):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    return any(is_in_network(address, rule) for rule in rules)


def is_in_network(address: ipaddress.IPv4Address | ipaddress.IPv6Address, rule: str) -> bool:
    """Return True if an address is, or is in, the network that a rule of `no_proxy` names."""
    try:
        return address in ipaddress.ip_network(rule.strip("[]"), strict=False)
    except ValueError:
        return False
