import json

from client import Thing

LEAST = {"must": "a", "must_or_null": None}

assert json.loads(Thing(must="a", must_or_null=None).to_json()) == LEAST
assert json.loads(Thing(must="a", must_or_null=None, may=None).to_json()) == LEAST
assert json.loads(Thing(must="a", must_or_null=None, may_or_null=None).to_json()) == {**LEAST, "may_or_null": None}
for wrong in ({"must": None, "must_or_null": None}, {"must": "a"}, {"must_or_null": None}):
    try:
        Thing(**wrong)
    except ValueError:
        continue
    raise AssertionError(f"{wrong} was taken")
