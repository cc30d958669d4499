"""The first page of the desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from opencounty.desk.home.pages import HomePage
from opencounty.ui.http import OfficerRequest, officers_only


@officers_only
def home(request: OfficerRequest) -> HttpResponse:
    """Show what waits, one's posts, and who stands in for whom."""
    context = {"page": HomePage(request.actor), "today": localdate()}
    return render(request, "desk/home/home.html", context)
