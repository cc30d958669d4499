"""What the portal adds to the Wagtail admin: sub-sites in one action, trusted hosts."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet

from opencounty.portal.models import TrustedHost
from opencounty.portal.views import composing

# people and their rights are the desk's business
HIDDEN_SETTINGS = frozenset({"users", "groups"})


class TrustedHostViewSet(ModelViewSet):  # type: ignore[misc]
    """Hosts that may be linked to without a notice."""

    model = TrustedHost
    icon = "site"
    menu_label = "外链白名单"
    add_to_settings_menu = True
    form_fields = ("host", "reason")
    list_display = ("host", "reason")
    inspect_view_enabled = False


@hooks.register("register_admin_viewset")  # type: ignore[untyped-decorator]
def trusted_hosts() -> TrustedHostViewSet:
    """Let editors keep the list of trusted hosts."""
    return TrustedHostViewSet("trusted_hosts")


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def unit_site_urls() -> list[URLPattern]:
    """Give the page that opens sub-sites its address."""
    return [path("unit-sites/", composing.unit_sites, name="portal_unit_sites")]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def unit_site_menu() -> MenuItem:
    """Put the page into the menu."""
    return MenuItem("部门与乡镇子站", reverse("portal_unit_sites"), icon_name="group")


@hooks.register("construct_settings_menu")  # type: ignore[untyped-decorator]
def hide_people(_request: HttpRequest, items: list[Any]) -> None:
    """Leave people and their rights to the desk."""
    items[:] = [item for item in items if item.name not in HIDDEN_SETTINGS]


@hooks.register("register_admin_menu_item")  # type: ignore[untyped-decorator]
def desk_menu() -> MenuItem:
    """Lead back to the desk."""
    return MenuItem("党政办公网", reverse("desk:home"), icon_name="home", order=1)
