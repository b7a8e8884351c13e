"""The portal: sessions with agents."""

from __future__ import annotations

from pathlib import Path

from ..app import App
from ..documents import read_document
from ..settings import Settings
from .agent import Agent, Script
from .handlers import Handlers
from .store import Clock, Ids, Store, now, random_id

PACKAGE = Path(__file__).parent.parent


class Portal(App):
    """The application, with its state: tests see it and set it."""

    def __init__(self, settings: Settings, store: Store, specification: Path) -> None:
        self.store = store
        super().__init__(read_document(specification), Handlers(store), settings)


def create_app(
    settings: Settings | None = None,
    *,
    agent: Agent | None = None,
    clock: Clock = now,
    ids: Ids = random_id,
    specification: Path | None = None,
) -> Portal:
    """Make the portal's mock server, with a state of its own.

    Args:
        settings: Limits and habits.
        agent: Answers the prompts; the default one says the same every time.
        clock: Tells the time, with its offset.
        ids: Makes ids that cannot be guessed.
        specification: The document to serve; the default is the portal's.

    Raises:
        SetupError: the document and the handlers do not fit.
    """
    settings = settings or Settings()
    store = Store(settings, agent=agent or Script(settings.delay), clock=clock, ids=ids)
    return Portal(settings, store, specification or find_specification())


def find_specification() -> Path:
    """The portal's document: beside the package where it is installed, above it in a checkout."""
    beside = PACKAGE / "openapi.yaml"
    return beside if beside.exists() else PACKAGE.parent / "openapi.yaml"
