import asyncio

from client import Client
from client.aio import AsyncClient
from client.models import Search

from test.client_generator.shelves import shelved


async def ids_of_cursors(url):
    async with AsyncClient(base_url=url) as client:
        return [thing.id async for thing in client.default.by_cursor_iter()]


with shelved() as shelf, Client(base_url=shelf.url) as client:
    api = client.default
    every = [api.by_page_iter(), api.by_offset_iter(), api.by_cursor_iter(), api.by_url_iter(), api.by_link_iter()]
    assert shelf.requests == []
    for pager in (*every, api.by_body_iter(Search(text="red"))):
        assert [thing.id for thing in pager] == [1, 2, 3, 4, 5]
    assert [page.next for page in api.by_cursor_iter().pages()] == ["2", "4", None]
    assert asyncio.run(ids_of_cursors(shelf.url)) == [1, 2, 3, 4, 5]
