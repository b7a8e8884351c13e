"""A FastAPI application that uses as many of FastAPI's features as clients meet, and notes what it received."""

from __future__ import annotations

import datetime
import enum
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Body, Cookie, Depends, FastAPI, File, Form, Header, HTTPException, Query, Request, UploadFile
from fastapi.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from fastapi.routing import APIRoute
from fastapi.security import APIKeyHeader, HTTPBasic, HTTPBasicCredentials, OAuth2PasswordBearer
from fastapi.security import OAuth2PasswordRequestForm as LoginForm
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Base64Bytes, BaseModel, ConfigDict, Field, Json, SecretStr, WithJsonSchema

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


class Size(enum.IntEnum):
    SMALL = 1
    LARGE = 2


class Mood(str, enum.Enum):
    CALM = "calm"
    LIGHT_HEARTED = "light-hearted"


class Cat(BaseModel):
    kind: Literal["cat"] = "cat"
    name: str
    lives: Annotated[int, Field(ge=1, le=9)] = 9
    mood: Mood | None = None


class Dog(BaseModel):
    kind: Literal["dog", "puppy"]
    name: str
    size: Size


Pet = Annotated[Cat | Dog, Field(discriminator="kind")]


class PetChange(BaseModel):
    name: str | None = None
    mood: Mood | None = None
    born: datetime.date | None = None


class Tree(BaseModel):
    value: int
    children: list[Tree] = []


class Point(BaseModel):
    model_config = ConfigDict(extra="forbid")

    x: int
    y: int


class Settings(BaseModel):
    layout: Json[Point]
    icon: Base64Bytes
    stamp: Annotated[Base64Bytes, WithJsonSchema({"type": "string", "contentEncoding": "base64"})]
    secret: SecretStr


class Precise(BaseModel):
    price: Decimal
    ratio: float
    when: datetime.datetime
    id: UUID
    span: datetime.timedelta


class Filters(BaseModel):
    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(gt=0, le=100)] = 10
    order_by: Literal["name", "age"] = "name"
    tags: list[str] = []


class Profile(BaseModel):
    username: str
    age: int
    tags: list[str] = []


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


class Problem(BaseModel):
    code: int
    why: str


class Tick(BaseModel):
    n: int


class Wide(BaseModel):
    user_id: Annotated[int, Field(alias="userId")]
    class_: Annotated[str, Field(alias="class")]
    from_: Annotated[str | None, Field(alias="from")] = None


def operation_id(route: APIRoute) -> str:
    return route.name


bearer = OAuth2PasswordBearer(tokenUrl="login", scopes={"pets": "Read pets"})
basic = HTTPBasic()
api_key = APIKeyHeader(name="X-API-Key")


def make_app(received: list[Any], folder: Path) -> FastAPI:
    """Make the application.

    Args:
        received: Collects the arguments of each call, as FastAPI read them.
        folder: Holds the file that is served.
    """
    app = FastAPI(title="Zoo", version="1.2", generate_unique_id_function=operation_id)
    photo = folder / "photo.png"
    photo.write_bytes(PHOTO)

    def note(*values: Any) -> None:
        received.append(values[0] if len(values) == 1 else values)

    @app.post("/pets", status_code=201)
    def create_pet(pet: Pet) -> Pet:
        note(pet)
        return pet

    @app.get("/pets")
    def list_pets(
        mood: Mood | None = None,
        size: Annotated[Size, Query()] = Size.SMALL,
        tag: Annotated[list[str] | None, Query()] = None,
        since: datetime.datetime | None = None,
        exact: bool = False,
    ) -> list[Pet]:
        note(mood, size, tag, since, exact)
        return [Cat(name="Tom", mood=Mood.CALM), Dog(kind="puppy", name="Rex", size=Size.LARGE)]

    @app.get("/pets/{pet_id}", responses={404: {"model": Problem}})
    def get_pet(pet_id: int) -> Pet:
        note(pet_id)
        if pet_id == 404:
            raise HTTPException(404, "no such pet")
        return Cat(name="Tom")

    @app.patch("/pets/{pet_id}")
    def change_pet(pet_id: int, change: PetChange) -> PetChange:
        note(pet_id, change.model_dump(exclude_unset=True))
        return change

    @app.delete("/pets/{pet_id}", status_code=204)
    def delete_pet(pet_id: int) -> None:
        note(pet_id)

    @app.put("/pets/{pet_id}/photo")
    async def put_photo(pet_id: int, photo: UploadFile, caption: Annotated[str, Form()] = "") -> dict[str, Any]:
        content = await photo.read()
        note(pet_id, photo.filename, photo.content_type, content, caption)
        return {"size": len(content)}

    @app.get(
        "/pets/{pet_id}/photo",
        response_class=FileResponse,
        responses={200: {"content": {"image/png": {}}}, 206: {"content": {"image/png": {}}}},
    )
    def get_photo(pet_id: int, range: Annotated[str | None, Header()] = None) -> FileResponse:
        note(pet_id, range)
        return FileResponse(photo, media_type="image/png")

    @app.post("/albums")
    async def create_album(
        title: Annotated[str, Form()],
        photos: list[UploadFile],
        cover: Annotated[bytes | None, File()] = None,
        tags: Annotated[list[str] | None, Form()] = None,
    ) -> list[str]:
        note(title, [(each.filename, await each.read()) for each in photos], cover, tags)
        return [each.filename or "" for each in photos]

    @app.post("/login")
    def login(form: Annotated[LoginForm, Depends()]) -> Token:
        note(form.username, form.password, form.scopes)
        return Token(access_token=f"token of {form.username}")

    @app.get("/me")
    def who_am_i(token: Annotated[str, Depends(bearer)]) -> str:
        note(token)
        return token

    @app.get("/basic")
    def use_basic(user: Annotated[HTTPBasicCredentials, Depends(basic)]) -> str:
        note(user.username, user.password)
        return user.username

    @app.get("/key")
    def use_key(key: Annotated[str, Depends(api_key)]) -> str:
        note(key)
        return key

    @app.get("/headers")
    def use_headers(
        response: Response,
        x_trace: Annotated[str, Header()],
        x_count: Annotated[int, Header()] = 0,
        x_part: Annotated[list[str] | None, Header()] = None,
    ) -> None:
        note(x_trace, x_count, x_part)
        response.headers["X-Trace"] = x_trace

    @app.get("/cookies")
    def use_cookies(response: Response, session: Annotated[str, Cookie()], n: Annotated[int, Cookie()] = 0) -> str:
        note(session, n)
        response.set_cookie("seen", session)
        return session

    @app.post("/settings")
    def save_settings(settings: Settings) -> Settings:
        note(settings.layout, settings.icon, settings.stamp, settings.secret.get_secret_value())
        return settings

    @app.get("/ticks", response_class=EventSourceResponse)
    async def ticks(count: int = 2) -> AsyncIterator[Tick]:
        for n in range(count):
            yield Tick(n=n)

    @app.get("/notices", response_class=EventSourceResponse)
    async def notices(last_event_id: Annotated[str | None, Header()] = None) -> AsyncIterator[ServerSentEvent]:
        note(last_event_id)
        yield ServerSentEvent(raw_data="hello", event="greeting", id="1", retry=500)
        yield ServerSentEvent(comment="keep-alive")
        yield ServerSentEvent(data={"n": 1}, event="tick", id="2")

    @app.post("/pets/stream", response_class=EventSourceResponse)
    async def stream_pets(names: Annotated[list[str], Body()]) -> AsyncIterator[Pet]:
        note(names)
        for name in names:
            yield Cat(name=name) if len(name) < 4 else Dog(kind="dog", name=name, size=Size.SMALL)

    @app.get("/lines")
    async def lines() -> AsyncIterator[Tick]:
        for n in range(3):
            yield Tick(n=n)

    @app.post("/precise/{day}")
    def be_precise(day: datetime.date, precise: Precise, at: datetime.time | None = None) -> Precise:
        note(day, precise, at)
        return precise

    @app.get("/text", response_class=PlainTextResponse)
    def text() -> str:
        return "caf\u00e9"

    @app.get("/html", response_class=HTMLResponse)
    def html() -> str:
        return "<p>caf\u00e9</p>"

    @app.get("/anything")
    def anything() -> Any:
        return {"a": [1, None, "x"]}

    @app.get("/nothing")
    def nothing() -> Point | None:
        return None

    @app.post("/matrix")
    def matrix(rows: list[list[int]]) -> list[list[int]]:
        note(rows)
        return rows

    @app.post("/mapping")
    def mapping(points: dict[str, Point]) -> dict[str, Point]:
        note(points)
        return points

    @app.post("/tree")
    def tree(tree: Tree) -> Tree:
        note(tree)
        return tree

    @app.post("/profile")
    def save_profile(profile: Annotated[Profile, Form()]) -> Profile:
        note(profile)
        return profile

    @app.get("/filter")
    def filter_pets(filters: Annotated[Filters, Query()]) -> Filters:
        note(filters)
        return filters

    @app.post("/either")
    def either(value: Annotated[int | Point | str | list[Point], Body()]) -> int | Point | str | list[Point]:
        note(value)
        return value

    @app.post("/embedded")
    def embedded(
        first: Annotated[Point, Body()], second: Annotated[Point, Body()], note_: Annotated[str | None, Body()] = None
    ) -> int:
        note(first, second, note_)
        return first.x + second.x

    @app.post("/wide")
    def wide(wide: Wide) -> Wide:
        note(wide)
        return wide

    @app.post("/raw", openapi_extra={"requestBody": {"content": {"application/octet-stream": {}}, "required": True}})
    async def raw(request: Request) -> int:
        content = await request.body()
        note(content)
        return len(content)

    @app.get("/conflict", responses={409: {"model": Problem}})
    def conflict() -> Point:
        raise Conflict

    @app.exception_handler(Conflict)
    async def on_conflict(request: Request, error: Exception) -> Response:
        return Response(Problem(code=7, why="taken").model_dump_json(), 409, media_type="application/json")

    @app.get("/files/{path:path}")
    def get_file(path: str) -> str:
        note(path)
        return path

    return app


class Conflict(Exception):
    """Raised by an operation that always fails."""
