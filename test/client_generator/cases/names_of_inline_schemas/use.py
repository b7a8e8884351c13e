"""Classes of inline schemas have the names that OpenAPI Generator gives them."""

from client import Fruit, models

assert {name for name in models.__all__ if name.startswith("Fruit")} == {
    "Fruit",
    "FruitBasketInner",
    "FruitOneOf",
    "FruitOneOf1",
    "FruitOneOf2Inner",
}
assert isinstance(Fruit.from_json('{"b": 1}').actual_instance, models.FruitOneOf1)
assert models.GetOwner200Response is models.PetOwner  # the same structure has one class, with both names
assert models.Pet(owner=models.GetOwner200Response(name="Ann")).to_json() == '{"owner":{"name":"Ann"}}'
assert models.DogAllOfTail(length=3).length == 3
assert models.InlineObject(reason="gone").reason == "gone"
assert [member.name for member in models.Level] == [
    *("LOW", "UNDERSCORE", "SPACE", "EMPTY", "BACKTICK", "A_PLUS_B", "GREATER_THAN_EQUAL", "ENUM_1_DOT_5", "MINUS_1"),
    *("HASH", "A_MINUS_MINUS_B", "A__B", "AB_DOT_C", "IT_BACK_SLASH_QUOTE_S"),
]
