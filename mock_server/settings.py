"""What can be set when the server starts."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """Limits and habits of a server; sizes are in bytes, times in seconds."""

    auth: bool = True
    """Whether credentials are asked for where the document does."""
    tokens: frozenset[str] = frozenset()
    """The credentials that are accepted; none listed: any."""
    strict_agents: bool = False
    """Whether only known agents can be talked to; others are not found."""
    fixtures: bool = True
    """Whether every caller finds the examples of the reference, such as `session_id_example`."""
    delay: float = 0.0
    """How long the default agent thinks."""
    max_prompt: int = 100_000
    """The longest prompt, in characters."""
    max_file: int = 25 * MIB
    max_files: int = 2_000
    """How many files a form may have."""
    max_fields: int = 1_000
    """How many texts a form may have."""
    max_body: int = 100 * MIB
    max_sessions: int = 2_000
    """How many sessions are kept; past that, the one that was untouched for longest goes."""
    max_waiting: int = 8
    """How many turns of one session may wait for the one that runs."""
    longest_wait: float = 30.0
    """How long a subscription waits for a change."""
    heartbeat: float = 15.0
    """The time between two comments in a stream of events."""
