from client import Client, Status, Text, Tree
from test.client_generator.recording import recording

with recording() as server, Client(base_url=server.url) as client:
    server.answers("application/json", b'{"type": "status", "status": "ready"}')
    event = client.events.add(event=Text(type="text", text="hi"))
    assert event == Status(type="status", status="ready")
    assert server.last.body == b'{"event":{"type":"text","text":"hi"}}'
    client.events.add(event={"type": "text", "text": "hi"}, note=None)
    assert server.last.body == b'{"event":{"type":"text","text":"hi"},"note":null}'
    server.answers("application/json", b'{"type": "later", "x": 1}')
    assert client.events.add(event=event) == {"type": "later", "x": 1}
assert Tree.from_json('["a", ["b"]]').to_json() == '["a",["b"]]'
