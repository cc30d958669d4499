"""System checks: facts of a site that are not set are named, never invented."""

from collections.abc import Iterable
from typing import Any

from django.core import checks
from django.core.exceptions import ValidationError
from django.db import connections

from opencounty.portal.models import SiteFacts
from opencounty.portal.models.facts import CONTACT, REQUIRED


@checks.register(checks.Tags.database)
def site_facts(
    databases: Iterable[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """Name the facts of each site that are unset or malformed."""
    table = SiteFacts._meta.db_table
    found: list[checks.CheckMessage] = []
    for alias in databases or ():
        if table in connections[alias].introspection.table_names():
            rows = SiteFacts.objects.using(alias).select_related("site")
            for facts in rows.order_by("-site__is_default_site"):
                found += [
                    checks.Warning(line, obj=str(facts.site), id="portal.W001")
                    for line in shortcomings(facts)
                ]
    return found


def shortcomings(facts: SiteFacts) -> list[str]:
    """Say in words what a site's facts lack; a sub-site may take the main site's."""
    lines = []
    if facts.site.is_default_site:
        lines += [
            f"网站要素“{_label(name)}”没有填写，页面上不显示这一项"
            for name in (*REQUIRED, *CONTACT)
            if not getattr(facts, name)
        ]
    try:
        facts.clean_fields(exclude={"site", "emblem"})
    except ValidationError as error:
        lines += [
            f"网站要素“{_label(name)}”有误：{'；'.join(words)}"
            for name, words in error.message_dict.items()
        ]
    return lines


def _label(name: str) -> str:
    return str(SiteFacts._meta.get_field(name).verbose_name)
