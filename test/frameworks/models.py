"""Models of the Django application."""

from __future__ import annotations

from django.db import models


class Author(models.Model):
    """A writer of books."""

    name = models.CharField(max_length=40)


class Book(models.Model):
    """A book of the library."""

    class Kind(models.TextChoices):
        NOVEL = "novel"
        ESSAY = "long-essay"

    title = models.CharField(max_length=40)
    author = models.ForeignKey(Author, models.CASCADE)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.NOVEL)
    price = models.DecimalField(max_digits=8, decimal_places=2)
    published = models.DateField(null=True, blank=True)
    added = models.DateTimeField(auto_now_add=True)
    tags = models.JSONField(default=list)
    cover = models.FileField(null=True, blank=True)
