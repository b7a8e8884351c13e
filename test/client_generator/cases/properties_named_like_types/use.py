import datetime

from client import ModelAny, ModelOptional, Odd

data = {
    "datetime": "2024-01-31T09:30:00Z",
    "date": "2024-01-31",
    "str": "a",
    "map": {"x": "2024-01-31"},
    "copy": "b",
    "model_config": "c",
    "self": "d",
}
odd = Odd.from_dict(data)
assert odd is not None
assert odd.datetime == datetime.datetime(2024, 1, 31, 9, 30, tzinfo=datetime.timezone.utc)
assert (odd.var_date, odd.str, odd.var_copy) == (datetime.date(2024, 1, 31), "a", "b")
assert (odd.var_model_config, odd.var_self) == ("c", "d")
assert odd.map == {"x": datetime.date(2024, 1, 31)}
assert Odd.from_json(odd.to_json()) == odd
assert ModelOptional(odd=odd).to_dict()["odd"]["copy"] == "b"
assert ModelAny(any=7).to_dict() == {"any": 7}
