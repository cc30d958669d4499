"""Reading the audit trail, which is itself recorded."""

from django.http import HttpResponse
from django.shortcuts import render

from opencounty.desk.trail.forms import TrailForm
from opencounty.desk.trail.pages import line
from opencounty.kernel.audit import services as audit
from opencounty.kernel.audit.models import Seal
from opencounty.ui.http import OfficerRequest, require_permission

PAGE_SIZE = 50
LARGEST_KEY = 2**63 - 1


@require_permission("audit.read")
def trail(request: OfficerRequest) -> HttpResponse:
    """Show the trail, newest first, from a point on; say who read which part."""
    by = request.actor.require("audit.read")
    form = TrailForm(request.GET)
    entries = form.narrowed(request.actor)
    before = _number(request.GET.get("before", ""))
    if before is not None:
        entries = entries.before(before)
    rows = list(entries.order_by("-pk")[: PAGE_SIZE + 1])
    filters = form.said | ({"before": str(before)} if before is not None else {})
    said = "，".join(f"{name}={value}" for name, value in filters.items())
    audit.record("audit.trail_read", by=by, filters=said or "全部")
    context = {
        "form": form,
        "lines": [line(entry) for entry in rows[:PAGE_SIZE]],
        "next": rows[PAGE_SIZE - 1].pk if len(rows) > PAGE_SIZE else None,
        "first_page": before is None,
        "seal": Seal.objects.order_by("number").last(),
    }
    return render(request, "desk/trail/trail.html", context)


def _number(text: str) -> int | None:
    """Return the key an address names, or none."""
    digits = text.isascii() and text.isdecimal() and len(text) < 20
    number = int(text) if digits else None
    return number if number is None or number <= LARGEST_KEY else None
