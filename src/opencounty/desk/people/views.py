"""Officers: finding them, opening and locking accounts, deputies."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from opencounty.desk.deeds import carried_out
from opencounty.desk.people.forms import (
    DeputyForm,
    OfficerForm,
    PersonForm,
    ReasonForm,
)
from opencounty.desk.people.pages import PersonPage, first_password, listed
from opencounty.kernel.org import services
from opencounty.kernel.org.models import Account, Deputation
from opencounty.ui.http import OfficerRequest, officers_only, require_permission
from opencounty.ui.paging import paging

PAGE_SIZE = 50
MANAGE = "org.manage_people"
SHOWN_ONCE = "desk_shown_once"  # in the session: a new password, until it is seen


@officers_only
def people(request: OfficerRequest) -> HttpResponse:
    """List the county's officers, or those a name finds."""
    words = request.GET.get("q", "").strip()[:60]
    found = listed(request.actor, words)
    page = paging(request.GET.get("page"), total=found.count(), size=PAGE_SIZE)
    context = {
        "people": found[page.start : page.stop],
        "paging": page,
        "words": words,
        "may_manage": request.actor.may(MANAGE),
    }
    return render(request, "desk/people/people.html", context)


@officers_only
def person(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Show one officer; a password just given is shown once."""
    found = _officer(request, code)
    given = request.session.get(SHOWN_ONCE, {})
    shown = (
        request.session.pop(SHOWN_ONCE)["password"]
        if (given.get("account") == found.pk)
        else ""
    )
    page = PersonPage(request.actor, found)
    context = {"page": page, "new_password": shown}
    return render(request, "desk/people/person.html", context)


@require_permission(MANAGE)
def open_officer(request: OfficerRequest) -> HttpResponse:
    """Open an officer's account with a password to hand over."""
    form = OfficerForm(request.POST or None)
    password = first_password()
    made = carried_out(
        form,
        lambda: services.open_officer(
            password=password, by=request.actor, **form.cleaned_data
        ),
    )
    if made is not None:
        return _hand_over(request, made, password)
    return render(request, "desk/people/open.html", {"form": form})


@require_permission(MANAGE)
def change_person(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Correct a person's name or number."""
    found = _officer(request, code)
    form = PersonForm(request.POST or None, initial={"name": found.name})
    changed = carried_out(
        form,
        lambda: services.rename_person(
            found,
            name=form.cleaned_data["name"],
            mobile=form.cleaned_data["mobile"] or found.mobile,
            by=request.actor,
        ),
    )
    if changed is not None:
        return redirect("desk:person", code=code)
    context = {"form": form, "person": found}
    return render(request, "desk/people/change.html", context)


@require_permission(MANAGE)
def lock(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Lock an account, or open a locked one again."""
    found = _officer(request, code)
    verb = services.lock_account if found.is_active else services.unlock_account
    form = ReasonForm(request.POST or None)
    done = carried_out(form, lambda: verb(found, by=request.actor, **form.cleaned_data))
    if done is not None:
        return redirect("desk:person", code=code)
    return render(request, "desk/people/lock.html", {"form": form, "person": found})


@require_permission(MANAGE)
@require_POST
def reset_password(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Give a new password to hand over."""
    found = _officer(request, code)
    password = first_password()
    services.reset_password(found, password=password, by=request.actor)
    return _hand_over(request, found, password)


@officers_only
def deputies(request: OfficerRequest, code: UUID | None = None) -> HttpResponse:
    """Name a deputy for oneself, or for one who cannot; list those there are."""
    own = code is None
    principal = (
        cast("Account", request.user) if code is None else _officer(request, code)
    )
    if not own:
        request.actor.require(MANAGE)
    form = DeputyForm(request.POST or None, actor=request.actor, principal=principal)
    made = carried_out(
        form,
        lambda: services.deputise(
            principal=principal, by=request.actor, **form.cleaned_data
        ),
    )
    if made is not None:
        messages.success(request, f"{made.deputy.name} 从 {made.starts_on} 起代理。")
        return redirect("desk:deputies") if own else redirect("desk:person", code=code)
    page = PersonPage(request.actor, principal)
    context = {"form": form, "page": page, "own": own}
    return render(request, "desk/people/deputies.html", context)


@officers_only
@require_POST
def end_deputation(request: OfficerRequest, code: UUID) -> HttpResponse:
    """Call a deputy back, or hand back what was entrusted."""
    seen = Deputation.objects.visible_to(request.actor)
    deputation = get_object_or_404(seen, code=code)
    services.end_deputation(deputation, by=request.actor)
    messages.success(request, "代理已收回。")
    return redirect("desk:deputies")


def _officer(request: OfficerRequest, code: UUID) -> Account:
    """Return an officer one may see; others are not found."""
    people = Account.objects.visible_to(request.actor).officers()
    return get_object_or_404(people, code=code)


def _hand_over(
    request: OfficerRequest, account: Account, password: str
) -> HttpResponse:
    """Go to the person's page, where the password is shown once."""
    request.session[SHOWN_ONCE] = {"account": account.pk, "password": password}
    return redirect("desk:person", code=account.code)
