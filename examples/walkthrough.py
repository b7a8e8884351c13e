"""All nine operations of the portal, against a mock server that this program starts and stops.

Run it with `make demo`, or with `python -m examples.walkthrough` where the package is installed.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from portal_client import Portal, Session, SessionStatus

READY = "mock server ready on "


@contextmanager
def mock_server() -> Iterator[str]:
    """Run a mock server on a free port, and give its URL."""
    command = [sys.executable, "-m", "mock_server", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line.startswith(READY):
                sys.exit("The mock server did not start; what it said is above.")
            yield line.removeprefix(READY).strip()
        finally:
            process.terminate()


def say(operation: str, result: str) -> None:
    """Print what a call did, a line each."""
    print(f"  {operation:<28} {result}", flush=True)


def last_words(session: Session) -> str:
    """The last message of a session, shortened to a line."""
    text = " ".join(session.messages[-1].text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def follow(portal: Portal, session_id: str) -> Session:
    """Subscribe until a session is no longer running."""
    session = portal.sessions.subscribe_to_session(session_id)
    while session.status == SessionStatus.RUNNING:
        session = portal.sessions.subscribe_to_session(session_id)
    return session


def walk(portal: Portal) -> None:
    """Call every operation once or more, and say what came of it."""
    sessions = portal.sessions
    notes = ("notes.txt", b"Tuesday: dentist at nine", "text/plain")
    session = sessions.create_session("planner", "What is on my calendar on Tuesday?", files=[notes])
    file = (session.messages[0].files or [])[0]
    say("create_session", f"{file.name} uploaded, {file.size} bytes; answer: {last_words(session)}")

    session = sessions.update_session(session.id, "And on Wednesday?")
    say("update_session", f"{len(session.messages)} messages; answer: {last_words(session)}")

    started = sessions.create_async_session("planner", "Plan my week.")
    say("create_async_session", f"runs in the background as {started.session_id}")
    followed = follow(portal, started.session_id)
    say("subscribe_to_session", f"{followed.status.value} after {len(followed.messages)} messages")

    again = sessions.update_async_session(started.session_id, "Leave Friday free.")
    followed = follow(portal, again.session_id)
    say("update_async_session", f"{followed.status.value}; answer: {last_words(followed)}")

    replay = sessions.create_session_from_replay(session.id, 1)
    say("create_session_from_replay", f"{len(replay.messages)} messages kept in a session of its own")

    found = sessions.get_session(session.id)
    say("get_session", f"{found.status.value}, {len(found.messages)} messages")

    listed = sessions.get_sessions("planner")
    say("get_sessions", f"{len(listed.sessions)} sessions with the planner")

    groups = sessions.get_grouped_sessions().time_to_sessions
    say("get_grouped_sessions", ", ".join(f"{label}: {len(group)}" for label, group in groups.items()))


def main() -> None:
    """Start the server, walk, stop the server."""
    with mock_server() as url:
        print(f"The mock server is ready on {url}.")
        with Portal(access_token="demo", base_url=url) as portal:
            walk(portal)
    print("All nine operations work; the mock server is stopped.")


if __name__ == "__main__":
    main()
