"""Making posts, and appointing people to them."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from opencounty.kernel.org import rules
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.errors import (
    AlreadyAppointed,
    AppointmentOver,
    NotAnOfficer,
    OwnPower,
    PeriodBackwards,
    PlanesMixed,
    TitleTaken,
)
from opencounty.kernel.org.models import (
    Account,
    Appointment,
    Deputation,
    Post,
    Role,
    Unit,
)
from opencounty.kernel.org.services.records import record

MANAGE = "org.manage_people"
EMPOWER = "org.manage_roles"


@transaction.atomic
def create_post(
    unit: Unit, *, title: str, by: Actor, roles: Sequence[Role] = ()
) -> Post:
    """Create a post in a unit; giving it roles asks the right to manage roles."""
    by = by.require(MANAGE, unit.pk)
    if roles:
        by.require(EMPOWER, unit.pk)
    if unit.posts.filter(title=title).exists():
        raise TitleTaken(unit=unit.short_name, title=title)

    post = Post.objects.create(unit=unit, title=title)
    post.roles.set(roles)
    names = [role.name for role in roles]
    record("org.post_created", on=post, by=by, title=str(post), roles=names)
    return post


@transaction.atomic
def change_post_roles(post: Post, *, roles: Sequence[Role], by: Actor) -> Post:
    """Give a post other roles; whoever holds it has them from the next page on."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    by = by.require(EMPOWER, post.unit_id)
    today = timezone.localdate()
    planes = {role.plane for role in roles}
    for held in post.appointments.overlapping(today, None).select_related("account"):
        if held.account_id in {by.account_id, by.for_account_id}:
            raise OwnPower
        refuse_mixing(held.account, planes, today, None, besides=post)

    before = sorted(post.roles.values_list("name", flat=True))
    post.roles.set(roles)
    after = sorted(role.name for role in roles)
    record("org.post_roles_changed", on=post, by=by, before=before, after=after)
    return post


@transaction.atomic
def appoint(
    account: Account,
    *,
    post: Post,
    starts_on: date,
    by: Actor,
    ends_on: date | None = None,
) -> Appointment:
    """Appoint an officer to a post, from a day on and, if given, to a last day."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    by = by.require(MANAGE, post.unit_id)
    _refuse_unfit(account, starts_on, ends_on, by)
    for held in post.appointments.overlapping(starts_on, ends_on).filter(
        account=account
    ):
        raise AlreadyAppointed(
            name=account.name, post=post.title, starts_on=held.starts_on
        )
    planes = set(post.roles.values_list("plane", flat=True))
    refuse_mixing(account, planes, starts_on, ends_on)

    appointment = Appointment.objects.create(
        account=account, post=post, starts_on=starts_on, ends_on=ends_on
    )
    record(
        "org.officer_appointed",
        on=appointment,
        by=by,
        name=account.name,
        post=str(post),
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat() if ends_on else None,
    )
    return appointment


@transaction.atomic
def end_appointment(
    appointment: Appointment, *, ends_on: date, by: Actor
) -> Appointment:
    """Set the last day of an appointment."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    by = _require_open(appointment, by)
    if ends_on < appointment.starts_on:
        raise PeriodBackwards(starts_on=appointment.starts_on, ends_on=ends_on)

    appointment.ends_on = ends_on
    appointment.save(update_fields=["ends_on"])
    record(
        "org.appointment_ended",
        on=appointment,
        by=by,
        name=appointment.account.name,
        post=str(appointment.post),
        ends_on=ends_on.isoformat(),
    )
    return appointment


@transaction.atomic
def cancel_appointment(
    appointment: Appointment, *, reason: str, by: Actor
) -> Appointment:
    """Take an appointment back at once: it gives nothing from this moment on."""
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    by = _require_open(appointment, by)

    appointment.cancelled_at = timezone.now()
    appointment.save(update_fields=["cancelled_at"])
    record(
        "org.appointment_cancelled",
        on=appointment,
        by=by,
        name=appointment.account.name,
        post=str(appointment.post),
        reason=reason,
    )
    return appointment


def refuse_mixing(
    account: Account,
    planes: Iterable[str],
    starts_on: date,
    ends_on: date | None,
    besides: Post | None = None,
) -> None:
    """Refuse when these planes, added, would put unlike powers in one hand (三员分立).

    What the person holds and stands in for counts, and so does what those hold who
    stand in for the person. `besides` is a post whose roles are being replaced.
    """
    if not settings.SEPARATE_OFFICERS:
        return
    deputations = Deputation.objects.overlapping(starts_on, ends_on)
    principals = deputations.filter(deputy=account).values_list("principal", flat=True)
    deputies = deputations.filter(principal=account).select_related("deputy")
    hands = [(account, {account.pk, *principals})]
    hands += [(held.deputy, {held.deputy_id}) for held in deputies]
    for person, account_ids in hands:
        held_planes = planes_held(account_ids, starts_on, ends_on, besides)
        refuse_clash(person, held_planes | set(planes))


def refuse_clash(person: Account, planes: Iterable[str]) -> None:
    """Refuse when one hand would hold planes that are to be kept apart."""
    if clash := rules.clashing(planes):
        labels = "、".join(str(Role.Plane(plane).label) for plane in clash)
        raise PlanesMixed(name=person.name, planes=labels)


def planes_held(
    account_ids: Iterable[int],
    starts_on: date,
    ends_on: date | None,
    besides: Post | None = None,
) -> set[str]:
    """Return the planes that the posts of these people belong to in the period."""
    held = Appointment.objects.overlapping(starts_on, ends_on).filter(
        account__in=account_ids, post__roles__isnull=False
    )
    if besides is not None:
        held = held.exclude(post=besides)
    return set(held.values_list("post__roles__plane", flat=True))


def _refuse_unfit(
    account: Account, starts_on: date, ends_on: date | None, by: Actor
) -> None:
    """Refuse to appoint oneself, a citizen, a locked account, or backwards."""
    if account.pk in {by.account_id, by.for_account_id}:
        raise OwnPower
    if account.kind != Account.Kind.OFFICER or not account.is_active:
        raise NotAnOfficer(name=account.name)
    if ends_on is not None and ends_on < starts_on:
        raise PeriodBackwards(starts_on=starts_on, ends_on=ends_on)


def _require_open(appointment: Appointment, by: Actor) -> Actor:
    """Return the actor in the capacity to end this appointment, or refuse."""
    by = by.require(MANAGE, appointment.post.unit_id)
    if appointment.account_id in {by.account_id, by.for_account_id}:
        raise OwnPower
    over = (
        appointment.ends_on is not None and appointment.ends_on < timezone.localdate()
    )
    if over or appointment.cancelled_at is not None:
        raise AppointmentOver(
            name=appointment.account.name, post=appointment.post.title
        )
    return by
