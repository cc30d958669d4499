"""The statutory catalogue: what the Regulations name, and local additions."""

from typing import Any

from django.db import transaction

from opencounty.apps.disclosure import permissions
from opencounty.apps.disclosure.models import Category
from opencounty.kernel.audit import services as audit
from opencounty.kernel.base.errors import InputRefused
from opencounty.kernel.org.actor import Actor

CHANGEABLE = frozenset({"name", "full_name", "basis", "scope", "position"})


@transaction.atomic
def add_category(
    *, code: str, name: str, parent: Category | None = None, by: Actor, **facts: Any
) -> Category:
    """Add a class of the county's own below or beside the statutory ones."""
    by = by.require(permissions.MANAGE_CATEGORIES)
    if Category.objects.filter(code=code).exists():
        raise InputRefused(field="代码", reason=f"{code} 已经用过")
    if set(facts) - CHANGEABLE:
        raise ValueError(f"not facts of a category: {set(facts) - CHANGEABLE}")

    category = Category.objects.create(code=code, name=name, parent=parent, **facts)
    audit.record("disclosure.category_added", on=category, by=by, code=code, name=name)
    return category


@transaction.atomic
def change_category(category: Category, *, by: Actor, **facts: Any) -> Category:
    """Change the words of a class; its code and place in the tree stand."""
    by = by.require(permissions.MANAGE_CATEGORIES)
    if set(facts) - CHANGEABLE:
        raise ValueError(f"cannot change: {set(facts) - CHANGEABLE}")
    category = Category.objects.select_for_update().get(pk=category.pk)
    before = {name: getattr(category, name) for name in facts}
    for name, value in facts.items():
        setattr(category, name, value)
    category.save(update_fields=list(facts))
    audit.record(
        "disclosure.category_changed", on=category, by=by, before=before, after=facts
    )
    return category
