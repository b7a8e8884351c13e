from client import Point, Scores

scores = Scores(total=3, anna=1, ben=2)
assert scores.additional_properties == {"anna": 1, "ben": 2}
assert scores.to_dict() == {"total": 3, "anna": 1, "ben": 2}
try:
    Scores(total=3, anna="one")
except ValueError as error:
    assert "anna" in str(error)
else:
    raise AssertionError("an additional property is of its type")
point = Point(at=(1.5, 2), log=["start", 7], labels={"x-one": "1"})
assert point.to_json() == '{"at":[1.5,2],"log":["start",7],"labels":{"x-one":"1"}}'
