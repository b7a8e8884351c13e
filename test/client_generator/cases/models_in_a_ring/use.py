from client import File, Folder

value = {"files": [{"folder": {"parent": {}}, "owner": {"name": "me"}}]}
folder = Folder.from_dict(value)
assert folder is not None
assert isinstance(folder.files[0], File)
assert isinstance(folder.files[0].folder.parent, Folder)
assert folder.to_dict() == value
