"""Bytes become events by the rules of each kind of stream, wherever chunks are parted."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal_client._events import (
    Decoder,
    EventDecoder,
    LineDecoder,
    SequenceDecoder,
    ServerSentEvent,
    decoder_for,
    opened,
)

BOM = b"\xef\xbb\xbf"


def events(make: Callable[[], Decoder], *chunks: bytes) -> list[ServerSentEvent]:
    decoder = make()
    return [*itertools.chain.from_iterable(map(decoder.feed, chunks)), *decoder.end()]


def data(make: Callable[[], Decoder], *chunks: bytes) -> list[str]:
    return [event.data for event in events(make, *chunks)]


def sent(*chunks: bytes) -> list[str]:
    """The data of server-sent events."""
    return data(EventDecoder, *chunks)


def ids(*chunks: bytes) -> list[str]:
    return [event.id for event in events(EventDecoder, *chunks)]


def test_an_event_has_all_its_fields() -> None:
    stream = b"event: tick\nid: 7\nretry: 1500\ndata: x\n\ndata: y\n\n"
    assert events(EventDecoder, stream) == [ServerSentEvent("x", "tick", "7", 1500), ServerSentEvent("y", id="7")]


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        ([BOM + b"data: x\n\n"], ["x"]),
        ([BOM[:1], BOM[1:] + b"data: x\n\n"], ["x"]),
        ([BOM + BOM + b"data: x\n\n"], []),
        ([BOM + b"\n", BOM + b"data: x\n\n"], []),
        ([b"data: " + BOM + b"x\n\n"], ["\ufeffx"]),
    ],
)
def test_a_byte_order_mark_is_skipped_at_the_start_only(chunks: list[bytes], expected: list[str]) -> None:
    assert sent(*chunks) == expected


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n"])
def test_lines_end_in_three_ways(end: bytes) -> None:
    assert sent(b"data: a" + end + b"data: b" + end * 2 + b"data: c" + end * 2) == ["a\nb", "c"]


def test_ends_of_lines_can_be_mixed_but_two_of_them_are_two() -> None:
    assert sent(b"data: a\r\ndata: b\rdata: c\n\r\ndata: d\n\rdata: e\r\r") == ["a\nb\nc", "d", "e"]


@pytest.mark.parametrize(
    "chunks", [(b"data: a\r", b"\ndata: b\r", b"\n\r", b"\n"), (b"data: a\r", b"", b"\ndata: b\r\r")]
)
def test_an_end_of_line_split_over_chunks_is_one(chunks: tuple[bytes, ...]) -> None:
    assert sent(*chunks) == ["a\nb"]


def test_an_event_is_there_with_its_last_byte() -> None:
    decoder = EventDecoder()
    assert list(decoder.feed(b"data: x\r")) == []
    assert [event.data for event in decoder.feed(b"\r")] == ["x"]
    assert list(decoder.feed(b"\n")) == []


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (b"data:x", "x"),
        (b"data: x", "x"),
        (b"data:  x ", " x "),
        (b"data:\tx", "\tx"),
        (b"data: a:b", "a:b"),
        (b"data", ""),
        (b"data:", ""),
        (b"data: \x00", "\0"),
        (b"data: \xff\xc3", "\ufffd\ufffd"),
        ("data: \x85\u2028\x0b".encode(), "\x85\u2028\x0b"),
    ],
)
def test_a_value_is_what_follows_the_colon_and_one_space(field: bytes, expected: str) -> None:
    assert sent(field + b"\n\n") == [expected]


@pytest.mark.parametrize("line", [b":", b": data: y", b"DATA: y", b" data: y", b"data : y", b"unknown", b"x: y"])
def test_comments_and_unknown_fields_are_skipped(line: bytes) -> None:
    assert sent(b"data: x\n" + line + b"\n\n") == ["x"]


def test_lines_of_data_are_joined_also_where_they_are_empty() -> None:
    assert sent(b"data\n\ndata\ndata\n\ndata: a\ndata:\ndata: b\n\n") == ["", "\n", "a\n\nb"]


def test_an_event_without_data_is_none_and_takes_its_name_along() -> None:
    assert events(EventDecoder, b"event: lost\n\ndata: x\n\n\n\n") == [ServerSentEvent("x")]


@pytest.mark.parametrize("name", [b"event", b"event:", b"event: "])
def test_an_event_without_a_name_is_a_message(name: bytes) -> None:
    assert events(EventDecoder, b"event: x\n" + name + b"\ndata\n\n") == [ServerSentEvent("")]


def test_an_id_holds_until_the_next_one() -> None:
    assert ids(b"id: 1\ndata\n\ndata\n\nid: 2\n\ndata\n\n") == ["1", "1", "2"]


@pytest.mark.parametrize("line", [b"id", b"id:", b"id: "])
def test_an_empty_id_resets_it(line: bytes) -> None:
    assert ids(b"id: 1\ndata\n\n" + line + b"\ndata\n\n") == ["1", ""]


def test_an_id_with_nul_is_ignored() -> None:
    assert ids(b"id: 1\nid: 2\x00\ndata\n\n") == ["1"]


@pytest.mark.parametrize("value", [b"", b"-1", b"+1", b"1.5", b"1 ", b"0x1", b"1_0", "٣".encode(), "²".encode()])
def test_a_retry_of_anything_but_digits_is_ignored(value: bytes) -> None:
    assert [event.retry for event in events(EventDecoder, b"retry:" + value + b"\ndata\n\n")] == [None]


def test_a_retry_longer_than_python_reads_does_not_end_the_stream() -> None:
    assert events(EventDecoder, b"retry: " + b"9" * 5000 + b"\ndata: x\n\n") == [ServerSentEvent("x")]


def test_a_retry_is_told_once_with_the_next_event() -> None:
    stream = b"retry: 0010\n\ndata: x\n\ndata: y\n\n"
    assert [event.retry for event in events(EventDecoder, stream)] == [10, None]


@pytest.mark.parametrize("rest", [b"data: y", b"data: y\n", b"id: 1\ndata: y\r\n", b"event: z"])
def test_an_event_that_is_cut_off_is_none(rest: bytes) -> None:
    assert sent(b"data: x\n\n" + rest) == ["x"]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_each_line_is_a_value_and_empty_lines_are_none(end: bytes) -> None:
    assert data(LineDecoder, end + b'{"n": 1}' + end + b" \t" + end + b"2" + end) == ['{"n": 1}', "2"]


def test_the_last_line_needs_no_end() -> None:
    assert data(LineDecoder, b'1\n{"n"', b": 2}") == ["1", '{"n": 2}']


def test_a_line_is_there_with_its_end() -> None:
    decoder = LineDecoder()
    assert list(decoder.feed(b"1")) == []
    assert [event.data for event in decoder.feed(b"2\n3")] == ["12"]


def test_texts_of_a_sequence_stand_between_separators() -> None:
    assert data(SequenceDecoder, b'\x1e\x1e{"n": 1}\n\x1e \n\x1e"a"\n\x1e2\n') == ['{"n": 1}\n', '"a"\n', "2\n"]


def test_a_text_of_a_sequence_can_have_many_lines() -> None:
    text = '{\n"a": [\n{}\n,"}]\\"]"\n],\n"b": {}\n}\n'
    assert data(SequenceDecoder, b"\x1e" + text.encode() + b"\x1e[\r\n1]\r\n") == [text, "[\r\n1]\r\n"]


def test_texts_of_a_sequence_without_separators_are_still_apart() -> None:
    assert data(SequenceDecoder, b'1\n{"n": 2}\n') == ["1\n", '{"n": 2}\n']


@pytest.mark.parametrize("text", [b'{\n"n": 1}\n', b"1\n", b'"{"\n', b'["\\"["]\r\n'])
def test_a_text_of_a_sequence_is_there_with_its_line_feed(text: bytes) -> None:
    decoder = SequenceDecoder()
    assert list(decoder.feed(b"\x1e" + text[:-1])) == []
    assert [event.data for event in decoder.feed(text[-1:])] == [text.decode()]


def test_a_text_of_a_sequence_that_is_cut_off_leaves_the_next_one_whole() -> None:
    assert data(SequenceDecoder, b'\x1e{"n": [\n\x1e{"n": 2}\n\x1e"a\n\x1e{"n": 3') == [
        '{"n": [\n',
        '{"n": 2}\n',
        '"a\n',
        '{"n": 3',
    ]


@pytest.mark.parametrize("text", [b"12", b"-1.5e3", b"true", b"false", b"null"])
def test_a_number_or_word_that_may_go_on_is_none(text: bytes) -> None:
    assert data(SequenceDecoder, b"\x1e" + text + b"\x1e" + text + b" \x1e" + text) == [f"{text.decode()} "]


@pytest.mark.parametrize(
    ("media_type", "decoder"),
    [
        ("Text/Event-Stream; charset=utf-8", EventDecoder),
        ("application/x-ndjson", LineDecoder),
        ("application/json-seq", SequenceDecoder),
        ("", LineDecoder),
    ],
)
def test_the_media_type_says_how_a_stream_is_read(media_type: str, decoder: type[Decoder]) -> None:
    assert type(decoder_for(media_type)) is decoder


WORDS = {
    EventDecoder: [b"data", b"event", b"id", b"retry", b":", b" ", b"\r", b"\n", b"\r\n", b"\n\n", b"\0", BOM, b"9"],
    LineDecoder: [b"1", b"{", b"}", b" ", b"\r", b"\n", b"\r\n", "ü".encode()],
    SequenceDecoder: [b"{", b"}\n", b"[\n", b"]", b'"', b"\\", b" ", b"\r", b"\n", b"1", b"null\n", b"\x1e[", b"\x1e"],
}


def parted(stream: bytes, cuts: Iterable[int]) -> list[bytes]:
    ends = sorted({cut % (len(stream) + 1) for cut in cuts})
    return [stream[begin:end] for begin, end in zip([0, *ends], [*ends, len(stream)], strict=True)]


@pytest.mark.parametrize("make", WORDS)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(choose=st.data(), cuts=st.lists(st.integers(0, 200), max_size=8))
def test_any_bytes_in_any_chunks_give_the_same_events(
    make: type[Decoder], choose: st.DataObject, cuts: list[int]
) -> None:
    stream = choose.draw(st.lists(st.sampled_from(WORDS[make]), max_size=30).map(b"".join) | st.binary())
    whole = events(make, stream)
    assert events(make, *parted(stream, cuts)) == whole
    assert events(make, *(bytes([byte]) for byte in stream)) == whole


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(lines=st.lists(TEXTS.filter(lambda text: not set(text) & {"\r", "\n"}), min_size=1, max_size=5))
def test_any_text_that_a_server_sends_arrives(lines: list[str]) -> None:
    assert sent("".join(f"data: {line}\n" for line in lines).encode() + b"\n") == ["\n".join(lines)]


LONG = 200_000


@pytest.mark.parametrize("make", [EventDecoder, LineDecoder])
def test_a_long_line_in_small_chunks_is_joined_once(make: Callable[[], EventDecoder | LineDecoder]) -> None:
    decoder = make()
    for chunk in (b"data:", *itertools.repeat(b"x", LONG)):
        assert not list(decoder.feed(chunk))
    assert len(decoder.lines.pieces) == LONG + 1
    found = [*decoder.feed(b"\n\n"), *decoder.end()]
    assert [len(event.data.removeprefix("data:")) for event in found] == [LONG]


def test_a_text_of_many_lines_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def counted(line: bytes) -> int:
        seen.append(len(line))
        return opened(line)

    monkeypatch.setattr("portal_client._events.opened", counted)
    decoder = SequenceDecoder()
    for byte in b"\x1e[" + b"\n" * LONG:
        assert not list(decoder.feed(bytes([byte])))
    assert len(list(decoder.feed(b"]\n"))) == 1
    assert sum(seen) == LONG + 3
