from client import TestSt, TestSt2

value = {"a-b": "1", "a_b": "2", "aB": "3"}
first = TestSt.from_dict(value)
assert first is not None
assert (first.a_b, first.a_b_2, first.a_b_3) == ("1", "2", "3")
assert first.to_dict() == value
other = {"class": "1", "copy": "2", "": "3"}
second = TestSt2.from_dict(other)
assert second is not None
assert second.to_dict() == other
