"""The desk's pages of the calendar."""

from django.urls import path

from opencounty.desk.calendar import views

app_name = "desk_calendar"
urlpatterns = [
    path("", views.year, name="year"),
    path("<int:year>/", views.year, name="year"),
    path("change/", views.change, name="change"),
    path("notice/", views.notice, name="notice"),
    path("versions/", views.versions, name="versions"),
    path("versions/<int:number>/", views.version, name="version"),
]
