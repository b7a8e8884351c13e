import pickle
import tempfile
from pathlib import Path

import client
from client import Client, Invalid, InvalidData, Note, Problem, ProblemError, RetryConfig, models
from client.exceptions import ApiException, NotFoundException, ServiceException, UnprocessableEntityException
from test.client_generator.recording import recording

assert models.APIError is client.APIError
assert issubclass(ApiException, client.APIError) and issubclass(client.TransportException, client.APIError)
assert models.Invalid is Invalid and models.ProblemError is ProblemError
assert Note(last_problem=Problem(title="late")).last_problem == Problem(title="late")

with recording() as server, Client(base_url=server.url) as api:

    def failure(status: int, body: bytes, media_type: str = "application/json") -> client.APIError:
        server.answers(media_type, body, status=status)
        try:
            api.notes.find(id="1")
        except models.APIError as error:
            return error
        raise AssertionError("nothing was raised")

    invalid = failure(422, b'{"detail": ["text is too long"]}')
    assert isinstance(invalid, Invalid) and isinstance(invalid, UnprocessableEntityException)
    assert invalid.data == InvalidData(detail=["text is too long"])
    assert (invalid.status, invalid.body) == (422, '{"detail": ["text is too long"]}')
    missing = failure(404, b'{"title": "no such note"}')
    assert isinstance(missing, ProblemError) and isinstance(missing, NotFoundException)
    assert type(missing).__name__ == "ProblemError" and "no such note" in str(missing)
    copied = pickle.loads(pickle.dumps(missing))
    assert type(copied) is type(missing) and copied.data == missing.data and copied.request == missing.request
    assert isinstance(failure(503, b'{"title": "later"}'), ProblemError)
    plain = failure(503, b"<html>", "text/html")
    assert type(plain) is ServiceException and plain.body == "<html>"
    assert "… (96,000 more characters)" in str(failure(500, b"x" * 100_000, "text/html"))
    assert not isinstance(failure(422, b'{"other": 1}'), Invalid)

    server.answers("application/json", b'{"ready": true}')
    assert api.notes.state() == models.State(ready=True)

    server.answers("audio/wav", b"RIFF", b"data")
    with api.notes.text(id="1") as response:
        assert repr(response) == "<RESTResponse 200: audio/wav, not read yet>"
        assert b"".join(response.iter_bytes()) == b"RIFFdata"
    with tempfile.TemporaryDirectory() as folder:
        saved = api.notes.text(id="1", retries=RetryConfig()).save_to(Path(folder) / "text")
        assert saved.read_bytes() == b"RIFFdata"
    whole = api.notes.text_with_http_info(id="1")
    assert (whole.status_code, whole.data.read()) == (200, b"RIFFdata")
    server.answers("application/json", b'{"title": "no such note"}', status=404)
    try:
        api.notes.text(id="1")
    except ProblemError as error:
        assert error.data.title == "no such note"
