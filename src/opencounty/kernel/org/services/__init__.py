"""Verbs of organisation: who acts, who holds which post, who stands in for whom."""

from opencounty.kernel.org.addresses import address_of
from opencounty.kernel.org.services.accounts import (
    lock_account,
    note_password_chosen,
    open_officer,
    rename_person,
    reset_password,
    unlock_account,
    welcome_citizen,
)
from opencounty.kernel.org.services.actors import actor_for, visitor
from opencounty.kernel.org.services.deputies import deputise, end_deputation
from opencounty.kernel.org.services.divisions import DivisionIntake, import_divisions
from opencounty.kernel.org.services.logins import (
    begin_code,
    begin_log_in,
    forgive_log_in,
)
from opencounty.kernel.org.services.posts import (
    appoint,
    cancel_appointment,
    change_post_roles,
    create_post,
    end_appointment,
)
from opencounty.kernel.org.services.roles import (
    RoleSeed,
    change_role,
    load_roles,
    read_roles,
)
from opencounty.kernel.org.services.units import change_unit, close_unit, found_unit

__all__ = [
    "DivisionIntake",
    "RoleSeed",
    "actor_for",
    "address_of",
    "appoint",
    "begin_code",
    "begin_log_in",
    "cancel_appointment",
    "change_post_roles",
    "change_role",
    "change_unit",
    "close_unit",
    "create_post",
    "deputise",
    "end_appointment",
    "end_deputation",
    "forgive_log_in",
    "found_unit",
    "import_divisions",
    "load_roles",
    "lock_account",
    "note_password_chosen",
    "open_officer",
    "read_roles",
    "rename_person",
    "reset_password",
    "unlock_account",
    "visitor",
    "welcome_citizen",
]
