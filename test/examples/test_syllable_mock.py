"""What the server of the syllable API answers, over HTTP alone."""

from __future__ import annotations

import io
import wave
from typing import Any

import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from mock_server import Settings, load_app
from mock_server.schemas import Schemas
from test.mock_server.calls import call
from test.test_specification import schemas_with_examples

from .syllable import BASE, FOLDER, ask, listed, shared

DOCUMENT: dict[str, Any] = yaml.safe_load((FOLDER / "openapi.yaml").read_text(encoding="utf-8"))
RECORDING = "/recording/stream?token=%3Cvalue%3E"


def values(name: str, **query: Any) -> list[Any]:
    """One property of the sessions of a list."""
    return [session[name] for session in listed(limit=1000, **query)["items"]]


def search(*pairs: tuple[str, str], **query: Any) -> list[dict[str, Any]]:
    fields, texts = [name for name, _ in pairs], [text for _, text in pairs]
    found: list[dict[str, Any]] = listed(search_fields=fields, search_field_values=texts, limit=1000, **query)["items"]
    return found


def test_the_document_is_valid() -> None:
    OpenAPIV31SpecValidator(DOCUMENT).validate()


@pytest.mark.parametrize(("schema", "example"), list(schemas_with_examples(DOCUMENT, "")))
def test_an_example_of_the_document_fits_its_schema(schema: dict[str, Any], example: Any) -> None:
    assert Schemas(DOCUMENT).of_requests(schema).is_valid(example)


def test_there_are_sessions_of_several_agents_channels_and_days() -> None:
    assert len(values("session_id")) >= 60
    assert len(set(values("agent_id"))) >= 3
    assert set(values("channel_manager_type")) == {"voice", "sms", "chat"}
    assert len({time[:10] for time in values("timestamp")}) >= 3


def test_fixtures_are_the_same_in_every_application() -> None:
    assert ask("/?limit=1000", load_app(FOLDER)).json() == listed(limit=1000)


def test_pages_count_from_0_and_together_are_the_list() -> None:
    pages = [listed(page=number, limit=40) for number in range(3)]
    assert [session for page in pages for session in page["items"]] == listed(limit=1000)["items"]
    totals = {"page_size": 40, "total_pages": 3, "total_count": 90}
    assert {key: value for key, value in pages[2].items() if key != "items"} == {"page": 2, **totals}


def test_a_page_has_25_sessions_unless_told_otherwise_the_latest_first() -> None:
    found = listed()
    assert (len(found["items"]), found["page"], found["page_size"], found["total_pages"]) == (25, 0, 25, 4)
    times = [session["timestamp"] for session in found["items"]]
    assert times == sorted(times, reverse=True)


def test_a_page_past_the_last_and_one_of_no_size_are_empty() -> None:
    assert listed(page=1000)["items"] == []
    found = listed(limit=0)
    assert (found["items"], found["total_pages"], found["total_count"]) == ([], 0, 90)


def test_the_number_of_a_page_may_be_as_long_as_it_likes() -> None:
    assert listed(page=10**30)["page"] == 10**30


def test_a_page_that_is_null_is_the_first() -> None:
    assert listed(page="null")["page"] == 0


@pytest.mark.parametrize(
    ("name", "text", "count"),
    [
        ("agent_id", "AGENT-2", 23),
        ("agent_id", "agent", 0),
        ("session_id", "<ID>", 1),
        ("channel_manager_type", "Voice", 30),
        ("channel_manager_type", "voic", 0),
        ("is_test", "TRUE", 9),
        ("agent_name", "reception", 45),
        ("agent_name", "night RECEPTION", 22),
        ("source", "5550000101", 1),
        ("timestamp", "2025-03-05", 13),
        ("duration", "30.0", 1),
        ("duration", "3e1", 1),
        ("agent_name", "", 90),
    ],
)
def test_ids_kinds_and_booleans_are_the_same_and_texts_contain_the_value(name: str, text: str, count: int) -> None:
    assert len(search((name, text))) == count


def test_all_pairs_have_to_match_one_property_twice_included() -> None:
    found = search(("agent_name", "reception"), ("channel_manager_type", "voice"), ("is_test", "false"))
    assert found
    for session in found:
        assert "reception" in session["agent_name"].lower()
        assert (session["channel_manager_type"], session["is_test"]) == ("voice", False)
    assert len(search(("agent_name", "reception"), ("agent_name", "night"))) == 22


def test_what_has_no_value_is_never_found() -> None:
    assert search(("target", "")) == search(("target", "+15550000900"))


@pytest.mark.parametrize(
    ("query", "parameter", "kind"),
    [
        ({"search_fields": ["source"]}, "search_field_values", "value_error"),
        ({"search_field_values": ["x"]}, "search_field_values", "value_error"),
        ({"search_fields": "duration", "search_field_values": "long"}, "search_field_values", "float_parsing"),
        ({"start_datetime": "yesterday"}, "start_datetime", "datetime_parsing"),
        ({"end_datetime": "2025-02-30"}, "end_datetime", "datetime_parsing"),
        ({"end_datetime": "9999-12-31T24:00"}, "end_datetime", "datetime_parsing"),
        ({"order_by": "rating"}, "order_by", "enum"),
        ({"fields": "rating"}, "fields", "enum"),
        ({"page": -1}, "page", "greater_than_equal"),
        ({"limit": "many"}, "limit", "int_type"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(query: dict[str, Any], parameter: str, kind: str) -> None:
    response = ask("/", params=query)
    assert response.status_code == 422
    issue = response.json()["detail"][0]
    assert issue["loc"][:2] == ["query", parameter]
    assert kind in issue["type"]


def test_sessions_without_the_property_come_last_in_either_direction() -> None:
    for direction in ("asc", "desc"):
        found = values("duration", order_by="duration", order_by_direction=direction)
        known = [each for each in found if each is not None]
        assert found == [*sorted(known, reverse=direction == "desc"), *[None] * 30]


def test_an_order_is_ascending_and_among_equals_the_latest_comes_first() -> None:
    found = listed(order_by="agent_name", limit=1000)["items"]
    assert [each["agent_name"] for each in found] == sorted(each["agent_name"] for each in found)
    times = [each["timestamp"] for each in found if each["agent_id"] == "agent-1"]
    assert times == sorted(times, reverse=True)


def test_only_the_fields_that_are_asked_for_come_and_the_timestamp() -> None:
    for fields in (["duration", "session_id"], "duration,session_id"):
        assert set(listed(fields=fields, limit=1)["items"][0]) == {"timestamp", "duration", "session_id"}


def test_a_search_may_be_by_what_is_not_returned() -> None:
    assert search(("agent_id", "agent-1"), fields="source")[0].keys() == {"timestamp", "source"}


def test_a_range_of_time_has_its_start_and_not_its_end() -> None:
    times = values("timestamp", start_datetime="2025-03-05T11:32:00Z", end_datetime="2025-03-05T15:12:00Z")
    assert times == ["2025-03-05T13:22:00Z", "2025-03-05T11:32:00Z"]


@pytest.mark.parametrize("start", ["2025-03-07", "2025-03-07T00:00:00", "2025-03-07T01:00:00+01:00", "20250307T00Z"])
def test_a_date_starts_at_midnight_and_offsets_count(start: str) -> None:
    assert values("timestamp", start_datetime=start)[-1] == "2025-03-07T00:12:00Z"


def test_one_session_is_found_by_its_id_however_it_is_escaped() -> None:
    assert ask("/%3Cid%3E").json()["session_id"] == "<id>"
    assert ask("/session-002").json() == listed(limit=2)["items"][1]


def test_a_session_is_summed_up_unless_nobody_did() -> None:
    found = ask("/full-summary/%3Cid%3E").json()
    assert found == {"summary": "Scheduling talked with +15550000101 by voice.", "rating": "good"}
    assert ask("/full-summary/session-090").json() == {"summary": None, "rating": None}


@pytest.mark.parametrize("path", ["/unknown", "/full-summary/unknown", "/recording/stream?token=unknown", "/a%2Fb"])
def test_what_is_unknown_is_not_found(path: str) -> None:
    response = ask(path)
    assert (response.status_code, list(response.json())) == (404, ["detail"])


@pytest.mark.parametrize("path", ["/", "/%3Cid%3E", "/full-summary/%3Cid%3E", RECORDING])
def test_without_a_key_nobody_is_let_in(path: str) -> None:
    for headers in ({}, {"Syllable-API-Key": ""}, {"Authorization": "Bearer a-key"}):
        response = call("GET", f"{BASE}{path}", shared(), headers=headers)
        assert (response.status_code, response.json()) == (401, {"detail": "Not authenticated"})


def test_keys_may_be_listed_and_doors_may_be_open() -> None:
    listing = load_app(FOLDER, Settings(tokens=frozenset({"right"})))
    assert ask("/", listing).status_code == 401
    assert ask("/", listing, headers={"Syllable-API-Key": "right"}).status_code == 200
    assert call("GET", f"{BASE}/", load_app(FOLDER, Settings(auth=False))).status_code == 200


def test_without_fixtures_there_is_nothing() -> None:
    app = load_app(FOLDER, Settings(fixtures=False))
    assert ask("/", app).json()["total_count"] == 0
    assert ask(RECORDING, app).status_code == 404


def test_a_recording_is_a_wav_file_of_a_mebibyte_or_more() -> None:
    response = ask(RECORDING)
    assert int(response.headers["content-length"]) == len(response.content) >= 1024 * 1024
    with wave.open(io.BytesIO(response.content)) as file:
        assert (file.getnframes() / file.getframerate(), file.getnchannels(), file.getsampwidth()) == (12, 1, 2)


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("*/*", "application/octet-stream"),
        ("audio/wav", "audio/wav"),
        ("audio/*;q=0.9, application/octet-stream;q=0.1", "audio/wav"),
        ("application/octet-stream, audio/wav", "application/octet-stream"),
    ],
)
def test_a_recording_comes_in_the_media_type_that_is_asked_for(accept: str, media_type: str) -> None:
    headers = ask(RECORDING, headers={"Accept": accept}).headers
    assert (headers["content-type"], "Accept" in headers["vary"]) == (media_type, True)


def test_a_part_of_a_recording_can_be_asked_for_while_it_is_the_same() -> None:
    whole = ask(RECORDING)
    tag, size = whole.headers["etag"], len(whole.content)
    part = ask(RECORDING, headers={"Range": "bytes=1000000-", "If-Range": tag})
    assert (part.status_code, part.content) == (206, whole.content[1_000_000:])
    assert part.headers["content-range"] == f"bytes 1000000-{size - 1}/{size}"
    other = ask(RECORDING, headers={"Range": "bytes=1000000-", "If-Range": '"other"'})
    assert (other.status_code, other.content) == (200, whole.content)


def test_a_part_that_is_not_there_is_refused_with_the_size() -> None:
    response = ask(RECORDING, headers={"Range": "bytes=9000000-"})
    assert (response.status_code, response.headers["content-range"]) == (416, "bytes */1058444")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=a-b", "bytes=-", "pages=0-1", "bytes=0-1,5-6"])
def test_what_is_no_single_range_of_bytes_is_passed_over(asked: str) -> None:
    response = ask(RECORDING, headers={"Range": asked})
    assert (response.status_code, len(response.content)) == (200, 1_058_444)


def test_a_recording_has_the_same_tag_in_every_application() -> None:
    assert ask(RECORDING, load_app(FOLDER)).headers["etag"] == ask(RECORDING).headers["etag"]
