"""The desk's pages of the search index."""

from django.urls import path

from opencounty.desk.search import views

app_name = "desk_search"
urlpatterns = [
    path("", views.state, name="state"),
    path("rebuild/", views.rebuild, name="rebuild"),
]
