"""What is kept for ever: rows that no code can delete."""

from typing import Any, NoReturn, TypeVar

from django.db import models

from opencounty.apps.disclosure.errors import NothingIsDeleted

M = TypeVar("M", bound=models.Model)


class KeptQuerySet(models.QuerySet[M]):
    """Rows that stay; on PostgreSQL a trigger says the same."""

    def delete(self) -> NoReturn:
        """Refuse: what is kept cannot be deleted."""
        raise NothingIsDeleted(what=self.model._meta.verbose_name)


class Kept(models.Model):
    """A row that stays for ever."""

    class Meta:
        abstract = True

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse: what is kept cannot be deleted."""
        raise NothingIsDeleted(what=self._meta.verbose_name)
