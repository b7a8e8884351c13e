"""What can be set when the server starts."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """Limits and habits of a server; sizes are in bytes, times in seconds."""

    tokens: frozenset[str] = frozenset()
    """The credentials that are accepted; none listed: any."""
    strict_agents: bool = False
    """Whether only known agents can be talked to; others are not found."""
    fixtures: bool = True
    """Whether every caller finds the session `session_id_example`."""
    max_prompt: int = 100_000
    """The longest prompt, in characters."""
    max_file: int = 25 * MIB
    max_files: int = 2_000
    max_body: int = 100 * MIB
    max_sessions: int = 2_000
    """How many sessions are kept; past that, the one that was untouched for longest goes."""
    max_waiting: int = 8
    """How many turns of one session may wait for the one that runs."""
    longest_wait: float = 30.0
    """How long a subscription waits for a change."""
    heartbeat: float = 15.0
    """The time between two comments in a stream of events."""
