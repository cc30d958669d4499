"""The editors' page that opens sub-sites: one button a unit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate

from opencounty.kernel.org.models import Unit
from opencounty.portal import permissions, services
from opencounty.ui.http import OfficerRequest, require_permission


@require_permission(permissions.OPEN_UNIT_SITE)
def unit_sites(request: OfficerRequest) -> HttpResponse:
    """List units with and without a sub-site; open one when its button is pressed."""
    allowed = request.actor.units_for(permissions.OPEN_UNIT_SITE)
    units = Unit.objects.valid_on(localdate()).exclude(kind=Unit.Kind.GOVERNMENT)
    if allowed is not None:
        units = units.filter(pk__in=allowed)
    if request.method == "POST":
        chosen = units.filter(slug=request.POST.get("unit", "")).first()
        if chosen is not None:
            services.open_unit_site(chosen, by=request.actor)
            messages.success(request, f"{chosen.name}的子站已开设。")
        return redirect("portal_unit_sites")
    rows = units.select_related("site_page").order_by("position")
    return render(request, "portal/composing/unit_sites.html", {"units": rows})
