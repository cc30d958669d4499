"""Over whom somebody who manages people in some units only has a say."""

from django.db.models import Q
from django.utils.timezone import localdate

from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Account, Appointment, Deputation

MANAGE = "org.manage_people"
NOWHERE = 0  # no unit has this key: only who manages the whole county may


def capacity_over(account: Account, by: Actor) -> Actor:
    """Return the actor in the capacity to manage this person, or refuse.

    Who manages some units only may manage officers who hold, and stand in for, posts
    in those units and nowhere else, none of them with power over the county: a
    password reset is worth all the power of the person whose password it is.
    """
    units = by.units_for(MANAGE)
    if units is None:
        return by.require(MANAGE)
    today = localdate()
    principals = Deputation.objects.not_over(today).filter(deputy=account)
    held = Appointment.objects.not_over(today).filter(
        Q(account=account) | Q(account__in=principals.values("principal"))
    )
    beyond = held.filter(~Q(post__unit__in=units) | Q(post__roles__county_wide=True))
    own = held.filter(account=account).first()
    if own is None or beyond.exists() or account.kind == Account.Kind.CITIZEN:
        return by.require(MANAGE, NOWHERE)
    return by.require(MANAGE, own.post.unit_id)
