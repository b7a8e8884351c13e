"""Makes a typed client and its reference pages from an OpenAPI document.

    settings = Settings(package="my_client", client_class="My")
    made = generate(Path("openapi.yaml"), settings)
    write_files(made.files, folder, plan(made.files, folder, settings.package))

and says how one document differs from another, as far as callers of a client notice.

    for change in compare(read_api(Path("old.yaml")), read_api(Path("openapi.yaml"))):
        print(change.kind, change.pointer, change.message)

Names are loaded when they are first asked for, so that the command line can say which packages are missing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .config import NameMappings, PagingRule, Settings, load_settings
    from .diff import Change
    from .errors import ConfigError, DocumentError, GeneratorError, OutputError, Problem
    from .pipeline import Generated, compare, generate, read_api
    from .render import Files
    from .write import Plan, docs_folder, plan, replaced_packages, write_files

__all__ = [
    "Change",
    "ConfigError",
    "DocumentError",
    "Files",
    "Generated",
    "GeneratorError",
    "NameMappings",
    "OutputError",
    "PagingRule",
    "Plan",
    "Problem",
    "Settings",
    "compare",
    "docs_folder",
    "generate",
    "load_settings",
    "plan",
    "read_api",
    "replaced_packages",
    "write_files",
]
MODULES = {
    **dict.fromkeys(("NameMappings", "PagingRule", "Settings", "load_settings"), "config"),
    **dict.fromkeys(("Change",), "diff"),
    **dict.fromkeys(("ConfigError", "DocumentError", "GeneratorError", "OutputError", "Problem"), "errors"),
    **dict.fromkeys(("Generated", "compare", "generate", "read_api"), "pipeline"),
    **dict.fromkeys(("Files",), "render"),
    **dict.fromkeys(("Plan", "docs_folder", "plan", "replaced_packages", "write_files"), "write"),
}


def __getattr__(name: str) -> Any:
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{MODULES[name]}"), name)
