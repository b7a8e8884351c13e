from client import ApiClient, Client, Configuration, DefaultApi, OneApi, TwoApi


class Listening(ApiClient):
    def call_api(self, method, url, header_params=None, *rest, **options):
        self.seen = (url, {name: header_params.get(name) for name in ("X-Key", "Authorization", "Cookie")})
        raise ConnectionAbortedError


def seen(call, **settings):
    client = Listening(Configuration(**settings))
    try:
        getattr(DefaultApi(client), call)()
    except ConnectionAbortedError:
        return client.seen
    raise AssertionError("the call was not made")


assert Configuration().host == "http://eu.example.com/v1"
assert Configuration(server_index=0, server_variables={"region": "us"}).host == "http://us.example.com/v1"
assert seen("own")[0] == "http://own.example.com/operation/own"
assert seen("own", server_operation_variables={"own": {"host": "x"}})[0] == "http://x/operation/own"
assert seen("of_path")[0] == "http://path.example.com/path/own"
nothing = {"X-Key": None, "Authorization": None, "Cookie": None}
assert seen("own")[1] == nothing
assert seen("own", api_key={"key": "k"}, username="u", password="p")[1] == {**nothing, "X-Key": "k"}
assert seen("own", username="u", password="p")[1] == {**nothing, "Authorization": "Basic dTpw"}
assert seen("open", api_key={"key": "k"})[1] == nothing
assert seen("token", access_token="t")[1] == {**nothing, "Authorization": "Bearer t"}
url, headers = seen("token", api_key={"cookie": "c", "query": "q"})
assert (url, headers) == ("http://eu.example.com/v1/token?key=q", {**nothing, "Cookie": "session=c"})
assert seen("token", api_key={"cookie": "c"})[1] == nothing

with Client(key="k", username="u", password="p", access_token="t") as client:
    assert client.api_client.configuration.api_key == {"key": "k"}
    assert isinstance(client.one, OneApi)
    assert isinstance(client.two, TwoApi)
assert hasattr(OneApi, "search")
assert hasattr(TwoApi, "search")
