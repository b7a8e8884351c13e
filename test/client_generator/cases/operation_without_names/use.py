import inspect

from client import DefaultApi

parameters = inspect.signature(DefaultApi.things_thing_id_get).parameters
assert list(parameters)[:3] == ["self", "thing_id", "var_self"]
try:
    DefaultApi().things_thing_id_get(0)
except ValueError as error:
    assert "thing_id" in str(error)
else:
    raise AssertionError("0 is below the minimum")
