from client.models.cat import Cat  # the first one to be imported, although Pet needs it

from client import Dog, Owner, Pet

cat = Pet.from_dict({"kind": "cat", "lives": 9})
assert isinstance(cat, Cat)
assert cat.lives == 9
assert type(Pet.from_json('{"kind": "fish", "fins": 2}')) is Pet
owner = Owner.from_dict({"pets": [{"kind": "Dog", "tricks": ["roll"]}]})
assert owner is not None
assert owner.pets is not None
assert isinstance(owner.pets[0], Dog)
assert owner.to_dict() == {"pets": [{"kind": "Dog", "tricks": ["roll"]}]}
mine = Owner(pets=[Cat(kind="cat", lives=7, friend=Cat(kind="cat"))])
assert mine.to_json() == '{"pets":[{"kind":"cat","friend":{"kind":"cat"},"lives":7}]}'
