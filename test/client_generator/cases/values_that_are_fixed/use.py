from client import Event, EventState

event = Event(type="created", level="high", state=EventState.ON, code="ABC")
assert event.to_dict() == {"type": "created", "level": "high", "state": "on", "code": "ABC"}
received = Event.from_json('{"type": "deleted", "level": 7, "state": "half", "code": "abc"}')
assert (received.type, received.level, received.state, received.code) == ("deleted", 7, "half", "abc")
assert f"{event.state}" == "on"
for wrong in ({"type": "deleted"}, {"level": 2}, {"state": "half"}, {"code": "abc"}):
    try:
        Event(**{"type": "created", "level": 1, **wrong})
    except ValueError as error:
        assert next(iter(wrong)) in str(error)
    else:
        raise AssertionError(wrong)
