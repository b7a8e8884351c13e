from client import ApiClient, Configuration, DefaultApi, NotFoundException, Tick, TickEvent
from test.client_generator.recording import recording

EVENTS = (
    b"\xef\xbb\xbf: hello\r\nevent: tick\r\nid: 7\r",
    b'\ndata: {"n":\r\ndata: 1}\r\n\r\nevent: later\ndata: {"x": 2}\n\nevent: end\ndata: bye\n\ndata: cut off',
)

with recording() as server, ApiClient(Configuration(host=server.url)) as client:
    api = DefaultApi(client)
    server.answers("text/event-stream; charset=utf-8", *EVENTS)
    with api.chat() as stream:
        tick, later, end = [event.actual_instance for event in stream]
    assert isinstance(tick, TickEvent)
    assert (tick.data.n, tick.id, stream.last_event_id) == (1, "7", "7")
    assert later == {"event": "later", "data": {"x": 2}, "id": "7"}
    assert end.data == "bye"
    assert server.last.headers["Accept"] == "text/event-stream"

    server.answers("text/event-stream", b'data: {"n": 1}\n\ndata: {"n": 2}\n', b"\n")
    assert [tick.n for tick in api.ticks()] == [1, 2]
    server.answers("application/jsonl", b'{"n": 1}\n\n{"n"', b': 2}\r\n{"n": 3}')
    assert [tick.n for tick in api.lines()] == [1, 2, 3]
    server.answers("application/json-seq", b'\x1e{"n": 1}\n\x1e{"n":', b"\n 2}\n")
    found = api.sequence_with_http_info()
    assert found.status_code == 200
    assert [tick.n for tick in found.data] == [1, 2]

    server.answers("application/json", b'{"n": 4}', status=404)
    try:
        api.sequence()
    except NotFoundException as error:
        assert error.data == Tick(n=4)
    else:
        raise AssertionError("an error is no stream")
