"""A Django REST Framework application whose spec drf-spectacular publishes; it notes what it received."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import django
from django.conf import settings

RECEIVED: list[Any] = []
"""The validated data of each call, as the framework read them."""


def make_app(folder: Path) -> Any:
    """Configure Django, create the tables, and return the ASGI application.

    Args:
        folder: Holds the database and the uploaded files.
    """
    settings.configure(
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="secret",
        ROOT_URLCONF="test.frameworks.django_views",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "rest_framework",
            "rest_framework.authtoken",
            "drf_spectacular",
            "test.frameworks",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "db.sqlite3")}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        MEDIA_ROOT=str(folder),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        TIME_ZONE="UTC",
        USE_TZ=True,
        REST_FRAMEWORK={
            "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
            "DEFAULT_AUTHENTICATION_CLASSES": [],
            "UNAUTHENTICATED_USER": None,
            "DEFAULT_PAGINATION_CLASS": "rest_framework.pagination.LimitOffsetPagination",
            "PAGE_SIZE": 2,
        },
        SPECTACULAR_SETTINGS={"TITLE": "Library", "VERSION": "1", "COMPONENT_SPLIT_REQUEST": True},
    )
    django.setup()
    from django.core.asgi import get_asgi_application
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    return get_asgi_application()
