"""The calculator of due days."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from opencounty.kernel.deadlines import rules, services
from opencounty.portal import calculator
from opencounty.ui.http import PublicRequest, public


@public
def deadlines(request: PublicRequest) -> HttpResponse:
    """Answer when a period is due, and show every day of the reckoning."""
    today = localdate()
    form = calculator.form_for(request.GET, today)
    context = {"form": form, "today": today, "answer": None}
    if form.is_valid():
        calendar = services.current_calendar()
        due = rules.due(form.clock(), calendar, as_of=today)
        context["answer"] = calculator.Answer(due, today)
    response = render(request, "portal/deadlines.html", context)
    if form.is_bound:
        response.headers["X-Robots-Tag"] = "noindex"
    return response
