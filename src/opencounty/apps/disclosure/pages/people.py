"""Whose turn it is: who may do the next deed where an item belongs."""

from collections.abc import Iterable

from django.utils.timezone import localdate

from opencounty.kernel.org.models import Appointment, Role, Unit

SHOWN = 3


def in_charge(
    permission: str, unit: Unit, *, besides: Iterable[int] = ()
) -> tuple[str, ...]:
    """Name those whose posts give a permission at a unit, its own people first.

    `besides` are left out: those who wrote a version may not approve it. Deputies are
    not named; whoever they stand in for is.
    """
    roles = [
        role.pk for role in Role.objects.all() if permission in (role.permissions or ())
    ]
    held = Appointment.objects.on(localdate()).filter(
        post__roles__in=roles, account__is_active=True
    )
    rows = held.exclude(account__in=list(besides)).values_list(
        "account__name", "post__title", "post__unit", "post__roles__county_wide"
    )
    above = _unit_and_above(unit)
    near = [
        (above.index(place) if place in above else len(above), f"{name}（{title}）")
        for name, title, place, county_wide in rows.order_by("pk")
        if county_wide or place in above
    ]
    return tuple(dict.fromkeys(words for _, words in sorted(near, key=lambda n: n[0])))


def named(people: tuple[str, ...]) -> str:
    """Return the names of those any one of whom may act, the first few of many."""
    if len(people) > SHOWN:
        return f"{'、'.join(people[:SHOWN])}等 {len(people)} 人之一"
    return "、".join([*people[:-2], "或".join(people[-2:])])


def _unit_and_above(unit: Unit) -> list[int]:
    """Return the unit and those it stands under, the nearest first."""
    parents = dict(Unit.objects.order_by().values_list("pk", "parent_id"))
    chain: list[int] = []
    place: int | None = unit.pk
    while place is not None and place not in chain:
        chain.append(place)
        place = parents.get(place)
    return chain
