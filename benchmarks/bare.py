"""The least that a Starlette application can do for the same requests: no validation, no state."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

ANSWERS: dict[str, Any] = json.loads(Path(os.environ["BARE_ANSWERS"]).read_text(encoding="utf-8"))


async def get_sessions(request: Request) -> JSONResponse:
    return JSONResponse(ANSWERS[request.query_params["agent_id"]])


async def get_session(request: Request) -> JSONResponse:
    return JSONResponse(ANSWERS["session"] if request.path_params["session_id"] else {})


async def create_session(request: Request) -> JSONResponse:
    async with request.form() as form:
        text = form["text_prompt"]
        sizes = [file.size for file in form.getlist("files") if not isinstance(file, str)]
    return JSONResponse({**ANSWERS["session"], "title": f"{text}, {sizes}"})


app = Starlette(
    routes=[
        Route("/sessions", get_sessions),
        Route("/sessions", create_session, methods=["POST"]),
        Route("/sessions/{session_id}", get_session),
    ]
)
