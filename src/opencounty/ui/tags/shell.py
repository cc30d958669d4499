"""The desk's frame: its menu, its search field, the person at it."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import NoReverseMatch, reverse

from opencounty.ui import menu, panels

register = template.Library()


def _address(name: str) -> str:
    """Return the named address, or nothing while its page is not installed."""
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""


@register.inclusion_tag("ui/components/desk_menu.html", takes_context=True)
def desk_menu(context: Context) -> dict[str, Any]:
    """Show the menu of the desk as the person at it sees it."""
    request = context.get("request")
    if request is None:
        return {"sections": []}
    return {"sections": menu.sections_for(request.actor, request.path)}


@register.inclusion_tag("ui/components/desk_search.html", takes_context=True)
def desk_search(context: Context) -> dict[str, Any]:
    """Show the search field of the desk when a search page is installed."""
    request = context.get("request")
    text = request.GET.get("q", "") if request else ""
    return {"search_url": _address("desk:search"), "text": text}


@register.inclusion_tag("ui/components/panels.html", takes_context=True)
def desk_panels(context: Context) -> dict[str, Any]:
    """Show the panels of the desk's first page that this person may see."""
    request = context.get("request")
    shown = panels.panels_for(request.actor) if request else []
    return {"panels": [(p, rows, _address(p.more_url_name)) for p, rows in shown]}


@register.inclusion_tag("ui/components/desk_person.html", takes_context=True)
def desk_person(context: Context) -> dict[str, Any]:
    """Show who is at the desk, and the way out."""
    request = context.get("request")
    return {
        "actor": request.actor if request else None,
        "logout_url": _address("account_logout"),
        "csrf_token": context.get("csrf_token"),
    }
