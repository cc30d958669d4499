"""The desk's own pages: home, organisation, records, jobs."""

from django.urls import path

from opencounty.desk.home import views as home
from opencounty.desk.jobs import views as jobs
from opencounty.desk.people import views as people
from opencounty.desk.roles import views as roles
from opencounty.desk.trail import views as trail
from opencounty.desk.units import views as units

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("units/", units.units, name="units"),
    path("units/found/", units.found_unit, name="found-unit"),
    path("units/<slug:slug>/", units.unit, name="unit"),
    path("units/<slug:slug>/change/", units.change_unit, name="change-unit"),
    path("units/<slug:slug>/close/", units.close_unit, name="close-unit"),
    path("units/<slug:slug>/posts/create/", units.create_post, name="create-post"),
    path("posts/<uuid:code>/change/", units.change_post, name="change-post"),
    path("posts/<uuid:code>/appoint/", units.appoint, name="appoint"),
    path("appointments/<uuid:code>/end/", units.end, name="end-appointment"),
    path("people/", people.people, name="people"),
    path("people/open/", people.open_officer, name="open-officer"),
    path("people/<uuid:code>/", people.person, name="person"),
    path("people/<uuid:code>/change/", people.change_person, name="change-person"),
    path("people/<uuid:code>/lock/", people.lock, name="lock"),
    path(
        "people/<uuid:code>/reset-password/",
        people.reset_password,
        name="reset-password",
    ),
    path("people/<uuid:code>/deputies/", people.deputies, name="deputies-of"),
    path("deputies/", people.deputies, name="deputies"),
    path("deputies/<uuid:code>/end/", people.end_deputation, name="end-deputation"),
    path("roles/", roles.roles, name="roles"),
    path("roles/<slug:slug>/", roles.change_role, name="change-role"),
    path("audit/", trail.trail, name="audit"),
    path("jobs/", jobs.jobs, name="jobs"),
]
