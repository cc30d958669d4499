"""The desk's frame: its menu, its search field, the person at it."""

from typing import Any

from django import template
from django.template.context import Context

from opencounty.ui import menu, panels
from opencounty.ui.wording import desk_name_of

register = template.Library()


@register.filter
def desk_of(site_name: str) -> str:
    """Name the desk after the county: 临溪县党政办公网."""
    return desk_name_of(site_name or "")


@register.inclusion_tag("ui/components/desk_menu.html", takes_context=True)
def desk_menu(context: Context) -> dict[str, Any]:
    """Show the menu of the desk as the person at it sees it."""
    request = context.get("request")
    if request is None:
        return {"sections": []}
    return {"sections": menu.sections_for(request.actor, request.path)}


@register.inclusion_tag("ui/components/desk_search.html", takes_context=True)
def desk_search(context: Context) -> dict[str, Any]:
    """Show the search field of the desk when an app has given it a page."""
    request = context.get("request")
    text = request.GET.get("q", "") if request else ""
    search = menu.search_for(request.actor) if request else None
    url = menu.address(search.url_name) if search else ""
    return {"search": search, "search_url": url, "text": text}


@register.inclusion_tag("ui/components/panels.html", takes_context=True)
def desk_panels(context: Context) -> dict[str, Any]:
    """Show the panels of the desk's first page that this person may see."""
    request = context.get("request")
    shown = panels.panels_for(request.actor) if request else []
    return {"panels": shown}


@register.inclusion_tag("ui/components/desk_person.html", takes_context=True)
def desk_person(context: Context) -> dict[str, Any]:
    """Show who is at the desk, and the way out."""
    request = context.get("request")
    return {
        "actor": request.actor if request else None,
        "logout_url": menu.address("account_logout"),
        "csrf_token": context.get("csrf_token"),
    }
