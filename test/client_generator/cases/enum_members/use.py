from client import Color, Shirt, Size

assert Color.LIGHT_MINUS_BLUE == "light-blue"
assert Color.EMPTY == ""
assert Size.DOWN == -1
assert Shirt().color is Color.RED
assert Shirt().to_dict() == {}
received = Shirt.from_json('{"color": "plaid", "size": 7}')
assert received is not None
assert (received.color, received.size) == ("plaid", 7)
assert not received.color.is_known
try:
    Color("plaid")
except ValueError:
    pass
else:
    raise AssertionError("a caller may not make up a color")
