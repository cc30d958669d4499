"""Every address of the platform, floor by floor."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("compose/", include(wagtailadmin_urls)),
]
