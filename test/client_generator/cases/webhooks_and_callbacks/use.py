from client import Order, OrdersApi, webhooks

assert hasattr(OrdersApi, "order")
assert webhooks.NEW_ORDER.read(b'{"id": 7}') == Order(id=7)
assert webhooks.SHIPPED.read('{"id": 8}').id == 8
try:
    webhooks.NEW_ORDER.read(b"{}")
except ValueError as error:
    assert "newOrder" in str(error)
    assert "id" in str(error)
else:
    raise AssertionError("an order has an id")
