"""The portal SDK: a client, the generator that makes it, and a mock server, all for one specification."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent


class BuildWithSpecification(build_py):
    """Puts the specification beside the mock server, so that an installed `portal-mock` finds it."""

    def run(self) -> None:
        """Copy the packages, and the specification into one of them."""
        super().run()
        if not self.editable_mode:
            target = Path(self.build_lib, "mock_server", "openapi.yaml")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(HERE / "openapi.yaml", target)


CLICK = "click>=8.1.7,<9"
JSON_PATCH = "jsonpatch>=1.33,<2"
JSON_SCHEMA = "jsonschema-rs>=0.58.6,<1"
YAML = "PyYAML>=6.0.1,<7"

EXTRAS = {
    "asyncio": ["aiohttp>=3.12,<4"],
    "examples": [JSON_PATCH],
    "generator": [CLICK, "Jinja2>=3.1,<4", JSON_SCHEMA, "openapi-spec-validator>=0.8,<0.10", YAML],
    "mock": [
        CLICK,
        "connexion[swagger-ui]>=3.3,<3.4",
        JSON_SCHEMA,
        "orjson>=3.10,<4",
        "python-multipart>=0.0.20,<0.1",
        "rstr>=3.2,<4",
        YAML,
        "starlette>=0.46,<2",
        "uvicorn[standard]>=0.34,<1",
    ],
}
TOOLS = [
    "backports.zstd>=1,<2; python_version < '3.14'",
    "Brotli>=1.2,<2",
    "build>=1.2,<2",
    "Django>=5.2,<6",
    "djangorestframework>=3.16,<4",
    "drf-spectacular>=0.29,<1",
    "fastapi>=0.135,<1",
    "httpx>=0.28,<1",
    "hypothesis>=6.150,<7",
    "markdown-it-py>=3,<5",
    "mypy>=2.4,<3",
    "opentelemetry-instrumentation-aiohttp-client>=0.66b1,<1",
    "opentelemetry-instrumentation-urllib3>=0.66b1,<1",
    "opentelemetry-sdk>=1.45,<2",
    "pyright[nodejs]>=1.1.400,<2",
    "pytest>=9,<10",
    "pytest-xdist>=3.8,<4",
    "ruff>=0.17,<0.18",
    "schemathesis>=4.30,<4.33",
    "setuptools>=77",
    "trustme>=1.2,<2",
    "types-PyYAML>=6,<7",
    "types-python-dateutil>=2.9,<3",
]

setup(
    name="portal-client",
    version="1.0.0",
    description="A typed client for the portal Sessions API, with the generator and the mock server behind it",
    long_description=(HERE / "README.md").read_text(encoding="utf-8"),
    long_description_content_type="text/markdown",
    python_requires=">=3.10",
    packages=find_packages(
        include=[
            "portal_client",
            "portal_client.*",
            "mock_server",
            "mock_server.*",
            "client_generator",
            "client_generator.*",
        ]
    ),
    package_data={
        "portal_client": ["py.typed", ".generated.json"],
        "mock_server": ["py.typed"],
        "client_generator": [
            "py.typed",
            "settings.schema.json",
            "templates/**/*.jinja",
        ],
    },
    install_requires=[
        "pydantic>=2.12,<3",
        "python-dateutil>=2.8.2,<3",
        "typing-extensions>=4.12,<5",
        "urllib3>=2.2,<3",
    ],
    extras_require={**EXTRAS, "dev": sorted({*TOOLS, *(each for extra in EXTRAS.values() for each in extra)})},
    entry_points={
        "console_scripts": [
            "client-generator = client_generator.__main__:main",
            "portal-mock = mock_server.__main__:main",
        ]
    },
    cmdclass={"build_py": BuildWithSpecification},
    classifiers=["Programming Language :: Python :: 3", "Typing :: Typed"],
)
