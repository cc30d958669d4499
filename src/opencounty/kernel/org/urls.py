"""Logging in and out, passwords and second factors: the pages this site has.

django-allauth offers more (e-mail addresses, password reset by e-mail); without
mail in the county's network those would be dead ends and are left out.
"""

from allauth.account import views
from django.urls import include, path
from django.views.generic import RedirectView

from opencounty.kernel.org.views import authenticate

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="account_login")),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("signup/", views.signup, name="account_signup"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("2fa/authenticate/", authenticate, name="mfa_authenticate"),
    path("2fa/", include("allauth.mfa.urls")),
]
