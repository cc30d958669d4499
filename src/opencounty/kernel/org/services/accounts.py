"""Opening accounts, locking them, and their passwords."""

from django.db import transaction

from opencounty.kernel.org.actor import Actor, ActorKind
from opencounty.kernel.org.errors import (
    AlreadyLocked,
    NotLocked,
    OwnPower,
    UsernameTaken,
)
from opencounty.kernel.org.models import Account
from opencounty.kernel.org.services.logins import forgive_person
from opencounty.kernel.org.services.records import record
from opencounty.kernel.org.services.scope import MANAGE, capacity_over


@transaction.atomic
def open_officer(
    username: str,
    name: str,
    *,
    by: Actor,
    password: str | None = None,
    mobile: str = "",
) -> Account:
    """Open an officer's account; the password given is good for one log-in."""
    by = by.require(MANAGE)
    username = Account.normalize_username(username.strip()).lower()
    if Account.objects.filter(username__iexact=username).exists():
        raise UsernameTaken(username=username)

    account = Account.objects.create_user(
        username,
        password,
        name=name.strip(),
        kind=Account.Kind.OFFICER,
        mobile=mobile,
        password_is_temporary=password is not None,
    )
    record("org.officer_opened", on=account, by=by, name=account.name)
    return account


@transaction.atomic
def welcome_citizen(account: Account) -> Account:
    """Record that a citizen opened an account; the citizen is the one who did it."""
    by = Actor(ActorKind.CITIZEN, account.name, account.pk)
    record("org.citizen_signed_up", on=account, by=by)
    return account


@transaction.atomic
def rename_person(account: Account, *, name: str, mobile: str, by: Actor) -> Account:
    """Correct a person's name and number."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    by = _require_over(account, by)
    before = account.name
    account.name, account.mobile = name.strip(), mobile
    account.save(update_fields=["name", "mobile"])

    record("org.person_renamed", on=account, by=by, before=before, name=account.name)
    return account


@transaction.atomic
def lock_account(account: Account, *, reason: str, by: Actor) -> Account:
    """Lock an account; its holder is out at the next page, in every browser."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    by = _require_over(account, by)
    if not account.is_active:
        raise AlreadyLocked(name=account.name)

    account.is_active, account.lock_reason = False, reason
    account.save(update_fields=["is_active", "lock_reason"])
    record("org.account_locked", on=account, by=by, name=account.name, reason=reason)
    return account


@transaction.atomic
def unlock_account(account: Account, *, reason: str, by: Actor) -> Account:
    """Open a locked account again."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    by = _require_over(account, by)
    if account.is_active:
        raise NotLocked(name=account.name)

    account.is_active, account.lock_reason = True, ""
    account.save(update_fields=["is_active", "lock_reason"])
    record("org.account_unlocked", on=account, by=by, name=account.name, reason=reason)
    return account


@transaction.atomic
def reset_password(account: Account, *, password: str, by: Actor) -> Account:
    """Give a new password, good for one log-in; sessions and waits end."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    by = _require_over(account, by)
    account.set_password(password)
    account.password_is_temporary = True
    account.save(update_fields=["password", "password_is_temporary"])
    forgive_person(account)

    record("org.password_reset", on=account, by=by, name=account.name)
    return account


@transaction.atomic
def note_password_chosen(account: Account) -> Account:
    """Record that a person chose a password of their own."""
    account.password_is_temporary = False
    account.save(update_fields=["password_is_temporary"])
    kind = ActorKind(account.kind)
    record("org.password_chosen", on=account, by=Actor(kind, account.name, account.pk))
    return account


def _require_over(account: Account, by: Actor) -> Actor:
    """Return the actor in the capacity to manage this person, who is somebody else."""
    if account.pk in {by.account_id, *(p.account_id for p in by.principals)}:
        raise OwnPower
    return capacity_over(account, by)
