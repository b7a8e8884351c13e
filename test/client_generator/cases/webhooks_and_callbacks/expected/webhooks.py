"""Requests that the API makes of its users, with the types of their bodies: `NAME.read(body)` reads one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import models as _models
from ._webhook import Webhook

if TYPE_CHECKING:
    from .models.order import Order
    from .models.shipped_request import ShippedRequest

NEW_ORDER: Webhook[Order] = Webhook("newOrder", "POST", {"application/json": lambda: _models.Order})
"""An order came in."""

SHIPPED: Webhook[ShippedRequest] = Webhook(
    "{$request.query.url}",
    "POST",
    {"application/json": lambda: _models.ShippedRequest},
)
