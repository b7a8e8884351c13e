"""Models: strict where the caller gives values, open where the server does, exact about what is sent."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
from typing import Annotated, Any, Literal

import pydantic
import pytest
from pydantic import Field, StrictInt, StrictStr

from portal_client import Message, MessageAgent, MessageRole, Session, SessionStatus, ValidationErrorLocInner
from portal_client._enum import OpenIntEnum
from portal_client._model import ClosedModel, DateTime, Model, Nullable, OpenModel, Password
from portal_client._model_schema import read_only
from portal_client._union import Alternatives, UnionModel
from portal_client._values import check, write_json

from .wire import SESSION


class Level(OpenIntEnum):
    LOW = 1


class Row(Model):
    """The four things that a property can be."""

    a: StrictStr
    b: StrictStr | None
    c: StrictStr | None = None
    d: Nullable[StrictStr] = None


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ({}, {}),
        ({"c": "x", "d": "x"}, {"c": "x", "d": "x"}),
        ({"c": None}, {}),
        ({"d": None}, {"d": None}),
    ],
)
def test_absent_null_and_set_are_three_things(given: dict[str, Any], sent: dict[str, Any]) -> None:
    row = Row(a="1", b=None, **given)
    expected = {"a": "1", "b": None, **sent}
    assert row.to_dict() == json.loads(row.to_json()) == expected
    assert json.loads(write_json("row", lambda: Row, row)) == expected


def test_required_fields_have_to_be_given_even_if_null() -> None:
    with pytest.raises(pydantic.ValidationError, match=r"(?s)a\n.*required.*b\n.*required"):
        Row()  # type: ignore[call-arg]


class Wide(Model):
    id: StrictStr | None = Field(default=None, exclude_if=read_only)
    count: StrictInt = 5
    at: DateTime | None = Field(default=None, alias="atTime")
    secret: Password | None = None
    level: Level | None = None


def test_defaults_of_the_specification_are_read_and_not_sent() -> None:
    assert Wide().count == 5
    assert Wide().to_dict() == {}
    assert Wide(count=5).to_dict() == {"count": 5}


def test_read_only_fields_are_received_and_not_sent() -> None:
    wide = Wide.from_dict({"id": "7", "count": 1})
    assert (wide.id, wide.to_dict(), wide.model_dump()["id"]) == ("7", {"count": 1}, "7")


@pytest.mark.parametrize("name", ["at", "atTime"])
def test_fields_can_be_given_by_name_and_by_alias_and_go_by_alias(name: str) -> None:
    given: dict[str, Any] = {name: datetime.datetime(2024, 1, 2, tzinfo=datetime.timezone.utc)}
    wide = Wide(**given)
    assert wide.to_json() == '{"atTime":"2024-01-02T00:00:00Z"}'
    assert wide.to_dict() == {"atTime": wide.at}


def test_time_without_offset_stays_without() -> None:
    naive = datetime.datetime(2024, 1, 2)
    assert Wide(atTime=naive).to_json() == '{"atTime":"2024-01-02T00:00:00"}'
    received = Wide.from_json('{"atTime": "2024-01-02T00:00:00"}')
    assert received.at == naive
    assert received.to_json() == '{"atTime":"2024-01-02T00:00:00"}'


def test_a_secret_is_sent_and_not_shown() -> None:
    wide = Wide(secret="hush")  # type: ignore[arg-type]
    assert wide.to_json() == '{"secret":"hush"}'
    assert "hush" not in f"{wide}{wide!r}{wide.to_str()}"


@pytest.mark.parametrize("bad", [{"text": 1}, {"role": "robot"}, {"agent": {"id": "1"}}])
def test_what_the_caller_constructs_has_to_fit(bad: dict[str, Any]) -> None:
    with pytest.raises(pydantic.ValidationError):
        Message(**{"text": "x", "role": "user", **bad})


def test_what_the_caller_assigns_has_to_fit() -> None:
    message = Message(text="x", role=MessageRole.USER)
    with pytest.raises(ValueError, match="text"):
        message.text = 1  # type: ignore[assignment]
    with pytest.raises(ValueError, match="has no field 'txt'"):
        message.txt = "x"  # type: ignore[attr-defined]
    assert message.text == "x"


def received() -> Session:
    odd = {**SESSION, "status": "Paused", "score": 1}
    odd["messages"] = [{"text": "x", "role": "tool", "tone": "dry"}]
    return Session.from_json(json.dumps(odd))


def test_unknown_fields_are_kept_read_and_sent_back() -> None:
    session = received()
    assert session.model_extra == {"score": 1}
    assert session.messages[0].model_extra == {"tone": "dry"}
    assert json.loads(session.to_json())["messages"] == [{"text": "x", "role": "tool", "tone": "dry"}]
    session.score = 2  # type: ignore[attr-defined]
    assert session.to_dict()["score"] == 2


def test_unknown_enum_values_are_kept() -> None:
    session = received()
    assert (session.status, session.messages[0].role) == ("Paused", "tool")
    assert isinstance(session.status, SessionStatus)
    assert not session.status.is_known
    assert SessionStatus.READY.is_known
    assert hash(session.status) == hash("Paused")
    assert list(SessionStatus) == [
        SessionStatus.READY,
        SessionStatus.RUNNING,
        SessionStatus.FLUSHED,
        SessionStatus.ERROR,
    ]


def test_a_caller_cannot_make_up_an_enum_value() -> None:
    with pytest.raises(ValueError, match="'Bogus' is not a valid SessionStatus"):
        SessionStatus("Bogus")
    with pytest.raises(pydantic.ValidationError, match="should be 'user' or 'assistant'"):
        Message(text="x", role="Bogus")  # type: ignore[arg-type]


def test_enums_of_integers_are_open_too() -> None:
    assert Wide.from_dict({"level": 9}).level == 9
    assert [Level.from_json("1"), Level.from_json("9").is_known] == [Level.LOW, False]
    assert json.loads(Wide.from_dict({"level": 9}).to_json()) == {"level": 9}


@pytest.mark.parametrize("level", ["high", 1.5, None])
def test_an_enum_value_of_another_type_is_not_kept(level: Any) -> None:
    with pytest.raises(ValueError, match="not a valid"):
        Level.from_received(level)


@pytest.mark.parametrize("value", [SessionStatus.READY, received().status, received(), Row(a="", b=None)])
def test_values_can_be_pickled_and_copied(value: Any) -> None:
    assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == copy.copy(value) == value
    assert type(pickle.loads(pickle.dumps(value))) is type(value)


def test_null_is_read_as_none() -> None:
    assert Session.from_dict(None) is None
    assert Session.from_json(" null\n") is None


def test_a_value_is_laid_out_for_reading() -> None:
    assert MessageAgent(id="1", name="n", icon="i").to_str() == "{'icon': 'i', 'id': '1', 'name': 'n'}"


@pytest.mark.parametrize("value", ["query", 3])
def test_a_union_holds_one_of_its_types(value: Any) -> None:
    wrapped = ValidationErrorLocInner(value)
    assert wrapped.actual_instance == wrapped.root == value
    assert ValidationErrorLocInner.from_json(wrapped.to_json()) == ValidationErrorLocInner.from_dict(value) == wrapped
    assert pickle.loads(pickle.dumps(wrapped)) == wrapped
    assert set(ValidationErrorLocInner.any_of_schemas) == {"str", "int"}


@pytest.mark.parametrize("json_str", ["1.5", '{"odd": 1}', "true"])
def test_union_refuses_json_types_of_no_alternative(json_str: str) -> None:
    with pytest.raises(pydantic.ValidationError):
        ValidationErrorLocInner(json.loads(json_str))
    with pytest.raises(pydantic.ValidationError, match="no alternative fits"):
        ValidationErrorLocInner.from_json(json_str)


def test_union_without_valid_alternative_keeps_the_json_value() -> None:
    odd = Pet.from_json('{"lives": "many", "tricks": 1}')
    assert odd.actual_instance == {"lives": "many", "tricks": 1}
    assert odd.to_json() == '{"lives":"many","tricks":1}'


def test_union_takes_its_value_by_either_name() -> None:
    kind: Any = ValidationErrorLocInner
    assert kind(actual_instance=3) == kind(root=3) == kind(3)
    for args, kwargs in [((3,), {"actual_instance": 3}), ((), {"value": 3})]:
        with pytest.raises(TypeError, match="expected one value"):
            kind(*args, **kwargs)


def test_union_without_value_is_null() -> None:
    kind: Any = ValidationErrorLocInner
    empty = kind()
    assert (empty.actual_instance, empty.to_json(), empty.to_dict()) == (None, "null", None)
    empty.actual_instance = "a"
    assert empty == ValidationErrorLocInner("a")


def test_the_value_of_a_union_can_be_changed() -> None:
    wrapped = ValidationErrorLocInner("a")
    wrapped.actual_instance = 3
    assert wrapped.actual_instance == 3
    with pytest.raises(pydantic.ValidationError):
        wrapped.actual_instance = 1.5


class Cat(Model):
    kind: StrictStr
    lives: StrictInt | None = None


class Dog(Model):
    kind: StrictStr
    tricks: list[StrictStr] | None = None


class Pet(UnionModel):
    root: Annotated[Cat | Dog, Alternatives()]


class Named(UnionModel):
    root: Annotated[Cat | Dog, Alternatives("kind", {"cat": "Cat", "dog": "Dog"})]


@pytest.mark.parametrize(("received", "kind"), [({"kind": "x", "tricks": []}, Dog), ({"kind": "x", "lives": 9}, Cat)])
def test_the_alternative_that_fits_best_is_taken(received: dict[str, Any], kind: type) -> None:
    assert type(Pet.from_dict(received).actual_instance) is kind


def test_discriminator_breaks_ties_among_valid_alternatives() -> None:
    assert type(Named.from_dict({"kind": "dog", "lives": 9}).actual_instance) is Dog
    assert type(Named.from_dict({"kind": "dog", "tricks": 9}).actual_instance) is Cat
    assert type(Named.from_dict({"kind": "Cat", "tricks": []}).actual_instance) is Cat
    assert Named.from_dict({"kind": "cow"}).actual_instance == {"kind": "cow"}
    assert type(Named(Dog(kind="cat")).actual_instance) is Dog
    assert type(Named({"kind": "cow", "tricks": []}).actual_instance) is Dog  # type: ignore[arg-type]
    with pytest.raises(pydantic.ValidationError, match="kind"):
        Named({"lives": "many"})  # type: ignore[arg-type]


class Holder(Model):
    pets: list[Named]


def test_a_field_takes_the_value_of_a_union_wrapped_or_not() -> None:
    dog = Dog(kind="dog", tricks=["sit"])
    holder = Holder(pets=[dog, Named(dog)])  # type: ignore[list-item]
    assert holder.to_json() == '{"pets":[{"kind":"dog","tricks":["sit"]},{"kind":"dog","tricks":["sit"]}]}'
    assert Holder.from_json(holder.to_json()) == holder


def test_a_string_that_is_not_json_is_a_json_error() -> None:
    with pytest.raises(json.JSONDecodeError):
        Session.from_json("{")
    assert Cat.from_json('{"kind": "\\ud800"}').kind == "\ud800"


class Open(OpenModel):
    a: StrictInt


def test_an_object_may_have_more_properties_where_the_specification_says_so() -> None:
    value = Open(a=1, b=2, additional_properties={"c": 3})  # type: ignore[call-arg]
    assert value.additional_properties == {"b": 2, "c": 3}
    value.additional_properties["d"] = 4
    assert value.to_dict() == {"a": 1, "b": 2, "c": 3, "d": 4}


def test_additional_properties_can_be_replaced() -> None:
    value = Open(a=1, b=2)  # type: ignore[call-arg]
    value.additional_properties = {"c": 3}
    assert value.to_dict() == {"a": 1, "c": 3}


class Counted(OpenModel):
    __pydantic_extra__: dict[StrictStr, StrictInt] = Field(init=False)


def test_additional_properties_are_of_their_type() -> None:
    counted = Counted(x=1)  # type: ignore[call-arg]
    with pytest.raises(pydantic.ValidationError, match="valid integer"):
        counted.additional_properties = {"y": "many"}
    assert counted.additional_properties == {"x": 1}


class Roomy(OpenModel):
    a: StrictInt | None = None


class Nest(Model):
    open: Roomy | None = None
    cats: list[Cat] | None = None


def test_an_open_object_takes_any_property_inside_a_closed_one() -> None:
    assert Nest(open={"a": 1, "b": 2}).to_dict() == {"open": {"a": 1, "b": 2}}  # type: ignore[arg-type]


def test_unknown_arguments_are_ignored_at_every_depth() -> None:
    nest = Nest(cats=[{"kind": "cat"}, {"kind": "cat", "livs": 9}], dogs=[])  # type: ignore[list-item, call-arg]
    assert nest.to_dict() == {"cats": [{"kind": "cat"}, {"kind": "cat"}]}
    assert not hasattr(nest, "dogs")
    assert write_json("nest", lambda: Nest, check("nest", lambda: Nest, {"dogs": 1})) == b"{}"


class Shut(ClosedModel):
    a: StrictInt | None = None


def test_closed_objects_drop_unknown_properties() -> None:
    received = Shut.from_dict({"a": 1, "b": 2})
    assert (received.model_extra, received.to_dict(), received.model_dump()) == (None, {"a": 1}, {"a": 1})
    assert Shut.from_json('{"b": 2}').to_json() == "{}"
    assert Shut(a=1, b=2) == received  # type: ignore[call-arg]


def test_assigning_a_field_keeps_unknown_properties() -> None:
    session = received()
    session.id = "other"
    assert (session.id, session.model_extra, session.to_dict()["score"]) == ("other", {"score": 1}, 1)


def test_received_and_constructed_objects_are_equal() -> None:
    assert Row.from_dict({"a": "1", "b": None}) == Row(a="1", b=None)
    assert Row.from_dict({"a": "1", "b": None, "e": 1}) != Row(a="1", b=None)


def test_dumps_contain_every_field() -> None:
    row = Row(a="1", b=None)
    every = {"a": "1", "b": None, "c": None, "d": None}
    assert row.model_dump() == json.loads(row.model_dump_json()) == every
    assert row.to_str() == str(every)
    assert Wide().model_dump()["count"] == 5


class Described(Wide):
    size: Annotated[StrictInt | None, Field(alias="theSize")] = None
    """Size in bytes,
    compressed."""


def test_fields_have_their_alias_and_description() -> None:
    field = Described.model_fields["size"]
    assert (field.alias, field.description) == ("theSize", "Size in bytes, compressed.")
    assert Described.model_fields["count"].description is None


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_json_schemas_describe_fields(mode: Literal["validation", "serialization"]) -> None:
    schema = Described.model_json_schema(mode=mode)
    assert schema["properties"]["theSize"]["description"] == "Size in bytes, compressed."
    assert (schema["title"], "additionalProperties" in schema) == ("Described", False)
    assert Shut.model_json_schema(mode=mode)["additionalProperties"] is False
    assert Open.model_json_schema(mode=mode)["additionalProperties"] is True


def test_what_was_received_can_be_given_with_all_that_it_has() -> None:
    received = Cat.from_dict({"kind": "cat", "mood": "sleepy"})
    assert received is not None
    assert Nest(cats=[received]).to_dict() == {"cats": [{"kind": "cat", "mood": "sleepy"}]}
