"""Roles, and what each permits."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from opencounty.desk.deeds import carried_out
from opencounty.desk.roles.forms import RoleForm
from opencounty.kernel.org import services
from opencounty.kernel.org.models import Role
from opencounty.kernel.org.permissions import label_of
from opencounty.ui.http import OfficerRequest, officers_only, require_permission

MANAGE = "org.manage_roles"


@officers_only
def roles(request: OfficerRequest) -> HttpResponse:
    """List the roles and what they permit."""
    found = Role.objects.visible_to(request.actor).annotate(posts_held=Count("posts"))
    listed = [
        (role, [label_of(name) for name in role.permissions])
        for role in found.order_by("plane", "slug")
    ]
    context = {"roles": listed, "may_manage": request.actor.may(MANAGE)}
    return render(request, "desk/roles/roles.html", context)


@require_permission(MANAGE)
def change_role(request: OfficerRequest, slug: str) -> HttpResponse:
    """Change what a role permits."""
    role = get_object_or_404(Role.objects.visible_to(request.actor), slug=slug)
    form = RoleForm(request.POST or None, role=role)
    changed = carried_out(
        form, lambda: services.change_role(role, seed=form.seed(), by=request.actor)
    )
    if changed is not None:
        return redirect("desk:roles")
    return render(request, "desk/roles/role.html", {"form": form, "role": role})
