"""Units, their posts, and who is appointed to them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from opencounty.desk.deeds import carried_out
from opencounty.desk.units.forms import (
    AppointForm,
    CloseUnitForm,
    EndForm,
    PostForm,
    UnitForm,
)
from opencounty.desk.units.pages import TreePage, UnitPage
from opencounty.kernel.org import services
from opencounty.kernel.org.models import Appointment, Post, Unit
from opencounty.ui.http import OfficerRequest, officers_only, require_permission


@officers_only
def units(request: OfficerRequest) -> HttpResponse:
    """List the units of the county as a tree, or those a name finds."""
    words = request.GET.get("q", "").strip()[:60]
    context = {
        "page": TreePage(request.actor, words),
        "words": words,
        "may_manage": request.actor.may("org.manage_units"),
    }
    return render(request, "desk/units/units.html", context)


@officers_only
def unit(request: OfficerRequest, slug: str) -> HttpResponse:
    """Show one unit, its posts and people, and what stands under it."""
    found = get_object_or_404(Unit.objects.visible_to(request.actor), slug=slug)
    context = {"page": UnitPage(request.actor, found), "today": localdate()}
    return render(request, "desk/units/unit.html", context)


@require_permission("org.manage_units")
def found_unit(request: OfficerRequest) -> HttpResponse:
    """Found a unit."""
    form = UnitForm(request.POST or None, actor=request.actor)
    made = carried_out(
        form, lambda: services.found_unit(form.instance, by=request.actor)
    )
    if made is not None:
        return redirect("desk:unit", slug=made.slug)
    return render(request, "desk/units/unit_form.html", {"form": form})


@require_permission("org.manage_units")
def change_unit(request: OfficerRequest, slug: str) -> HttpResponse:
    """Change facts about a unit."""
    found = get_object_or_404(Unit.objects.visible_to(request.actor), slug=slug)
    form = UnitForm(request.POST or None, actor=request.actor, instance=found)
    made = carried_out(
        form, lambda: services.change_unit(found, by=request.actor, **form.facts())
    )
    if made is not None:
        return redirect("desk:unit", slug=made.slug)
    return render(request, "desk/units/unit_form.html", {"form": form, "slug": slug})


@require_permission("org.manage_units")
def close_unit(request: OfficerRequest, slug: str) -> HttpResponse:
    """Close a unit after a last day."""
    found = get_object_or_404(Unit.objects.visible_to(request.actor), slug=slug)
    form = CloseUnitForm(request.POST or None)
    closed = carried_out(
        form,
        lambda: services.close_unit(found, by=request.actor, **form.cleaned_data),
    )
    if closed is not None:
        return redirect("desk:unit", slug=slug)
    context = {"form": form, "unit": found}
    return render(request, "desk/units/close.html", context)


@require_permission("org.manage_people")
def create_post(request: OfficerRequest, slug: str) -> HttpResponse:
    """Create a post in a unit."""
    found = get_object_or_404(Unit.objects.visible_to(request.actor), slug=slug)
    request.actor.require("org.manage_people", found.pk)
    form = PostForm(request.POST or None, actor=request.actor, unit=found)
    made = carried_out(
        form,
        lambda: services.create_post(
            found,
            title=form.cleaned_data["title"],
            roles=form.chosen(),
            by=request.actor,
        ),
    )
    if made is not None:
        return redirect("desk:unit", slug=slug)
    return render(request, "desk/units/post.html", {"form": form, "unit": found})


@require_permission("org.manage_roles")
def change_post(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Change the roles of a post."""
    posts = Post.objects.visible_to(request.actor).select_related("unit")
    post = get_object_or_404(posts, code=code)
    request.actor.require("org.manage_roles", post.unit_id)
    form = PostForm(
        request.POST if request.method == "POST" else None,
        actor=request.actor,
        unit=post.unit,
        post=post,
    )
    changed = carried_out(
        form,
        lambda: services.change_post_roles(post, roles=form.chosen(), by=request.actor),
    )
    if changed is not None:
        return redirect("desk:unit", slug=post.unit.slug)
    context = {"form": form, "unit": post.unit, "post": post}
    return render(request, "desk/units/post.html", context)


@require_permission("org.manage_people")
def appoint(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Appoint an officer to a post."""
    posts = Post.objects.visible_to(request.actor).select_related("unit")
    post = get_object_or_404(posts, code=code)
    request.actor.require("org.manage_people", post.unit_id)
    form = AppointForm(request.POST or None, actor=request.actor)
    made = carried_out(
        form, lambda: services.appoint(post=post, by=request.actor, **form.cleaned_data)
    )
    if made is not None:
        messages.success(request, f"{made.account.name} 任{post.title}。")
        return redirect("desk:unit", slug=post.unit.slug)
    return render(request, "desk/units/appoint.html", {"form": form, "post": post})


@require_permission("org.manage_people")
def end(request: OfficerRequest, code: UUID) -> HttpResponse:
    """End an appointment after a day, or at once."""
    held = Appointment.objects.visible_to(request.actor)
    held = held.select_related("account", "post__unit")
    appointment = get_object_or_404(held, code=code)
    form = EndForm(request.POST or None)
    if carried_out(form, lambda: _end(appointment, form, request)) is not None:
        return redirect("desk:unit", slug=appointment.post.unit.slug)
    context = {"form": form, "held": appointment}
    return render(request, "desk/units/end.html", context)


def _end(appointment: Appointment, form: EndForm, request: OfficerRequest) -> object:
    """End the appointment in the way that was chosen."""
    said = form.cleaned_data
    if said["how"] == EndForm.AT_ONCE:
        return services.cancel_appointment(
            appointment, reason=said["reason"], by=request.actor
        )
    return services.end_appointment(
        appointment, ends_on=said["ends_on"], by=request.actor
    )
