"""Seeing the calendar, its versions, and changing it."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from opencounty.desk.calendar import pages
from opencounty.desk.calendar.forms import DayForm, NoticeForm, blank_notice
from opencounty.kernel.base.errors import Refusal
from opencounty.kernel.deadlines import services
from opencounty.kernel.deadlines.models import FIRST_YEAR, LAST_YEAR, CalendarVersion
from opencounty.kernel.deadlines.permissions import EDIT_CALENDAR
from opencounty.ui.dates import parse_date
from opencounty.ui.http import OfficerRequest, officers_only, require_permission
from opencounty.ui.paging import paging

PAGE_SIZE = 20


@officers_only
def year(request: OfficerRequest, year: int | None = None) -> HttpResponse:
    """Show a year, month by month, in the version in force or in an older one."""
    year = localdate().year if year is None else year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404("the calendar does not reach that year")
    history = CalendarVersion.objects.visible_to(request.actor).newest_first()
    newest = shown = history.first()
    if request.GET.get("version", "").isdecimal():
        number = int(request.GET["version"][:9])
        shown = get_object_or_404(history, number=number)
    context = {
        "page": pages.YearPage(year, shown, newest),
        "history": history[:5],
        "may_edit": request.actor.may(EDIT_CALENDAR),
    }
    return render(request, "desk/calendar/year.html", context)


@require_permission(EDIT_CALENDAR)
def change(request: OfficerRequest) -> HttpResponse:
    """Change a day or a few: show what would become of them, then do it."""
    version = services.current_calendar().version
    form = DayForm(
        request.POST or None,
        initial={
            "first": _day(request.GET.get("day", "")),
            "last": _day(request.GET.get("last", "")),
            "based_on": version,
        },
    )
    if done := _apply(request, form):
        return done
    return render(request, "desk/calendar/change.html", _context(form))


@require_permission(EDIT_CALENDAR)
def notice(request: OfficerRequest) -> HttpResponse:
    """Take in a year's arrangement: read it, show it, then load it."""
    if request.method == "POST":
        form = NoticeForm(request.POST)
    else:
        form = blank_notice(services.current_calendar())
    if done := _apply(request, form):
        return done
    return render(request, "desk/calendar/notice.html", _context(form))


@officers_only
def versions(request: OfficerRequest) -> HttpResponse:
    """List the versions of the calendar, newest first."""
    history = CalendarVersion.objects.visible_to(request.actor).newest_first()
    page = paging(request.GET.get("page"), total=history.count(), size=PAGE_SIZE)
    context = {"versions": history[page.start : page.stop], "paging": page}
    return render(request, "desk/calendar/versions.html", context)


@officers_only
def version(request: OfficerRequest, number: int) -> HttpResponse:
    """Show what one version changed."""
    history = CalendarVersion.objects.visible_to(request.actor)
    found = get_object_or_404(history, number=number)
    context = {"version": found, "days": pages.changes_of(found)}
    return render(request, "desk/calendar/version.html", context)


def _apply(request: OfficerRequest, form: DayForm | NoticeForm) -> HttpResponse | None:
    """Make the change when its preview was confirmed, and go to see it."""
    if request.POST.get("step") != "apply" or not form.is_valid():
        return None
    change = form.change()
    try:
        made = services.change_calendar(
            change, reason=form.cleaned_data["reason"], by=request.actor
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, f"日历已改为{made}。")
    years = [n.year for n in change.years] or [d.day.year for d in change.days]
    return redirect("desk_calendar:year", year=years[0])


def _context(form: DayForm | NoticeForm) -> dict[str, object]:
    """Return the form, and what it would do once it is in order."""
    ready = form.is_bound and form.is_valid()
    return {"form": form, "preview": pages.Preview(form.change()) if ready else None}


def _day(text: str) -> date | None:
    """Return the day an address names, or none."""
    try:
        return parse_date(text)
    except ValueError:
        return None
