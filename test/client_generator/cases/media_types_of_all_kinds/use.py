import warnings

from client import ApiClient, Configuration, DefaultApi, Item
from test.client_generator.recording import recording

with recording() as server, ApiClient(Configuration(host=server.url)) as client:
    api = DefaultApi(client)
    headers = {"X_Count": "12", "X_Ids": "1, 2", "X_Text": "3", "X_Level": "2", "X_Json": '["a", "b"]'}
    server.answers("application/vnd.case+json; charset=utf-8", b'{"id": 3}', **headers)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = api.upload_with_http_info([Item(id=1), Item(id=2)], "*Hello*")
    assert [(each.category, each.filename) for each in caught] == [(DeprecationWarning, __file__)]
    assert found.data == Item(id=3)
    assert found.typed_headers == {"X-Count": 12, "X-Ids": [1, 2], "X-Level": 2, "X-Json": ["a", "b"]}
    assert found.headers["x-text"] == "3"
    body = server.last.body.decode()
    assert body.count('name="items"\r\nContent-Type: application/json\r\n\r\n{"id":') == 2
    assert 'name="note"\r\nContent-Type: text/markdown\r\nX-Part: note\r\n\r\n*Hello*' in body
    assert server.last.headers["Accept"] == "application/vnd.case+json, text/csv"

    server.answers("text/csv", b"a,b")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert api.upload([]) == "a,b"

    server.answers("application/pdf", b"%PDF", status=201)
    assert api.put_raw(b"\x00\x01") == b"%PDF"
    assert (server.last.body, server.last.headers["Content-Type"]) == (b"\x00\x01", "application/octet-stream")
    api.put_raw(b"<id>1</id>", _content_type="application/xml")
    assert server.last.headers["Content-Type"] == "application/xml"

    server.answers("text/plain; charset=iso-8859-1", "größer".encode("latin-1"))
    assert api.patch_any(["a", "b"]) == "größer"
    assert (server.last.body, server.last.headers["Content-Type"]) == (b'["a","b"]', "application/json")

    server.answers("", status=204)
    assert api.post_xml("<id>ü</id>") is None
    assert server.last.body == "<id>ü</id>".encode()
    api.search(filter=Item(id=1), token="a b")
    assert server.last.target == "/search?filter=%7B%22id%22%3A1%7D"
    assert server.last.headers["Cookie"] == "token=a%20b"
