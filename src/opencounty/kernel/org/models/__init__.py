"""Divisions, units, posts, people, roles, deputies and accounts."""

from opencounty.kernel.org.models.accounts import Account
from opencounty.kernel.org.models.divisions import Division, DivisionSuccession
from opencounty.kernel.org.models.logins import LogInFailure
from opencounty.kernel.org.models.posts import Appointment, Deputation, Post, Role
from opencounty.kernel.org.models.units import Unit

__all__ = [
    "Account",
    "Appointment",
    "Deputation",
    "Division",
    "DivisionSuccession",
    "LogInFailure",
    "Post",
    "Role",
    "Unit",
]
