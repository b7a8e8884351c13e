"""Media types, as far as the types of bodies depend on them."""

from __future__ import annotations

TEXTS = ("xml", "yaml", "/graphql", "/javascript", "/jwt", "/sql", "/x-www-form-urlencoded")
MULTIPART = "multipart/form-data"
FORMS = (MULTIPART, "application/x-www-form-urlencoded")


def essence(media_type: str) -> str:
    """Return a media type in lower case, without its parameters."""
    return media_type.partition(";")[0].strip().lower()


def is_form(media_type: str) -> bool:
    """Return True if a media type is that of a form."""
    return essence(media_type) in FORMS


def is_json(media_type: str) -> bool:
    """Return True if a media type is JSON (RFC 6838 §4.2.8 for the suffix)."""
    return essence(media_type).endswith(("/json", "+json"))


def is_text(media_type: str) -> bool:
    """Return True if a media type is text that is not JSON."""
    return essence(media_type).startswith("text/") or essence(media_type).endswith(TEXTS)
