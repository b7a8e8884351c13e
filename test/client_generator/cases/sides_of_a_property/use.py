from client import ApiClient, Configuration, DefaultApi, User
from test.client_generator.recording import recording

with recording() as server, ApiClient(Configuration(host=server.url)) as client:
    api = DefaultApi(client)
    server.answers("application/json", b'{"id": 7, "name": "Anna"}', status=201)
    user = api.create(User(name="Anna", password="secret"))
    assert server.last.body == b'{"name":"Anna","password":"secret"}'
    assert (user.id, user.password) == (7, None)
    user.name = "Ben"
    api.create(user)
    assert server.last.body == b'{"name":"Ben"}'

    server.answers("", status=204)
    api.upload(("me.png", b"\x89PNG"), size=3)
    body = server.last.body
    assert b'name="photo"; filename="me.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG' in body
    assert b'name="size"\r\n\r\n3\r\n' in body
