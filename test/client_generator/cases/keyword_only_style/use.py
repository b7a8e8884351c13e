import json

import urllib3
from client import Client
from client.rest import RESTResponse


class Recorder:
    """Takes the place of the transport."""

    def __init__(self):
        self.sent = []

    def request(self, method, url, headers=None, body=None, post_params=None, _request_timeout=None):
        self.sent.append((url, headers, body))
        return RESTResponse(urllib3.HTTPResponse(b"", status=204, preload_content=False))

    def close(self):
        pass


recorder = Recorder()
with Client(key="k", other="o", base_url="http://things") as client:
    client.api_client.rest_client = recorder
    client.things.create_thing(name="a")
    client.things.create_thing(name="a", title=None, size=3, headers={"X-Extra": "1"})
    try:
        client.things.create_thing("a")
    except TypeError:
        pass
    else:
        raise AssertionError("arguments have to be named")

assert [body for _, _, body in recorder.sent] == [{"name": "a"}, {"name": "a", "title": None, "size": 3}]
assert recorder.sent[0][1]["X-Key"] == "k"
assert recorder.sent[0][0] == "http://things/things?other=o"
assert recorder.sent[1][1]["X-Extra"] == "1"
