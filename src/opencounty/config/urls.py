"""Every address of the platform, floor by floor."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("opencounty.kernel.org.urls")),
    path("desk/calendar/", include("opencounty.desk.calendar.urls")),
    path("desk/search/", include("opencounty.desk.search.urls")),
    path("desk/", include("opencounty.apps.disclosure.urls")),
    path("desk/", include("opencounty.desk.urls")),  # after the more special ones
    path("kit/", include("opencounty.ui.urls")),
    path("compose/", include("opencounty.config.composing")),
    path("", include("opencounty.portal.urls")),  # last: it takes what is left
]

handler404 = "opencounty.portal.views.errors.not_found"
