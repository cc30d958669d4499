"""The kit's own pages."""

from django.urls import path

from opencounty.ui.kit import views

app_name = "ui"
urlpatterns = [
    path("", views.index, name="kit"),
    path("<slug:name>/", views.sample, name="sample"),
]
