"""The asynchronous half of the runtime, on aiohttp; every package has its public names beside it."""
