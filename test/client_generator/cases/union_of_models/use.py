from client import Cat, Dog, Owner, Pet

dog = Pet.from_json('{"kind": "dog", "lives": 1}')
assert dog is not None
assert isinstance(dog.actual_instance, Dog)
assert Pet(Cat(kind="cat")).to_dict() == {"kind": "cat"}
owner = Owner.from_dict({"pet": {"kind": "bird", "wings": 2}})
assert owner is not None
assert owner.to_dict() == {"pet": {"kind": "bird", "wings": 2}}
