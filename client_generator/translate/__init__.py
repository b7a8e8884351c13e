"""Api → Package: the only place that chooses Python names and types."""

from __future__ import annotations

from functools import partial

from .. import package
from ..api import Api
from ..config import Settings
from ..errors import Problem
from .apis import translate_apis
from .class_names import class_names
from .document import (
    base_url_variable,
    client_docstring,
    credential_arguments,
    credential_variables,
    credentials,
    document_imports,
    security_schemes,
    servers,
    user_agent,
)
from .exports import aio_exports, exports, exports_of, model_exports, statements
from .groups import group_operations
from .layout import docstring, literal
from .models import translate_aliases, translate_errors, translate_models
from .naming import Naming
from .pages import class_pages
from .paging import unused_rules
from .reference import reference_pages
from .schemas import copy_described
from .shapes import Shapes
from .waiters import find_waiters, waiter_methods
from .webhooks import translate_webhooks

__all__ = ["class_names", "translate"]

PAGES = {"openapi-generator": class_pages, "sdk": reference_pages}
"""The reference pages of each style."""


def translate(api: Api, settings: Settings) -> tuple[package.Package, tuple[Problem, ...]]:
    """Decide what the client of an API looks like, down to each line.

    Returns:
        The package, and what had to be told apart or could not be expressed.
    """
    naming = Naming(settings)
    api = copy_described(api) if naming.style.peer_arguments else api
    shapes = Shapes(api, naming)
    groups = group_operations(api, shapes, settings)
    waiters = find_waiters(groups, shapes, settings)
    waiting = partial(waiter_methods, waiters, shapes, settings)
    alone = naming.asynchronous  # there is no synchronous half
    apis = translate_apis(groups, waiting, shapes, settings, asynchronous=alone)
    webhooks = translate_webhooks(api, shapes)
    models, errors = translate_models(shapes), translate_errors(shapes)
    named = (*models, *translate_aliases(shapes))
    known = credentials(api.security_schemes, settings)
    paged = any(made.pages for group in groups for made in group.calls)
    exported = exports(named, errors, apis, settings, paged)
    made = package.Package(
        name=settings.package,
        version=settings.package_version,
        client_class=settings.client_class,
        asynchronous=alone,
        client_docstring=client_docstring(api, known, "async with" if alone else "with"),
        async_client_docstring=client_docstring(api, known, "async with"),
        title=literal(api.title),
        api_version=literal(api.version),
        drop_in=settings.style == "openapi-generator",
        base_url=api.servers[0].url,
        base_url_variable=base_url_variable(settings),
        summary=docstring(f"A client for {api.title} {api.version}.", 0),
        document_imports=document_imports(api.servers),
        servers=servers(api.servers),
        security_schemes=security_schemes(api.security_schemes),
        credentials=credential_arguments(known),
        credential_variables=credential_variables(known),
        models=named,
        errors=errors,
        apis=apis,
        async_apis=() if alone else translate_apis(groups, waiting, shapes, settings, asynchronous=True),
        webhooks=webhooks,
        exports=exported,
        export_imports=statements(exported),
        model_exports=model_exports(named, errors, settings),
        api_exports=exports_of({made.name: made.module for made in apis}),
        aio_exports=aio_exports(apis, settings, paged),
        aio_export_imports=statements(aio_exports(apis, settings, paged)),
        user_agent=user_agent(settings),
        pages=PAGES[settings.style](api, groups, waiters, models, shapes, settings),
    )
    return made, (*shapes.warnings, *naming.unused(), *unused_rules(api, settings))
