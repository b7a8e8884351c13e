"""What the portal does, by the rules of its store."""

from __future__ import annotations

import asyncio
import hashlib
from itertools import count

import httpx

from mock_server import create_app
from mock_server.settings import Settings
from test.mock_server.calls import FIXTURE, SOMEONE, Clock, Stepwise, client_of, form, together, until, upload


@together
async def test_the_default_agent_says_the_same_every_time() -> None:
    async with client_of() as client:
        answers = [
            (await client.post("/sessions", **form(agent_id="a", text_prompt="Hello"))).json()["messages"][1]["text"]
            for _ in range(2)
        ]
    assert answers[0] == answers[1]


@together
async def test_a_session_belongs_to_the_caller_that_created_it() -> None:
    async with client_of() as client:
        created = (await client.post("/sessions", **form(agent_id="a", text_prompt="Hello"))).json()
        path = f"/sessions/{created['id']}"
        assert (await client.get(path)).status_code == 200
        for response in (
            await client.get(path, headers=SOMEONE),
            await client.put(path, headers=SOMEONE, **form(text_prompt="Mine now")),
            await client.post(f"/sessions/replay?session_id={created['id']}&last_message_index=0", headers=SOMEONE),
        ):
            assert (response.status_code, response.json()) == (404, {"detail": "Session not found"})


@together
async def test_ids_have_128_random_bits_and_come_from_the_injected_source() -> None:
    async with client_of() as client:
        created = (await client.post("/sessions", **form(agent_id="a", text_prompt="Hello"))).json()
    assert len(created["id"]) >= 22
    numbers = count(1)
    app = create_app(ids=lambda: f"id-{next(numbers)}")
    async with client_of(app) as client:
        created = (await client.post("/sessions", **form(agent_id="a", text_prompt="Hello"))).json()
    assert (created["id"], created["thread_id"]) == ("id-1", "id-2")


@together
async def test_files_are_kept_with_size_and_digest() -> None:
    async with client_of() as client:
        sent = upload(("a.txt", b"abc", "text/plain"), agent_id="a", text_prompt="x")
        created = (await client.post("/sessions", **sent)).json()
    digest = hashlib.sha256(b"abc").hexdigest()
    expected = [{"name": "a.txt", "content_type": "text/plain", "size": 3, "sha256": digest}]
    assert created["messages"][0]["files"] == expected


@together
async def test_an_async_turn_answers_at_once_and_goes_on_in_the_background() -> None:
    agent = Stepwise()
    app = create_app(agent=agent)
    async with client_of(app) as client:
        started = (await client.post("/sessions/async", **form(agent_id="a", text_prompt="Hello"))).json()
        path = f"/sessions/{started['session_id']}"
        await until(lambda: agent.asked == ["Hello"])
        assert (await client.get(path)).json()["status"] == "Running"
        agent.answers.put_nowait("Done")
        ended = (await client.get(f"{path}/subscribe")).json()
    assert (ended["status"], [message["text"] for message in ended["messages"]]) == ("Ready", ["Hello", "Done"])


@together
async def test_turns_of_a_session_run_one_after_another_in_order() -> None:
    agent = Stepwise()
    async with client_of(create_app(agent=agent)) as client:
        started = (await client.post("/sessions/async", **form(agent_id="a", text_prompt="1"))).json()
        path = f"/sessions/{started['session_id']}"
        waiting = asyncio.create_task(client.put(path, **form(text_prompt="2")))
        await until(lambda: agent.asked == ["1"])
        await client.put(f"{path}/async", **form(text_prompt="3"))
        assert [m["text"] for m in (await client.get(path)).json()["messages"]] == ["1"]
        for answer in ("one", "two"):
            agent.answers.put_nowait(answer)
        second = (await waiting).json()
        assert (second["status"], [m["text"] for m in second["messages"]]) == ("Ready", ["1", "one", "2", "two"])
        agent.answers.put_nowait("three")
        await until(lambda: agent.answers.empty())
        last = (await client.get(f"{path}/subscribe")).json()
    assert [m["text"] for m in last["messages"]] == ["1", "one", "2", "two", "3", "three"]
    assert last["status"] == "Ready"


@together
async def test_a_session_is_running_while_turns_wait() -> None:
    agent = Stepwise()
    async with client_of(create_app(agent=agent)) as client:
        started = (await client.post("/sessions/async", **form(agent_id="a", text_prompt="1"))).json()
        path = f"/sessions/{started['session_id']}"
        await client.put(f"{path}/async", **form(text_prompt="2"))
        agent.answers.put_nowait("one")
        await until(lambda: agent.asked == ["1", "2"])
        assert (await client.get(path)).json()["status"] == "Running"
        agent.answers.put_nowait("two")
        while (last := (await client.get(f"{path}/subscribe")).json())["status"] == "Running":
            pass
    assert len(last["messages"]) == 4


@together
async def test_the_ninth_waiting_turn_is_refused_and_leaves_nothing() -> None:
    agent = Stepwise()
    app = create_app(agent=agent)
    async with client_of(app) as client:
        started = (await client.post("/sessions/async", **form(agent_id="a", text_prompt="0"))).json()
        path = f"/sessions/{started['session_id']}/async"
        await until(lambda: agent.asked == ["0"])
        answers: list[httpx.Response] = []
        for number in range(1, 10):
            answers.append(await client.put(path, **form(text_prompt=str(number))))
            await asyncio.sleep(0)
        assert [answer.status_code for answer in answers] == [200] * 8 + [409]
        for number in range(9):
            agent.answers.put_nowait(f"answer {number}")
        await until(lambda: not app.store.running)
    assert agent.asked == [str(number) for number in range(9)]


@together
async def test_turns_that_arrive_at_once_are_counted_before_they_run() -> None:
    agent = Stepwise()
    app = create_app(agent=agent)
    async with client_of(app) as client:
        started = (await client.post("/sessions/async", **form(agent_id="a", text_prompt="0"))).json()
        path = f"/sessions/{started['session_id']}/async"
        await until(lambda: agent.asked == ["0"])
        answers = await asyncio.gather(*(client.put(path, **form(text_prompt=str(n))) for n in range(1, 13)))
        assert sorted(answer.status_code for answer in answers) == [200] * 8 + [409] * 4
        for _ in range(9):
            agent.answers.put_nowait("x")
        await until(lambda: not app.store.running)


@together
async def test_an_agent_that_fails_leaves_the_session_in_error_and_the_next_turn_retries() -> None:
    agent = Stepwise()
    async with client_of(create_app(agent=agent)) as client:
        agent.answers.put_nowait(RuntimeError("out of ideas"))
        failed = (await client.post("/sessions", **form(agent_id="a", text_prompt="Hello"))).json()
        assert (failed["status"], failed["error"]) == ("Error", "out of ideas")
        agent.answers.put_nowait("Better")
        again = (await client.put(f"/sessions/{failed['id']}", **form(text_prompt="Again"))).json()
    assert (again["status"], again["error"], again["messages"][-1]["text"]) == ("Ready", None, "Better")


@together
async def test_a_flushed_session_takes_no_prompt() -> None:
    app = create_app()
    async with client_of(app) as client:
        created = (await client.post("/sessions", **form(agent_id="a", text_prompt="Hello"))).json()
        app.store.find_for_anyone(created["id"]).show(status="Flushed")
        response = await client.put(f"/sessions/{created['id']}", **form(text_prompt="More"))
    assert (response.status_code, response.json()) == (409, {"detail": "The session is closed for further prompts"})


@together
async def test_a_replay_copies_the_first_messages_and_leaves_the_source_alone() -> None:
    async with client_of() as client:
        before = (await client.get(f"/sessions/{FIXTURE}")).json()
        path = f"/sessions/replay?session_id={FIXTURE}&last_message_index=3"
        replay = (await client.post(path)).json()
        assert (await client.get(f"/sessions/{FIXTURE}")).json() == before
    assert replay["messages"] == before["messages"][:4]
    assert replay["replayed_from"] == {"session_id": FIXTURE, "last_message_index": 3}
    assert replay["id"] != FIXTURE
    assert replay["thread_id"] != before["thread_id"]


@together
async def test_a_replay_that_ends_with_a_prompt_is_answered() -> None:
    async with client_of() as client:
        replay = (await client.post(f"/sessions/replay?session_id={FIXTURE}&last_message_index=2")).json()
    assert [message["role"] for message in replay["messages"]] == ["user", "assistant", "user", "assistant"]
    assert replay["status"] == "Ready"


@together
async def test_an_index_that_the_session_has_not_is_placed() -> None:
    async with client_of() as client:
        for index in (-1, 64, 10**30):
            response = await client.post(f"/sessions/replay?session_id={FIXTURE}&last_message_index={index}")
            assert response.status_code == 422
            assert [issue["loc"] for issue in response.json()["detail"]] == [["query", "last_message_index"]]


@together
async def test_sessions_are_grouped_by_the_days_since_their_last_update() -> None:
    clock = Clock()
    async with client_of(create_app(Settings(fixtures=False), clock=clock)) as client:
        for days, prompt in ((30, "older"), (20, "month"), (3, "week"), (1, "yesterday"), (0, "today")):
            await client.post("/sessions", **form(agent_id="a", text_prompt=prompt))
            clock.move(days=days)
        groups = (await client.get("/sessions/grouped")).json()["time_to_sessions"]
    assert {label: [found["name"] for found in group] for label, group in groups.items()} == {
        "Today": ["today"],
        "Yesterday": ["yesterday"],
        "Previous 7 Days": ["week"],
        "Previous 30 Days": ["month"],
        "Older": ["older"],
    }


@together
async def test_names_in_groups_are_shortened_and_empty_groups_are_absent() -> None:
    async with client_of(fixtures=False) as client:
        assert (await client.get("/sessions/grouped")).json() == {"time_to_sessions": {}}
        await client.post("/sessions", **form(agent_id="a", text_prompt="x" * 100))
        groups = (await client.get("/sessions/grouped")).json()["time_to_sessions"]
    assert list(groups) == ["Today"]
    assert groups["Today"][0]["name"] == "x" * 80


@together
async def test_lists_have_the_sessions_of_one_agent_the_newest_first() -> None:
    async with client_of() as client:
        ids = []
        for agent in ("a", "b", "a"):
            created = await client.post("/sessions", **form(agent_id=agent, text_prompt="Hello"))
            ids.append(created.json()["id"])
        await client.put(f"/sessions/{ids[0]}", **form(text_prompt="More"))
        listed = (await client.get("/sessions", params={"agent_id": "a"})).json()["sessions"]
    assert [session["id"] for session in listed] == [ids[0], ids[2]]


@together
async def test_every_caller_has_a_fixture_of_its_own() -> None:
    async with client_of() as client:
        await client.put(f"/sessions/{FIXTURE}", **form(text_prompt="More"))
        mine = (await client.get(f"/sessions/{FIXTURE}")).json()
        theirs = (await client.get(f"/sessions/{FIXTURE}", headers=SOMEONE)).json()
    assert (len(mine["messages"]), len(theirs["messages"])) == (66, 64)
    assert {message["role"] for message in theirs["messages"][::2]} == {"user"}


@together
async def test_without_fixtures_there_is_none() -> None:
    async with client_of(fixtures=False) as client:
        assert (await client.get(f"/sessions/{FIXTURE}")).status_code == 404


@together
async def test_strict_agents_are_not_found_unless_known() -> None:
    async with client_of(strict_agents=True) as client:
        unknown = await client.post("/sessions", **form(agent_id="nobody", text_prompt="Hello"))
        known = await client.post("/sessions", **form(agent_id="agent_id_example", text_prompt="Hello"))
    assert (unknown.status_code, unknown.json()) == (404, {"detail": "Agent not found"})
    assert known.status_code == 200


@together
async def test_the_session_untouched_for_longest_goes_when_there_are_too_many() -> None:
    async with client_of(max_sessions=2) as client:
        ids = [(await client.post("/sessions", **form(agent_id="a", text_prompt="x"))).json()["id"] for _ in range(3)]
        found = [(await client.get(f"/sessions/{session_id}")).status_code for session_id in ids]
    assert found == [404, 200, 200]


@together
async def test_the_token_of_a_caller_is_not_shown() -> None:
    async with client_of() as client:
        created = await client.post(
            "/sessions", **form(agent_id="a", text_prompt="x"), headers={"Authorization": "Bearer s3cret"}
        )
    assert "s3cret" not in created.text
