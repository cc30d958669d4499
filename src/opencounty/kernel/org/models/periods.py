"""Things that hold from a first to a last day, both counted in."""

from datetime import date

from django.db.models import Q


def in_force(day: date, first: str = "valid_from", last: str = "valid_to") -> Q:
    """Return the condition that a row holds on `day`; an empty end is open."""
    return Q(
        Q(**{first: None}) | Q(**{f"{first}__lte": day}),
        Q(**{last: None}) | Q(**{f"{last}__gte": day}),
    )


def overlapping(
    first_day: date,
    last_day: date | None,
    first: str = "starts_on",
    last: str = "ends_on",
) -> Q:
    """Return the condition that a row shares a day with the period given."""
    condition = Q(Q(**{last: None}) | Q(**{f"{last}__gte": first_day}))
    if last_day is not None:
        condition &= Q(**{f"{first}__lte": last_day})
    return condition
