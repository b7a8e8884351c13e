from client import Address, Circle, Shape

assert Address(city="Rome", box=7).to_dict() == {"city": "Rome", "box": 7}
shape = Shape.from_dict({"form": "circle", "radius": 1.5})
assert shape is not None
assert isinstance(shape.actual_instance, Circle)
