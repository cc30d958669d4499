"""The calculator of due days, forwards and backwards."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from opencounty.kernel.deadlines import rules, services
from opencounty.portal import backwards, calculator
from opencounty.ui.forms import KitForm
from opencounty.ui.http import PublicRequest, public


@public
def deadlines(request: PublicRequest) -> HttpResponse:
    """Answer when a period is due, and show every day of the reckoning."""
    today = localdate()
    form = calculator.form_for(request.GET, today)
    answer = None
    if form.is_valid():
        due = rules.due(form.clock(), services.current_calendar(), as_of=today)
        answer = calculator.Answer(due, today)
    return shown(request, "portal/deadlines.html", form, answer=answer)


@public
def latest(request: PublicRequest) -> HttpResponse:
    """Answer by when something is done at the latest, and show every day."""
    form = backwards.form_for(request.GET)
    answer = None
    if form.is_valid():
        answer = form.answer(services.current_calendar())
    left = answer.left(localdate()) if answer else None
    return shown(request, "portal/backwards.html", form, answer=answer, left=left)


def shown(
    request: PublicRequest, template: str, form: KitForm, **told: Any
) -> HttpResponse:
    """Render a way to reckon; what was asked is no page to be found by search."""
    context = {
        "form": form,
        "tabs": calculator.tabs(request.path),
        "whole_address": request.get_full_path(),
        **told,
    }
    response = render(request, template, context)
    if form.is_bound:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
