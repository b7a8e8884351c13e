"""Which sessions are meant: pairs of property and value that all match, and a range of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from dateutil.parser import isoparse

from mock_server import Issue, Problem, invalid

CONTAINED = {"agent_name", "prompt_name", "source", "target", "timestamp"}
"""Properties of which a part will do; all others are the same but for case."""


@dataclass(frozen=True)
class Search:
    """What a session has to match."""

    pairs: Sequence[tuple[str, str]]
    start: datetime | None
    """The first moment that is meant."""
    end: datetime | None
    """The first moment after it."""

    @classmethod
    def of(cls, fields: Sequence[str], values: Sequence[str], start: str | None, end: str | None) -> Search:
        """Read a search as a request has it.

        Raises:
            Problem: 422, the lists are of unequal length, or a text is no date or no number.
        """
        if len(fields) != len(values):
            raise wrong("search_field_values", f"Expected {len(fields)} values, received {len(values)}", "value_error")
        pairs = [(name, prepared(name, value)) for name, value in zip(fields, values, strict=True)]
        return cls(pairs, moment("start_datetime", start), moment("end_datetime", end))

    def matches(self, session: dict[str, Any]) -> bool:
        """Whether a session is meant."""
        time = isoparse(session["timestamp"])
        in_time = (self.start is None or self.start <= time) and (self.end is None or time < self.end)
        return in_time and all(matches(name, value, session[name]) for name, value in self.pairs)


def matches(name: str, wanted: str, found: Any) -> bool:
    """Whether a property of a session is what is searched for; one that has no value never is."""
    if found is None:
        return False
    text = str(found).casefold()
    return wanted in text if name in CONTAINED else wanted == text


def prepared(name: str, value: str) -> str:
    """A value to search for, without regard to case; a number as Python writes it.

    Raises:
        Problem: 422, a duration is no number.
    """
    if name != "duration":
        return value.casefold()
    try:
        return str(float(value))
    except ValueError as error:
        raise wrong("search_field_values", f"Expected a number, received {value}", "float_parsing") from error


def moment(name: str, text: str | None) -> datetime | None:
    """A moment from a date, or a date with a time (ISO 8601); in UTC where there is no offset.

    Raises:
        Problem: 422, it is none.
    """
    if text is None:
        return None
    try:
        found = isoparse(text)
    except (ValueError, OverflowError) as error:
        raise wrong(name, "Expected a date (ISO 8601)", "datetime_parsing") from error
    return found if found.tzinfo else found.replace(tzinfo=timezone.utc)


def wrong(parameter: str, message: str, kind: str) -> Problem:
    """The problem of one parameter."""
    return invalid([Issue(["query", parameter], message, kind)])
