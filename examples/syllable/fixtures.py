"""The sessions that are there from the start: the same in every run, over several agents, channels and days."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

SIZE = 90
LATEST = datetime(2025, 3, 7, 16, 42, tzinfo=timezone.utc)
APART = timedelta(minutes=110)
FIRST_ID = "<id>"
"""The id of the latest session."""
TOKEN = "<value>"
"""The token of the recording."""
CHANNELS = (("twilio", "voice", "CA"), ("twilio", "sms", "SM"), ("web", "chat", "WC"))
AGENTS = (
    ("agent-1", "Scheduling", "inbound", "America/Chicago", "Find a time"),
    ("agent-2", "Reception", "inbound", "America/New_York", "Greet and route"),
    ("agent-3", "Reminders", "outbound", "America/Denver", "Remind politely"),
    ("agent-4", "Night reception", "inbound", "America/Los_Angeles", "Take a message"),
)
RATINGS = ("good", "fair", "poor", None)


def sessions() -> list[dict[str, Any]]:
    """All sessions, the latest first."""
    return [session(number) for number in range(SIZE)]


def summaries() -> dict[str, dict[str, Any]]:
    """Summaries by the ids of their sessions; those of older systems have none."""
    return {
        each["session_id"]: summary(number, each) for number, each in enumerate(sessions()) if not each["is_legacy"]
    }


def session(number: int) -> dict[str, Any]:
    """One session; the higher its number, the earlier it was."""
    service, kind, prefix = CHANNELS[number % len(CHANNELS)]
    return {
        "timestamp": (LATEST - number * APART).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "session_id": f"session-{number + 1:03}" if number else FIRST_ID,
        "conversation_id": f"conversation-{number // 2 + 1:03}",
        "channel_manager_service": service,
        "channel_manager_type": kind,
        "channel_manager_sid": f"{prefix}{number + 1:010}",
        **agent(number % len(AGENTS)),
        "prompt_version": str(number % 5 + 1),
        "duration": None if kind == "sms" else 30 + number * 37 % 600 + number % 4 / 4,
        "session_label_id": f"label-{number + 1}" if number % 5 == 1 else None,
        "source": f"+1555000{number + 101:04}",
        "target": "+15550000900" if kind != "chat" else None,
        "is_legacy": number >= SIZE - 10,
        "is_test": number % 10 == 9,
    }


def agent(number: int) -> dict[str, Any]:
    """What a session says of its agent."""
    id_, name, kind, zone, prompt = AGENTS[number]
    return {
        "agent_id": id_,
        "agent_name": name,
        "agent_type": kind,
        "agent_timezone": zone,
        "prompt_id": f"prompt-{number + 1}",
        "prompt_name": prompt,
    }


def summary(number: int, session: dict[str, Any]) -> dict[str, Any]:
    """The summary of one session."""
    text = f"{session['agent_name']} talked with {session['source']} by {session['channel_manager_type']}."
    return {"summary": text, "rating": RATINGS[number % len(RATINGS)]}
